"""What does a confirmatory factor analysis give back?"""

from dataclasses import dataclass, field

import pandas as pd

from scoring.results import Result


@dataclass(frozen=True, kw_only=True, eq=False)
class Cfa(Result):
    """A fitted measurement model.

    Attributes
    ----------
    chi2, df, p
        Test of exact fit, n times the discrepancy.
    cfi, tli, rmsea, rmsea_low, rmsea_high, p_close, srmr
        Fit (Hu & Bentler 1999 for guides); the interval of RMSEA is 90 %, p_close tests RMSEA ≤ .05.
    baseline_chi2, baseline_df
        Of the model without any relation.
    log_likelihood, aic, bic
    loadings : (items, factors)
        Completely standardized; 0 where the model has none. Each factor points where its loadings sum to more than 0.
    phi : (factors, factors)
        Correlations of the factors.
    r_squared, residual_variances : (items,)
        Share explained by the factors; residual variances in the items' units.
    unstandardized, standardized
        Tables lhs, op, rhs, estimate, se, z, p, low, high; ``=~`` loads on, ``~~`` covaries with, ``~1`` intercept.
    chi2_scaled, p_scaled, cfi_scaled, tli_scaled, rmsea_scaled
        With MLR (Yuan & Bentler 2000) and DWLS (mean and variance adjusted, Asparouhov & Muthén 2010), where χ² as it
        stands does not have its distribution: read p_scaled there.
    cfi_robust, tli_robust, rmsea_robust
        With MLR: what the indices are of in the population.
    omega : (factors,)
        Reliability of the sum of each factor's items.
    modification_indices
        lhs, op, rhs, mi, epc, sepc, largest first; empty with gaps in the answers.
    """

    estimator: str = ""
    chi2: float = float("nan")
    df: int = 0
    p: float = float("nan")
    cfi: float = float("nan")
    tli: float = float("nan")
    rmsea: float = float("nan")
    rmsea_low: float = float("nan")
    rmsea_high: float = float("nan")
    p_close: float = float("nan")
    srmr: float = float("nan")
    baseline_chi2: float = float("nan")
    baseline_df: int = 0
    chi2_scaled: float = float("nan")
    p_scaled: float = float("nan")
    cfi_scaled: float = float("nan")
    tli_scaled: float = float("nan")
    rmsea_scaled: float = float("nan")
    cfi_robust: float = float("nan")
    tli_robust: float = float("nan")
    rmsea_robust: float = float("nan")
    log_likelihood: float = float("nan")
    aic: float = float("nan")
    bic: float = float("nan")
    converged: bool = False
    iterations: int = 0
    loadings: pd.DataFrame = field(default_factory=pd.DataFrame)
    phi: pd.DataFrame = field(default_factory=pd.DataFrame)
    r_squared: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    residual_variances: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    omega: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    unstandardized: pd.DataFrame = field(default_factory=pd.DataFrame)
    standardized: pd.DataFrame = field(default_factory=pd.DataFrame)
    modification_indices: pd.DataFrame = field(default_factory=pd.DataFrame)
