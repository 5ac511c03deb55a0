"""How do reference top, middle and all incumbents lie on a scale? A picture, not a prediction."""

import numpy as np

from scoring.errors import Code
from scoring.intervals import fisher
from scoring.profile.composite import Floats
from scoring.profile.results import Spread
from scoring.results import Caveat, Estimate

PEARSON = "Pearson r, Fisher interval"
HEDGES = "Hedges' g (Hedges & Olkin 1985)"
Z95 = 1.959963984540054


def spread(x: Floats) -> Spread:
    """Mean, SD and quartiles of the values that are there."""
    x = x[~np.isnan(x)]
    if len(x) < 2:
        return Spread(len(x), float(x[0]) if len(x) else None, None, None, None)
    lower, upper = np.quantile(x, [0.25, 0.75])
    return Spread(len(x), float(x.mean()), float(x.std(ddof=1)), float(lower), float(upper))


def hedges_g(first: Floats, second: Floats) -> Estimate:
    """Standardised mean difference without small-sample bias: g = (1 − 3/(4·df − 1))·d (Hedges 1981, eq. 6e).

    Its interval is g ± 1.96·√((n₁+n₂)/(n₁n₂) + g²/(2(n₁+n₂))) (Hedges & Olkin 1985, p. 86).
    """
    a, b = first[~np.isnan(first)], second[~np.isnan(second)]
    n = len(a) + len(b)
    if min(len(a), len(b)) < 2:
        return _refused(HEDGES, n, Caveat(Code.GROUPS_TOO_SMALL, {"n": min(len(a), len(b)), "need": 2}))
    pooled = np.sqrt(((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / (n - 2))
    if pooled == 0:
        return _refused(HEDGES, n, Caveat(Code.NO_VARIANCE))
    g = float((a.mean() - b.mean()) / pooled * (1 - 3 / (4 * (n - 2) - 1)))
    half = Z95 * np.sqrt(n / (len(a) * len(b)) + g * g / (2 * n))
    return Estimate(g, n, HEDGES, float(g - half), float(g + half), unit="SD")


def correlation(x: Floats, y: Floats) -> Estimate:
    """Pearson correlation over the people who have both values."""
    both = ~(np.isnan(x) | np.isnan(y))
    a, b = x[both], y[both]
    if len(a) < 4:
        return _refused(PEARSON, len(a), Caveat(Code.N_TOO_SMALL, {"n": len(a), "need": 4}))
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return _refused(PEARSON, len(a), Caveat(Code.NO_VARIANCE))
    r = float(np.clip(np.corrcoef(a, b)[0, 1], -1, 1))
    return Estimate(r, len(a), PEARSON, *fisher(r, len(a)))


def _refused(method: str, n: int, reason: Caveat) -> Estimate:
    return Estimate(None, n, method, status="refused", reasons=(reason,))
