"""Which loadings reproduce a correlation matrix best with so many common factors?"""

# factor-analyzer finds the same optimum by numerical derivatives, an eigendecomposition for every item and step, takes
# a message for convergence, and passes scikit-learn an option that 1.8 dropped; here the derivatives are written out.
# Its rotations are right and are used in rotation.py.

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize

from scoring.errors import Code, Undefined

Floats = npt.NDArray[np.float64]
Method = Literal["minres", "ml", "pa"]
METHODS: tuple[str, ...] = get_args(Method)
Objective = Callable[[Floats, Floats, int], tuple[float, Floats]]
#: A uniqueness is not let below this; one that rests on it is a Heywood case (bound of stats::factanal and psych::fa).
LEAST_UNIQUENESS = 0.005


def extract(R: Floats, n_factors: int, method: Method = "minres") -> tuple[Floats, Floats]:
    """Unrotated loadings (items, factors), strongest factor first, and uniquenesses (items,).

    Parameters
    ----------
    R : (items, items)
        Correlations, positive definite.
    method : {"minres", "ml", "pa"}
        Least squared residual correlations (Harman & Jones 1966), maximum likelihood (Jöreskog 1967), or principal
        axes iterated until the communalities stand still.

    Raises
    ------
    ValueError
        Unknown method.
    Undefined
        ``NOT_CONVERGED``, also when fewer factors than asked for explain all that is common. A Heywood case is left
        to the caller, who knows the item's name.
    """
    smc_uniqueness = np.clip(1 / np.diag(np.linalg.inv(R)), LEAST_UNIQUENESS, 1.0)
    if method == "pa":
        uniqueness = _principal_axes(R, n_factors, smc_uniqueness)
    elif method in _OBJECTIVES:
        uniqueness = _optimum(_OBJECTIVES[method], R, n_factors, smc_uniqueness)
    else:
        raise ValueError(f"no method {method!r}: minres, ml or pa")
    scale = np.sqrt(uniqueness) if method == "ml" else np.ones(len(R))
    values, vectors = _strongest((R - np.diag(uniqueness)) / np.outer(scale, scale), n_factors)
    if values[-1] <= 0:
        raise Undefined(Code.NOT_CONVERGED, factors=n_factors, supported=int((values > 0).sum()))
    loadings = scale[:, None] * vectors * np.sqrt(values)
    return loadings, 1 - (loadings**2).sum(axis=1)


def _optimum(objective: Objective, R: Floats, n_factors: int, start: Floats) -> Floats:
    found = minimize(
        objective, start, args=(R, n_factors), method="L-BFGS-B", jac=True,
        bounds=[(LEAST_UNIQUENESS, 1.0)] * len(R), options={"maxiter": 2000, "maxfun": 4000, "ftol": 0.0, "gtol": 1e-9},
    )  # fmt: skip
    # a line search that can gain no more ends "abnormally" at the optimum: judge by the slope, not by the message
    _, slope = objective(found.x, R, n_factors)
    inside = found.x - np.clip(found.x - slope, LEAST_UNIQUENESS, 1.0)
    if np.abs(inside).max() > 1e-4:
        raise Undefined(Code.NOT_CONVERGED, factors=n_factors)
    return np.asarray(found.x)


def _minres(uniqueness: Floats, R: Floats, n_factors: int) -> tuple[float, Floats]:
    """Half the sum of the squared eigenvalues of R − Ψ that the factors leave (Jöreskog 1977)."""
    values, vectors = np.linalg.eigh(R - np.diag(uniqueness))
    values[-n_factors:] = np.minimum(values[-n_factors:], 0)
    return float(values @ values / 2), -(vectors**2) @ values


def _ml(uniqueness: Floats, R: Floats, n_factors: int) -> tuple[float, Floats]:
    """Σ(θ − ln θ − 1) over the eigenvalues of Ψ^-½ R Ψ^-½ that the factors leave (Jöreskog 1967)."""
    scale = np.sqrt(uniqueness)
    values, vectors = np.linalg.eigh(R / np.outer(scale, scale))
    values = np.maximum(values, np.finfo(float).tiny)
    left = np.where(np.arange(len(R)) < len(R) - n_factors, values, np.minimum(values, 1))
    return float((left - np.log(left) - 1).sum()), (vectors**2) @ (1 - left) / uniqueness


_OBJECTIVES: dict[str, Objective] = {"minres": _minres, "ml": _ml}


def _principal_axes(R: Floats, n_factors: int, uniqueness: Floats) -> Floats:
    for _ in range(5000):
        values, vectors = _strongest(R - np.diag(uniqueness), n_factors)
        following = 1 - (vectors**2) @ np.maximum(values, 0)
        if following.min() <= LEAST_UNIQUENESS or np.abs(following - uniqueness).max() < 1e-6:
            return np.asarray(np.maximum(following, LEAST_UNIQUENESS))
        uniqueness = following
    raise Undefined(Code.NOT_CONVERGED, factors=n_factors)


def _strongest(matrix: Floats, count: int) -> tuple[Floats, Floats]:
    values, vectors = np.linalg.eigh(matrix)
    return values[::-1][:count], vectors[:, ::-1][:, :count]


def heywood(uniqueness: Floats, items: pd.Index) -> None:
    """Nothing, when every item keeps a uniqueness of its own.

    Raises
    ------
    Undefined
        ``HEYWOOD`` naming the item whose variance the factors explain wholly.
    """
    worst = int(np.argmin(uniqueness))
    if uniqueness[worst] <= LEAST_UNIQUENESS * (1 + 1e-6):
        raise Undefined(Code.HEYWOOD, item=str(items[worst]), uniqueness=float(uniqueness[worst]))
