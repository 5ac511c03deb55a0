"""What do the items say at each point of the grid, and where is a person who gave these answers?"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.irt.bank import Bank, checked
from scoring.irt.models import Parameters, log_probabilities, log_slopes

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
#: The grid reaches this many SDs to both sides of the mean.
REACH = 6.0
#: Information below this is none: far beyond the items only rounding is left of it.
NOTHING = 1e-12
_ITEMS = 500  # whose tables are computed at once, to bound the memory
_NEAR = 64  # items at each point whose order between the points is known
_BESIDE = np.array([-1, 0, 1])


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Everything about a bank that does not depend on the person, on a grid of ``nodes`` points.

    Attributes
    ----------
    theta, log_prior : (nodes,)
    least, step : float
        Where the grid begins, and the distance between neighbours.
    log_probability : (items, categories + 1, nodes)
        The last category is no answer: zeros.
    moments : (items, 2, nodes)
        Fisher information I and Warm's J = Σ P'P''/P.
    powers : (nodes, 3)
        1, θ and θ².
    ranking : (nodes, items)
        The items at each point, the most informative first.
    near : (nodes, 3, ≤ 64)
        Information of the first items around each inner point: a parabola in steps from it, constant first.
    """

    theta: Floats
    log_prior: Floats
    log_probability: Floats
    moments: Floats
    powers: Floats
    ranking: npt.NDArray[np.int32]
    near: Floats
    least: float
    step: float

    def best(self, theta: float) -> Iterator[list[int]]:
        """All items, the most informative at θ first; beyond the first 64 in the order of the nearest point."""
        place = (theta - self.least) / self.step
        node = min(max(round(place), 1), len(self.theta) - 2)
        shift = place - node
        level, slope, bend = self.near[node]
        ranking = self.ranking[node]
        yield ranking.take((-level - shift * (slope + shift * bend)).argsort(kind="stable")).tolist()
        yield ranking[_NEAR:].tolist()

    def bests(self, theta: Floats) -> tuple[Indices, Indices]:
        """The same for many people: their first 64 items, (people, ≤ 64), and nearest points, (people,)."""
        place = (theta - self.least) / self.step
        node = np.minimum(np.maximum(np.rint(place).astype(np.int64), 1), len(self.theta) - 2)
        shift = (place - node)[:, None]
        level, slope, bend = self.near[node].swapaxes(0, 1)
        order = (-level - shift * (slope + shift * bend)).argsort(axis=1, kind="stable")
        return self.ranking[node[:, None], order], node


def tables(bank: Bank, nodes: int) -> Tables:
    """The tables of a bank.

    Raises
    ------
    BadTable
        When the bank's numbers cannot be probabilities; the message names the item.
    """
    items = checked(bank).parameters
    theta = bank.mean + bank.sd * np.linspace(-REACH, REACH, nodes)
    count, steps = items.intercept.shape
    log_p, moments = np.zeros((count, steps + 2, nodes)), np.zeros((count, 2, nodes))
    for first in range(0, count, _ITEMS):
        some = slice(first, first + _ITEMS)
        own = Parameters(items.graded, items.slope[some], items.intercept[some])
        p, rise, curve = log_slopes(own, theta)
        log_p[some, :-1] = log_probabilities(own, theta)
        moments[some, 0] = (p * rise**2).sum(axis=1)
        moments[some, 1] = (p * rise * (rise**2 + curve)).sum(axis=1)
    ranking = np.argsort(-moments[:, 0].T, axis=1, kind="stable").astype(np.int32)
    return Tables(
        theta=theta,
        least=float(theta[0]),
        step=float(theta[1] - theta[0]),
        log_prior=-0.5 * ((theta - bank.mean) / bank.sd) ** 2,
        log_probability=log_p,
        moments=moments,
        powers=theta[:, None] ** np.arange(3),
        ranking=ranking,
        near=_parabolas(moments[:, 0], ranking[:, :_NEAR]),
    )


