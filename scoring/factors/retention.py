"""How many factors stand out from what chance alone would show?"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scoring.factors.correlations import Correlation, Floats, Kind, Missing, correlation, independent
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Result

PARALLEL = "parallel analysis (Horn 1965; Glorfeld 1995)"
MAP = "minimum average partial (Velicer 1976; Velicer, Eaton & Fava 2000)"
#: Numbers in the random matrices held at a time.
NUMBERS = 4_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class ParallelAnalysis(Result):
    """Eigenvalues beside those of answers without any factor.

    Attributes
    ----------
    n_factors : int or None
        How many eigenvalues from the first on exceed the percentile of the random ones.
    eigenvalues : DataFrame
        Index 1 … items; ``observed``, ``random_mean``, ``random_percentile``.
    percentile : float
    """

    n_factors: int | None = None
    eigenvalues: pd.DataFrame = field(default_factory=pd.DataFrame)
    percentile: float = np.nan


@dataclass(frozen=True, kw_only=True, eq=False)
class MinimumAveragePartial(Result):
    """Average partial correlation left when so many principal components are taken out.

    Attributes
    ----------
    n_factors : int or None
        Where the average square is least (Velicer 1976).
    n_factors_fourth : int or None
        Where the average fourth power is (Velicer, Eaton & Fava 2000).
    averages : DataFrame
        Index components taken out, from 0; ``squared``, ``fourth``.
    """

    n_factors: int | None = None
    n_factors_fourth: int | None = None
    averages: pd.DataFrame = field(default_factory=pd.DataFrame)


@refusing(ParallelAnalysis, PARALLEL)
def parallel_analysis(
    table: Answers | Correlation, iterations: int = 500, percentile: float = 95.0, kind: Kind = "pearson",
    missing: Missing = "complete", reduced: bool = False, seed: int = 0,
) -> ParallelAnalysis:  # fmt: skip
    """Horn's parallel analysis against a percentile of random eigenvalues.

    Random answers are not drawn person by person: the covariances of n independent normal people follow a Wishart
    distribution, whose root Bartlett's (1933) decomposition draws directly, so the cost does not grow with people.
    For polychoric correlations the off-diagonal numbers are widened to the error a polychoric correlation of
    unrelated items has, 1/√(n·κ_i·κ_j), κ being the share of a trait its categories keep (Olsson 1979).

    Parameters
    ----------
    table : (people, items) or Correlation
    iterations : int
        Random matrices.
    percentile : float
        Of the random eigenvalues, such as 95.
    kind, missing
        As ``correlation``.
    reduced : bool
        Compare common variance only: squared multiple correlations in the diagonal (Humphreys & Ilgen 1969). With
        many people this keeps more factors than anyone can read.
    seed : int

    Raises
    ------
    ValueError
        Unknown options, no iterations, a percentile outside 0 to 100.

    Refused as ``correlation``; when ``reduced`` with ``HEYWOOD`` where an item follows from the others.
    """
    if iterations < 1:
        raise ValueError(f"{iterations} random matrices")
    if not 0 <= percentile <= 100:
        raise ValueError(f"a percentile of {percentile}")
    found = correlation(table, kind, missing)
    observed = _eigenvalues(independent(found)[None] if reduced else found.R[None], reduced)[0]
    items, rng = len(observed), np.random.default_rng(seed)
    wider = np.ones((items, items)) if found.kept is None else 1 / np.sqrt(np.outer(found.kept, found.kept))
    np.fill_diagonal(wider, 1.0)
    block = max(1, NUMBERS // items**2)
    sizes = [min(block, iterations - first) for first in range(0, iterations, block)]
    random = np.vstack([_eigenvalues(_unrelated(size, items, found.n, rng) * wider, reduced) for size in sizes])
    limit = np.percentile(random, percentile, axis=0)
    beyond = observed > limit
    columns = {"observed": observed, "random_mean": random.mean(axis=0), "random_percentile": limit}
    return ParallelAnalysis(
        n=found.n, method=PARALLEL, percentile=percentile, n_factors=items if beyond.all() else int(np.argmin(beyond)),
        eigenvalues=pd.DataFrame(columns, pd.RangeIndex(1, items + 1)),
    ).doubted(*found.caveats)  # fmt: skip


@refusing(MinimumAveragePartial, MAP)
def map_test(
    table: Answers | Correlation, kind: Kind = "pearson", missing: Missing = "complete"
) -> MinimumAveragePartial:  # fmt: skip
    """Velicer's test: components are taken out until what is left is as unrelated as it gets.

    Parameters
    ----------
    table : (people, items) or Correlation
    kind, missing
        As ``correlation``.

    Raises
    ------
    ValueError
        Unknown options.

    Refused as ``correlation``, and with ``HEYWOOD`` when an item follows from the others.
    """
    found = correlation(table, kind, missing)
    R = independent(found)
    items = len(R)
    values, vectors = np.linalg.eigh(R)
    parts = vectors[:, ::-1] * np.sqrt(values[::-1])
    averages = np.full((items - 1, 2), np.nan)
    left, apart = R.copy(), ~np.eye(items, dtype=bool)
    for taken in range(items - 1):
        scale = np.sqrt(np.diag(left))
        squares = (left / np.outer(scale, scale))[apart] ** 2
        averages[taken] = squares.mean(), (squares**2).mean()
        left -= np.outer(parts[:, taken], parts[:, taken])
    squared, fourth = averages.argmin(axis=0)
    return MinimumAveragePartial(
        n=found.n, method=MAP, n_factors=int(squared), n_factors_fourth=int(fourth),
        averages=pd.DataFrame(averages, columns=["squared", "fourth"]),
    ).doubted(*found.caveats)  # fmt: skip


def _unrelated(count: int, items: int, n: int, rng: np.random.Generator) -> Floats:
    """(count, items, items) correlations of n independent normal people."""
    root = np.tril(rng.standard_normal((count, items, items)), -1)
    place = np.arange(items)
    root[:, place, place] = np.sqrt(rng.chisquare(n - 1 - place, (count, items)))
    root /= np.sqrt((root**2).sum(axis=2, keepdims=True))
    return np.asarray(root @ root.transpose(0, 2, 1))


def _eigenvalues(R: Floats, reduced: bool) -> Floats:
    """(count, items) largest first."""
    if reduced:
        place = np.arange(R.shape[-1])
        smc = 1 - 1 / np.linalg.inv(R)[:, place, place]
        R = R.copy()
        R[:, place, place] = smc
    return np.asarray(np.linalg.eigvalsh(R)[:, ::-1])
