"""How do the replicable top, the middle and talent outliers lie on each lever? A display, not a test."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import norm
from scipy.stats import t as student

from scoring.errors import Code
from scoring.intervals import newcombe, wilson
from scoring.levers.inputs import Registered
from scoring.levers.regression import Floats
from scoring.levers.results import Groups, Rates, Target
from scoring.levers.sample import Flags, Sample
from scoring.policy import judged, minimum
from scoring.profile.description import hedges_g
from scoring.results import Caveat, Estimate

CLIFF = "Cliff's δ, interval Feng & Cliff 2004, eq. 9"
RATE = "Share, interval Wilson 1927"
DIFFERENCE = "Difference of shares, interval Newcombe 1998, method 10"


def groups(people: Sample, registered: Sequence[Registered]) -> tuple[Groups, ...]:
    """A row a lever, in the order registered, also where the top does less than the middle."""
    return tuple(_groups(people, lever, people.values[:, place]) for place, lever in enumerate(registered))


def targets(people: Sample, registered: Sequence[Registered]) -> tuple[Target, ...]:
    """What the replicable top and the middle do, in the lever's own unit."""
    return tuple(_target(people, lever, people.values[:, place]) for place, lever in enumerate(registered))


def cliffs_delta(first: Floats, second: Floats, level: float = 0.95) -> Estimate:
    """P(first > second) − P(first < second), with its asymmetric interval (Cliff 1993; Feng & Cliff 2004, eq. 9).

    Examples
    --------
    >>> treated, control = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50]
    >>> found = cliffs_delta(np.array(treated, float), np.array(control, float))  # R, effsize::cliff.delta
    >>> [round(part, 4) for part in (found.value, found.low, found.high)]
    [-0.25, -0.7266, 0.389]
    """
    a, b = (np.sort(part[~np.isnan(part)]) for part in (first, second))
    n, m = len(a), len(b)
    if min(n, m) < 2:
        reason = Caveat(Code.GROUPS_TOO_SMALL, {"n": min(n, m), "need": 2, "of": "people"})
        return Estimate.refusal(reason, method=CLIFF, n=n + m)
    # how far each stands above the other group, without n × m comparisons
    rows = (np.searchsorted(b, a, "left") + np.searchsorted(b, a, "right") - m) / m
    others = (np.searchsorted(a, b, "left") + np.searchsorted(a, b, "right") - n) / n
    d = float(rows.mean())
    ties = float((np.searchsorted(b, a, "right") - np.searchsorted(b, a, "left")).sum())
    across = n * m - ties - n * m * d * d
    inside = m * m * float(((rows - d) ** 2).sum()) + n * n * float(((others + d) ** 2).sum())
    variance = max((inside - across) / (n * m * (n - 1) * (m - 1)), (1 - d * d) / (n * m - 1))
    edge = float(student.ppf((1 + level) / 2, n + m - 2))
    if abs(d) == 1:  # the variance is none there; Feng & Cliff take the bound of a proportion
        nearest = (min(n, m) - edge**2) / (min(n, m) + edge**2)
        return Estimate(d, n + m, CLIFF, *((nearest, 1.0) if d > 0 else (-1.0, -nearest)), level=level)
    half = edge * np.sqrt(variance * ((1 - d * d) ** 2 + edge**2 * variance))
    low, high = ((d - d**3 + side * half) / (1 - d * d + edge**2 * variance) for side in (-1, 1))
    return Estimate(d, n + m, CLIFF, float(max(low, -1.0)), float(min(high, 1.0)), level=level)


def overlap(g: float) -> float:
    """Share of two normal distributions of equal spread that lies on one another, 2Φ(−|g|/2).

    Cohen's U₁, the share of the joint area that is not shared, follows as (2 − 2·OVL)/(2 − OVL): .474 at d = .8
    (Cohen 1988, table 2.2.1).

    Examples
    --------
    >>> shared = overlap(0.8)
    >>> round((2 - 2 * shared) / (2 - shared), 3)
    0.474
    """
    return float(2 * norm.cdf(-abs(g) / 2))


def _groups(people: Sample, lever: Registered, x: Floats) -> Groups:
    parts = {name: x[who & ~np.isnan(x)] for name, who in _who(people).items()}
    top, middle, outliers = parts["top"], parts["middle"], parts["outliers"]
    g = _judged(hedges_g(top, middle), top, middle)
    yes_no = _yes_no(x)
    done_from = 1.0 if yes_no else lever.done_from
    told = g.status != "refused" and done_from is not None
    return Groups(
        lever, len(top), len(middle), len(outliers), _mean(top), _mean(middle), _mean(outliers), g,
        _judged(cliffs_delta(top, middle), top, middle), _few(hedges_g(outliers, middle), outliers),
        overlap(g.value) if g.value is not None and not yes_no else None,
        _rates(people, x, top, middle, done_from) if told and done_from is not None else None,
    )  # fmt: skip


def _rates(people: Sample, x: Floats, top: Floats, middle: Floats, done_from: float) -> Rates:
    """Shares of both groups that do it, their difference, and the reverse: of those who do it, how many are on top."""
    (k, n), (j, m) = ((int((part >= done_from).sum()), len(part)) for part in (top, middle))
    difference = Estimate(k / n - j / m, n + m, DIFFERENCE, *newcombe(k, n, j, m))
    up, down, apart = (_judged(one, top, middle) for one in (_rate(k, n), _rate(j, m), difference))
    return Rates(up, down, apart, _reverse(people.top, x >= done_from), _reverse(people.top, x < done_from), done_from)


def _reverse(top: Flags, who: Flags) -> Estimate:
    n, least = int(who.sum()), minimum("slice", "people").refuse
    if n < least:
        return Estimate.refusal(
            Caveat(Code.GROUPS_TOO_SMALL, {"n": n, "need": least, "of": "people"}), method=RATE, n=n
        )
    return _rate(int((top & who).sum()), n)


def _rate(k: int, n: int) -> Estimate:
    return Estimate(k / n, n, RATE, *wilson(k, n))


def _yes_no(x: Floats) -> bool:
    """Whether a practice is done or not: 0 and 1, and nothing between."""
    return set(np.unique(x[~np.isnan(x)])) == {0.0, 1.0}


def _who(people: Sample) -> dict[str, Flags]:
    return {"top": people.top, "middle": people.middle, "outliers": people.outlier}


def _judged(one: Estimate, top: Floats, middle: Floats) -> Estimate:
    return judged(one, "lever_groups", top=len(top), middle=len(middle))


def _few(one: Estimate, outliers: Floats) -> Estimate:
    """Talent outliers are few by nature; they are shown from the number on at which no mean is a portrait."""
    return judged(one, "slice", people=len(outliers))


def _mean(part: Floats) -> float | None:
    return float(part.mean()) if len(part) >= minimum("slice", "people").refuse else None


def _target(people: Sample, lever: Registered, x: Floats) -> Target:
    known = ~np.isnan(x)
    enough = known.sum() >= minimum("slice", "people").refuse
    sd = float(x[known].std(ddof=1)) if enough else None
    return Target(lever, _median(x[people.top & known]), _median(x[people.middle & known]), sd, int(known.sum()))


def _median(part: Floats) -> float | None:
    return float(np.median(part)) if len(part) >= minimum("slice", "people").refuse else None