def eap(known: Tables, log_likelihood: Floats) -> tuple[float, float]:
    """Mean and SD of one person's posterior from (nodes,) (Bock & Mislevy 1982)."""
    total, first, second = _posterior(known, log_likelihood).tolist()
    mean = first / total
    return mean, math.sqrt(max(second / total - mean * mean, 0.0))


def eaps(known: Tables, log_likelihood: Floats) -> tuple[Floats, Floats]:
    """Those of many people, (people,), from (people, nodes)."""
    total, first, second = _posterior(known, log_likelihood).T
    mean = first / total
    return mean, np.sqrt(np.maximum(second / total - mean * mean, 0.0))


def weighted_likelihood(known: Tables, log_likelihood: Floats, moments: Floats) -> tuple[float, float]:
    """Where one person's ℓ' + J/(2I) = 0, and 1/√I there (Warm 1989; Samejima 1998).

    The maximum of ℓ + ∫J/(2I) on the grid, made finer by a parabola through it and its neighbours.

    Parameters
    ----------
    log_likelihood : (nodes,)
    moments : (2, nodes)
        I and J of the items that were answered; with none of them the error is 1/√``NOTHING``.
    """
    height = _weighted(known, log_likelihood, moments)
    top = min(max(int(height.argmax()), 1), len(height) - 2)
    left, middle, right = height[top - 1 : top + 2].tolist()
    shift = min(max(0.5 * (left - right) / min(left - 2 * middle + right, -NOTHING), -1.0), 1.0)
    below, here, above = (max(told, NOTHING) for told in moments[0, top - 1 : top + 2].tolist())
    told = here + 0.5 * shift * (above - below + shift * (above - 2 * here + below))
    return known.theta.item(top) + shift * known.step, 1 / math.sqrt(max(told, NOTHING))


def weighted_likelihoods(known: Tables, log_likelihood: Floats, moments: Floats) -> tuple[Floats, Floats]:
    """Those of many people, (people,), from (people, nodes) and (people, 2, nodes)."""
    height = _weighted(known, log_likelihood, moments)
    top = np.minimum(np.maximum(height.argmax(axis=1), 1), len(known.theta) - 2)
    rows = np.arange(len(top))[:, None]
    near = top[:, None] + _BESIDE
    left, middle, right = height[rows, near].T
    curve = np.minimum(left - 2 * middle + right, -NOTHING)
    shift = np.minimum(np.maximum(0.5 * (left - right) / curve, -1), 1)
    below, here, above = np.maximum(moments[rows, 0, near], NOTHING).T
    told = here + 0.5 * shift * (above - below + shift * (above - 2 * here + below))
    return known.theta[top] + shift * known.step, 1 / np.sqrt(np.maximum(told, NOTHING))


def _posterior(known: Tables, log_likelihood: Floats) -> Floats:
    """What the posterior's 1, θ and θ² add up to, (…, 3), of (…, nodes)."""
    weight = log_likelihood + known.log_prior
    weight -= np.maximum.reduce(weight, axis=-1, keepdims=True)
    return np.asarray(np.exp(weight, out=weight) @ known.powers)


def _weighted(known: Tables, log_likelihood: Floats, moments: Floats) -> Floats:
    """ℓ + ∫J/(2I) by trapezoids, (…, nodes)."""
    pull = moments[..., 1, :] / np.maximum(moments[..., 0, :], NOTHING)
    return np.asarray(log_likelihood + (pull.cumsum(axis=-1) - 0.5 * pull) * (0.5 * known.step))


def _parabolas(information: Floats, first: npt.NDArray[np.int32]) -> Floats:
    """Of the (nodes, ≤ 64) first items, through the information at a point and its neighbours."""
    node = np.clip(np.arange(len(first)), 1, len(first) - 2)[:, None]
    left, middle, right = (information[first, node + side] for side in _BESIDE)
    return np.stack([middle, 0.5 * (right - left), 0.5 * (left - 2 * middle + right)], axis=1)
