"""How much of each item is one general factor, and how much is its own group's?"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import Code, Undefined
from scoring.factors.correlations import Correlation, Kind, Missing, correlation, independent
from scoring.factors.extraction import LEAST_UNIQUENESS, Method, extract, heywood
from scoring.factors.rotation import OBLIQUE, Rotation, rotate
from scoring.refusals import counting, refusing
from scoring.responses import Answers
from scoring.results import Caveat, Result

SCHMID_LEIMAN = "general and group factors from a second-order solution (Schmid & Leiman 1957)"


@dataclass(frozen=True, kw_only=True, eq=False)
class SchmidLeiman(Result):
    """Loadings on a general factor and on group factors that are uncorrelated with it and with one another.

    Attributes
    ----------
    general : Series
        Item loadings on the general factor; their sum is positive.
    group : DataFrame
        Item × group factor ``F1`` …, each signed so that its part of the general factor is positive.
    uniquenesses : Series
        What neither explains, an item.
    second_order : Series
        Loading of each group factor on the general one.
    """

    general: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    group: pd.DataFrame = field(default_factory=pd.DataFrame)
    uniquenesses: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    second_order: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))


@refusing(SchmidLeiman, SCHMID_LEIMAN)
def schmid_leiman(
    table: Answers | Correlation, n_factors: int = 3, rotation: Rotation = "oblimin", method: Method = "minres",
    kind: Kind = "pearson", missing: Missing = "complete", starts: int = 10,
) -> SchmidLeiman:  # fmt: skip
    """Schmid–Leiman transformation of an oblique solution whose factors share one second-order factor.

    The general loading of an item is Λg, its group loadings Λ√(1 − g²), where g are the minres loadings of the factors'
    correlations on one factor. With two group factors g is not identified and both get √|φ|.

    Fewer items than the factors need (three factors need six) are not refused, because omega hierarchical is asked of
    five-item scales: such a solution reproduces the correlations exactly and is one of many that do; take it lightly.
    Where g reaches 1 a group factor has nothing of its own (caveat ``HEYWOOD``, ``item`` naming the factor).

    Parameters
    ----------
    table : (people, items) or Correlation
    n_factors : int
        Group factors, at least two.
    rotation
        An oblique one.
    method, kind, missing
        As ``efa``.
    starts : int
        Turns the rotation begins from.

    Raises
    ------
    ValueError
        Unknown options, or fewer than two group factors.

    Refused as ``efa``, except for the number of items.
    """
    if n_factors < 2:
        raise ValueError(f"{n_factors} group factor: a second-order factor needs two or more")
    if rotation not in OBLIQUE:
        raise ValueError(f"rotation {rotation!r} gives factors without anything in common: {', '.join(OBLIQUE)}")
    found = correlation(table, kind, missing)
    R, items = independent(found), found.matrix.columns
    if len(items) <= n_factors:
        raise Undefined(Code.N_TOO_SMALL, n=len(items), need=n_factors + 1, of="items")
    with counting(found.n):
        unrotated, uniqueness = extract(R, n_factors, method)
        heywood(uniqueness, items)
        loadings, phi = rotate(unrotated, rotation, starts)
        g = _second_order(phi)
    # turn group factors so that each rises with the general one, and the whole so that items do
    loadings, g = loadings * np.where(g < 0, -1, 1), np.abs(g)
    turn = -1.0 if (loadings @ g).sum() < 0 else 1
    loadings = loadings * turn
    full = np.flatnonzero(1 - g**2 <= 2 * LEAST_UNIQUENESS)
    names = [f"F{place + 1}" for place in range(n_factors)]
    return SchmidLeiman(
        n=found.n, method=SCHMID_LEIMAN,
        general=pd.Series(loadings @ g, items), uniquenesses=pd.Series(uniqueness, items),
        group=pd.DataFrame(loadings * np.sqrt(np.maximum(1 - g**2, 0)), items, names),
        second_order=pd.Series(g, names),
    ).doubted(*found.caveats, *(Caveat(Code.HEYWOOD, {"item": str(names[place])}) for place in full))  # fmt: skip


def _second_order(phi: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    if len(phi) == 2:
        shared = float(np.sqrt(abs(phi[0, 1])))
        return np.array([shared, -shared if phi[0, 1] < 0 else shared])
    return extract(phi, 1)[0][:, 0]
