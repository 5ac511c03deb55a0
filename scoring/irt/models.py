"""How likely is each answer at each level of the trait, and how does that change with the item's parameters?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import expit

Floats = npt.NDArray[np.float64]
#: 1PL and 2PL are the graded model with two categories; a 1PL shares one slope.
#: PCM has slope 1 and a free spread of the trait; GPCM has free slopes.
Model = Literal["1PL", "2PL", "GRM", "PCM", "GPCM"]
GRADED: tuple[Model, ...] = ("1PL", "2PL", "GRM")
#: Probabilities below this are read as this, so that a logarithm exists.
LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class Parameters:
    """Item parameters as slope and intercepts, the form in which they are estimated.

    Graded: P(X ≥ k) = 1/(1 + exp(−(aθ + d_k))), d falling in k (Samejima 1969).
    Partial credit: ln P(X = k)/P(X = k−1) = aθ + d_k (Masters 1982; Muraki 1992).
    In both d_k = −a·b_k, where b_k is the threshold on the scale of the trait.

    Attributes
    ----------
    graded : bool
    slope : (items,)
    intercept : (items, steps)
        One fewer than the categories; NaN beyond an item's own last step.
    """

    graded: bool
    slope: Floats
    intercept: Floats

    @property
    def categories(self) -> npt.NDArray[np.int64]:
        """(items,) how many categories each item has."""
        return np.asarray((~np.isnan(self.intercept)).sum(axis=1) + 1)

    @property
    def threshold(self) -> Floats:
        """(items, steps) b_k = −d_k/a; NaN beyond an item's last step, not finite where the slope is zero."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(-self.intercept / self.slope[:, None])


def probabilities(items: Parameters, theta: npt.ArrayLike) -> Floats:
    """P(X = k | θ), (items, categories, points); zero beyond an item's own categories.

    Examples
    --------
    >>> lsat = Parameters(True, np.array([0.8257]), np.array([[2.7732]]))  # LSAT6, item 1 (Bock & Lieberman 1970)
    >>> [round(float(p), 3) for p in probabilities(lsat, [0.0])[0, :, 0]]
    [0.059, 0.941]
    """
    points = np.asarray(theta, dtype=float)
    lines = items.slope[:, None, None] * points + items.intercept[:, :, None]
    if items.graded:
        return _graded(items, *_cumulative(lines))
    sums = np.concatenate([np.zeros_like(lines[:, :1]), np.cumsum(lines, axis=1)], axis=1)
    sums = np.where(np.isnan(sums), -np.inf, sums)
    sums -= sums.max(axis=1, keepdims=True)
    weight = np.exp(sums)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def log_probabilities(items: Parameters, theta: npt.ArrayLike) -> Floats:
    """ln P(X = k | θ), (items, categories, points); categories an item lacks hold the logarithm of ``LEAST``."""
    return np.log(np.maximum(probabilities(items, theta), LEAST))


def log_slopes(items: Parameters, theta: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    """P, d ln P/dθ and d²ln P/dθ², each (items, categories, points); the last is never positive."""
    a = items.slope[:, None, None]
    if items.graded:
        above, below = _cumulative(a * np.asarray(theta, dtype=float) + items.intercept[:, :, None])
        spread = above * below
        p = _graded(items, above, below)
        return p, a * (below[:, :-1] - above[:, 1:]), -(a**2) * (spread[:, :-1] + spread[:, 1:])
    p = probabilities(items, theta)
    k = np.arange(p.shape[1])[None, :, None]
    away = k - (k * p).sum(axis=1, keepdims=True)
    return p, a * away, np.broadcast_to(-(a**2) * (away**2 * p).sum(axis=1, keepdims=True), p.shape)


def item_information(items: Parameters, theta: npt.ArrayLike) -> Floats:
    """Fisher information Σ_k (P'_k)²/P_k of each item, (items, points) (Samejima 1969)."""
    p, first, _ = log_slopes(items, theta)
    return np.asarray((p * first**2).sum(axis=1))


def _cumulative(lines: Floats) -> tuple[Floats, Floats]:
    """P(X ≥ k) and P(X < k) for k from 0 to one beyond the last category, where they are 0 and 1."""
    ends = ((0, 0), (1, 1), (0, 0))
    lines = np.pad(np.where(np.isnan(lines), -np.inf, lines), ends, constant_values=((0, 0), (np.inf, -np.inf), (0, 0)))
    return expit(lines), expit(-lines)


def _graded(items: Parameters, above: Floats, below: Floats) -> Floats:
    """σ(x) − σ(y) as σ(x)·σ(−y)·(1 − e^(y−x)), which keeps its digits where both are nearly one."""
    gap = np.diff(np.pad(items.intercept, ((0, 0), (1, 1)), constant_values=(np.inf, -np.inf)), axis=1)
    return above[:, :-1] * below[:, 1:] * -np.expm1(np.nan_to_num(gap, nan=-np.inf))[:, :, None]
