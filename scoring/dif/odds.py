"""Do the odds of two groups differ once people are compared within strata?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CommonOdds:
    """The odds ratio that strata have in common.

    Attributes
    ----------
    ratio : float
        α = Σ(AD/T)/Σ(BC/T) (Mantel & Haenszel 1959); NaN where a sum is zero.
    error : float
        Standard error of ln α (Robins, Breslow & Greenland 1986).
    chi2, p : float
        Test of α = 1 with one degree of freedom; NaN where nothing varies within strata. Below half a case the
        corrected chi-square, (|ΣA − ΣE| − ½)²/ΣV as it is published, grows again: p is then 1.
    """

    ratio: float
    error: float
    chi2: float
    p: float


def common_odds(tables: npt.ArrayLike, correction: bool = True) -> CommonOdds:
    """Mantel–Haenszel odds ratio of 2 × 2 tables, one a stratum, with Yates' correction of chi-square.

    Parameters
    ----------
    tables : (strata, 2, 2)
        Counts A, B of the first group and C, D of the second; strata with one group only say nothing.

    Examples
    --------
    >>> admitted = [[[512, 313], [89, 19]], [[353, 207], [17, 8]], [[120, 205], [202, 391]],  # Bickel et al. 1975
    ...             [[138, 279], [131, 244]], [[53, 138], [94, 299]], [[22, 351], [24, 317]]]
    >>> found = common_odds(admitted)
    >>> round(found.ratio, 6), round(found.chi2, 4)
    (0.904697, 1.4269)
    """
    x = np.asarray(tables, dtype=float)
    x = x[(x.sum(axis=2) > 0).all(axis=1)]
    (a, b), (c, d) = x.transpose(1, 2, 0)
    t = a + b + c + d
    ratio = error = statistic = chance = float("nan")
    variance = ((a + b) * (c + d) * (a + c) * (b + d) / (t**2 * (t - 1))).sum()
    if variance > 0:
        surplus = abs((a - (a + b) * (a + c) / t).sum()) - 0.5 * correction
        statistic = float(surplus**2 / variance)
        chance = float(chdtrc(1, statistic)) if surplus > 0 else 1.0
    r, s = a * d / t, b * c / t
    if r.sum() > 0 and s.sum() > 0:
        p, q = (a + d) / t, (b + c) / t
        spread = (p @ r) / (2 * r.sum() ** 2) + (p @ s + q @ r) / (2 * r.sum() * s.sum())
        ratio, error = float(r.sum() / s.sum()), float(np.sqrt(spread + (q @ s) / (2 * s.sum() ** 2)))
    return CommonOdds(ratio, error, statistic, chance)
