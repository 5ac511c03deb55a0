"""Is this a table of answers, one row a person and one column an item?"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined

Floats = npt.NDArray[np.float64]
Answers = pd.DataFrame | npt.NDArray[Any] | Sequence[Sequence[float | None]]
Group = pd.Series | npt.NDArray[Any] | Sequence[Any]
#: Beyond these the fourth power of an answer is no longer a number, or is none other than zero.
LARGEST, SMALLEST = 1e70, 1e-70


def answers(table: Answers, name: str = "answers") -> pd.DataFrame:
    """The table with every cell a float and every missing answer NaN; index and column names are kept.

    Texts that spell numbers are read as numbers. Floats are not copied: what comes back is to be read, not written to.

    Raises
    ------
    BadTable
        When it is no table, a column's name is there twice, or a cell is neither empty nor a finite number that can be
        calculated with; the message names row (the first row of data is row 1), column and cell.
    Undefined
        ``N_TOO_SMALL`` without a row or without a column.
    """
    frame = tabled(table, name)
    if not frame.shape[1]:
        raise Undefined(Code.N_TOO_SMALL, n=0, need=1, of="items")
    if not len(frame):
        raise Undefined(Code.N_TOO_SMALL, n=0, need=2, of="people")
    x = _numbers(frame, name)
    squares = np.einsum("ij,ij->j", x, x)  # NaN with a gap; one fast look clears complete columns of usual size
    if not ((squares > len(x) * SMALLEST**2) & (squares < LARGEST**2)).all():
        _check_size(frame.columns, x, name)
    return pd.DataFrame(x, index=frame.index, columns=frame.columns, copy=False)


def tabled(table: object, name: str = "answers") -> pd.DataFrame:
    """What was given as a frame with a name for every column, whatever its cells are.

    Raises
    ------
    BadTable
        When it has no rows and columns, a column's name is there twice, or columns have names of several levels.
    """
    try:
        frame = table if isinstance(table, pd.DataFrame) else pd.DataFrame(np.asarray(table), copy=False)
    except ValueError as error:
        raise BadTable(f"{name}: not a table with rows and columns ({error})") from error
    if frame.columns.nlevels > 1:
        raise BadTable(f"{name}: names of columns have {frame.columns.nlevels} levels; one each is needed")
    repeated = frame.columns[frame.columns.duplicated()]
    if len(repeated):
        raise BadTable(f"{name}: column {repeated[0]} is there twice")
    return frame


def complete(table: Answers, people: int = 2, items: int = 1, name: str = "answers") -> pd.DataFrame:
    """The people who answered every item.

    Raises
    ------
    BadTable, Undefined
        As ``answers``; ``N_TOO_SMALL`` with fewer than ``people`` complete rows or ``items`` columns, ``NO_VARIANCE``
        when everyone gave the same answer to an item.
    """
    frame = answers(table, name)
    if frame.shape[1] < items:
        raise Undefined(Code.N_TOO_SMALL, n=frame.shape[1], need=items, of="items")
    gap = np.isnan(frame.to_numpy())
    if gap.any():
        frame = frame[~gap.any(axis=1)]
    if len(frame) < people:
        raise Undefined(Code.N_TOO_SMALL, n=len(frame), need=people)
    x = frame.to_numpy()
    constant = frame.columns[(x == x[:1]).all(axis=0)]
    if len(constant):
        raise Undefined(Code.NO_VARIANCE, n=len(frame), item=str(constant[0]), items=len(constant))
    return frame


def grouping(frame: pd.DataFrame, group: Group) -> pd.Series:
    """The group of each person, empty where it is not known.

    A Series is matched by its index where that holds everybody, and by order, like all else, where it names nobody or
    names are there twice.

    Raises
    ------
    BadTable
        When groups are those of another number of people, or a Series names only some of them.
    """
    if isinstance(group, pd.DataFrame | str) or not np.iterable(group):
        raise BadTable(f"group: one for each of {len(frame)} people is needed")
    listed = group if isinstance(group, np.ndarray) and group.ndim == 1 else list(group)
    labels = group.astype(object) if isinstance(group, pd.Series) else pd.Series(listed, dtype=object)
    if isinstance(group, pd.Series) and labels.index.nlevels == frame.index.nlevels:
        if labels.index.equals(frame.index):
            return labels
        unique = labels.index.is_unique and frame.index.is_unique
        named = frame.index.isin(labels.index) & unique
        if named.all():
            return labels.reindex(frame.index)
        if named.any():
            raise BadTable(f"group: its index names {named.sum()} of {len(frame)} people")
    if len(labels) != len(frame):
        raise BadTable(f"group: {len(labels)} for {len(frame)} people")
    return labels.set_axis(frame.index)


def _check_size(columns: pd.Index, x: Floats, name: str) -> None:
    size = np.maximum(np.fmax.reduce(x, axis=0), -np.fmin.reduce(x, axis=0))
    if (size > LARGEST).any():
        row, column = np.argwhere(np.abs(x) > LARGEST)[0]
        fault = "is not finite" if np.isinf(x[row, column]) else "is too large to calculate with"
        raise BadTable(f"{name}, row {row + 1}, column {columns[column]}: {x[row, column]} {fault}")
    small = columns[(size > 0) & (size < SMALLEST)]
    if len(small):
        raise BadTable(f"{name}, column {small[0]}: numbers are too small to calculate with")


def _numbers(frame: pd.DataFrame, name: str) -> Floats:
    plain = frame.to_numpy()
    if plain.dtype.kind in "biuf":
        return plain.astype(float, copy=False)
    strange = frame.select_dtypes(["datetime", "datetimetz", "timedelta", "complex"])
    if strange.shape[1]:  # dates would turn into nanoseconds
        raise BadTable(f"{name}, column {strange.columns[0]}: {strange.dtypes.iloc[0]} is no type of answers")
    try:
        return np.asarray(frame.to_numpy(dtype=float, na_value=np.nan))
    except (TypeError, ValueError):
        ready = frame.apply(lambda column: pd.to_numeric(column.mask(column == ""), errors="coerce"))
    wrong = (ready.isna() & frame.notna() & (frame != "")).to_numpy()
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        cell = frame.iloc[row, column]
        raise BadTable(f'{name}, row {row + 1}, column {frame.columns[column]}: "{cell}" is not a number')
    return np.asarray(ready.to_numpy(dtype=float))
