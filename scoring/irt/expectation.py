"""Where on the trait are these people, and how often is each answer expected there?"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from scoring.irt.blocks import in_order
from scoring.irt.coding import Codes
from scoring.irt.design import Mask
from scoring.irt.models import Floats

#: Patterns worked on at once: few enough for the cache, many enough for the matrix products.
CHUNK = 2048
#: Half the width of the grid, in SD of the trait.
REACH = 6.0
#: ln of the least chance: what is smaller changes no sum, but numbers near the end of single precision are slow.
LOWEST = -60.0
Real = npt.NDArray[np.float32] | npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Points of the trait and their share of a normal population (rectangle rule, weights that sum to one)."""

    points: Floats
    log_weights: Floats

    @property
    def weights(self) -> Floats:
        """The share of each point."""
        return np.exp(self.log_weights)

    @property
    def spacing(self) -> float:
        """Between neighbouring points."""
        return float(self.points[1] - self.points[0])


def grid(nodes: int) -> Grid:
    """``nodes`` equally spaced points from −6 to 6."""
    points = np.linspace(-REACH, REACH, nodes)
    log_weights = -(points**2) / 2
    return Grid(points, log_weights - np.log(np.exp(log_weights).sum()))


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Patterns of answers, items in falling order of their categories.

    Attributes
    ----------
    codes : (items, patterns)
    weights : (patterns,) how many people gave each.
    exists : (items, categories)
    precision : float32 where a rough answer will do, else float64.
    """

    codes: Codes
    weights: Floats
    exists: Mask
    precision: type[np.floating] = np.float64

    def summed(self, work: Callable[[Codes, Floats], Real]) -> Floats:
        """Σ over pieces of what ``work`` makes of their codes and weights; always in the same order."""
        places = range(0, self.codes.shape[1], CHUNK)
        pieces = [(self.codes[:, at : at + CHUNK], self.weights[at : at + CHUNK]) for at in places]
        parts = in_order(pieces, lambda piece: work(*piece))
        total = np.array(next(parts), dtype=float)
        for part in parts:
            total += part
        return total

    def sample(self, size: int) -> "Patterns":
        """The first patterns, which are a random sample, for rough work."""
        return replace(self, codes=self.codes[:, :size], weights=self.weights[:size]).rough()

    def rough(self) -> "Patterns":
        """In single precision, where so many are summed that it is enough."""
        return self if self.codes.shape[1] < CHUNK else replace(self, precision=np.float32)

    def flat(self, curves: Floats) -> Real:
        """(categories of all items, points) of (items, categories, points), in the order of ``indicators``."""
        return np.asarray(curves.transpose(1, 0, 2)[self.exists.T], dtype=self.precision)

    def indicators(self, codes: Codes) -> Real:
        """(categories of all items, patterns): 1 where that category was chosen; first all items' category 0."""
        having = self.exists.sum(axis=0)
        hot = np.empty((int(having.sum()), codes.shape[1]), dtype=self.precision)
        start = 0
        for category, items in enumerate(having):
            hot[start : start + items] = codes[:items] == category
            start += items
        return hot


def expected(patterns: Patterns, log_probabilities: Floats, where: Grid) -> tuple[float, Floats]:
    """The log-likelihood, and how often each answer is expected at each point (Bock & Aitkin 1981).

    Parameters
    ----------
    patterns : Patterns
    log_probabilities : (items, categories, points)
    where : Grid

    Returns
    -------
    log_likelihood : float
    counts : (items, categories, points)
    """
    curves = patterns.flat(log_probabilities)

    def work(codes: Codes, weights: Floats) -> Floats:
        hot = patterns.indicators(codes)
        posterior, log_marginal = posteriors(curves, hot, where)
        posterior *= weights.astype(patterns.precision)
        return np.append((hot @ posterior.T).astype(float), weights @ log_marginal)

    both = patterns.summed(work)
    dense = np.zeros((patterns.exists.shape[1], patterns.exists.shape[0], len(where.points)))
    dense[patterns.exists.T] = both[:-1].reshape(curves.shape)
    return float(both[-1]), dense.transpose(1, 0, 2)


def posteriors(curves: Real, hot: Real, where: Grid) -> tuple[Real, Floats]:
    """(points, patterns) chances of each point given the answers, and ln P(answers) of each pattern."""
    joint = curves.T @ hot
    joint += where.log_weights[:, None].astype(curves.dtype)
    highest = joint.max(axis=0)
    joint -= highest
    np.maximum(joint, LOWEST, out=joint)
    np.exp(joint, out=joint)
    mass = joint.sum(axis=0)
    joint /= mass
    return joint, np.log(mass, dtype=float) + highest
