"""Which category of its item, as the bank knows them, is each answer?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.irt.bank import Bank, checked
from scoring.irt.blocks import in_blocks
from scoring.irt.coding import MISSING
from scoring.responses import Answers, answers, tabled

Codes = npt.NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Answers as categories of calibrated items.

    Attributes
    ----------
    people : Index
    bank : Bank
        Only the items that were asked, in the order of ``codes``.
    codes : (items, people)
        0 … categories − 1; −1 where there is no answer.
    left_out : tuple of str
        Columns of the table the bank does not hold.
    """

    people: "pd.Index[Any]"
    bank: Bank
    codes: Codes
    left_out: tuple[str, ...] = ()

    def of(self, people: npt.NDArray[np.bool_]) -> "Reading":
        """Only these people."""
        return replace(self, people=self.people[people], codes=self.codes[:, people])


def reading(table: Answers, bank: Bank) -> Reading:
    """Answers as categories of the bank's items.

    Parameters
    ----------
    table : DataFrame with a column for each item, or an array whose columns are all the bank's items in its order
        Whole numbers are read as they are, without a copy in floating point.

    Raises
    ------
    BadTable
        A cell is no answer its item knows (the message names row, the first being 1, and column), a column is there
        twice, an array has not as many columns as the bank has items, or the bank is damaged.
    Undefined
        ``N_TOO_SMALL`` without a row, or without a column the bank holds.
    """
    checked(bank)
    if not isinstance(table, pd.DataFrame):
        array = tabled(table)
        if array.shape[1] != len(bank.items):
            raise BadTable(f"answers: an array needs one column for each of the bank's {len(bank.items)} items")
        table = array.set_axis(bank.items.index, axis=1)
    table = tabled(table)
    held = table.columns.isin(bank.items.index)
    if not len(table):
        raise Undefined(Code.N_TOO_SMALL, n=0, need=1, of="people")
    if not held.any():
        raise Undefined(Code.N_TOO_SMALL, n=0, need=1, of="items")
    asked = table if held.all() else table.loc[:, held]
    values = asked.to_numpy()
    if values.dtype.kind == "b":
        values = values.astype(np.int8)
    elif values.dtype.kind not in "iuf":
        values = answers(asked).to_numpy()
    part = bank if asked.columns.equals(bank.items.index) else bank.of(list(asked.columns))
    return Reading(table.index, part, _codes(values, part), tuple(str(name) for name in table.columns[~held]))


def _codes(values: npt.NDArray[Any], bank: Bank) -> Codes:
    categories = [bank.categories[name] for name in bank.items.index]
    merged = [bank.merged.get(name, {}) for name in bank.items.index]
    last = np.array([len(known) - 1 for known in categories])[:, None]
    codes = np.empty(values.shape[::-1], dtype=np.min_scalar_type(-int(last.max()) - 1))
    place = _place(categories, merged, values.dtype)

    def read(run: slice) -> None:
        step = place(np.ascontiguousarray(values[run].T))
        here = codes[:, run]
        with np.errstate(invalid="ignore"):
            np.copyto(here, step, casting="unsafe")
        if (step == here).all() and here.min() >= 0 and (here.max(axis=1, keepdims=True) <= last).all():
            return  # neither missing nor wrong
        with np.errstate(invalid="ignore"):
            wrong = (step < 0) | (step > last)
        if step.dtype.kind == "f":
            missing = np.isnan(step)
            here[missing] = MISSING
            wrong |= (step != here) & ~missing
        if wrong.any():
            person, item = np.argwhere(wrong.T)[0]
            cell, row = values[run][person, item], run.start + person + 1
            raise BadTable(f"answers, row {row}, column {bank.items.index[item]}: {cell} is no answer the bank knows")

    in_blocks(len(values), len(codes) * values.dtype.itemsize // 4, read)
    return codes


def _place(
    categories: list[tuple[float, ...]], merged: list[Mapping[float, float]], kind: np.dtype[Any]
) -> Callable[[npt.NDArray[Any]], npt.NDArray[Any]]:
    """What turns answers (items, people) into places among their item's categories; NaN stays, others are no place."""
    lowest = np.array([known[0] for known in categories])[:, None]
    if not any(merged) and all(known == tuple(known[0] + k for k in range(len(known))) for known in categories):
        ends = [known[end] for known in categories for end in (0, -1)]
        if kind.kind == "f" or all(end % 1 == 0 for end in ends):
            if kind.kind in "iu" and np.iinfo(kind).min <= min(ends) and max(ends) <= np.iinfo(kind).max:
                lowest = lowest.astype(kind)  # what wraps around comes to lie beyond the last category
            return lambda block: block - lowest

    places = [{answer: place for place, answer in enumerate(known)} for known in categories]
    for known, joined in zip(places, merged, strict=True):
        known.update({answer: known[meant] for answer, meant in joined.items()})

    def searched(block: npt.NDArray[Any]) -> npt.NDArray[Any]:
        found = np.where(np.isnan(block), np.nan, -2.0)
        for item, known in enumerate(places):
            for answer, place in known.items():
                found[item, block[item] == answer] = place
        return found

    return searched
