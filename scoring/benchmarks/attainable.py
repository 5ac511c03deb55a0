"""Can those who are not yet there reach the bar, and by which steps?"""

from dataclasses import dataclass

import numpy as np

from scoring.benchmarks.levels import FEWEST, RECENT, reached
from scoring.intervals import wilson
from scoring.performers.results import Flags, Floats
from scoring.policy import judged
from scoring.results import Estimate

#: Shares within reach below and above which a target is out of reach, or no target (methods §13.4).
UNATTAINABLE, NOT_STRETCHING = 0.20, 0.80
#: Own best that counts as having been there: the 90th percentile of one's own periods.
OWN_BEST = 0.90
STEPS = (0.50, 0.75, 1.00)
METHOD = "share of people outside the reference group; interval Wilson 1927"


@dataclass(frozen=True, slots=True)
class Attainable:
    """Of people outside the reference group: who reaches the bar now, and for whom it lies within their own best."""

    now: Estimate
    within_reach: Estimate

    @property
    def verdict(self) -> str:
        """``unattainable``, ``not_stretching``, ``fair``, or "" where it cannot be said."""
        if self.within_reach.value is None:
            return ""
        if self.within_reach.value < UNATTAINABLE:
            return "unattainable"
        return "not_stretching" if self.within_reach.value > NOT_STRETCHING else "fair"


def attainable(
    values: Floats, bar: float, others: Flags, direction: str | None, target: float | None = None
) -> Attainable:
    """The attainable share (methods §13.4).

    Parameters
    ----------
    values : float, N × T
        All eligible periods, oldest first.
    bar : float
    others : bool, N
        Eligible people outside the reference group.
    """
    met = steady(values, bar, direction, target)
    asked = others & ~np.isnan(met)
    best = _own_best(values, direction, target)
    can = others & ~np.isnan(best)
    return Attainable(
        _share(int(np.nansum(met[asked])), int(asked.sum())),
        _share(int(reached(best[can], bar, direction, target).sum()), int(can.sum())),
    )


def steady(values: Floats, bar: float, direction: str | None, target: float | None = None) -> Floats:
    """1 for whoever reached the bar in at least half of the last four periods, 0 for others, NaN with one or none."""
    window = values[:, -RECENT:]
    n = (~np.isnan(window)).sum(1)
    hits = reached(window, bar, direction, target).sum(1)
    return np.where(n >= FEWEST, (hits >= n / 2).astype(float), np.nan)


def _own_best(values: Floats, direction: str | None, target: float | None) -> Floats:
    if direction == "target" and target is not None:
        # the distance that nine in ten of the own periods exceed, put back on the side of the bar's own scale
        return np.asarray(target + _quantiles(np.abs(values - target), 1 - OWN_BEST))
    return _quantiles(values, 1 - OWN_BEST if direction == "lower" else OWN_BEST)


def _quantiles(values: Floats, q: float) -> Floats:
    """Quantile (type 7) of what each row holds, NaN with fewer than two; numpy's own goes row by row."""
    n, ranked, rows = (~np.isnan(values)).sum(1), np.sort(values, axis=1), np.arange(len(values))
    at = q * np.maximum(n - 1, 0)
    low, high = np.floor(at).astype(int), np.ceil(at).astype(int)
    found = ranked[rows, low] + (at - low) * (ranked[rows, high] - ranked[rows, low])
    return np.asarray(np.where(n >= FEWEST, found, np.nan))


def _share(k: int, n: int) -> Estimate:
    if not n:
        return judged(Estimate(0.0, 0, METHOD), "attainable", people=0)
    return judged(Estimate(k / n, n, METHOD, *wilson(k, n)), "attainable", people=n)


def path(own: float, bar: float) -> tuple[float, ...]:
    """Half, three quarters and the whole of the way from one's own level to the bar.

    Examples
    --------
    >>> path(100.0, 180.0)
    (140.0, 160.0, 180.0)
    """
    return tuple(own + step * (bar - own) for step in STEPS)
