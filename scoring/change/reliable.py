"""Did one person's measure change by more than its error?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.stats import t as student

from scoring.errors import Code
from scoring.results import Caveat, Estimate

RCI = "reliable change index (Jacobson & Truax 1991, p. 14)"
SLOPE = "least squares slope, t with n − 2 degrees"
RELIABLY = 1.96
#: From so many points on a slope says more than first and last (methods §12.4).
POINTS_FOR_SLOPE = 3


class Changed(StrEnum):
    """What may be said of a change."""

    RISEN = "risen"
    FALLEN = "fallen"
    COULD_BE_NOISE = "could_be_noise"


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """From first to last.

    Attributes
    ----------
    index : float
        (x₂ − x₁)/(SEM·√2).
    change : Estimate
        x₂ − x₁ with its 95 % interval, in points of the measure.
    """

    index: float
    change: Estimate

    @property
    def said(self) -> Changed:
        """Beyond ±1.96 it has reliably changed."""
        if abs(self.index) < RELIABLY:
            return Changed.COULD_BE_NOISE
        return Changed.RISEN if self.index > 0 else Changed.FALLEN


def reliable_change(first: float, last: float, sem: float) -> ReliableChange:
    """Whether two scores of a person differ by more than measurement error.

    Parameters
    ----------
    first, last : float
    sem : float
        Standard error of measurement, SD·√(1 − reliability), above 0.

    Raises
    ------
    ValueError
        When a number is not finite or the error is not above 0.

    Examples
    --------
    Eight points at SD 10 and reliability .84 could be noise (methods §12.4).

    >>> found = reliable_change(50, 58, 10 * math.sqrt(1 - 0.84))
    >>> round(found.index, 2), found.said.value
    (1.41, 'could_be_noise')
    """
    if not (math.isfinite(first) and math.isfinite(last) and math.isfinite(sem) and sem > 0):
        raise ValueError(f"scores {first} and {last} with an error of measurement of {sem}")
    error = sem * math.sqrt(2)
    gap = last - first
    half = RELIABLY * error
    return ReliableChange(gap / error, Estimate(gap, 2, RCI, gap - half, gap + half))


def slope(points: Sequence[float], times: Sequence[float] | None = None) -> Estimate:
    """Change a step over three points or more, with its 95 % interval.

    Parameters
    ----------
    points : sequence of float
        In order of time; NaN where nothing was measured.
    times : sequence of float, optional
        When, in any unit; 0, 1, 2, … if not given.

    Returns
    -------
    Estimate
        Refused ``N_TOO_SMALL`` below three points, ``NO_VARIANCE`` where all are at one time. Where a line
        fits exactly the interval has no width, and a caveat says that the error is not known.

    Examples
    --------
    >>> found = slope([1.0, 2.0, 4.0])
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (1.5, -2.17, 5.17)
    """
    y = np.asarray(points, dtype=float)
    x = np.arange(len(y), dtype=float) if times is None else np.asarray(times, dtype=float)
    if x.shape != y.shape:
        raise ValueError(f"{len(y)} points at {len(x)} times")
    known = np.isfinite(y) & np.isfinite(x)
    x, y = x[known], y[known]
    n = len(y)
    if n < POINTS_FOR_SLOPE:
        reason = Caveat(Code.N_TOO_SMALL, {"n": n, "need": POINTS_FOR_SLOPE, "of": "points"})
        return Estimate.refusal(reason, method=SLOPE, n=n)
    centred = x - x.mean()
    squares = float(centred @ centred)
    if not squares > 0:
        return Estimate.refusal(Caveat(Code.NO_VARIANCE), method=SLOPE, n=n)
    value = float(centred @ y) / squares
    left = y - y.mean() - value * centred
    error = math.sqrt(float(left @ left) / (n - 2) / squares)
    half = float(student.ppf(0.975, n - 2)) * error
    found = Estimate(value, n, SLOPE, value - half, value + half)
    exact = error <= 1e-12 * max(1.0, float(np.abs(y).max()))
    return found.doubted(Caveat(Code.NO_VARIANCE)) if exact else found
