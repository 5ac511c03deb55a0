"""How much of a sum is due to one general factor above groups of items, and how surely?"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import norm as normal

from scoring.errors import Code, Undefined
from scoring.factors import Correlation, SchmidLeiman, schmid_leiman
from scoring.results import Estimate

Floats = npt.NDArray[np.float64]
HIERARCHICAL = "omega hierarchical, Schmid-Leiman of an oblimin solution (Schmid & Leiman 1957; Zinbarg et al. 2005)"


def bifactor(r: Floats, names: pd.Index, n: int, n_factors: int, starts: int = 10) -> SchmidLeiman:
    """Minres factors turned by oblimin, and the general factor behind them.

    Raises
    ------
    Undefined
        With the first reason of a refused solution.
    """
    found = schmid_leiman(Correlation(pd.DataFrame(r, names, names), n), n_factors, starts=starts)
    if found.status == "refused":
        raise Undefined(found.reasons[0].code, **found.reasons[0].values)
    return found


def hierarchical(
    x: Floats, r: Floats, found: SchmidLeiman, level: float, resamples: int, seed: int
) -> Estimate:  # fmt: skip
    """(Σ general loadings)²/Σr; refused as ``HEYWOOD`` where a group factor is nothing but the general one.

    The interval rests on the standard error of ln(1 − ω) over samples of people drawn with replacement; there is none
    when more than a tenth of them have no proper solution.
    """
    improper = [reason for reason in found.reasons if reason.code is Code.HEYWOOD]
    if improper:
        return Estimate.refusal(*improper, method=HIERARCHICAL, n=len(x))
    value = _share(found, r)
    low, high = None, None
    drawn = [one for one in _drawn(x, len(found.second_order), resamples, seed) if one < 1]
    if resamples and len(drawn) >= 0.9 * resamples:
        half = float(normal.ppf((1 + level) / 2) * np.std(np.log(1 - np.array(drawn)), ddof=1))
        low, high = 1 - (1 - value) * float(np.exp(half)), 1 - (1 - value) * float(np.exp(-half))
    return Estimate(value, len(x), HIERARCHICAL, low, high, level)


def _share(found: SchmidLeiman, r: Floats) -> float:
    return float(found.general.sum() ** 2 / r.sum())


def _drawn(x: Floats, n_factors: int, resamples: int, seed: int) -> list[float]:
    rng = np.random.default_rng(seed)
    names = pd.RangeIndex(x.shape[1])
    values = []
    for _ in range(resamples):
        with np.errstate(invalid="ignore", divide="ignore"):
            r = np.asarray(np.corrcoef(x[rng.integers(0, len(x), len(x))], rowvar=False))
        try:
            found = bifactor(r, names, len(x), n_factors, starts=1)
        except (Undefined, np.linalg.LinAlgError):
            continue
        if found.status == "ok":
            values.append(_share(found, r))
    return values
