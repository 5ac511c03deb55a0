"""What share of the differences between ratings belongs to each source, when some combinations were never seen?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize
from scipy.sparse import csr_array

from scoring.errors import Code, Undefined

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
RESIDUAL = "residual"
#: Up to so many ratings restricted maximum likelihood is worth its dense matrices (methods A9).
DENSE = 600
#: Beyond this condition the equations do not tell two sources apart.
CONFOUNDED = 1e9
HENDERSON, REML = "Henderson's method I, Brennan 2001, ch. 7", "REML, Patterson & Thompson 1971"


@dataclass(frozen=True, slots=True)
class Design:
    """Which rating has which level of each random source.

    Attributes
    ----------
    codes : Mapping of str to (ratings,)
        Levels of each source from 0 on, without gaps; what is left is the residual.
    equations : (sources + 2, sources + 2)
        Expected uncorrected sums of squares of the sources, the residual and the mean (rows) in terms of the variances
        and the squared mean (columns).
    """

    codes: Mapping[str, Codes]
    equations: Floats

    @property
    def names(self) -> list[str]:
        """The sources, the residual last."""
        return [*self.codes, RESIDUAL]

    @property
    def ratings(self) -> int:
        """How many there are."""
        return len(next(iter(self.codes.values())))


def design(codes: Mapping[str, Codes]) -> Design:
    """The equations of Henderson's method I for these sources.

    Raises
    ------
    Undefined
        ``DESIGN_CONFOUNDED`` when two sources vary together always.
    """
    names = list(codes)
    size, n = len(names), len(codes[names[0]])
    equations = np.empty((size + 2, size + 2))
    counts = {name: np.bincount(codes[name]) for name in names}
    for row, name in enumerate(names):
        for column, other in enumerate(names):
            equations[row, column] = _joint(codes[name], codes[other], counts[name], len(counts[other]))
        equations[row, size] = len(counts[name])
    equations[size] = n
    equations[size + 1, :size] = [(counts[name].astype(float) ** 2).sum() / n for name in names]
    equations[size + 1, size] = 1
    equations[:, size + 1] = n
    scaled = equations / np.linalg.norm(equations, axis=0)
    scaled /= np.linalg.norm(scaled, axis=1, keepdims=True)
    if not np.linalg.cond(scaled) < CONFOUNDED:
        raise Undefined(Code.DESIGN_CONFOUNDED)
    return Design(codes, equations)


def moments(found: Design, y: Floats) -> Floats:
    """Variances by Henderson's method I, which on balanced data are those of analysis of variance; may be negative.

    Parameters
    ----------
    y : (ratings, samples)

    Returns
    -------
    (sources + 1, samples)
        In the order of ``Design.names``.
    """
    y = y - y.mean(axis=0)
    squares = []
    for codes in found.codes.values():
        counts = np.bincount(codes)
        rows = csr_array((np.ones(len(codes)), codes, np.arange(len(codes) + 1)), shape=(len(codes), len(counts)))
        squares.append(((rows.T @ y) ** 2 / counts[:, None]).sum(axis=0))
    squares += [(y**2).sum(axis=0), np.zeros(y.shape[1])]
    solved: Floats = np.linalg.solve(found.equations, np.array(squares))
    return solved[:-1]


def restricted(found: Design, y: Floats, start: Floats) -> Floats:
    """Variances by REML, none below zero (Patterson & Thompson 1971; gradient Searle, Casella & McCulloch 1992, ch. 6).

    Parameters
    ----------
    y : (ratings,)
    start : (sources + 1,)
        Where to begin; ``moments``.

    Raises
    ------
    Undefined
        ``NOT_CONVERGED``.
    """
    scale = float(y.var())
    shared = [codes[:, None] == codes for codes in found.codes.values()]
    x = (y - y.mean()) / np.sqrt(scale)
    n = len(x)

    def criterion(variances: Floats) -> tuple[float, Floats]:
        v = variances[-1] * np.eye(n)
        for variance, same in zip(variances[:-1], shared, strict=True):
            v += variance * same
        factor = cho_factor(v, lower=True, check_finite=False)
        inverse = cho_solve(factor, np.eye(n), check_finite=False)
        ones = inverse.sum(axis=1)
        projected = inverse - np.outer(ones, ones) / ones.sum()
        weighted = projected @ x
        value = 2 * np.log(np.diag(factor[0])).sum() + np.log(ones.sum()) + x @ weighted
        slopes = [float((projected * same).sum() - weighted @ same @ weighted) for same in shared]
        slopes.append(float(np.trace(projected) - weighted @ weighted))
        return float(value), np.array(slopes)

    first = np.maximum(start / scale, 0.01)
    bounds = [(0.0, None)] * (len(first) - 1) + [(1e-6, None)]
    fitted = minimize(criterion, first, jac=True, method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-12})
    if not fitted.success or not np.isfinite(fitted.x).all():
        raise Undefined(Code.NOT_CONVERGED)
    variances: Floats = fitted.x * scale
    return variances


def drawn(found: Design, variances: Floats, samples: int, rng: np.random.Generator) -> Floats:
    """Ratings as they would come from these variances on this design, (ratings, samples), mean zero."""
    y: Floats = rng.normal(size=(found.ratings, samples)) * np.sqrt(variances[-1])
    for codes, variance in zip(found.codes.values(), variances[:-1], strict=True):
        if variance > 0:
            y += (rng.normal(size=(codes.max() + 1, samples)) * np.sqrt(variance))[codes]
    return y


def _joint(first: Codes, second: Codes, of_first: Codes, levels: int) -> float:
    """Σ over levels a and b of n_ab²/n_a."""
    pairs, counts = np.unique(first * levels + second, return_counts=True)
    return float((counts.astype(float) ** 2 / of_first[pairs // levels]).sum())
