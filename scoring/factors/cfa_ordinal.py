"""Which measurement model reproduces the correlations beneath ordered categories best?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtr

from scoring.errors import BadTable, Code, Undefined
from scoring.factors.bivariate import cumulative, density
from scoring.factors.cfa_model import Elements, Matrices, count, directions
from scoring.factors.polychoric import BEYOND, polychoric_correlations

Floats = npt.NDArray[np.float64]
#: People whose influence is added up at a time.
BLOCK = 2_000
MOST_ITEMS = 80
#: A correlation that two categories answered alike would give.
COPY = 0.999


@dataclass(frozen=True, slots=True)
class Correlations:
    """Polychoric correlations of all pairs and how they vary together.

    Attributes
    ----------
    matrix : (items, items)
    above, below : (pairs,)
        The two items of each pair.
    gamma : (pairs, pairs)
        n times the sampling covariances of the correlations, thresholds estimated as well (Muthén 1984).
    """

    n: int
    matrix: Floats
    above: npt.NDArray[np.int64]
    below: npt.NDArray[np.int64]
    gamma: Floats


def correlations(frame: pd.DataFrame) -> Correlations:
    """Correlations of complete answers in at most ten categories.

    Raises
    ------
    BadTable, Undefined
        As ``polychoric_correlations``; ``BAD_TABLE`` with more than 80 items, whose pairs no longer fit beside one
        another, ``HEYWOOD`` when one item says what another says.
    """
    if frame.shape[1] > MOST_ITEMS:
        raise BadTable(f"answers: {frame.shape[1]} items; least squares of correlations take {MOST_ITEMS}")
    found = polychoric_correlations(frame)
    n, items = frame.shape
    copies = np.argwhere(np.triu(np.abs(found.rho), 1) > COPY)
    if len(copies):
        raise Undefined(Code.HEYWOOD, n=n, item=str(frame.columns[copies[0][1]]))
    codes = np.column_stack([pd.factorize(frame[name].to_numpy(), sort=True)[0] for name in frame])
    edges = np.hstack([np.full((items, 1), -BEYOND), found.thresholds, np.full((items, 1), BEYOND)])
    above, below = np.triu_indices(items, 1)
    influence = _influence(codes, edges, found.rho, above, below)
    gamma = np.zeros((len(above), len(above)))
    pair = np.arange(len(above))
    for first in range(0, n, BLOCK):
        block = codes[first : first + BLOCK]
        part = influence[pair, block[:, above], block[:, below]]
        gamma += part.T @ part
    return Correlations(n, found.rho, above, below, gamma / n)


def _influence(
    codes: npt.NDArray[np.int64], edges: Floats, rho: Floats,
    above: npt.NDArray[np.int64], below: npt.NDArray[np.int64],
) -> Floats:  # fmt: skip
    """(pairs, categories, categories): how far a person in that cell moves the correlation, times n.

    The score of the correlation, less what the person does to it by moving the thresholds.
    """
    n, items = codes.shape
    categories = edges.shape[1] - 1
    answered = np.eye(categories)[codes].reshape(n, -1)
    tables = (answered.T @ answered).reshape(items, categories, items, categories).transpose(0, 2, 1, 3) / n
    share = tables[np.arange(items), np.arange(items)].diagonal(axis1=1, axis2=2).cumsum(axis=1)
    inner = edges[:, 1:-1]
    height = np.exp(-(inner**2) / 2) / np.sqrt(2 * np.pi)
    reached = np.tril(np.ones((categories, categories - 1)).T).T  # category a lies at or below threshold k
    # (items, categories, thresholds): a person in category a moves threshold k by this, times n
    shift = np.where(
        height[:, None] > 0, (reached - share[:, None, :-1]) / np.where(height > 0, height, 1)[:, None], 0.0
    )
    found = np.empty((len(above), categories, categories))
    for place, (i, j) in enumerate(zip(above, below, strict=True)):
        r, h, k = rho[i, j], edges[i], edges[j]
        chance = np.maximum(_cells(cumulative(h[:, None], k[None, :], r)), 1e-15)
        score = _cells(density(h[:, None], k[None, :], r)) / chance
        seen = tables[i, j]
        weight = seen * score
        rows = (weight / chance)[None] * _moved(h, k, r)
        columns = (weight / chance)[None] * _moved(k, h, r).transpose(0, 2, 1)
        by_thresholds = shift[i] @ rows.sum(axis=(1, 2)), shift[j] @ columns.sum(axis=(1, 2))
        found[place] = (score - by_thresholds[0][:, None] - by_thresholds[1][None, :]) / (weight * score).sum()
    return found


def _moved(h: Floats, k: Floats, r: float) -> Floats:
    """(thresholds, rows, columns): slope of each cell's chance in each inner threshold of the rows."""
    inner = h[1:-1]
    given = np.diff(ndtr((k[None, :] - r * inner[:, None]) / np.sqrt(1 - r**2)), axis=1)
    across = given * (np.exp(-(inner**2) / 2) / np.sqrt(2 * np.pi))[:, None]
    found = np.zeros((len(inner), len(h) - 1, len(k) - 1))
    at = np.arange(len(inner))
    found[at, at], found[at, at + 1] = across, -across
    return found


