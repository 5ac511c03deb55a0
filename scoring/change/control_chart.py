"""Is a course of points more than its own chance variation? Charts for single values and for shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from scoring.errors import Code
from scoring.results import Caveat

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: Fewest points limits are drawn from (methods §12.4); below that there are dots only.
BASELINE = 8
#: 3/d₂ of ranges of two: the moving range in three sigma (Wheeler & Chambers 1992, table A.1).
TIMES_RANGE = 2.66
RUN, NEAR = 8, 2


class Signal(StrEnum):
    """What is unlikely by chance alone (Nelson 1984; Wheeler 2000)."""

    BEYOND_LIMITS = "beyond_limits"
    RUN = "run"
    TWO_OF_THREE = "two_of_three"


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A control chart.

    Attributes
    ----------
    values : float, n
        As given, NaN where nothing was measured.
    centre : float or None
    low, high : float, n
        Limits of each point; NaN while there are none.
    signals : tuple of frozenset of Signal, n
        Of each point, at the point where the rule is first fulfilled and for as long as it is.
    caveats : tuple of Caveat
        ``N_TOO_SMALL`` while it is too early for limits.
    """

    values: Floats
    centre: float | None
    low: Floats
    high: Floats
    signals: tuple[frozenset[Signal], ...]
    caveats: tuple[Caveat, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any point after the baseline gives a signal."""
        return any(self.signals)


def xmr(values: Sequence[float], baseline: int = BASELINE) -> Chart:
    """Individuals chart: x̄ ± 2.66·mean moving range of the first ``baseline`` points (Wheeler & Chambers 1992).

    Parameters
    ----------
    values : sequence of float
        In order of time; a gap breaks a moving range.
    baseline : int
        Known points the limits rest on, at least eight. Give the number up to which the process was as before;
        recompute only after a documented change.

    Examples
    --------
    >>> found = xmr([10, 12, 11, 9, 10, 11, 12, 9, 20])
    >>> [round(float(at), 2) for at in (found.centre, found.low[0], found.high[0])], sorted(found.signals[-1])
    ([10.5, 6.32, 14.68], [<Signal.BEYOND_LIMITS: 'beyond_limits'>])
    """
    x = np.asarray(values, dtype=float)
    if baseline < BASELINE:
        raise ValueError(f"limits from {baseline} points")
    known = np.flatnonzero(np.isfinite(x))
    if len(known) < baseline:
        return _early(x, len(known), baseline)
    ranges = np.abs(np.diff(x[: known[baseline - 1] + 1]))
    ranges = ranges[np.isfinite(ranges)]
    first = x[known[:baseline]]
    if not len(ranges) or not ranges.mean() > 0:
        return Chart(x, float(first.mean()), *_blank(x), _none(x), (Caveat(Code.NO_VARIANCE),))
    centre, reach = float(first.mean()), TIMES_RANGE * float(ranges.mean())
    sigma = np.full(len(x), reach / 3)
    return _chart(x, centre, sigma, centre - 3 * sigma, centre + 3 * sigma)


def p_chart(counts: Sequence[float], sizes: Sequence[float], baseline: int = BASELINE) -> Chart:
    """Chart of shares with n that varies: p̄ ± 3·√(p̄(1 − p̄)/n), within 0 to 1 (Shewhart 1931; Montgomery 2013, §7.2).

    Parameters
    ----------
    counts, sizes : sequence of float
        How often, of how many opportunities; a size of 0 is a gap.

    Raises
    ------
    ValueError
        When there are more counts than opportunities, or fewer than none.

    Examples
    --------
    >>> found = p_chart([5, 6, 4, 5, 5, 6, 4, 5, 18], [20] * 9)
    >>> round(found.centre, 3), round(float(found.high[0]), 3), found.changed
    (0.25, 0.54, True)
    """
    k, n = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    if k.shape != n.shape or (np.isfinite(k) & ((k < 0) | (k > n))).any():
        raise ValueError("counts must lie between none and their opportunities")
    if baseline < BASELINE:
        raise ValueError(f"limits from {baseline} points")
    there = np.isfinite(k) & (n > 0)
    share = np.divide(k, n, where=there, out=np.full(len(k), np.nan))
    known = np.flatnonzero(there)
    if len(known) < baseline:
        return _early(share, len(known), baseline)
    first = known[:baseline]
    centre = float(k[first].sum() / n[first].sum())
    if not 0 < centre < 1:
        return Chart(share, centre, *_blank(share), _none(share), (Caveat(Code.NO_VARIANCE),))
    sigma = np.sqrt(np.divide(centre * (1 - centre), n, where=there, out=np.full(len(k), np.nan)))
    low, high = np.maximum(centre - 3 * sigma, 0.0), np.minimum(centre + 3 * sigma, 1.0)
    return _chart(share, centre, sigma, low, high)


def _chart(x: Floats, centre: float, sigma: Floats, low: Floats, high: Floats) -> Chart:
    known = np.flatnonzero(np.isfinite(x))
    z = (x[known] - centre) / sigma[known]
    fulfilled = {
        Signal.BEYOND_LIMITS: np.abs(z) > 3 + 1e-12,
        Signal.RUN: _lasting(z > 0, RUN, RUN) | _lasting(z < 0, RUN, RUN),
        Signal.TWO_OF_THREE: _lasting(z > NEAR, 3, 2) | _lasting(z < -NEAR, 3, 2),
    }
    signals = [frozenset[Signal]()] * len(x)
    for place, at in enumerate(known):
        signals[at] = frozenset(signal for signal, where in fulfilled.items() if where[place])
    return Chart(x, centre, low, high, tuple(signals))


def _lasting(side: Flags, among: int, least: int) -> Flags:
    """Points on that side at which at least so many of the last ``among`` points lie there."""
    seen = np.cumsum(np.concatenate([np.zeros(among), side]))
    return np.asarray(side & (seen[among:] - seen[:-among] >= least))


def _early(x: Floats, known: int, need: int) -> Chart:
    reason = Caveat(Code.N_TOO_SMALL, {"n": known, "need": need, "of": "points"})
    return Chart(x, None, *_blank(x), _none(x), (reason,))


def _blank(x: Floats) -> tuple[Floats, Floats]:
    return np.full(len(x), np.nan), np.full(len(x), np.nan)


def _none(x: Floats) -> tuple[frozenset[Signal], ...]:
    return (frozenset[Signal](),) * len(x)
