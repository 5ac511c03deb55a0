"""How far apart are the selection rates of two groups: by exact test, by z, by ratio, and over several periods?"""

import math
from collections.abc import Sequence

import numpy as np
from scipy.stats import chi2, hypergeom, norm

#: Selected and considered of the focal group, then of the group it is compared with.
Pair = tuple[int, int, int, int]
#: Outcomes this close to the observed one's chance count as equally likely (as in R's fisher.test).
_TIE = 1 + 1e-7


def _chances(pair: Pair) -> tuple[np.ndarray, float]:
    """Chance of every table with these margins, and of the one observed."""
    x1, n1, x2, n2 = pair
    everyone = hypergeom(n1 + n2, x1 + x2, n1)
    low, high = max(0, x1 - n2 + x2), min(n1, x1 + x2)
    return everyone.pmf(np.arange(low, high + 1)), float(everyone.pmf(x1))


def fisher(pair: Pair) -> float:
    """Two-sided p of Fisher's exact test: the chance of all tables no likelier than the observed one.

    Examples
    --------
    >>> round(fisher((12, 40, 48, 80)), 6)
    0.003409
    """
    chances, own = _chances(pair)
    return min(1.0, float(chances[chances <= own * _TIE].sum()))


def mid_p(pair: Pair) -> float:
    """The same less half the chance of the observed table (Lancaster 1961): less conservative on few people.

    Examples
    --------
    >>> round(mid_p((12, 40, 48, 80)), 6)
    0.002776
    """
    return max(0.0, fisher(pair) - _chances(pair)[1] / 2)


def z_statistic(pair: Pair) -> float | None:
    """(p₁ − p₂)/√(p̂q̂(1/n₁ + 1/n₂)), pooled; its square is χ². None where everybody or nobody was selected.

    Examples
    --------
    >>> round(z_statistic((12, 40, 48, 80)), 3)
    -3.098
    """
    x1, n1, x2, n2 = pair
    p = (x1 + x2) / (n1 + n2)
    if p in (0, 1):
        return None
    return (x1 / n1 - x2 / n2) / math.sqrt(p * (1 - p) * (1 / n1 + 1 / n2))


def smallest_expected(pair: Pair) -> float:
    """The fewest people expected in any of the four cells if both groups had one rate."""
    x1, n1, x2, n2 = pair
    selected, everyone = x1 + x2, n1 + n2
    return min(n1, n2) * min(selected, everyone - selected) / everyone


def ratio_interval(pair: Pair, level: float = 0.95) -> tuple[float, float]:
    """Interval of the ratio of rates, exp(ln IR ± z·√((1−p₁)/x₁ + (1−p₂)/x₂)) (Katz et al. 1978).

    With an empty cell every cell gets .5 first (see ``has_empty_cell``), and the interval reaches the plain ratio.

    Examples
    --------
    >>> [round(bound, 3) for bound in ratio_interval((12, 40, 48, 80))]
    [0.301, 0.829]
    """
    x1, n1, x2, n2 = map(float, pair)
    if has_empty_cell(pair):
        x1, n1, x2, n2 = x1 + 0.5, n1 + 1, x2 + 0.5, n2 + 1
    p1, p2 = x1 / n1, x2 / n2
    half = float(norm.ppf((1 + level) / 2)) * math.sqrt((1 - p1) / x1 + (1 - p2) / x2)
    low, high = p1 / p2 * math.exp(-half), p1 / p2 * math.exp(half)
    plain = pair[0] / pair[1] / (pair[2] / pair[3]) if pair[2] else None
    return (low, high) if plain is None else (min(low, plain), max(high, plain))


def has_empty_cell(pair: Pair) -> bool:
    """Whether all or none of a group were selected."""
    x1, n1, x2, n2 = pair
    return 0 in (x1, n1 - x1, x2, n2 - x2)


def pooled_ratio(strata: Sequence[Pair], level: float = 0.95) -> tuple[float, float, float, float]:
    """Mantel–Haenszel ratio of rates over strata with its interval (Greenland & Robins 1985) and two-sided p.

    Returns
    -------
    ratio, low, high, p : float
        ``p`` of the Mantel–Haenszel χ² without continuity correction (Mantel & Haenszel 1959). NaN where no stratum
        has both groups, or nobody was selected.
    """
    table = np.array([pair for pair in strata if pair[1] and pair[3]], dtype=float).reshape(-1, 4)
    x1, n1, x2, n2 = table.T
    n, m = n1 + n2, x1 + x2
    upper, lower = (x1 * n2 / n).sum(), (x2 * n1 / n).sum()
    variance = (m * (n - m) * n1 * n2 / (n**2 * np.maximum(n - 1, 1))).sum()
    distance = x1.sum() - (m * n1 / n).sum()
    p = float(chi2.sf(distance**2 / variance, 1)) if variance else math.nan
    if not upper or not lower:
        return (0.0 if lower else math.nan), math.nan, math.nan, p
    spread = ((m * n1 * n2 - x1 * x2 * n) / n**2).sum() / (upper * lower)
    half = float(norm.ppf((1 + level) / 2)) * math.sqrt(max(spread, 0.0))
    ratio = float(upper / lower)
    return ratio, ratio * math.exp(-half), ratio * math.exp(half), p


def breslow_day(strata: Sequence[Pair]) -> float | None:
    """p that the odds ratio is the same in all strata, with Tarone's correction (Breslow & Day 1980; Tarone 1985).

    None where fewer than two strata tell anything, or the common odds ratio is not finite.

    Examples
    --------
    Six departments of Berkeley, women against men (Bickel, Hammel & O'Connell 1975):

    >>> berkeley = [(89, 108, 512, 825), (17, 25, 353, 560), (202, 593, 120, 325),
    ...             (131, 375, 138, 417), (94, 393, 53, 191), (24, 341, 22, 373)]
    >>> round(breslow_day(berkeley), 4)
    0.0021
    """
    telling = [pair for pair in strata if pair[1] and pair[3] and 0 < pair[0] + pair[2] < pair[1] + pair[3]]
    if len(telling) < 2:
        return None
    x1, n1, x2, n2 = np.array(telling, dtype=float).T
    n, m = n1 + n2, x1 + x2
    upper, lower = (x1 * (n2 - x2) / n).sum(), (x2 * (n1 - x1) / n).sum()
    if not upper or not lower:
        return None
    expected = np.array([_expected(upper / lower, *margins) for margins in zip(n1, n2, m, strict=True)])
    variance = 1 / (1 / expected + 1 / (m - expected) + 1 / (n1 - expected) + 1 / (n2 - m + expected))
    statistic = ((x1 - expected) ** 2 / variance).sum() - (x1 - expected).sum() ** 2 / variance.sum()
    return float(chi2.sf(statistic, len(telling) - 1))


def _expected(odds: float, n1: float, n2: float, m: float) -> float:
    """How many of the first group would be selected at this odds ratio and these margins."""
    if abs(odds - 1) < 1e-9:
        return m * n1 / (n1 + n2)
    a, b = odds - 1, -(odds * (n1 + m) + n2 - m)
    root = math.sqrt(b * b - 4 * a * odds * n1 * m)
    # the product of both roots, so that nothing cancels: only this one lies within the margins
    return 2 * odds * n1 * m / (-b + root)
