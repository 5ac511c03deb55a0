"""Do the odds of two groups differ once people are compared within strata?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CommonOdds:
    """The odds ratio that strata have in common; of many items at once an array each.

    Attributes
    ----------
    ratio : float or (items,)
        α = Σ(AD/T)/Σ(BC/T) (Mantel & Haenszel 1959); NaN where a sum is zero.
    error : float or (items,)
        Standard error of ln α (Robins, Breslow & Greenland 1986).
    chi2, p : float or (items,)
        Test of α = 1 with one degree of freedom; NaN where nothing varies within strata. Below half a case the
        corrected chi-square, (|ΣA − ΣE| − ½)²/ΣV as it is published, grows again: p is then 1.
    """

    ratio: Floats
    error: Floats
    chi2: Floats
    p: Floats


def common_odds(tables: npt.ArrayLike, correction: bool = True) -> CommonOdds:
    """Mantel–Haenszel odds ratio of 2 × 2 tables, one a stratum, with Yates' correction of chi-square.

    Parameters
    ----------
    tables : (strata, 2, 2) or (items, strata, 2, 2)
        Counts A, B of the first group and C, D of the second; strata with one group only say nothing.

    Examples
    --------
    >>> admitted = [[[512, 313], [89, 19]], [[353, 207], [17, 8]], [[120, 205], [202, 391]],  # Bickel et al. 1975
    ...             [[138, 279], [131, 244]], [[53, 138], [94, 299]], [[22, 351], [24, 317]]]
    >>> found = common_odds(admitted)
    >>> round(float(found.ratio), 6), round(float(found.chi2), 4)
    (0.904697, 1.4269)
    """
    x = np.asarray(tables, dtype=float)
    x = np.where((x.sum(axis=-1) > 0).all(axis=-1)[..., None, None], x, 0.0)
    a, b, c, d = (x[..., row, column] for row in (0, 1) for column in (0, 1))
    t = np.maximum(a + b + c + d, 2)  # a stratum that is left out adds 0/2
    variance = ((a + b) * (c + d) * (a + c) * (b + d) / (t**2 * (t - 1))).sum(axis=-1)
    surplus = np.abs((a - (a + b) * (a + c) / t).sum(axis=-1)) - 0.5 * correction
    r, s, p, q = a * d / t, b * c / t, (a + d) / t, (b + c) / t
    sum_r, sum_s = (np.where(one > 0, one, np.nan) for one in (r.sum(axis=-1), s.sum(axis=-1)))
    statistic = surplus**2 / np.where(variance > 0, variance, np.nan)
    spread = (p * r).sum(axis=-1) / (2 * sum_r**2) + (q * s).sum(axis=-1) / (2 * sum_s**2)
    spread += (p * s + q * r).sum(axis=-1) / (2 * sum_r * sum_s)
    chance = np.where((surplus > 0) | np.isnan(statistic), chdtrc(1, statistic), 1.0)
    return CommonOdds(sum_r / sum_s, np.sqrt(spread), statistic, chance[()])
