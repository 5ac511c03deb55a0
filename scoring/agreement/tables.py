"""Which rater put which unit into which category?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array, csr_array

from scoring.errors import BadTable, Code, Undefined
from scoring.responses import Answers, answers, tabled

Floats = npt.NDArray[np.float64]
Categories = Sequence[float | str]
LONG = ("ratee", "rater", "rating")
#: Ratings looked at together: what fits a processor's cache.
BLOCK = 50_000
#: Cells of a table of counts beyond which only those that are not zero are kept, after sorting the ratings.
DENSE = 10_000_000


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each unit was put into each category.

    Attributes
    ----------
    values : (categories,)
        Rising.
    table : (units, categories)
        Dense or, with many values, sparse; both know ``@``.
    raters : (units,)
        Ratings of each unit, one or more.
    """

    values: Floats
    table: Floats | csr_array
    raters: Floats


def wide(ratings: Answers, categories: Categories | None = None) -> pd.DataFrame:
    """Units (ratees) in rows, raters in columns, NaN where there is no rating.

    A frame with the columns ``ratee``, ``rater`` and ``rating`` is pivoted first. Ratings that are words need
    ``categories``; they become 0, 1, … in that order.

    Raises
    ------
    BadTable
        A rating given twice, several criteria in one long frame, a rating outside ``categories``, or as ``answers``.
    Undefined
        As ``answers``.
    """
    frame = _pivoted(ratings) if isinstance(ratings, pd.DataFrame) and set(LONG) <= set(ratings.columns) else ratings
    if categories is None:
        return answers(frame, "ratings")
    frame = tabled(frame, "ratings")
    if len(set(categories)) < len(categories):
        raise ValueError(f"a category is there twice in {list(categories)}")
    words = any(isinstance(category, str) for category in categories)
    if words:
        codes = {category: float(place) for place, category in enumerate(categories)}
        coded = frame.map(lambda cell: codes.get(cell) if isinstance(cell, str | int | float) else None).astype(float)
        strange = (coded.isna() & frame.notna()).to_numpy()
    else:
        coded = answers(frame, "ratings")
        strange = (coded.notna() & ~coded.isin(list(categories))).to_numpy()
    if strange.any():
        row, column = np.argwhere(strange)[0]
        cell = frame.iloc[row, column]
        raise BadTable(f'ratings, row {row + 1}, column {coded.columns[column]}: "{cell}" is none of the categories')
    return answers(coded, "ratings")


def counts(ratings: Answers, categories: Categories | None = None, least: int = 1) -> Counts:
    """The table of counts of all units with ``least`` ratings or more.

    Without ``categories`` these are the values used, rising.

    Raises
    ------
    BadTable, Undefined
        As ``wide``; ``N_TOO_SMALL`` when fewer than two units have so many ratings: chance cannot be told from one.
    """
    values, table = _counted(wide(ratings, categories).to_numpy())
    raters = np.asarray(table @ np.ones(len(values)))
    enough = raters >= least
    if enough.sum() < 2:
        raise Undefined(Code.N_TOO_SMALL, n=int(enough.sum()), need=2, of="units")
    table = table[enough]
    if categories is None:
        used = np.ones(table.shape[0]) @ table > 0
        return Counts(values[used], table[:, used], raters[enough])
    words = any(isinstance(category, str) for category in categories)
    every = np.arange(len(categories), dtype=float) if words else np.sort(np.asarray(categories, dtype=float))
    full = np.zeros((table.shape[0], len(every)))
    full[:, np.searchsorted(every, values)] = table if isinstance(table, np.ndarray) else table.toarray()
    return Counts(every, full, raters[enough])


def _counted(x: Floats) -> tuple[Floats, Floats | csr_array]:
    """Values and their counts in each row."""
    low, high = np.fmin.reduce(x, axis=None), np.fmax.reduce(x, axis=None)
    if (high - low + 2) * len(x) <= DENSE and (narrow := _narrow(x, low, high)) is not None:
        return np.arange(low, high + 1), narrow
    row, column = np.nonzero(~np.isnan(x))
    values, code = np.unique(x[row, column], return_inverse=True)
    sparse = csr_array(coo_array((np.ones(len(code)), (row, code)), shape=(len(x), len(values))))
    sparse.sum_duplicates()
    return values, sparse.toarray() if len(x) * len(values) <= DENSE else sparse


def _narrow(x: Floats, low: float, high: float) -> Floats | None:
    """Counts of whole numbers from ``low`` to ``high``, or None when there are others."""
    width = int(high - low) + 2
    parts, rows = [], max(BLOCK // x.shape[1], 1)
    for start in range(0, len(x), rows):
        code = np.fmin(x[start : start + rows], high + 1) - low  # a missing rating is the last code
        whole = code.astype(np.intp)
        if not np.array_equal(whole, code):
            return None
        whole += np.arange(0, len(code) * width, width)[:, None]
        parts.append(np.bincount(whole.ravel(order="K"), minlength=len(code) * width).reshape(len(code), width))
    return np.concatenate(parts)[:, :-1].astype(float)


def _pivoted(ratings: pd.DataFrame) -> pd.DataFrame:
    if "criterion" in ratings.columns and ratings["criterion"].nunique() > 1:
        raise BadTable("ratings: several criteria; take them one by one")
    repeated = ratings.duplicated(["ratee", "rater"])
    if repeated.any():
        row = int(np.flatnonzero(repeated)[0])
        ratee, rater = ratings["ratee"].iloc[row], ratings["rater"].iloc[row]
        raise BadTable(f"ratings, row {row + 1}: a rating of {ratee} by {rater} is there twice")
    return ratings.pivot(index="ratee", columns="rater", values="rating")
