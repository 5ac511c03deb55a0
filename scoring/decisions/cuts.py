"""From which score on is somebody good enough, and how sure are those who say so?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from scoring.errors import BadTable, Code, Undefined
from scoring.policy import judged
from scoring.results import Estimate

ANGOFF = "modified Angoff, two rounds (Angoff 1971): sum of mean judged chances; error SD of judges / √judges"
EXPECTANCY = "score from which the expected chance reaches the one asked for (bivariate normal)"


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut score by judges.

    Attributes
    ----------
    cut : Estimate
        Sum over items of the judges' mean chance that somebody just good enough gets the item right, second round.
    first : Estimate
        The same before the judges talked and saw what share would pass.
    usable : (float, float) or None
        What may be used: from two standard errors of measurement below the cut up to it. None while refused.
    """

    cut: Estimate
    first: Estimate
    usable: tuple[float, float] | None


def angoff(first: Sequence[Sequence[float]], second: Sequence[Sequence[float]], sem: float) -> Cut:
    """Cut of a test by judges (methods §7.4, A12).

    Parameters
    ----------
    first, second : array of judges × items
        Chances, 0–1, in the first and in the second round; the same judges in the same order.
    sem : float
        Standard error of measurement of the test, in points.

    Raises
    ------
    BadTable
        When the rounds differ in shape, or a chance is missing or outside 0–1; the message names judge and item.

    Examples
    --------
    >>> rounds = [[0.6, 0.8], [0.5, 0.7], [0.7, 0.9], [0.6, 0.8], [0.5, 0.8], [0.7, 0.8], [0.6, 0.8]]
    >>> found = angoff(rounds, rounds, 0.5)
    >>> round(found.cut.value, 3), [round(end, 3) for end in found.usable]
    (1.4, [0.4, 1.4])
    """
    tables = [_checked(np.asarray(one, float), name) for one, name in ((first, "first"), (second, "second"))]
    if tables[0].shape != tables[1].shape:
        raise BadTable(f"second round: {tables[1].shape} judges and items, not {tables[0].shape} as in the first")
    before, after = (_cut(table) for table in tables)
    value = after.value
    return Cut(after, before, None if value is None else (max(0.0, value - 2 * sem), value))


def _checked(table: np.ndarray, name: str) -> np.ndarray:
    if table.ndim != 2 or not table.size:
        raise BadTable(f"{name} round: a table of judges and items is needed")
    wrong = np.argwhere(~((table >= 0) & (table <= 1)))
    if len(wrong):
        judge, item = wrong[0]
        raise BadTable(f"{name} round: judge {judge + 1}, item {item + 1} is {table[judge, item]}, not between 0 and 1")
    return table


def _cut(table: np.ndarray) -> Estimate:
    judges = len(table)
    sums = table.sum(axis=1)
    cut = float(sums.mean())
    if judges < 2:
        return judged(Estimate(cut, judges, ANGOFF, unit="points"), "angoff", judges=judges)
    half = 1.959963984540054 * float(sums.std(ddof=1)) / math.sqrt(judges)
    return judged(Estimate(cut, judges, ANGOFF, cut - half, cut + half, unit="points"), "angoff", judges=judges)


def expectancy_cut(r: float, base: float, chance: float) -> float:
    """The z of a predictor from which the chance of success is at least ``chance``.

    Parameters
    ----------
    r : float
        Validity, above 0 and below 1.
    base : float
        Share of everybody who succeeds, 0–1.
    chance : float
        Chance asked for, 0–1.

    Raises
    ------
    Undefined
        NO_VARIANCE where the predictor says nothing (r = 0) or everything.

    Examples
    --------
    >>> cut = expectancy_cut(0.42, 0.20, 0.30)
    >>> round(float(norm.sf((norm.isf(0.20) - 0.42 * cut) / (1 - 0.42**2) ** 0.5)), 6)
    0.3
    """
    if not 0 < r < 1:
        raise Undefined(Code.NO_VARIANCE, r=r)
    return float((norm.isf(base) - math.sqrt(1 - r * r) * norm.isf(chance)) / r)
