"""Does a rater see one impression everywhere, stay in the middle, scatter, or repeat?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import poisson

from scoring.calibration.observed import Observed
from scoring.calibration.ratios import Ranges, ratio, slope

Floats = npt.NDArray[np.float64]
#: A scorecard of fewer ratings says nothing of spread.
FEWEST = 3


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """The statistics of methods §6.7 a rater, at person measures.

    Attributes
    ----------
    variance_ratio : Ranges
        Mean variance within a ratee across criteria, observed to expected (mean variance of a rating plus variance of
        the expectations).
    equal : Ranges
        Share of ratees given the same rating throughout, observed to expected.
    luck : (raters,)
        Chance of so many of them or more (Poisson).
    slope : Ranges
        Of ratings on expectations.
    middle : (raters,)
        Share of the middle category less what the model expects.
    infit : Ranges
        Information-weighted mean square.
    """

    variance_ratio: Ranges
    equal: Ranges
    luck: Floats
    slope: Ranges
    middle: Floats
    infit: Ranges


def habits(seen: Observed, level: float = 0.95) -> Habits:
    """Every habit of every rater."""
    size, of = len(seen.raters), seen.card_rater
    enough = seen.size >= FEWEST
    spread = seen.spread(seen.rating)[enough]
    expected = (seen.by_card(seen.variance) / seen.size + np.nan_to_num(seen.spread(seen.expected)))[enough]
    same, by_chance = (spread == 0).astype(float), _all_equal(seen)[enough]
    often, rarely = (np.bincount(of[enough], one, size) for one in (same, by_chance))
    return Habits(
        variance_ratio=ratio(spread, expected, of[enough], size, level),
        equal=ratio(same, by_chance, of[enough], size, level),
        luck=poisson.sf(often - 1, rarely),
        slope=slope(seen.expected, seen.rating, seen.card, seen.rater, size, level),
        middle=_middle(seen),
        infit=ratio(seen.by_card(seen.residual**2), seen.by_card(seen.variance), of, size, level),
    )


def _all_equal(seen: Observed) -> Floats:
    """(scorecards,): the chance of one category throughout, ratings independent given the person."""
    with np.errstate(divide="ignore"):
        logs = np.log(seen.chances)
    sums: Floats = np.zeros(len(seen.first))
    for column in logs.T:
        sums += np.exp(seen.by_card(np.maximum(column, -700.0)))
    return sums


def _middle(seen: Observed) -> Floats:
    """The middle category, or both where their number is even."""
    count = len(seen.values)
    middle = np.zeros(count)
    middle[(count - 1) // 2 : count // 2 + 1] = 1
    category = np.abs(seen.rating[:, None] - seen.values).argmin(axis=1)
    more = middle[category] - seen.chances @ middle
    counts = np.bincount(seen.rater, minlength=len(seen.raters))
    share: Floats = np.divide(seen.by_rater(more), counts, out=np.full(len(counts), np.nan), where=counts > 0)
    return share
