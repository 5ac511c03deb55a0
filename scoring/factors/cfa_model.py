"""Which covariances and means does a measurement model imply, and how do they move with its parameters?"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from scoring.errors import BadTable

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Pairs = Sequence[tuple[Hashable, Hashable]]
#: One step of scoring solves a system of this order; more would hold a machine for minutes.
MOST_PARAMETERS = 2000


@dataclass(frozen=True, slots=True)
class Specification:
    """A measurement model: which item loads on which factor, and which residuals covary.

    Attributes
    ----------
    loads : (items, factors) of bool
    residual_pairs : tuple of (int, int)
        Places of items whose residuals covary.
    orthogonal : bool
        Factors do not correlate.
    """

    items: tuple[Hashable, ...]
    factors: tuple[str, ...]
    loads: npt.NDArray[np.bool_]
    residual_pairs: tuple[tuple[int, int], ...] = ()
    orthogonal: bool = False


def specification(
    model: Mapping[str, Sequence[Hashable]], covariances: Pairs = (), orthogonal: bool = False
) -> Specification:
    """The model as it was written, ``{"visual": ["x1", "x2", "x3"], …}``; an item may stand under several factors.

    Raises
    ------
    ValueError
        No factor, a factor without items, an item twice under one factor, a covariance of an item that the model does
        not have or with itself.
    """
    if not model:
        raise ValueError("a model needs a factor")
    for factor, named in model.items():
        if isinstance(named, str) or not len(named) or len(set(named)) < len(named):
            raise ValueError(f"factor {factor} needs a list of different items")
    items = tuple(dict.fromkeys(item for named in model.values() for item in named))
    place = {item: at for at, item in enumerate(items)}
    loads = np.zeros((len(items), len(model)), dtype=bool)
    for column, named in enumerate(model.values()):
        loads[[place[item] for item in named], column] = True
    pairs = {tuple(sorted((place.get(a, -1), place.get(b, -1)), reverse=True)) for a, b in covariances}
    if any(b < 0 or a == b for a, b in pairs):
        raise ValueError("a residual covariance is of two different items of the model")
    spec = Specification(items, tuple(model), loads, tuple(sorted((a, b) for a, b in pairs)), orthogonal)
    if 2 * len(items) > MOST_PARAMETERS:
        raise BadTable(f"model: more than {MOST_PARAMETERS} parameters")
    return spec


@dataclass(frozen=True, slots=True)
class Elements:
    """For every element of Λ, Φ, Θ, ν and α of one group: the place of its parameter, −1 where it is fixed.

    What is fixed is 0, the variances of the factors 1; without ``means`` neither ν nor α is part of the model.
    """

    loadings: Places
    phi: Places
    theta: Places
    nu: Places
    alpha: Places
    means: bool

    def matrices(self, values: Floats) -> "Matrices":
        """The model's matrices at these parameters."""

        def filled(places: Places, fixed: Floats) -> Floats:
            return np.where(places >= 0, values[places], fixed)

        m = self.phi.shape[0]
        return Matrices(
            filled(self.loadings, np.zeros(self.loadings.shape)), filled(self.phi, np.eye(m)),
            filled(self.theta, np.zeros(self.theta.shape)), filled(self.nu, np.zeros(self.nu.shape)),
            filled(self.alpha, np.zeros(m)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matrices:
    """Λ (items, factors), Φ (factors, factors), Θ (items, items), ν (items,), α (factors,)."""

    loadings: Floats
    phi: Floats
    theta: Floats
    nu: Floats
    alpha: Floats

    @property
    def sigma(self) -> Floats:
        """Σ = ΛΦΛ' + Θ."""
        return np.asarray(self.loadings @ self.phi @ self.loadings.T + self.theta)

    @property
    def mu(self) -> Floats:
        """μ = ν + Λα."""
        return np.asarray(self.nu + self.loadings @ self.alpha)


def elements(
    spec: Specification,
    groups: int = 1,
    means: bool = False,
    equal: frozenset[str] = frozenset(),
    standard: bool = False,
) -> tuple[Elements, ...]:
    """One numbering of the parameters of all groups, matrices named in ``equal`` shared by them.

    Factor variances are 1, and free beyond the first group once loadings are shared; factor means are 0, and free
    beyond the first group once intercepts are shared. ``standard`` items have variance 1 whatever the factors, so that
    what is left to them is no parameter.
    """
    p, m = spec.loads.shape
    counter = 0

    def numbered(free: npt.NDArray[np.bool_]) -> Places:
        nonlocal counter
        places = np.full(free.shape, -1, dtype=np.int64)
        places[free] = counter + np.arange(int(free.sum()))
        counter += int(free.sum())
        return places

    def symmetric(free: npt.NDArray[np.bool_]) -> Places:
        lower = numbered(np.tril(free))
        return np.maximum(lower, lower.T)

    residuals = np.eye(p, dtype=bool) & (not standard)
    for a, b in spec.residual_pairs:
        residuals[a, b] = True
    found: list[Elements] = []
    for group in range(groups):
        later = group > 0
        phi = np.full((m, m), not spec.orthogonal)
        np.fill_diagonal(phi, later and "loadings" in equal)
        found.append(
            Elements(
                found[0].loadings if later and "loadings" in equal else numbered(spec.loads),
                symmetric(phi),
                found[0].theta if later and "theta" in equal else symmetric(residuals),
                found[0].nu if later and "nu" in equal else numbered(np.full(p, means)),
                numbered(np.full(m, later and "nu" in equal)),
                means,
            )
        )
    return tuple(found)


def count(structure: Sequence[Elements]) -> int:
    """How many parameters the groups have together."""
    return 1 + max(
        int(getattr(group, f.name).max(initial=-1)) for group in structure for f in fields(group) if f.name != "means"
    )


@dataclass(frozen=True, slots=True)
class Directions:
    """How Σ and μ move with each free element: dΣ = uv' + vu' and dμ, a column each (items, free elements).

    Every element of a factor model moves Σ in such a direction of rank two, so that its information needs no matrix
    of the order of all covariances.

    Attributes
    ----------
    at : (free elements,)
        Place of the parameter.
    """

    at: Places
    u: Floats
    v: Floats
    mean: Floats


def directions(group: Elements, now: Matrices) -> Directions:
    """The directions of one group's free elements at these matrices."""
    p = len(now.nu)
    unit, projected = np.eye(p), now.loadings @ now.phi
    li, lj = np.nonzero(group.loadings >= 0)
    fi, fj = np.nonzero(np.tril(group.phi >= 0))
    ti, tj = np.nonzero(np.tril(group.theta >= 0))
    (ni,) = np.nonzero(group.nu >= 0)
    (ai,) = np.nonzero(group.alpha >= 0)
    still = np.zeros((p, len(ni) + len(ai)))
    return Directions(
        np.concatenate([group.loadings[li, lj], group.phi[fi, fj], group.theta[ti, tj], group.nu[ni], group.alpha[ai]]),
        np.hstack([unit[:, li], now.loadings[:, fi], unit[:, ti], still]),
        # an element on the diagonal stands once in the matrix, not twice
        np.hstack([
            projected[:, lj], now.loadings[:, fj] * np.where(fi == fj, 0.5, 1.0),
            unit[:, tj] * np.where(ti == tj, 0.5, 1.0), still,
        ]),
        np.hstack([
            unit[:, li] * now.alpha[lj], np.zeros((p, len(fi) + len(ti))), unit[:, ni], now.loadings[:, ai],
        ]),
    )  # fmt: skip
