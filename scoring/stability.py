"""Are those on top in one half of the time on top in the other, and more often than luck would have it?"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import multivariate_normal, norm, rankdata

from scoring.averages import row_means
from scoring.errors import Code
from scoring.intervals import fisher, wilson
from scoring.performers import Performers
from scoring.performers.results import Flags, Floats
from scoring.performers.shrinkage import effective_periods
from scoring.policy import judged
from scoring.results import Caveat, Estimate
from scoring.tiers import TOP, places

RANKS = "Spearman's rank correlation of adjusted results, interval Fisher z with variance 1.06/(n − 3)"
STAYED = "Share of the top fifth of the first half that is in the top fifth of the second, interval Wilson 1927"
#: Fieller, Hartley & Pearson 1957: the variance of Fisher's z of a rank correlation.
RANK_VARIANCE = 1.06


@dataclass(frozen=True, slots=True)
class Stability:
    """How far results hold.

    Attributes
    ----------
    periods : tuple of (int, Estimate)
        For each period but the first, its place and the rank correlation with the one before.
    halves : Estimate
        Rank correlation between the two halves of the window.
    stayed : Estimate
        Share of the top fifth of the first half that is in the top fifth of the second.
    chance, expected : float
        That share if places were drawn by lot, and if people differ as much and as lastingly as the variance components
        of the score say; NaN where these are not known.
    """

    periods: tuple[tuple[int, Estimate], ...]
    halves: Estimate
    stayed: Estimate
    chance: float
    expected: float


def stability(one: Performers) -> Stability:
    """Ranks from period to period, and who stays in the top fifth between halves, of adjusted results.

    Only people with a result in both count. Periods in which somebody settles into a new territory do not count, as in
    the score itself.
    """
    scores = one.adjusted_scores
    pairs = tuple((t, _ranked(scores[:, t - 1], scores[:, t])) for t in range(1, scores.shape[1]))
    middle = scores.shape[1] // 2
    first, second = (row_means(half) for half in (scores[:, :middle], scores[:, middle:]))
    both = ~np.isnan(first) & ~np.isnan(second)
    stayed = _stayed(first[both], second[both])
    return Stability(pairs, _ranked(first, second), stayed, _by_lot(int(both.sum())), _expected(one, both, middle))


def _ranked(x: Floats, y: Floats) -> Estimate:
    both = ~np.isnan(x) & ~np.isnan(y)
    n = int(both.sum())
    if n < 4:
        return Estimate.refusal(Caveat(Code.N_TOO_SMALL, {"n": n, "need": 4, "of": "people"}), method=RANKS, n=n)
    ranks = [rankdata(values[both]) for values in (x, y)]
    if min(one.std() for one in ranks) == 0:
        return Estimate.refusal(Caveat(Code.NO_VARIANCE, {"n": n}), method=RANKS, n=n)
    r = float(np.clip(np.corrcoef(*ranks)[0, 1], -1, 1))
    return judged(Estimate(r, n, RANKS, *fisher(r, 3 + (n - 3) / RANK_VARIANCE)), "stability", people=n)


def _stayed(first: Floats, second: Floats) -> Estimate:
    n, top = len(first), places(TOP, len(first))
    if not n:
        return Estimate.refusal(Caveat(Code.N_TOO_SMALL, {"n": 0, "need": 1, "of": "people"}), method=STAYED)
    # ties at the border go by their order among the ids, in both halves alike
    before, after = (set(np.lexsort((np.arange(n), -half))[:top]) for half in (first, second))
    kept = len(before & after)
    return judged(Estimate(kept / top, n, STAYED, *wilson(kept, top)), "stability", people=n)


def _by_lot(n: int) -> float:
    return places(TOP, n) / n if n else np.nan


def _expected(one: Performers, both: Flags, middle: int) -> float:
    """P(both halves in the top fifth)/.2 for normal results whose halves correlate as their reliabilities say."""
    shrinkage = one.adjusted
    if not both.any() or not shrinkage.between > 0:
        return np.nan
    known = ~np.isnan(one.adjusted_scores[both])
    reliabilities = [
        np.median(shrinkage.between / (shrinkage.between + shrinkage.within / _effective(half, shrinkage.phi)))
        for half in (known[:, :middle], known[:, middle:])
    ]
    r = float(np.sqrt(np.prod(reliabilities)))
    border = norm.ppf(TOP)
    both_low = multivariate_normal.cdf([border, border], mean=[0, 0], cov=[[1, r], [r, 1]], allow_singular=True)
    return float(both_low / TOP)


def _effective(known: Flags, phi: float) -> Floats:
    return effective_periods(known.sum(1).astype(float), phi)


@dataclass(frozen=True, slots=True)
class Break:
    """One person's results before and after a change of territory; ``at`` is the first period after it."""

    person: int
    at: int
    before: float
    after: float
    change: Estimate


def breaks(one: Performers) -> tuple[Break, ...]:
    """Everybody whose territory was changed inside the window, with both sides of the break (methods §2.1, step 6).

    A series is not averaged across its break without saying so: the change carries the error that chance between
    periods alone would give it.
    """
    scores, shrinkage, grid = one.adjusted_scores, one.adjusted, one.grid
    found = []
    for i in np.flatnonzero(~np.isnat(grid.territory.moved)):
        at = int(np.searchsorted(grid.ends.to_numpy(), grid.territory.moved[i]))
        sides = (scores[i, :at], scores[i, at:])
        n = np.array([(~np.isnan(side)).sum() for side in sides], dtype=float)
        if not n.all() or not np.isfinite(shrinkage.within):
            continue
        before, after = (float(np.nanmean(side)) for side in sides)
        error = float(np.sqrt((shrinkage.within / effective_periods(n, shrinkage.phi)).sum()))
        half, method = error * float(norm.ppf(0.975)), "Difference of means, error of autocorrelated periods"
        change = Estimate(after - before, int(n.sum()), method, after - before - half, after - before + half)
        found.append(Break(int(i), at, before, after, change))
    return tuple(found)
