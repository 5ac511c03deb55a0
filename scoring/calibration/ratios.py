"""How sure are a ratio and a slope whose cases come in scorecards?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import t

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """A number a rater with its standard error, interval and scorecards; NaN where it does not exist."""

    value: Floats
    se: Floats
    low: Floats
    high: Floats
    n: Places


def ranges(value: Floats, se: Floats, n: Places, spent: int, level: float) -> Ranges:
    """Value ± t·se with n − ``spent`` degrees of freedom."""
    df = n - spent
    usable = (df > 0) & np.isfinite(se)
    quantile = np.full(len(value), np.nan)
    quantile[usable] = t.ppf((1 + level) / 2, df[usable])
    return Ranges(value, se, value - quantile * se, value + quantile * se, n)


def ratio(top: Floats, bottom: Floats, of: Places, size: int, level: float) -> Ranges:
    """Σ top/Σ bottom a rater, with the linearised standard error over scorecards (Cochran 1977, eq. 6.12).

    Parameters
    ----------
    top, bottom : (scorecards,)
    of : (scorecards,)
        The rater of each.
    size : int
        Raters.
    """
    n = np.bincount(of, minlength=size)
    above, below = np.bincount(of, top, size), np.bincount(of, bottom, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(below > 0, above / below, np.nan)
        squares = np.bincount(of, (top - value[of] * bottom) ** 2, size)
        se = np.sqrt(squares * n / (n - 1)) / below
    return ranges(value, np.where(n > 1, se, np.nan), n, 1, level)


def slope(x: Floats, y: Floats, card: Places, of: Places, size: int, level: float) -> Ranges:
    """Slope of y on x a rater, with the standard error that allows for likeness within scorecards (CR1).

    Parameters
    ----------
    x, y : (cases,)
    card : (cases,)
        The scorecard of each, numbered so that all cases of one belong to one rater.
    of : (cases,)
        The rater of each.
    """
    cases = np.bincount(of, minlength=size)
    with np.errstate(divide="ignore", invalid="ignore"):
        x = x - (np.bincount(of, x, size) / cases)[of]
        y = y - (np.bincount(of, y, size) / cases)[of]
        squares = np.bincount(of, x * x, size)
        value = np.where(squares > 1e-12, np.bincount(of, x * y, size) / squares, np.nan)
        score = np.bincount(card, x * (y - value[of] * x))
        first = np.unique(card, return_index=True)[1]
        owner = of[first]
        n = np.bincount(owner, minlength=size)
        se = np.sqrt(np.bincount(owner, score[np.unique(card)] ** 2, size) * n / (n - 1)) / squares
    return ranges(value, np.where(n > 2, se, np.nan), n, 2, level)
