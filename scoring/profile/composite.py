"""Which weights turn standardised scales into one prediction? Unit weights, or a ridge bound to known directions."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.optimize import nnls

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
#: Oriented z scores, criterion, teams, generator → weights, none below zero.
Weigher = Callable[[Floats, Floats, Ints, np.random.Generator], Floats]

FOLDS = 5
PENALTIES = np.logspace(-2, 4, 30)


def folds(teams: Ints, rng: np.random.Generator, count: int = FOLDS) -> Ints:
    """Deal whole teams into folds at random, each to the fold with fewest people so far; a fold number per person."""
    labels, member = np.unique(teams, return_inverse=True)
    sizes = np.bincount(member)
    filled = np.zeros(min(count, len(labels)), dtype=np.int64)
    fold = np.empty(len(labels), dtype=np.int64)
    for team in rng.permutation(len(labels)):
        fold[team] = filled.argmin()
        filled[fold[team]] += sizes[team]
    return np.asarray(fold[member])


def standardiser(x: Floats) -> tuple[Floats, Floats]:
    """Mean and SD of each column without its missing values; a column that does not vary gets SD infinity: z is 0."""
    given = ~np.isnan(x)
    count = given.sum(axis=0)
    mean = np.where(given, x, 0.0).sum(axis=0) / np.maximum(count, 1)
    square = np.where(given, x - mean, 0.0) ** 2
    sd = np.sqrt(square.sum(axis=0) / np.maximum(count - 1, 1))
    return mean, np.where(sd > 0, sd, np.inf)


def standardised(x: Floats, mean: Floats, sd: Floats) -> Floats:
    """z scores; a missing value stands at the mean."""
    return np.nan_to_num((x - mean) / sd, nan=0.0)


def unit_weights(z: Floats, y: Floats, teams: Ints, rng: np.random.Generator) -> Floats:
    """One for every scale whose correlation has the expected sign here, zero for the others (Dawes 1979)."""
    return np.where(z.T @ (y - y.mean()) > 0, 1.0, 0.0)


def ridge_weights(z: Floats, y: Floats, teams: Ints, rng: np.random.Generator) -> Floats:
    """Ridge without negative weights, its penalty chosen among 30 from 10⁻² to 10⁴ by five inner folds of teams.

    min ‖y − Zw‖² + λ‖w‖², w ≥ 0, is non-negative least squares on [Z; √λ·I] (Lawson & Hanson 1974); the Cholesky
    factor of Z'Z + λI carries the same minimum in k rows.
    """
    fold = folds(teams, rng)
    errors = np.zeros(len(PENALTIES))
    for test in range(int(fold.max()) + 1):
        held = fold == test
        middle = y[~held].mean()
        gram, moment = z[~held].T @ z[~held], z[~held].T @ (y[~held] - middle)
        paths = np.array([_bounded(gram, moment, penalty) for penalty in PENALTIES])
        errors += ((y[held] - middle - paths @ z[held].T) ** 2).sum(axis=1)
    return _bounded(z.T @ z, z.T @ (y - y.mean()), float(PENALTIES[errors.argmin()]))


def _bounded(gram: Floats, moment: Floats, penalty: float) -> Floats:
    root = np.linalg.cholesky(gram + penalty * np.eye(len(gram)))
    return np.asarray(nnls(root.T, np.linalg.solve(root, moment))[0])
