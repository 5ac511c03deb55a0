"""How far is a model of covariances from what was seen?"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.stats import chi2 as chi2_distribution
from scipy.stats import ncx2, norm

Floats = npt.NDArray[np.float64]
#: RMSEA up to this is a close fit (Browne & Cudeck 1993).
CLOSE = 0.05


@dataclass(frozen=True, slots=True)
class FitIndices:
    """χ² and what is derived from it; names as in ``fit_indices``."""

    chi2: float
    df: int
    p: float
    cfi: float
    tli: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    p_close: float
    baseline_chi2: float
    baseline_df: int


def fit_indices(
    chi2: float, df: int, baseline_chi2: float, baseline_df: int, n: int, groups: int = 1, level: float = 0.90
) -> FitIndices:
    """CFI (Bentler 1990), TLI (Tucker & Lewis 1973), RMSEA with its interval and test of close fit (Steiger 1990;
    Browne & Cudeck 1993), the last three times √groups (Steiger 1998).

    Parameters
    ----------
    chi2, df
        Of the model.
    baseline_chi2, baseline_df
        Of the model in which no two items are related.
    n : int
        People.

    Examples
    --------
    >>> found = fit_indices(85.306, 24, 918.852, 36, n=301)  # Holzinger & Swineford 1939, three factors
    >>> [round(index, 3) for index in (found.cfi, found.tli, found.rmsea, found.rmsea_low, found.rmsea_high)]
    [0.931, 0.896, 0.092, 0.071, 0.114]
    """
    chi2 = max(chi2, 0.0)
    away, baseline_away = max(chi2 - df, 0.0), max(baseline_chi2 - baseline_df, 0.0)
    worst = max(away, baseline_away)
    cfi = 1 - away / worst if worst > 0 else 1.0
    scale = (baseline_chi2 - baseline_df) * df
    tli = 1 - (chi2 - df) * baseline_df / scale if scale else 1.0
    if df == 0:
        return FitIndices(chi2, 0, math.nan, cfi, 1.0, 0.0, 0.0, 0.0, math.nan, baseline_chi2, baseline_df)
    unit = df * n / groups
    low, high = noncentrality(chi2, df, level)
    return FitIndices(
        chi2, df, float(chi2_distribution.sf(chi2, df)), cfi, tli, math.sqrt(away / unit), math.sqrt(low / unit),
        math.sqrt(high / unit), _above(chi2, df, unit * CLOSE**2), baseline_chi2, baseline_df,
    )  # fmt: skip


def noncentrality(chi2: float, df: int, level: float = 0.90) -> tuple[float, float]:
    """Interval of the noncentrality λ for which χ² is neither surprisingly large nor small; 0 where none is left."""
    tail = (1 - level) / 2

    def bound(share: float) -> float:
        def surplus(away: float) -> float:
            return _above(chi2, df, away) - share

        if surplus(0.0) >= 0:
            return 0.0
        return float(brentq(surplus, 0.0, chi2 + 20 * math.sqrt(chi2 + df) + 100, xtol=1e-9, rtol=1e-12))

    return bound(tail), bound(1 - tail)


def _above(chi2: float, df: int, away: float) -> float:
    """Chance of more than χ²; far out by the normal approximation of Sankaran (1963), which is exact in the limit."""
    if away == 0:
        return float(chi2_distribution.sf(chi2, df))
    if away < 1e4:
        return float(ncx2.sf(chi2, df, away))
    first, second, third = df + away, df + 2 * away, df + 3 * away
    h = 1 - 2 / 3 * first * third / second**2
    p = second / first**2
    m = (h - 1) * (1 - 3 * h)
    mean = 1 + h * p * (h - 1 - 0.5 * (2 - h) * m * p)
    return float(norm.sf(((chi2 / first) ** h - mean) / (h * math.sqrt(2 * p) * (1 + 0.5 * m * p))))


def srmr(S: Floats, sigma: Floats, mean: Floats | None = None, mu: Floats | None = None) -> float:
    """Root mean square of the residuals, each in standard deviations of the items (Bentler 1995).

    With means their residuals count too.
    """
    sd = np.sqrt(np.diag(S))
    residual = ((S - sigma) / np.outer(sd, sd))[np.tril_indices(len(S))]
    if mean is not None and mu is not None:
        residual = np.concatenate([residual, (mean - mu) / sd])
    return float(np.sqrt((residual**2).mean()))
