"""How well do the items of a scale agree with each other?"""

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import fdtri

from scoring.errors import Code, Undefined
from scoring.keys import ScoringKey, keyed
from scoring.refusals import refusing
from scoring.reliability.covariances import Missing, scale, sums
from scoring.responses import Answers
from scoring.results import Caveat, Estimate

Floats = npt.NDArray[np.float64]
ALPHA = "Cronbach's alpha, Feldt interval (Cronbach 1951; Feldt 1965)"


def coefficient_alpha(covariance: npt.ArrayLike) -> Floats:
    """α = k/(k−1)·(1 − Σs²_i/s²_X) from item covariances of shape (…, k, k) (Cronbach 1951); NaN without variance."""
    c = np.asarray(covariance, dtype=float)
    return _alpha(np.trace(c, axis1=-2, axis2=-1), c.sum(axis=(-2, -1)), c.shape[-1])


def feldt(alpha: float, n: float, k: int, level: float = 0.95) -> tuple[float, float]:
    """Interval of alpha from n people and k items: 1 − (1−α)·F with n−1 and (n−1)(k−1) degrees (Feldt 1965).

    Examples
    --------
    >>> [round(bound, 4) for bound in feldt(0.882707, n=301, k=3)]  # Holzinger & Swineford 1939, x4–x6
    [0.8577, 0.9039]
    """
    if n < 2 or k < 2:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=2)
    if not 0 < level < 1:
        raise ValueError(f"a level of {level}")
    tail = (1 - level) / 2
    upper, lower = fdtri(n - 1, (n - 1) * (k - 1), [1 - tail, tail])
    return float(1 - (1 - alpha) * upper), float(1 - (1 - alpha) * lower)


@refusing(Estimate, ALPHA)
def alpha(items: Answers, level: float = 0.95, missing: Missing = "complete") -> Estimate:
    """Cronbach's alpha of items that point the same way.

    Parameters
    ----------
    items : (people, items)
        Keyed answers, missing ones NaN.
    level : float
        Coverage of Feldt's interval.
    missing : {"complete", "pairwise"}
        From the people who answered every item, or each pair of items from those who answered both, as R's psych does;
        the interval then counts the fewest people behind a covariance.

    Returns
    -------
    Estimate
        Caveat ``KEYED_WRONG`` when an item correlates negatively with the sum of the others, ``NO_VARIANCE`` when one
        was answered alike by everyone. Refused as ``UNRELIABLE_MEASURE`` with fewer than two items, ``N_TOO_SMALL``
        with fewer than two people, ``NO_VARIANCE`` when the sum does not vary, ``MISSING_TOO_MUCH`` when no two people
        answered a pair of items together.

    Examples
    --------
    >>> round(alpha([[1, 2], [2, 1], [3, 4], [4, 3]]).value, 6)
    0.75
    """
    frame = scale(items, missing)
    x = frame.to_numpy()
    variances, with_total, fewest = sums(x)
    value = float(_alpha(variances.sum(), with_total.sum(), x.shape[1]))
    if math.isnan(value):
        raise Undefined(Code.NO_VARIANCE, n=len(x))
    low, high = feldt(value, fewest, x.shape[1], level)
    found = Estimate(value, len(x), ALPHA, low, high, level, n_eff=None if fewest == len(x) else float(fewest))
    return found.doubted(*doubts(frame.columns, variances, with_total - variances))


def alphas(responses: pd.DataFrame, keys: Iterable[ScoringKey]) -> dict[str, Estimate]:
    """Alpha of every scale from complete answers; a scale on which it does not exist gives a refused Estimate."""
    return {key.scale: alpha(keyed(responses, key)) for key in keys}


def doubts(names: pd.Index, variances: Floats, with_rest: Floats) -> tuple[Caveat, ...]:
    """What is odd about single items, from their variances and their covariances with the sum of the others."""
    constant = names[variances == 0]
    # rounding leaves the covariance of unrelated items a hair from zero
    wrong = names[with_rest < -1e-9 * max(variances.max(), 1e-300)]
    found = []
    if len(constant):
        found.append(Caveat(Code.NO_VARIANCE, {"item": str(constant[0]), "items": len(constant)}))
    if len(wrong):
        found.append(Caveat(Code.KEYED_WRONG, {"item": str(wrong[0]), "items": len(wrong)}))
    return tuple(found)


def _alpha(variances: npt.ArrayLike, total: npt.ArrayLike, k: int) -> Floats:
    if k < 2:
        raise Undefined(Code.UNRELIABLE_MEASURE, items=k, need=2)
    v, t = np.asarray(variances, dtype=float), np.asarray(total, dtype=float)
    # a sum that should not vary at all varies by rounding
    share = np.divide(v, t, out=np.full(t.shape, np.nan), where=t > 1e-12 * v)
    return np.asarray(k / (k - 1) * (1 - share))
