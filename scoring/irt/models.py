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
        return (~np.isnan(self.intercept)).sum(axis=1) + 1

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
        above = np.nan_to_num(expit(lines), nan=0.0)
        first = np.ones_like(above[:, :1])
        return np.asarray(np.concatenate([first, above], axis=1) - np.concatenate([above, 0 * first], axis=1))
    sums = np.concatenate([np.zeros_like(lines[:, :1]), np.cumsum(lines, axis=1)], axis=1)
    sums = np.where(np.isnan(sums), -np.inf, sums)
    sums -= sums.max(axis=1, keepdims=True)
    weight = np.exp(sums)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def log_probabilities(items: Parameters, theta: npt.ArrayLike) -> Floats:
    """ln P(X = k | θ), (items, categories, points); categories an item lacks hold the logarithm of ``LEAST``."""
    return np.log(np.maximum(probabilities(items, theta), LEAST))


def slopes_in_theta(items: Parameters, theta: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    """P, dP/dθ and d²P/dθ², each (items, categories, points)."""
    p = probabilities(items, theta)
    a = items.slope[:, None, None]
    if items.graded:
        above = 1 - np.cumsum(p, axis=1)[:, :-1]
        first = above * (1 - above)
        second = first * (1 - 2 * above)
        return p, a * _differences(first), a**2 * _differences(second)
    k = np.arange(p.shape[1])[None, :, None]
    mean = (k * p).sum(axis=1, keepdims=True)
    spread = (k**2 * p).sum(axis=1, keepdims=True) - mean**2
    return p, a * p * (k - mean), a**2 * p * ((k - mean) ** 2 - spread)


def item_information(items: Parameters, theta: npt.ArrayLike) -> Floats:
    """Fisher information Σ_k (P'_k)²/P_k of each item, (items, points) (Samejima 1969)."""
    p, first, _ = slopes_in_theta(items, theta)
    return np.asarray((first**2 / np.maximum(p, LEAST)).sum(axis=1))


def _differences(above: Floats) -> Floats:
    """From curves of P(X ≥ k) to those of P(X = k)."""
    nothing = np.zeros_like(above[:, :1])
    return np.asarray(np.concatenate([nothing, above], axis=1) - np.concatenate([above, nothing], axis=1))
