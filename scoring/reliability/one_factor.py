"""How strongly does each item of a scale carry what all of them share?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import Code, Undefined

Floats = npt.NDArray[np.float64]
Method = Literal["ml", "minres"]
#: A uniqueness below this share of an item's variance is a boundary, not a solution (as in R's factanal).
LEAST_UNIQUENESS = 0.005
STEPS = 200
CLOSE = 1e-10


@dataclass(frozen=True, slots=True)
class OneFactor:
    """One common factor of standardized items.

    Attributes
    ----------
    loading, uniqueness : (items,)
    """

    loading: Floats
    uniqueness: Floats


def one_factor(r: Floats, names: pd.Index, method: Method = "ml") -> OneFactor:
    """One factor from a correlation matrix by maximum likelihood or least squares of the residuals (minres).

    The sum of the loadings is positive. On covariances the maximum likelihood loadings are these times the items' SDs.

    Raises
    ------
    Undefined
        ``UNRELIABLE_MEASURE`` with fewer than three items, ``HEYWOOD`` naming the item whose uniqueness vanishes (a
        copy of another item too), ``NOT_CONVERGED``.
    """
    if len(r) < 3:
        raise Undefined(Code.UNRELIABLE_MEASURE, items=len(r), need=3)
    copies(r, names, inverse=method == "ml")
    loading = _likely(r, names) if method == "ml" else _least_squares(r)
    uniqueness = 1 - loading**2
    worst = int(np.argmin(uniqueness))
    if uniqueness[worst] < LEAST_UNIQUENESS:
        raise Undefined(Code.HEYWOOD, item=str(names[worst]))
    return OneFactor(loading if loading.sum() >= 0 else -loading, uniqueness)


def copies(r: Floats, names: pd.Index, inverse: bool) -> None:
    """Refuses correlations in which an item is given away by another, or by all others where an ``inverse`` is needed.

    Raises
    ------
    Undefined
        ``HEYWOOD`` naming the item: nothing of its own is left.
    """
    found = np.argwhere(np.triu(np.abs(r), 1) > 1 - 1e-10)
    if len(found):
        raise Undefined(Code.HEYWOOD, item=str(names[found[0, 1]]))
    if inverse:
        value, vector = np.linalg.eigh(r)
        if value[0] < 1e-10:
            raise Undefined(Code.HEYWOOD, item=str(names[int(np.argmax(np.abs(vector[:, 0])))]))


def _likely(r: Floats, names: pd.Index) -> Floats:
    """Newton's method on the logarithms of the uniquenesses (Jöreskog 1967; Clarke 1970).

    With l_m and ω_m the eigenvalues and vectors of Ψ^−½RΨ^−½ and θ = ln ψ, f = Σ_{m>1} (l_m − ln l_m − 1) has the
    gradient Σ_{m>1} (1 − l_m)ω²_im; the Hessian follows from the derivatives of eigenvalues and eigenvectors.
    """
    theta = np.log(np.clip((1 - 0.5 / len(r)) / np.diag(np.linalg.inv(r)), LEAST_UNIQUENESS, 1))
    f, value, vector = _profile(r, theta)
    for _ in range(STEPS):
        rest, apart = value[:-1], vector[:, :-1]
        gradient = (apart**2) @ (1 - rest)
        if np.abs(gradient).max() < CLOSE:
            break
        own = vector[:, -1]
        c = apart @ apart.T
        pull = (1 - rest) * (value[-1] + rest) / np.maximum(value[-1] - rest, 1e-12)
        hessian = (apart * rest) @ apart.T * c + np.outer(own, own) * ((apart * pull) @ apart.T)
        curve, axis = np.linalg.eigh(hessian)
        step = axis @ (axis.T @ gradient / np.maximum(np.abs(curve), 1e-6))
        step *= min(1.0, 1.5 / np.abs(step).max())
        for _ in range(30):
            tried = _profile(r, theta - step)
            if tried[0] <= f + 1e-14:
                break
            step = step / 2
        theta = theta - step
        f, value, vector = tried
        if theta.min() < np.log(LEAST_UNIQUENESS) - 3:
            raise Undefined(Code.HEYWOOD, item=str(names[int(np.argmin(theta))]))
    else:
        if np.abs(gradient).max() > 1e-6:
            raise Undefined(Code.NOT_CONVERGED)
    return np.asarray(vector[:, -1] * np.sqrt(np.maximum(value[-1] - 1, 0)) * np.exp(theta / 2))


def _profile(r: Floats, theta: Floats) -> tuple[float, Floats, Floats]:
    weight = np.exp(-theta / 2)
    value, vector = np.linalg.eigh(r * np.outer(weight, weight))
    rest = np.maximum(value[:-1], 1e-300)
    return float((rest - np.log(rest) - 1).sum()), value, vector


def _least_squares(r: Floats) -> Floats:
    """Newton's method on Σ_{i<j} (r_ij − λ_iλ_j)² (Harman & Jones 1966)."""
    value, vector = np.linalg.eigh(r)
    loading = vector[:, -1] * np.sqrt(value[-1]) * 0.9
    off = r - np.diag(np.diag(r))
    f = _residual(off, loading)
    for _ in range(STEPS):
        squares = (loading**2).sum() - loading**2
        gradient = squares * loading - off @ loading
        if np.abs(gradient).max() < CLOSE:
            return np.asarray(loading)
        hessian = 2 * np.outer(loading, loading) - off
        np.fill_diagonal(hessian, squares)
        curve, axis = np.linalg.eigh(hessian)
        step = axis @ (axis.T @ gradient / np.maximum(np.abs(curve), 1e-6))
        for _ in range(30):
            tried = _residual(off, loading - step)
            if tried <= f + 1e-15:
                break
            step = step / 2
        loading, f = loading - step, tried
        if np.abs(loading).max() > 10:
            break
    if np.abs(gradient).max() < 1e-6 or np.abs(loading).max() > 1:
        return np.asarray(loading)
    raise Undefined(Code.NOT_CONVERGED)


def _residual(off: Floats, loading: Floats) -> float:
    apart = off - np.outer(loading, loading)
    np.fill_diagonal(apart, 0)
    return float((apart**2).sum() / 4)
