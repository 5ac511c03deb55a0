"""Which straight line has as many people above as below it, whatever a few stars do?"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from scoring.errors import Code, Undefined
from scoring.performers.results import Floats

_STEPS = 200


@dataclass(frozen=True, slots=True)
class MedianLine:
    """y = intercept + slope·x with the least sum of absolute distances; ``se`` of the slope."""

    intercept: float
    slope: float
    se: float


def median_line(x: Floats, y: Floats) -> MedianLine:
    """Median regression on one predictor, exact, from vertex to vertex (Bloomfield & Steiger 1983, §1.3).

    A star's y may go to infinity without taking the line along, which least squares does not withstand.

    Parameters
    ----------
    x, y : float, n

    Returns
    -------
    MedianLine
        With the standard error of Koenker 2005, §3.4.1: sparsity over the bandwidth of Hall & Sheather 1988.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` below four people, ``NO_VARIANCE`` where all x are alike.

    Examples
    --------
    >>> line = median_line(np.array([0.0, 1, 2, 3, 4]), np.array([1.0, 3, 5, 7, 1e9]))
    >>> (line.intercept, line.slope)
    (1.0, 2.0)
    """
    if len(x) < 4:
        raise Undefined(Code.N_TOO_SMALL, n=len(x), need=4, of="people")
    spread = float(((x - x.mean()) ** 2).sum())
    if not spread > 1e-12 * max(1.0, float((x**2).sum())):
        raise Undefined(Code.NO_VARIANCE)
    # begin at a point of the middle: the fewer steps, the nearer
    pivot = int(np.argmin(np.abs(y - np.median(y))))
    best, slope = math.inf, 0.0
    for _ in range(_STEPS):
        candidate, neighbour = _through(pivot, x, y)
        cost = float(np.abs(y - y[pivot] - candidate * (x - x[pivot])).sum())
        if not cost < best:
            break
        best, slope, at = cost, candidate, pivot
        pivot = neighbour
    intercept = float(y[at] - slope * x[at])
    return MedianLine(intercept, slope, _error(y - intercept - slope * x, spread))


def _through(pivot: int, x: Floats, y: Floats) -> tuple[float, int]:
    """The best line through one point is a weighted median of the slopes to the others; and which other it meets."""
    run = x - x[pivot]
    others = np.flatnonzero(run != 0)
    slopes, weights = (y[others] - y[pivot]) / run[others], np.abs(run[others])
    order = np.argsort(slopes, kind="stable")
    reached = np.cumsum(weights[order])
    chosen = others[order[int(np.searchsorted(reached, reached[-1] / 2))]]
    return float((y[chosen] - y[pivot]) / run[chosen]), int(chosen)


def _error(left: Floats, spread: float) -> float:
    """½·sparsity/√Σ(x − x̄)²; the two residuals that are zero by construction do not count as data."""
    n = len(left)
    left = left[np.argsort(np.abs(left), kind="stable")[2:]]
    z = norm.ppf(0.975)
    width = n ** (-1 / 3) * z ** (2 / 3) * (1.5 * norm.pdf(0) ** 2) ** (1 / 3)
    half = min(width, 0.45)
    low, high = np.quantile(left, [0.5 - half, 0.5 + half])
    return float(0.5 * (high - low) / (2 * half) / math.sqrt(spread))
