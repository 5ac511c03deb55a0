"""Can these rows be used? All of them as typed columns, or complaints that name row and column."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from assess.uploads.cells import Cell, Column, Decimal, Wrong, bare, reader, shown
from assess.uploads.days import Order
from assess.uploads.sheets import Sheet

#: Complaints kept; what lies beyond is counted.
MOST_COMPLAINTS = 1000


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to correct; ``column`` is the file's own name, ``key`` finds the words in the phrases."""

    row: int
    column: str
    value: str
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """A sheet as it was understood.

    Attributes
    ----------
    columns : dict
        Our names to values: text (None if blank), float (NaN), ``date`` (None), bool, or (first, last) day. Only to
        be used when there are no complaints.
    rows : int array
        Row numbers as the user sees them.
    complaints : tuple of Complaint
        By row; at most ``MOST_COMPLAINTS``.
    wrong : int
        Rows with at least one complaint.
    """

    columns: dict[str, NDArray[Any]]
    rows: NDArray[np.int64]
    complaints: tuple[Complaint, ...]
    wrong: int

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def fits(self) -> bool:
        """Whether nothing is to be complained about."""
        return not self.complaints


def suggested(names: Iterable[str], columns: Sequence[Column]) -> dict[str, str]:
    """Our column to the file's: by name, then by synonym; each column of the file is used once."""
    free = {bare(name): name for name in names}
    found = {}
    for column in columns:
        if bare(column.name) in free:
            found[column.name] = free.pop(bare(column.name))
    for column in columns:
        for synonym in column.synonyms:
            if column.name not in found and bare(synonym) in free:
                found[column.name] = free.pop(bare(synonym))
    return found


def checked(
    sheet: Sheet,
    columns: Sequence[Column],
    mapping: Mapping[str, str] | None = None,
    key: Sequence[str] = (),
    decimal: Decimal = "",
    dates: Order = "",
) -> Checked:
    """Every cell read, every rule held against every row; everything or nothing.

    Parameters
    ----------
    sheet : Sheet
    columns : sequence of Column
    mapping : our name to the file's, optional
        By default what ``suggested`` finds.
    key : names of ours
        That together may stand in one row only.
    decimal : {"", ".", ","}
        The decimal mark of this file; where it is not said, only numbers without marks of thousands and with a point
        are read, since 1.234 and 1,234 could be either.
    dates : {"", "dmy", "mdy"}
        Whether 03/04/2026 is in April or in March; where it is not said, such a date is complained about.
    """
    mapping = suggested(sheet.names, columns) if mapping is None else mapping
    found = [Complaint(row, "", str(cells), "uploads.uneven", {"cells": cells, "names": len(sheet.names)})
             for row, cells in sheet.uneven.items()]  # fmt: skip
    wrong = np.isin(sheet.rows, list(sheet.uneven))
    ready: dict[str, NDArray[Any]] = {}
    for column in columns:
        if column.name not in mapping:
            if column.required or column.blank:
                found.append(Complaint(1, column.name, "", "uploads.column_missing", {"name": column.name}))
                continue
            ready[column.name] = np.full(len(sheet), np.nan if column.holds == "number" else None, dtype=object)
        else:
            name = mapping[column.name]
            values, bad = _column(column, sheet, name, reader(column, decimal, dates), found)
            ready[column.name] = values
            wrong |= bad
    if key and all(name in ready for name in key):
        good = ~wrong
        parts, names = [ready[name][good] for name in key], [mapping.get(name, name) for name in key]
        wrong[good] = _repeated(parts, names, sheet.rows[good], found)
    found.sort(key=lambda complaint: complaint.row)
    return Checked(ready, sheet.rows, tuple(found[:MOST_COMPLAINTS]), int(wrong.sum()) or min(len(found), 1))


def _column(
    column: Column, sheet: Sheet, name: str, read: Callable[[Cell], Any], found: list[Complaint]
) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    # each distinct cell is read once
    codes, distinct = pd.factorize(sheet.cells[name])
    empty = np.nan if column.holds == "number" else None
    values = np.empty(len(distinct), dtype=object)
    reasons: dict[int, Wrong] = {}
    for place, cell in enumerate(distinct):
        try:
            values[place] = _value(column, cell, read, empty)
        except Wrong as wrong:
            reasons[place] = wrong
    if not reasons:
        whole = values[codes]
        return (whole.astype(float) if column.holds == "number" else whole), np.zeros(len(sheet), dtype=bool)
    bad = np.isin(codes, list(reasons))
    for i in np.flatnonzero(bad)[:MOST_COMPLAINTS]:
        cell, reason = distinct[codes[i]], reasons[int(codes[i])]
        said = {"value": shown(cell)[:100], "column": name, **reason.values}
        found.append(Complaint(int(sheet.rows[i]), name, said["value"], f"uploads.{reason.reason}", said))
    return values[codes], bad


def _value(column: Column, cell: Cell, read: Any, empty: Any) -> Any:
    if cell == "":
        if column.required:
            raise Wrong("blank")
        return empty
    value = read(cell)
    if column.known is not None and value not in column.known:
        raise Wrong("unknown")
    return value


def _repeated(
    parts: list[NDArray[Any]], names: list[str], rows: NDArray[np.int64], found: list[Complaint]
) -> NDArray[np.bool_]:
    whole = np.zeros(len(rows), dtype=np.int64)
    for part in parts:
        codes = pd.factorize(part, use_na_sentinel=False)[0]
        whole = pd.factorize(whole * (len(rows) + 1) + codes)[0]
    again = pd.Series(whole).duplicated().to_numpy()
    firsts = rows[~again]  # codes are numbered in order of first appearance
    for i in np.flatnonzero(again)[:MOST_COMPLAINTS]:
        value = ", ".join(_said(part[i]) for part in parts)
        values = {"first": int(firsts[whole[i]]), "value": value}
        found.append(Complaint(int(rows[i]), ", ".join(names), value, "uploads.repeated", values))
    return again


def _said(value: Any) -> str:
    return " to ".join(map(str, value)) if isinstance(value, tuple) else str(value)
