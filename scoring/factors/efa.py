"""Which items load on which of so many common factors, and how well does that reproduce the correlations?"""

import math
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scoring.errors import Code, Undefined
from scoring.factors.adequacy import sphericity_chi2
from scoring.factors.correlations import Correlation, Floats, Kind, Missing, correlation, independent
from scoring.factors.extraction import METHODS, Method, extract, heywood
from scoring.factors.fit_indices import fit_indices
from scoring.factors.rotation import ROTATIONS, Rotation, rotate
from scoring.refusals import counting, refusing
from scoring.responses import Answers
from scoring.results import Result

EFA = "exploratory factor analysis"


@dataclass(frozen=True, kw_only=True, eq=False)
class Efa(Result):
    """A solution with common factors ``F1`` …, ordered by the variance they explain, each with a positive loading sum.

    Attributes
    ----------
    loadings : DataFrame
        Item × factor, Λ; regression weights of the item on the factors.
    phi : DataFrame
        Factor × factor correlations Φ; identity when the rotation is orthogonal.
    structure : DataFrame
        Item × factor correlations ΛΦ.
    communalities, uniquenesses : Series
        Share of an item's variance that the factors explain, diag ΛΦΛ', and the rest.
    complexity : Series
        How many factors an item loads on, (Σλ²)²/Σλ⁴ (Hofmann 1978).
    variance : DataFrame
        ``ss_loadings``, ``proportion``, ``cumulative`` × factor; with Φ, so that the sums are right when oblique.
    residuals : DataFrame
        Item × item, correlations less ΛΦΛ' + Ψ.
    chi2, df, p
        Test that so many factors are enough, with Bartlett's (1950) correction; of the likelihood whatever the method.
    rmsea, rmsea_low, rmsea_high
        With its 90 % interval (Steiger 1990).
    tli, cfi, bic
        Tucker & Lewis 1973; Bentler 1990; χ² − df·ln n (Schwarz 1978).
    rms, srmr
        Root mean square residual off the diagonal, and over the lower triangle with it (Bentler 1995).
    n_factors : int or None
    """

    loadings: pd.DataFrame = field(default_factory=pd.DataFrame)
    phi: pd.DataFrame = field(default_factory=pd.DataFrame)
    structure: pd.DataFrame = field(default_factory=pd.DataFrame)
    communalities: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    uniquenesses: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    complexity: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    variance: pd.DataFrame = field(default_factory=pd.DataFrame)
    residuals: pd.DataFrame = field(default_factory=pd.DataFrame)
    chi2: float = np.nan
    df: int | None = None
    p: float = np.nan
    rmsea: float = np.nan
    rmsea_low: float = np.nan
    rmsea_high: float = np.nan
    tli: float = np.nan
    cfi: float = np.nan
    bic: float = np.nan
    rms: float = np.nan
    srmr: float = np.nan
    n_factors: int | None = None


@refusing(Efa, EFA)
def efa(
    table: Answers | Correlation, n_factors: int, rotation: Rotation = "oblimin", method: Method = "minres",
    kind: Kind = "pearson", missing: Missing = "complete",
) -> Efa:  # fmt: skip
    """Common factor analysis of the items' correlations.

    Parameters
    ----------
    table : (people, items) or Correlation
    n_factors : int
        Common factors, 1 or more.
    rotation : {"oblimin", "promax", "geomin", "varimax", "quartimax", "equamax", "none"}
        See ``rotation.rotate``.
    method : {"minres", "ml", "pa"}
        See ``extraction.extract``.
    kind : {"pearson", "polychoric"}
        With polychoric correlations χ² and what follows from it are too large (caution of Muthén & Kaplan 1985).
    missing : {"complete", "pairwise"}
        See ``correlations.correlation``.

    Raises
    ------
    ValueError
        Unknown options, or less than one factor.

    Refused with ``N_TOO_SMALL`` (``of`` items) when so many factors have more parameters than there are correlations,
    ``HEYWOOD`` naming an item whose uniqueness falls to .005 or that follows from the others, ``NOT_CONVERGED``, and
    as ``correlation``.
    """
    if isinstance(n_factors, bool) or n_factors != int(n_factors) or n_factors < 1:
        raise ValueError(f"{n_factors} factors")
    if rotation not in ROTATIONS or method not in METHODS:
        raise ValueError(f"no rotation {rotation!r} or no method {method!r}: {ROTATIONS}, {METHODS}")
    n_factors = int(n_factors)
    found = correlation(table, kind, missing)
    items = found.matrix.columns
    df = degrees(len(items), n_factors)
    if len(items) <= n_factors or df < 0:
        need = next(p for p in range(n_factors + 1, 3 * n_factors + 3) if degrees(p, n_factors) >= 0)
        raise Undefined(Code.N_TOO_SMALL, n=len(items), need=need, of="items")
    R = independent(found)
    with counting(found.n):
        unrotated, uniqueness = extract(R, n_factors, method)
        heywood(uniqueness, items)
        L, phi = ordered(*rotate(unrotated, rotation))
    names = [f"F{place + 1}" for place in range(n_factors)]
    squares = L**2
    explained = np.diag(phi @ L.T @ L)
    shares = explained / len(items)
    implied = L @ phi @ L.T + np.diag(uniqueness)
    residual = R - implied
    apart = residual[~np.eye(len(R), dtype=bool)]
    ratio = np.linalg.solve(implied, R)
    objective = max(float(np.trace(ratio) - np.linalg.slogdet(ratio)[1] - len(R)), 0.0)
    p, n = len(items), found.n
    chi2 = objective * (n - 1 - (2 * p + 5) / 6 - 2 * n_factors / 3)
    fit = fit_indices(chi2, df, sphericity_chi2(R, n), p * (p - 1) // 2, n)
    return Efa(
        n=n, method=f"{EFA}, {method}, {rotation}", n_factors=n_factors,
        loadings=pd.DataFrame(L, items, names), phi=pd.DataFrame(phi, names, names),
        structure=pd.DataFrame(L @ phi, items, names),
        communalities=pd.Series(1 - uniqueness, items), uniquenesses=pd.Series(uniqueness, items),
        complexity=pd.Series(squares.sum(axis=1) ** 2 / (squares**2).sum(axis=1), items),
        variance=pd.DataFrame(
            [explained, shares, np.cumsum(shares)], ["ss_loadings", "proportion", "cumulative"], names
        ),
        residuals=pd.DataFrame(residual, items, items),
        chi2=chi2, df=df, p=fit.p, rmsea=fit.rmsea, rmsea_low=fit.rmsea_low, rmsea_high=fit.rmsea_high,
        tli=fit.tli, cfi=fit.cfi, bic=chi2 - df * math.log(n), rms=float(np.sqrt((apart**2).mean())),
        srmr=float(np.sqrt((apart**2).sum() / (p * (p + 1)))),
    ).doubted(*found.caveats)  # fmt: skip


def degrees(items: int, factors: int) -> int:
    """Degrees of freedom ((p − m)² − (p + m))/2 of m factors in p items (Lawley & Maxwell 1971)."""
    return ((items - factors) ** 2 - items - factors) // 2


def ordered(L: Floats, phi: Floats) -> tuple[Floats, Floats]:
    """The same solution with factors by falling sum of squares and every column's sum positive, Φ along with Λ."""
    order = np.argsort(-np.diag(phi @ L.T @ L), kind="stable")
    L, phi = L[:, order], phi[np.ix_(order, order)]
    sign = np.where(L.sum(axis=0) < 0, -1.0, 1.0)
    return L * sign, phi * np.outer(sign, sign)
