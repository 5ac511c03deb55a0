"""Can the parameters of a measurement model be told apart, and from where does the search set out?"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from scoring.errors import Code, Undefined
from scoring.factors.cfa_estimation import Likelihood, Pattern, undetermined
from scoring.factors.cfa_model import Elements, Matrices, Specification, count

Floats = npt.NDArray[np.float64]


def parameters(structure: Sequence[Elements], groups: Sequence[Matrices]) -> Floats:
    """The parameters these matrices hold; what is shared is taken from the first group."""
    values = np.zeros(count(structure))
    for places, now in reversed(list(zip(structure, groups, strict=True))):
        for name in ("loadings", "phi", "theta", "nu", "alpha"):
            at = getattr(places, name)
            values[at[at >= 0]] = getattr(now, name)[at >= 0]
    return values


def refuse_unidentified(spec: Specification, structure: Sequence[Elements], n: int) -> None:
    """``NOT_CONVERGED`` when there are more parameters than covariances, or the model leaves some of them open.

    The rank of the information is taken at a point without any symmetry (Bekker, Merckens & Wansbeek 1994).
    """
    p, m = spec.loads.shape
    # with means in the model every item has its own intercept, so that means and intercepts cancel out
    free = count(structure) - (p if structure[0].means else 0)
    if free > p * (p + 1) // 2:
        raise Undefined(Code.NOT_CONVERGED, n=n, why="not identified", parameters=free, covariances=p * (p + 1) // 2)
    rng = np.random.default_rng(1)
    mixing = rng.uniform(-0.4, 0.4, (m, m))
    phi = np.eye(m) + (mixing + mixing.T) / (2 * m)
    theta = np.diag(rng.uniform(0.5, 1.5, p))
    generic = Matrices(rng.uniform(0.4, 0.9, (p, m)), phi, theta, np.zeros(p), np.zeros(m))
    one = (Pattern(np.arange(p), 1, np.zeros(p), np.eye(p)),)
    if undetermined(Likelihood([one], structure).expected(parameters(structure, [generic]))):
        raise Undefined(Code.NOT_CONVERGED, n=n, why="not identified", parameters=free, covariances=p * (p + 1) // 2)


def start(spec: Specification, R: Floats, mean: Floats | None = None) -> Matrices:
    """Each factor's first principal component, less what the items have of their own.

    Parameters
    ----------
    R : (items, items)
        Covariances of items near variance 1.
    mean : (items,), optional
        Where intercepts set out.
    """
    p, m = spec.loads.shape
    loadings, weights = np.zeros((p, m)), np.zeros((p, m))
    for factor in range(m):
        at = np.flatnonzero(spec.loads[:, factor])
        values, vectors = np.linalg.eigh(R[np.ix_(at, at)])
        first = vectors[:, -1] * (np.sign(vectors[:, -1].sum()) or 1.0)
        shared = max(values[-1] - np.diag(R)[at].mean(), 0.3) * len(at) / max(len(at) - 1, 1)
        weights[at, factor] = first
        loadings[at, factor] = np.sign(first) * np.clip(np.abs(first) * np.sqrt(shared), 0.1, 0.9)
    phi = np.eye(m)
    if not spec.orthogonal:
        length = np.linalg.norm(loadings, axis=0)
        phi = np.clip(weights.T @ R @ weights / np.outer(length, length), -0.7, 0.7)
        np.fill_diagonal(phi, 1.0)
        while np.linalg.eigvalsh(phi)[0] < 0.1:
            phi = (phi + np.eye(m)) / 2
    variance = np.diag(R)
    theta = np.diag(np.maximum(variance - np.diag(loadings @ phi @ loadings.T), 0.2 * variance))
    return Matrices(loadings, phi, theta, np.zeros(p) if mean is None else mean, np.zeros(m))
