"""How much of a score is the person, and how much is the moment?"""

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import f as f_distribution

from scoring.errors import Code, Undefined
from scoring.keys import ScoringKey, keyed
from scoring.results import Caveat, Estimate

Floats = npt.NDArray[np.float64]
ALPHA = "Cronbach's alpha, Feldt interval (Cronbach 1951; Feldt 1965)"


def coefficient_alpha(covariance: npt.ArrayLike) -> Floats:
    """α = k/(k−1)·(1 − Σs²_i/s²_X) from item covariances of shape (…, k, k) (Cronbach 1951); NaN without variance."""
    c = np.asarray(covariance, dtype=float)
    k = c.shape[-1]
    if k < 2:
        raise Undefined(Code.UNRELIABLE_MEASURE, items=k, need=2)
    total = c.sum(axis=(-2, -1))
    share = np.divide(np.trace(c, axis1=-2, axis2=-1), total, out=np.full(total.shape, np.nan), where=total > 0)
    return np.asarray(k / (k - 1) * (1 - share))


def feldt(alpha: float, n: int, k: int, level: float = 0.95) -> tuple[float, float]:
    """Interval of alpha from n people and k items: 1 − (1−α)·F with n−1 and (n−1)(k−1) degrees (Feldt 1965).

    Examples
    --------
    >>> [round(bound, 4) for bound in feldt(0.882707, n=301, k=3)]  # Holzinger & Swineford 1939, x4–x6
    [0.8577, 0.9039]
    """
    if n < 2 or k < 2:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=2)
    tail = (1 - level) / 2
    upper, lower = f_distribution.ppf([1 - tail, tail], n - 1, (n - 1) * (k - 1))
    return float(1 - (1 - alpha) * upper), float(1 - (1 - alpha) * lower)


def alpha(items: pd.DataFrame | Floats, level: float = 0.95) -> Estimate:
    """Cronbach's alpha of items that point the same way, from the people who answered all of them.

    Parameters
    ----------
    items : (people, items)
        Keyed answers; rows with a missing answer are left out.

    Raises
    ------
    Undefined
        ``UNRELIABLE_MEASURE`` with fewer than two items, ``N_TOO_SMALL`` with fewer than two complete rows,
        ``NO_VARIANCE`` when the total does not vary.
    """
    x = np.asarray(items, dtype=float)
    x = x[~np.isnan(x).any(axis=1)]
    n, k = x.shape
    if n < 2:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=2)
    value = float(coefficient_alpha(np.atleast_2d(np.cov(x, rowvar=False))))
    if math.isnan(value):
        raise Undefined(Code.NO_VARIANCE)
    low, high = feldt(value, n, k, level)
    return Estimate(value, n, ALPHA, low, high, level)


def alphas(responses: pd.DataFrame, keys: Iterable[ScoringKey]) -> dict[str, Estimate]:
    """Alpha of every scale; a scale on which it does not exist gives a refused Estimate with the reason."""
    return {key.scale: _alpha_or_refusal(keyed(responses, key)) for key in keys}


def sem(sd: float, reliability: float) -> float:
    """Standard error of measurement SD·√(1−rel), in the units of SD; ValueError outside 0 ≤ rel ≤ 1."""
    return sd * math.sqrt(1 - _share(reliability))


def sed(standard_error: float) -> float:
    """Standard error of the difference between two people measured equally well: SEM·√2."""
    return standard_error * math.sqrt(2)


def true_score(x: float, mean: float, sd: float, reliability: float) -> tuple[float, float]:
    """Regressed estimate M + rel·(X−M) and its standard error SD·√(rel·(1−rel)) (Kelley 1947)."""
    reliability = _share(reliability)
    return mean + reliability * (x - mean), sd * math.sqrt(reliability * (1 - reliability))


def _share(reliability: float) -> float:
    if not 0 <= reliability <= 1:
        raise ValueError(f"a reliability of {reliability}")
    return reliability


def _alpha_or_refusal(items: pd.DataFrame) -> Estimate:
    try:
        return alpha(items)
    except Undefined as undefined:
        reason = Caveat(undefined.code, undefined.values)
        return Estimate(None, int(items.notna().all(axis=1).sum()), ALPHA, status="refused", reasons=(reason,))
