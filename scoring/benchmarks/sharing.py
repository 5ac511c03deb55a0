"""How exactly may an average be told, so that whoever knows everybody else's value cannot work out the last one?"""

import math
from dataclasses import dataclass

import numpy as np

from scoring.performers.results import Floats

#: Fewest people behind an average, and behind quartiles: each quarter then holds five (methods §13.9).
FEWEST, FEWEST_QUARTERS = 5, 20
#: Quartiles are somebody's own values: they are told to a fifth of the middle half.
QUARTER_STEPS = 5


@dataclass(frozen=True, slots=True)
class Shared:
    """An average fit to be shown to everybody; quartiles only of twenty people or more."""

    n: int
    mean: float
    p25: float | None = None
    p50: float | None = None
    p75: float | None = None


def step_for(middle_half: float, n: int) -> float:
    """The round step, 1, 2 or 5 times a power of ten, that is at least the middle half of everybody over n.

    The sum behind a mean rounded to it is known within n steps, at least that middle half: who knows all values but
    one learns of the last that it lies within a range as wide as the one half of everybody lies in. No news, that is.
    """
    least = middle_half / n
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * nice for nice in (1, 2, 5, 10) if power * nice >= least * (1 - 1e-12))


def shared(values: Floats, everyone: Floats) -> Shared | None:
    """The rounded average of a group, and quartiles where it is large; None for fewer than five or nearly all alike.

    Parameters
    ----------
    values : float, n
        Of the group.
    everyone : float, N
        Of all in the same job: their middle half decides how coarsely is rounded.

    Examples
    --------
    >>> shared(np.array([10.0, 20, 30, 40, 52]), np.arange(100.0)).mean
    30.0
    """
    if len(values) < FEWEST:
        return None
    low, high = np.quantile(everyone, [0.25, 0.75])
    if not high - low > 0 or not np.ptp(values) > 0:
        return None
    mean = _rounded(float(values.mean()), step_for(float(high - low), len(values)))
    if len(values) < FEWEST_QUARTERS:
        return Shared(len(values), mean)
    step = step_for(float(high - low), QUARTER_STEPS)
    return Shared(len(values), mean, *(_rounded(float(q), step) for q in np.quantile(values, [0.25, 0.5, 0.75])))


def shared_middle(everyone: Floats) -> float | None:
    """The median of a group as one of them may see it: five others at least, told to a fifth of the middle half.

    Everybody of the group sees the same number, so that no two of them can subtract theirs.

    Examples
    --------
    >>> shared_middle(np.array([10.0, 20, 30, 44, 50, 60]))
    40.0
    >>> shared_middle(np.array([10.0, 20, 30, 44, 50])) is None
    True
    """
    if len(everyone) <= FEWEST:
        return None
    low, middle, high = (float(one) for one in np.quantile(everyone, [0.25, 0.5, 0.75]))
    return _rounded(middle, step_for(high - low, QUARTER_STEPS)) if high > low else None


def _rounded(value: float, step: float) -> float:
    return round(round(value / step) * step, 10)
