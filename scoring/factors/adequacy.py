"""Do the items share enough for factors to be sought?"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.stats import chi2 as chi2_distribution

from scoring.factors.correlations import Correlation, Floats, Kind, Missing, correlation, independent
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Result

KMO = "measure of sampling adequacy (Kaiser & Rice 1974)"
BARTLETT = "test of sphericity (Bartlett 1951)"


@dataclass(frozen=True, kw_only=True, eq=False)
class Kmo(Result):
    """Kaiser–Meyer–Olkin measure, 0 to 1: share of squared correlations that partial correlations do not claim.

    Attributes
    ----------
    overall : float
    items : Series
        The measure of each item (MSA).
    """

    overall: float = np.nan
    items: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))


@dataclass(frozen=True, kw_only=True, eq=False)
class Sphericity(Result):
    """Test of the hypothesis that no two items are correlated.

    Attributes
    ----------
    chi2 : float
    df : int or None
    p : float
    """

    chi2: float = np.nan
    df: int | None = None
    p: float = np.nan


@refusing(Kmo, KMO)
def kmo(table: Answers | Correlation, kind: Kind = "pearson", missing: Missing = "complete") -> Kmo:
    """KMO overall and item by item (Kaiser 1970; Kaiser & Rice 1974).

    Parameters
    ----------
    table : (people, items) or Correlation
    kind, missing
        As ``correlation``.

    Raises
    ------
    ValueError
        Unknown options.

    Refused with ``HEYWOOD`` when an item follows from the others, else as ``correlation``. Items without any
    correlation have measure 0.
    """
    found = correlation(table, kind, missing)
    R = independent(found)
    inverse = np.linalg.inv(R)
    scale = np.sqrt(np.diag(inverse))
    apart = ~np.eye(len(R), dtype=bool)
    shared, partial = (R * apart) ** 2, (inverse / np.outer(scale, scale) * apart) ** 2
    total = shared.sum(axis=0) + partial.sum(axis=0)
    items = np.divide(shared.sum(axis=0), total, out=np.zeros(len(R)), where=total > 0)
    overall = float(shared.sum() / total.sum()) if total.sum() > 0 else 0.0
    return Kmo(
        n=found.n, method=KMO, overall=overall, items=pd.Series(items, found.matrix.columns, name="msa")
    ).doubted(*found.caveats)  # fmt: skip


@refusing(Sphericity, BARTLETT)
def bartlett(table: Answers | Correlation, kind: Kind = "pearson", missing: Missing = "complete") -> Sphericity:
    """χ² = −(n − 1 − (2p + 5)/6)·ln|R| on p(p − 1)/2 degrees of freedom (Bartlett 1951).

    Parameters, errors and refusals as ``kmo``.
    """
    found = correlation(table, kind, missing)
    R = independent(found)
    items = len(R)
    chi2 = sphericity_chi2(R, found.n)
    df = items * (items - 1) // 2
    p = float(chi2_distribution.sf(chi2, df))
    return Sphericity(n=found.n, method=BARTLETT, chi2=chi2, df=df, p=p).doubted(*found.caveats)


def sphericity_chi2(R: Floats, n: int) -> float:
    """Bartlett's χ² of R from n people."""
    return float(-(n - 1 - (2 * len(R) + 5) / 6) * np.linalg.slogdet(R)[1])
