"""How likely is each category at each distance between ratee and rater?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.responses import Floats
from scoring.severity.reading import Places

#: Ratings worked on at once: what stays in a core's cache.
CHUNK = 2**14
#: Exponents up to here, and sums of what they give, are numbers.
SAFE = 600.0


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """From free parameters to the sums β_ck = kδ_c + τ_c1 + … + τ_ck of ln P(X = k) = k(θ − α) − β_ck − ln Z.

    Attributes
    ----------
    map : (criteria, categories, free)
        β = map @ free: difficulties first, then steps; one difficulty of each group is 0 and has no column.
    exists : (criteria, categories)
    difficulty : (criteria, free)
        δ of every criterion from the free parameters.
    steps : (sets, steps, free)
        τ from the free parameters: one set for all under a rating scale, else one a criterion.
    """

    map: Floats
    exists: npt.NDArray[np.bool_]
    difficulty: Floats
    steps: Floats

    def sums(self, free: Floats) -> Floats:
        """(criteria, categories): β, infinite for categories a criterion has not."""
        return np.where(self.exists, self.map @ free, np.inf)


def structure(top: Places, fixed: Places, shared: bool) -> Structure:
    """Rating scale (Andrich 1978) where steps are ``shared``, else partial credit (Masters 1982).

    Parameters
    ----------
    top : (criteria,)
        Number of each criterion's last category.
    fixed : places of the criteria whose difficulty is 0
    shared : bool
    """
    criteria, width = len(top), int(top.max())
    free = np.setdiff1d(np.arange(criteria), fixed)
    sets = [width] if shared else [int(last) for last in top]
    size = len(free) + sum(last - 1 for last in sets)
    difficulty = np.zeros((criteria, size))
    difficulty[free, np.arange(len(free))] = 1
    steps = np.zeros((len(sets), width, size))
    start = len(free)
    for number, last in enumerate(sets):
        columns = np.arange(start, start + last - 1)
        steps[number, np.arange(last - 1), columns] = 1
        steps[number, last - 1, columns] = -1  # they sum to zero
        start += last - 1
    category = np.arange(width + 1)
    reached = np.concatenate([np.zeros((len(sets), 1, size)), np.cumsum(steps, axis=1)], axis=1)
    table = category[:, None] * difficulty[:, None, :] + np.broadcast_to(reached, (criteria, width + 1, size))
    return Structure(table, category <= top[:, None], difficulty, steps)


def chances(distance: Floats, sums: Floats, criterion: Places | int) -> tuple[Floats, Floats, Floats | float]:
    """P(X = k), and Z in two parts, where ln P(X = k) = k · distance − β_k − ln Z and ln Z = ln total + top.

    Parameters
    ----------
    distance : (…)
        θ − α in logits.
    sums : (criteria, categories)
        β of every criterion.
    criterion : places
        Which it is at each distance; broadcast against them.

    Returns
    -------
    (categories, …), total (…), top (…)
    """
    beta = sums.T
    line = np.empty((len(beta), *np.broadcast_shapes(distance.shape, np.shape(criterion))))
    highest = float(np.abs(distance).max(initial=0.0)) * (len(beta) - 1)
    if highest + float(np.abs(sums[np.isfinite(sums)]).max()) < SAFE:
        # one exponential for each distance in place of one for each category
        weight, base = np.exp(-beta), np.exp(distance)
        power = base
        line[0] = weight[0][criterion]
        for number in range(1, len(beta)):
            if number > 1:
                power = power * base
            np.multiply(power, weight[number][criterion], out=line[number])
        total = line.sum(axis=0)
        line /= total
        return line, total, 0.0
    for number, one in enumerate(beta):
        np.subtract(number * distance, one[criterion], out=line[number])
    top = line.max(axis=0)
    line -= top
    np.exp(line, out=line)
    total = line.sum(axis=0)
    line /= total
    return line, total, top


def expectation(chance: Floats) -> Floats:
    """Of the category, from (categories, …)."""
    return np.asarray(np.tensordot(np.arange(float(len(chance))), chance, 1))


def moments(chance: Floats) -> tuple[Floats, Floats]:
    """Expectation and variance of the category, from (categories, …)."""
    category = np.arange(float(len(chance)))
    expected = expectation(chance)
    return expected, np.tensordot(category**2, chance, 1) - expected**2