def _cells(corners: Floats) -> Floats:
    return np.asarray(np.diff(np.diff(corners, axis=0), axis=1))


class LeastSquares:
    """n − 1 times the weighted squares of what the model leaves of the correlations, each weighed by its precision."""

    def __init__(self, seen: Correlations, places: Elements) -> None:
        # lavaan's χ² of least squares counts one person less
        self.seen, self.places, self.n = seen, places, seen.n - 1
        self.weights = 1 / np.diag(seen.gamma)
        self.target = seen.matrix[seen.above, seen.below]

    def slopes(self, values: Floats) -> tuple[Floats, Floats]:
        """What is left of each correlation, and (pairs, parameters) how the model's moves."""
        now = self.places.matrices(values)
        d = directions(self.places, now)
        i, j = self.seen.above, self.seen.below
        moves = np.zeros((len(i), count([self.places])))
        moves[:, d.at] = d.u[i] * d.v[j] + d.v[i] * d.u[j]
        return self.target - now.sigma[i, j], moves

    def deviance(self, values: Floats) -> tuple[float, Floats]:
        """(n − 1) Σ w (r − σ)² and half its gradient."""
        left, moves = self.slopes(values)
        return float(self.n * self.weights @ left**2), -self.n * moves.T @ (self.weights * left)

    def expected(self, values: Floats, whole: bool = False) -> Floats:
        """Half the curvature where the model is true (Gauss & Newton)."""
        _, moves = self.slopes(values)
        return np.asarray(self.n * moves.T @ (self.weights[:, None] * moves))

    def observed(self, values: Floats) -> Floats:
        """As expected: the steps need no more."""
        return self.expected(values)

    def sandwich(self, values: Floats, bread: Floats) -> Floats:
        """Sampling covariances of the parameters when the weights leave out how correlations vary together."""
        _, moves = self.slopes(values)
        weighted = self.weights[:, None] * moves
        return np.asarray(self.n * bread @ (weighted.T @ self.seen.gamma @ weighted) @ bread)

    def scaled(self, chi2: float, df: int, values: Floats | None = None) -> float:
        """χ² with the mean and variance it should have (Asparouhov & Muthén 2010); without values, of no model."""
        if df == 0:
            return chi2
        U = np.diag(self.weights)
        if values is not None:
            _, moves = self.slopes(values)
            weighted = self.weights[:, None] * moves
            U = U - weighted @ np.linalg.solve(moves.T @ weighted, weighted.T)
        product = U @ self.seen.gamma
        first, second = float(np.trace(product)), float((product * product.T).sum())
        return float(np.sqrt(df / second) * chi2 + df - np.sqrt(df * first**2 / second))


def standardized_matrices(now: Matrices) -> Matrices:
    """The same model with what is left to each item of its variance 1."""
    theta = now.theta.copy()
    theta[np.diag_indices_from(theta)] = 1 - np.diag(now.loadings @ now.phi @ now.loadings.T)
    return Matrices(now.loadings, now.phi, theta, now.nu, now.alpha)
