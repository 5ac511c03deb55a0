"""Which parameters are the more likely, and which the nearer to the truth? One measure for all contenders.

The marginal log-likelihood is computed anew from the parameters a contender gives back, at 121 equally spaced nodes
from −6 to 6 (times the spread of the trait) in float64: none is measured by its own quadrature.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import expit

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.integer]
NODES, REACH = 121, 6.0
CHUNK = 5_000
#: ln P(X = k | θ) of slopes, thresholds and nodes: (items, categories, nodes).
Curves = Callable[[Floats, Floats, Floats], Floats]


def graded(slope: Floats, threshold: Floats, theta: Floats) -> Floats:
    """Graded response model: P(X ≥ k) = 1/(1 + exp(−a(θ − b_k)))."""
    above = expit(slope[:, None, None] * (theta - threshold[:, :, None]))
    steps = np.pad(above, ((0, 0), (1, 1), (0, 0)), constant_values=((0, 0), (1, 0), (0, 0)))
    return np.asarray(np.log(np.maximum(-np.diff(steps, axis=1), 1e-300)))


def partial_credit(slope: Floats, threshold: Floats, theta: Floats) -> Floats:
    """Partial credit model: ln P(X = k)/P(X = k − 1) = a(θ − b_k)."""
    lines = np.cumsum(slope[:, None, None] * (theta - threshold[:, :, None]), axis=1)
    lines = np.pad(lines, ((0, 0), (1, 0), (0, 0)))
    top = lines.max(axis=1, keepdims=True)
    return np.asarray(lines - top - np.log(np.exp(lines - top).sum(axis=1, keepdims=True)))


def _nodes(sd: float) -> tuple[Floats, Floats]:
    z = np.linspace(-REACH, REACH, NODES)
    weight = np.exp(-(z**2) / 2)
    return z * sd, np.log(weight / weight.sum())


def _answered(x: Counts, categories: int) -> Iterator[Floats]:
    """Answers as ones and noughts, (people, items · categories), some people at a time; negative is missing."""
    for start in range(0, len(x), CHUNK):
        rows = x[start : start + CHUNK, :, None]
        yield (rows == np.arange(categories)).reshape(len(rows), -1).astype(float)


def log_likelihood(x: Counts, slope: Floats, threshold: Floats, curves: Curves = graded, sd: float = 1.0) -> float:
    """ln L of everyone's answers, the trait N(0, sd²) integrated out (Bock & Aitkin 1981).

    Parameters
    ----------
    x : (people, items)
        Categories from 0; negative where missing.
    slope, threshold : (items,), (items, steps)
    """
    theta, log_weight = _nodes(sd)
    table = curves(slope, threshold, theta).reshape(-1, NODES)
    total = 0.0
    for ones in _answered(x, threshold.shape[1] + 1):
        joint = ones @ table + log_weight
        top = joint.max(axis=1)
        total += float((top + np.log(np.exp(joint - top[:, None]).sum(axis=1))).sum())
    return total


def steepest(x: Counts, slope: Floats, threshold: Floats, curves: Curves = graded, h: float = 1e-5) -> float:
    """The largest |∂ ln L/∂ parameter| over slopes and thresholds, by Fisher's identity; zero at the maximum."""
    theta, log_weight = _nodes(1.0)
    table = curves(slope, threshold, theta)
    counts = np.zeros((len(slope) * table.shape[1], NODES))
    for ones in _answered(x, table.shape[1]):
        joint = ones @ table.reshape(-1, NODES) + log_weight
        posterior = np.exp(joint - joint.max(axis=1, keepdims=True))
        counts += ones.T @ (posterior / posterior.sum(axis=1, keepdims=True))
    expected = counts.reshape(table.shape)

    def rise(number: int) -> Floats:
        moved = []
        for step in (h, -h):
            a, b = slope.copy(), threshold.copy()
            if number:
                b[:, number - 1] += step
            else:
                a += step
            moved.append(curves(a, b, theta))
        return np.asarray((expected * (moved[0] - moved[1])).sum(axis=(1, 2)) / (2 * h))

    return float(max(np.abs(rise(number)).max() for number in range(threshold.shape[1] + 1)))


def spread(x: Counts, threshold: Floats) -> float:
    """The sd of the trait most in favour of partial credit thresholds that came without one."""
    few = x[:: max(1, len(x) // 2000)]
    ones = np.ones(len(threshold))
    found = minimize_scalar(
        lambda sd: -log_likelihood(few, ones, threshold, partial_credit, sd), bounds=(0.2, 4), method="bounded"
    )
    return float(found.x)


@dataclass(frozen=True, slots=True)
class Posterior:
    """Mean and sd of the trait for each person."""

    mean: Floats
    sd: Floats


def posterior(x: Counts, slope: Floats, threshold: Floats) -> Posterior:
    """EAP under the graded model (Bock & Mislevy 1982)."""
    theta, log_weight = _nodes(1.0)
    table = graded(slope, threshold, theta).reshape(-1, NODES)
    means, sds = [], []
    for ones in _answered(x, threshold.shape[1] + 1):
        joint = ones @ table + log_weight
        weight = np.exp(joint - joint.max(axis=1, keepdims=True))
        weight /= weight.sum(axis=1, keepdims=True)
        means.append(weight @ theta)
        sds.append(np.sqrt(weight @ theta**2 - means[-1] ** 2))
    return Posterior(np.concatenate(means), np.concatenate(sds))


def rmse(found: npt.ArrayLike, truth: npt.ArrayLike) -> float:
    """Root mean squared error."""
    return float(np.sqrt(np.mean((np.asarray(found, dtype=float) - np.asarray(truth, dtype=float)) ** 2)))
