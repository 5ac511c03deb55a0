"""What do the items say at each point of the grid, and where is a person who gave these answers?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.errors import BadTable
from scoring.irt.bank import Bank, checked
from scoring.irt.models import Parameters, log_probabilities, log_slopes

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
#: The grid reaches this many SDs to both sides of the mean.
REACH = 6.0
#: Information below this is none: far beyond the items only rounding is left of it.
NOTHING = 1e-12
_ITEMS = 500  # whose tables are computed at once, to bound the memory
_BESIDE = np.array([-1, 0, 1])


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Everything about a bank that does not depend on the person, on a grid of ``nodes`` points.

    Attributes
    ----------
    theta, log_prior : (nodes,)
    log_probability : (items, categories + 1, nodes)
        The last category is no answer: zeros.
    moments : (items, 2, nodes)
        Fisher information I and Warm's J = Σ P'P''/P.
    powers : (nodes, 3)
        1, θ and θ².
    ranking : (nodes, items)
        The items at each point, the most informative first.
    """

    theta: Floats
    log_prior: Floats
    log_probability: Floats
    moments: Floats
    powers: Floats
    ranking: npt.NDArray[np.int32]

    @property
    def step(self) -> float:
        """The distance between neighbours."""
        return float(self.theta[1] - self.theta[0])

    def node(self, theta: Floats) -> Indices:
        """The nearest point of the grid."""
        place = np.rint((theta - self.theta[0]) / self.step).astype(np.int64)
        return np.asarray(np.minimum(np.maximum(place, 0), len(self.theta) - 1))


def tables(bank: Bank, nodes: int) -> Tables:
    """The tables of a bank.

    Raises
    ------
    BadTable
        When the bank's numbers cannot be probabilities; the message names the item.
    """
    try:
        items = checked(bank).parameters
    except (TypeError, ValueError) as error:
        raise BadTable(f"bank: a slope or threshold is not a number ({error})") from error
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
    return Tables(
        theta=theta,
        log_prior=-0.5 * ((theta - bank.mean) / bank.sd) ** 2,
        log_probability=log_p,
        moments=moments,
        powers=theta[:, None] ** np.arange(3),
        ranking=np.argsort(-moments[:, 0].T, axis=1, kind="stable").astype(np.int32),
    )


def eap(known: Tables, log_likelihood: Floats) -> tuple[Floats, Floats]:
    """Mean and SD of the posterior, (people,), from (people, nodes) (Bock & Mislevy 1982)."""
    weight = log_likelihood + known.log_prior
    weight -= weight.max(axis=1, keepdims=True)
    total, first, second = (np.exp(weight, out=weight) @ known.powers).T
    mean = first / total
    return mean, np.sqrt(np.maximum(second / total - mean * mean, 0.0))


def weighted_likelihood(known: Tables, log_likelihood: Floats, moments: Floats) -> tuple[Floats, Floats]:
    """Where ℓ' + J/(2I) = 0, and 1/√I there, (people,) (Warm 1989; Samejima 1998).

    The maximum of ℓ + ∫J/(2I) on the grid, made finer by a parabola through it and its neighbours.

    Parameters
    ----------
    log_likelihood : (people, nodes)
    moments : (people, 2, nodes)
        I and J of the items that were answered; with none of them the error is 1/√``NOTHING``.
    """
    information = np.maximum(moments[:, 0], NOTHING)
    pull = moments[:, 1] / information
    height = log_likelihood + (pull.cumsum(axis=1) - 0.5 * pull) * (0.5 * known.step)  # the trapezoids
    top = np.minimum(np.maximum(height.argmax(axis=1), 1), len(known.theta) - 2)
    rows = np.arange(len(top))[:, None]
    near = top[:, None] + _BESIDE
    left, middle, right = height[rows, near].T
    curve = np.minimum(left - 2 * middle + right, -NOTHING)
    shift = np.minimum(np.maximum(0.5 * (left - right) / curve, -1), 1)
    below, here, above = information[rows, near].T
    told = here + 0.5 * shift * (above - below + shift * (above - 2 * here + below))
    return known.theta[top] + shift * known.step, 1 / np.sqrt(np.maximum(told, NOTHING))
