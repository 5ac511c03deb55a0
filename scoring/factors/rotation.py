"""Which turn of the factors makes the loadings simplest to read?"""

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from factor_analyzer import Rotator

from scoring.errors import Code, Undefined

Floats = npt.NDArray[np.float64]
Rotation = Literal["none", "varimax", "quartimax", "equamax", "promax", "oblimin", "geomin"]
Criterion = Callable[[Floats], tuple[float, Floats]]
ROTATIONS: tuple[str, ...] = get_args(Rotation)
OBLIQUE = ("promax", "oblimin", "geomin")
#: Browne's (2001) constant that keeps the geometric mean of squared loadings from zero.
GEOMIN_EPSILON = 0.01


def rotate(loadings: Floats, rotation: Rotation = "oblimin", starts: int = 10, seed: int = 0) -> tuple[Floats, Floats]:
    """Rotated loadings Λ (items, factors) and factor correlations Φ (factors, factors).

    Varimax and promax (power 4, Kaiser's weights) are factor-analyzer's. They stop as R's do, when the criterion grows
    by less than a part in 100,000: loadings agree with R's and may be .006 from the top, which is flat.
    The others are found by gradient projection (Jennrich 2001, 2002; Bernaards & Jennrich 2005) from the loadings as
    they are and from random turns, because their criteria have several minima: the first start stands unless another
    ends lower. Oblimin is direct quartimin (γ = 0), without Kaiser's weights.

    Raises
    ------
    ValueError
        Unknown rotation.
    Undefined
        ``NOT_CONVERGED`` when no start comes to rest.
    """
    if rotation not in ROTATIONS:
        raise ValueError(f"no rotation {rotation!r}: {', '.join(ROTATIONS)}")
    k = loadings.shape[1]
    if rotation == "none" or k == 1:
        return loadings, np.eye(k)
    if rotation in ("varimax", "promax"):
        rotator = Rotator(method=rotation, normalize=True, power=4, tol=1e-5, max_iter=1000)
        rotated = np.asarray(rotator.fit_transform(loadings))
        if not np.isfinite(rotated).all():
            raise Undefined(Code.NOT_CONVERGED, rotation=rotation)
        return rotated, np.eye(k) if rotation == "varimax" else np.asarray(rotator.phi_)
    criterion = _criterion(rotation, *loadings.shape)
    rng = np.random.default_rng(seed)
    turns = [np.eye(k), *(np.linalg.qr(rng.standard_normal((k, k)))[0] for _ in range(starts - 1))]
    ends = [_projected(loadings, turn, criterion, rotation in OBLIQUE) for turn in turns]
    settled = [end for end in ends if end is not None]
    if not settled:
        raise Undefined(Code.NOT_CONVERGED, rotation=rotation)
    lowest = min(value for value, _, _ in settled)
    return next((found, phi) for value, found, phi in settled if value <= lowest + 1e-6 * (1 + abs(lowest)))


def _criterion(rotation: str, items: int, factors: int) -> Criterion:
    """The function to make small and its slope at Λ."""

    def crawford_ferguson(kappa: float) -> Criterion:
        # Crawford & Ferguson 1970: complexity of rows and of columns, weighted
        def value(L: Floats) -> tuple[float, Floats]:
            squares = L**2
            rows = squares.sum(axis=1, keepdims=True) - squares
            columns = squares.sum(axis=0, keepdims=True) - squares
            mixed = (1 - kappa) * rows + kappa * columns
            return float((squares * mixed).sum() / 4), L * mixed

        return value

    def geomin(L: Floats) -> tuple[float, Floats]:
        squares = L**2 + GEOMIN_EPSILON
        means = np.exp(np.log(squares).mean(axis=1, keepdims=True))
        return float(means.sum()), 2 / factors * L / squares * means

    if rotation == "geomin":
        return geomin
    return crawford_ferguson(factors / (2 * items) if rotation == "equamax" else 0.0)


def _projected(A: Floats, T: Floats, criterion: Criterion, oblique: bool) -> tuple[float, Floats, Floats] | None:
    """Minimum of the criterion at A·T'⁻¹ over turns T with unit columns, downhill from T; None when it keeps moving."""
    inverse = np.linalg.inv(T)
    L = A @ inverse.T
    value, slope = criterion(L)
    step, recent = 1.0, [value]
    before: tuple[Floats, Floats] | None = None
    for _ in range(10_000):
        gradient = -(L.T @ slope @ inverse).T if oblique else A.T @ slope
        if oblique:
            projected = gradient - T * (T * gradient).sum(axis=0)
        else:
            across = T.T @ gradient
            projected = gradient - T @ (across + across.T) / 2
        size = float((projected**2).sum())
        if size < 1e-10:
            return value, L, T.T @ T
        if before:
            # step of Barzilai & Borwein 1988, judged by the highest of the last ten values (Grippo et al. 1986):
            # where factors are weak the criterion is a long valley, and steps that must always descend crawl
            walked, bent = T - before[0], projected - before[1]
            curvature = abs(float((walked * bent).sum()))
            step = float((walked**2).sum()) / curvature if curvature > 0 else 1.0
        before = T, projected
        for _ in range(40):
            moved = T - step * projected
            if oblique:
                T_new = moved / np.sqrt((moved**2).sum(axis=0))
            else:
                U, _, V = np.linalg.svd(moved)
                T_new = U @ V
            inverse = np.linalg.inv(T_new)
            L = A @ inverse.T
            value_new, slope = criterion(L)
            if value_new <= max(recent) - size * step * 1e-4:
                break
            step /= 2
        T, value = T_new, value_new
        recent = [*recent[-9:], value]
    return None
