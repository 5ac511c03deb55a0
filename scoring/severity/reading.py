"""Who gave whom which rating on what, and on which scale?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.responses import Floats, answers, tabled

Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
FACETS = ("rater", "ratee", "criterion")
#: Finer than half points no rater judges; what is finer is a mean or a total.
GRID = 2
#: A rating scale has no more points than this from end to end; what is farther away is a slip of the pen.
WIDEST = 1000
#: A table of all numbers is faster than sorting those that are there, unless so few are.
SPARSE = 50


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Ratings as places of who and what they belong to; rows without a rating are left out.

    Attributes
    ----------
    labels : dict of str to Index
        The raters, ratees and criteria by facet, sorted.
    rater, ratee, criterion : (ratings,)
        Places in the labels.
    value : (ratings,)
        As given.
    rows : (ratings,)
        Places in the table given.
    """

    labels: dict[str, pd.Index]
    rater: Places
    ratee: Places
    criterion: Places
    value: Floats
    rows: Places


def compact(key: Places, size: int) -> tuple[Places, Places]:
    """The numbers below ``size`` that are there, sorted, and the place of each key among them."""
    if size > SPARSE * len(key):
        found, place = np.unique(key, return_inverse=True)
        return found, place
    there = np.zeros(size, dtype=bool)
    there[key] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[key]


def read(ratings: pd.DataFrame) -> Ratings:
    """The ratings of a long table.

    Raises
    ------
    BadTable
        A column is missing, a name is empty, a rating is no finite number, finer than half points or far from the
        others, or a rater rated a ratee twice on a criterion; the message names row (the first is row 1) and column.
    Undefined
        ``N_TOO_SMALL`` without ratings.
    """
    table = tabled(ratings, "ratings")
    lacking = [name for name in (*FACETS, "rating") if name not in table.columns]
    if lacking:
        raise BadTable(f"ratings: column {lacking[0]} is missing")
    if not len(table):
        raise Undefined(Code.N_TOO_SMALL, n=0, need=1, of="ratings")
    value = answers(table[["rating"]], "ratings")["rating"].to_numpy()
    rows = np.flatnonzero(~np.isnan(value))
    if not len(rows):
        raise Undefined(Code.N_TOO_SMALL, n=0, need=1, of="ratings")
    value = value[rows]
    fine = value * GRID != np.round(value * GRID)
    if fine.any():
        row = rows[fine.argmax()]
        raise BadTable(
            f"ratings, row {row + 1}, column rating: {value[fine.argmax()]:g} is neither a whole nor a half point; "
            "give each rating by itself, not a mean"
        )
    middle = float(np.median(value))
    far = int(np.abs(value - middle).argmax())
    if np.ptp(value) > WIDEST:
        raise BadTable(
            f"ratings, row {rows[far] + 1}, column rating: {value[far]:g} is far from the others, whose middle is "
            f"{middle:g}; a rating scale has at most {WIDEST} points"
        )
    places, labels = {}, {}
    for facet in FACETS:
        places[facet], labels[facet] = _named(table[facet].iloc[rows], facet, rows)
    _refuse_repeated(places, labels, rows)
    return Ratings(labels, places["rater"], places["ratee"], places["criterion"], value, rows)


def _named(column: pd.Series, facet: str, rows: Places) -> tuple[Places, pd.Index]:
    """Places and sorted names; texts without the blanks around them."""
    codes, found = pd.factorize(column)
    names = pd.Index([name.strip() if isinstance(name, str) else name for name in found.tolist()], dtype=object)
    empty = (codes < 0) | (names == "")[codes]
    if empty.any():
        raise BadTable(f"ratings, row {rows[empty.argmax()] + 1}, column {facet}: the cell is empty")
    try:
        order, sorted_names = pd.factorize(names, sort=True)
    except TypeError:  # texts and numbers have no common order
        order, sorted_names = pd.factorize(names)
    return order.astype(np.intp)[codes], pd.Index(sorted_names)


def _refuse_repeated(places: dict[str, Places], labels: dict[str, pd.Index], rows: Places) -> None:
    key = np.zeros(len(rows), dtype=np.int64)
    for facet in FACETS:
        key = key * len(labels[facet]) + places[facet]
    again = pd.Series(key).duplicated().to_numpy()
    if again.any():
        twice = again.argmax()
        who = ", ".join(f"{facet} {labels[facet][places[facet][twice]]}" for facet in FACETS)
        raise BadTable(f"ratings, row {rows[twice] + 1}: {who} is there twice")
