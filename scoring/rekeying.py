"""What does scoring the same answers by another key change?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import rankdata, t

from scoring.errors import BadTable
from scoring.results import Estimate

MEAN = "mean difference within people, interval Student 1908"
#: Differences below this are rounding.
SAME = 1e-9
#: The upper part of the ranks whose members are counted.
TOP = 0.20


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """One scale by two keys.

    Attributes
    ----------
    n : int
        People with a score by either key.
    changed : int
        Of them, those whose score differs, or is there by one key only.
    mean : Estimate or None
        New minus old score among people with both; None without anybody.
    largest : float or None
        The greatest difference, in absolute terms.
    ranks : float or None
        Spearman's rank correlation between both; None for fewer than three people or when everybody scored the same.
    left_top : int
        Of the upper fifth by the old key, how many are not in the upper fifth by the new one.
    """

    n: int
    changed: int
    mean: Estimate | None
    largest: float | None
    ranks: float | None
    left_top: int


def rekeyed(old: pd.DataFrame, new: pd.DataFrame) -> Mapping[str, Rekeyed]:
    """Every scale by the old and by the new key.

    Parameters
    ----------
    old, new : DataFrame of float
        A row per person, a column per scale, NaN where there is no score; the same people and scales.

    Raises
    ------
    BadTable
        When people or scales differ.

    Examples
    --------
    >>> found = rekeyed(pd.DataFrame({"a": [1.0, 2, 3]}), pd.DataFrame({"a": [1.0, 2, 5]}))["a"]
    >>> found.changed, found.largest, found.ranks
    (1, 2.0, 1.0)
    """
    if not old.index.equals(new.index) or list(old.columns) != list(new.columns):
        raise BadTable("the scores by two keys are not of the same people and scales")
    return {str(scale): _scale(old[scale].to_numpy(float), new[scale].to_numpy(float)) for scale in old.columns}


def _scale(old: np.ndarray, new: np.ndarray) -> Rekeyed:
    either, both = ~(np.isnan(old) & np.isnan(new)), ~(np.isnan(old) | np.isnan(new))
    difference = (new - old)[both]
    moved = int((np.abs(difference) > SAME).sum())
    return Rekeyed(
        n=int(either.sum()),
        changed=moved + int((either & ~both).sum()),
        mean=_mean(difference),
        largest=float(np.abs(difference).max()) if len(difference) else None,
        ranks=_ranks(old[both], new[both]),
        left_top=int((_top(old[both]) & ~_top(new[both])).sum()),
    )


def _mean(difference: np.ndarray) -> Estimate | None:
    n = len(difference)
    if n == 0:
        return None
    mean = float(difference.mean())
    if n == 1:
        return Estimate(mean, n, MEAN)
    half = float(t.ppf(0.975, n - 1) * difference.std(ddof=1) / np.sqrt(n))
    return Estimate(mean, n, MEAN, mean - half, mean + half)


def _ranks(old: np.ndarray, new: np.ndarray) -> float | None:
    if len(old) < 3 or np.ptp(old) == 0 or np.ptp(new) == 0:
        return None
    return float(np.corrcoef(rankdata(old), rankdata(new))[0, 1])


def _top(values: np.ndarray) -> np.ndarray:
    if not len(values):
        return np.zeros(0, dtype=bool)
    # whoever shares the last place of the upper fifth is in it
    places = rankdata(-values, method="min")
    found: np.ndarray = places <= max(1, int(TOP * len(values)))
    return found
