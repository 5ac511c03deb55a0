"""Which rows are in this file? Content decides what it is, never its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assess.uploads.cells import CONTROL, Cell, bare, is_data
from assess.uploads.delimited import Unquoted, text_rows
from assess.uploads.errors import (
    EmptyFile,
    FileTooLarge,
    NoHeader,
    NotATable,
    OldWorkbook,
    OnlyHeader,
    RepeatedHeader,
    TooManyColumns,
    TooManyRows,
    UnnamedColumn,
)
from assess.uploads.lenient import table
from assess.uploads.workbooks import workbook_rows

#: What a first column without a name is called when it names rows, as R and pandas write them.
ROW_NAMES = "id"
_CHUNK = 20_000
#: First bytes of what is no table although somebody may have named it so.
_STRANGERS = (
    b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\x7fELF", b"MZ",
    b"SQLite format 3", b"<", b"{\\rtf",
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may have at most; ``unpacked`` is in bytes, ``cell`` in characters."""

    megabytes: int = 50
    rows: int = 2_000_000
    columns: int = 200
    cell: int = 5_000
    unpacked: int = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's columns by their own names.

    Attributes
    ----------
    names : tuple of str
        The header, as the user wrote it.
    cells : dict
        One array of text (or float, from a workbook) a column; blank is "".
    rows : int array
        Each row's number as a spreadsheet shows it: the header is row 1, blank rows are counted and left out.
    uneven : dict
        Row number to its number of cells, where that is not the header's.
    guessed : tuple of str
        Keys of words for what a lenient reading had to guess.
    """

    names: tuple[str, ...]
    cells: dict[str, NDArray[Any]]
    rows: NDArray[np.int64]
    uneven: dict[int, int]
    guessed: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def first(self, count: int) -> list[tuple[int, dict[str, Cell]]]:
        """The first rows with their numbers, for a preview."""
        return [
            (int(self.rows[i]), {name: self.cells[name][i] for name in self.names})
            for i in range(min(count, len(self)))
        ]


def read(path: Path, limits: Limits | None = None, lenient: bool = False, first: int | None = None) -> Sheet:
    """The first table of a CSV (UTF-8 or UTF-16; comma, semicolon or tab) or XLSX file.

    Parameters
    ----------
    path : Path
    limits : Limits, optional
    lenient : bool
        Read also Windows-1252, columns parted by blanks and lines above the names; the Sheet says what was guessed.
    first : int, optional
        Stop when so many rows are read, or some thousands more: enough to see what a long file holds.

    Raises
    ------
    Unreadable
        One of ``assess.uploads.errors``; nothing of the file is used then.
    """
    limits = limits or Limits()
    size = path.stat().st_size
    if size > limits.megabytes * 1024 * 1024:
        raise FileTooLarge(megabytes=round(size / 1024 / 1024), most=limits.megabytes)
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(_OLE):
        raise OldWorkbook
    if start.lstrip().startswith(_STRANGERS):
        raise NotATable
    if start.startswith(b"PK\x03\x04"):
        found = workbook_rows(path, limits.rows, limits.columns, limits.cell, limits.unpacked)
        return _sheet(found, limits, [] if lenient else None, first)
    guessed: list[str] | None = [] if lenient else None
    return _sheet(text_rows(path.read_bytes(), limits.cell, guessed), limits, guessed, first)


def _sheet(records: Iterator[list[Cell]], limits: Limits, guessed: list[str] | None, first: int | None) -> Sheet:
    number = 1
    if guessed is not None:
        above, records = table(records, ROW_NAMES, guessed)
        number += above
    names = _header(next(records, []), limits)
    width = len(names)
    columns: list[list[NDArray[Any]]] = [[] for _ in names]
    numbers: list[int] = []
    uneven: dict[int, int] = {}
    # one object for each distinct text: a long table repeats few of them
    seen: dict[Cell, Cell] = {}
    while first is None or len(numbers) < first:
        block = records.block(width) if isinstance(records, Unquoted) else None
        if block is not None:
            count = len(block[0])
            numbers.extend(range(number + 1, number + count + 1))
            number += count
            if len(numbers) > limits.rows:
                raise TooManyRows(most=limits.rows)
            for column, cells_ in zip(columns, block, strict=True):
                column.append(_array(map(seen.setdefault, cells_, cells_), count))
            continue
        if not (chunk := list(islice(records, _CHUNK))):
            break
        kept = []
        for record in chunk:
            number += 1
            if len(record) != width:
                record = _evened(record, width, number, uneven)
            if any(record):
                kept.append(record)
                numbers.append(number)
        if len(numbers) > limits.rows:
            raise TooManyRows(most=limits.rows)
        for column, values in zip(columns, zip(*kept, strict=True), strict=False):
            column.append(_array(map(seen.setdefault, values, values), len(values)))
    if not numbers:
        raise OnlyHeader
    cells = {name: np.concatenate(parts) for name, parts in zip(names, columns, strict=True)}
    if names[0].startswith("\0") and ROW_NAMES not in names and _tells_apart(cells[names[0]]):
        cells[ROW_NAMES] = cells.pop(names[0])
        names[0] = ROW_NAMES
    used = [name for name in names if not name.startswith("\0")]
    for place, name in enumerate(names):
        if name.startswith("\0") and any(cells[name]):
            raise UnnamedColumn(place=place + 1)
    return Sheet(tuple(used), {name: cells[name] for name in used}, np.array(numbers), uneven, tuple(guessed or ()))


def _tells_apart(column: NDArray[Any]) -> bool:
    """Whether every row has a value of its own."""
    return all(column) and len(set(column)) == len(column)


def _array(values: Iterable[Cell], count: int) -> NDArray[Any]:
    return np.fromiter(values, dtype=object, count=count)


def _evened(record: list[Cell], width: int, number: int, uneven: dict[int, int]) -> list[Cell]:
    if not any(record):
        return []
    if len(record) < width or any(record[width:]):
        uneven[number] = len(record)
    return (record + [""] * width)[:width]


def _header(record: list[Cell], limits: Limits) -> list[str]:
    """The names; columns without one, which must stay blank, get a name nobody can write."""
    while record and not record[-1]:
        record = record[:-1]
    if not record:
        raise EmptyFile
    if len(record) > limits.columns:
        raise TooManyColumns(most=limits.columns)
    if any(is_data(cell) for cell in record):
        raise NoHeader(value=str(next(cell for cell in record if is_data(cell))))
    names = [str(cell) or f"\0{place}" for place, cell in enumerate(record)]
    known: set[str] = set()
    for name in names:
        if CONTROL.search(name) and not name.startswith("\0"):
            raise NotATable
        if bare(name) and bare(name) in known:
            raise RepeatedHeader(name=name)
        known.add(bare(name))
    return names
