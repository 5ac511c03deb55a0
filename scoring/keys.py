"""How do answers become scale scores? By a key that knows direction and weight; answers themselves stay as given."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from scoring.errors import BadTable

#: A scale of four items may lack one of them, although one is a quarter (methods §4.2).
SHORT_SCALE = 4


@dataclass(frozen=True, slots=True)
class ScoringKey:
    """How one scale is scored.

    Attributes
    ----------
    scale : str
    items : Mapping of str to float
        Each item's signed weight; a negative sign marks a reverse-keyed item.
    low, high : float
        The least and the greatest answer an item allows.
    method : {"mean", "sum"}
        A sum with an answer missing is the mean of the answered items times all their weight.
    min_answered : float
        Share of the items that must be answered.
    """

    scale: str
    items: Mapping[str, float]
    low: float
    high: float
    method: Literal["mean", "sum"] = "mean"
    min_answered: float = 0.80

    def __post_init__(self) -> None:
        if not self.items or not all(math.isfinite(weight) and weight for weight in self.items.values()):
            raise ValueError(f"scale {self.scale}: every item needs a weight other than zero")
        if not self.low < self.high:
            raise ValueError(f"scale {self.scale}: answers from {self.low} to {self.high}")
        if not 0 < self.min_answered <= 1:
            raise ValueError(f"scale {self.scale}: min_answered is a share above 0, at most 1")

    @property
    def may_lack(self) -> int:
        """How many items may be missing: a fifth of them, or one of four (methods §4.2)."""
        if len(self.items) == SHORT_SCALE and self.min_answered <= 0.80:
            return max(1, math.floor((1 - self.min_answered) * SHORT_SCALE + 1e-9))
        return math.floor((1 - self.min_answered) * len(self.items) + 1e-9)


@dataclass(frozen=True, slots=True)
class ScaleScores:
    """Scale scores: two frames of the same shape, a row per person, a column per scale.

    Attributes
    ----------
    values : DataFrame of float
        NaN where too few items were answered.
    answered : DataFrame of int
        How many items were answered.
    """

    values: pd.DataFrame
    answered: pd.DataFrame


def keyed(responses: pd.DataFrame, key: ScoringKey) -> pd.DataFrame:
    """The scale's answers, all pointing the same way: reverse-keyed ones as (max + min) − x; weights not applied.

    Parameters
    ----------
    responses : DataFrame
        A row per person, a column per item, answers as given, missing ones NaN.

    Raises
    ------
    BadTable
        When an item is no column or two, or an answer is no number or lies outside the key's range.
    """
    absent = [item for item in key.items if item not in responses.columns]
    if absent:
        raise BadTable(f"scale {key.scale}: no column {absent[0]}")
    answers = responses[list(key.items)]
    if answers.shape[1] > len(key.items):
        raise BadTable(f"scale {key.scale}: column {answers.columns[answers.columns.duplicated()][0]} is there twice")
    try:
        x = answers.to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise BadTable(f"scale {key.scale}: an answer is not a number ({error})") from error
    outside = (x < key.low) | (x > key.high)
    if outside.any():
        row, column = np.argwhere(outside)[0]
        raise BadTable(
            f"scale {key.scale}, item {answers.columns[column]}, person {answers.index[row]}: "
            f"{x[row, column]:g} is not between {key.low:g} and {key.high:g}"
        )
    reverse = np.array([weight < 0 for weight in key.items.values()])
    return pd.DataFrame(np.where(reverse, key.high + key.low - x, x), index=answers.index, columns=answers.columns)


def score(responses: pd.DataFrame, keys: Iterable[ScoringKey]) -> ScaleScores:
    """Score every scale for every person; a missing answer is read as the person's mean of the others.

    Parameters
    ----------
    responses : DataFrame
        A row per person, a column per item, answers as given, missing ones NaN.
    keys : iterable of ScoringKey

    Raises
    ------
    BadTable
        When an item is no column, an answer is out of range, or two keys share a scale name.

    Examples
    --------
    >>> key = ScoringKey("Agreeableness", {"A1": -1, "A2": 1, "A3": 1, "A4": 1, "A5": 1}, low=1, high=6)
    >>> bfi = pd.DataFrame([[2, 4, 3, 4, 4]], columns=["A1", "A2", "A3", "A4", "A5"])  # row 61617 of psych::bfi
    >>> float(score(bfi, [key]).values["Agreeableness"].iloc[0])
    4.0
    """
    values: dict[str, np.ndarray] = {}
    answered: dict[str, np.ndarray] = {}
    for key in keys:
        if key.scale in values:
            raise BadTable(f"two keys for scale {key.scale}")
        x = keyed(responses, key).to_numpy()
        weight = np.abs(np.array(list(key.items.values()), dtype=float))
        given = ~np.isnan(x)
        count = given.sum(axis=1)
        enough = count >= max(1, len(key.items) - key.may_lack)
        held = given @ weight
        mean = np.divide(np.nansum(x * weight, axis=1), held, out=np.full(len(x), np.nan), where=held > 0)
        total = mean * weight.sum() if key.method == "sum" else mean
        values[key.scale] = np.where(enough, total, np.nan)
        answered[key.scale] = count
    return ScaleScores(
        pd.DataFrame(values, index=responses.index, dtype=float),
        pd.DataFrame(answered, index=responses.index, dtype=int),
    )
