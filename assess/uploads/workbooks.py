"""Which rows are in this workbook? It is unpacked and measured before anything reads it."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from assess.uploads.cells import CONTROL, Cell
from assess.uploads.errors import (
    BrokenRow,
    BrokenWorkbook,
    EmptyFile,
    NotATable,
    OldWorkbook,
    TooManyColumns,
    TooManyRows,
    UnpacksTooLarge,
)

_PIECE = 1 << 20
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{1,3})(\d{1,7})\s*["']""")
_STRING = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)
_END = b"PK\x05\x06"


def workbook_rows(path: Path, rows: int, columns: int, longest: int, unpacked: int) -> Iterator[list[Cell]]:
    """The records of an XLSX file's first sheet, from its first row on; numbers stay numbers, dates become ISO text.

    Raises
    ------
    Unreadable
        Another kind of archive, macros, passwords, something hidden in front or behind, or more than the limits.
    """
    _measure(path, rows, columns, unpacked)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            if not workbook.sheet_names:
                raise EmptyFile
            values = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except PasswordError:
        raise OldWorkbook from None
    except (CalamineError, ZipError, OSError, ValueError):
        raise BrokenWorkbook from None
    return _records(values, longest)


def _records(values: list[list[Any]], longest: int) -> Iterator[list[Cell]]:
    for number, record in enumerate(values, start=1):
        cells = [_cell(value) for value in record]
        for cell in cells:
            if isinstance(cell, str) and (len(cell) > longest or CONTROL.search(cell)):
                raise BrokenRow(line=number)
        yield cells


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else _text(value)


def _text(value: Any) -> str:
    return str(value.total_seconds()) if isinstance(value, timedelta) else str(value)


def _measure(path: Path, rows: int, columns: int, unpacked: int) -> None:
    """Refuse what would not fit, before a parser allocates for it."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
                raise NotATable
            if sum(part.file_size for part in parts) > unpacked:
                raise UnpacksTooLarge(most=unpacked // 10**6)
            if len(set(names)) < len(names) or any("vbaProject" in name for name in names) or _hides(path):
                raise BrokenWorkbook
            # a size may be a lie: reading stops at the size told, and the check sum then does not fit
            if archive.testzip() is not None:
                raise BrokenWorkbook
            sheets = [part for part in parts if "/worksheets/" in part.filename and not part.is_dir()]
            cells = max((_dimensions(archive, part, rows, columns) for part in sheets), default=0)
            # a text held once may stand in every cell, and a parser copies it into each
            if cells * _longest_string(archive, names) > unpacked:
                raise UnpacksTooLarge(most=unpacked // 10**6)
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError):
        raise BrokenWorkbook from None


def _dimensions(archive: zipfile.ZipFile, part: zipfile.ZipInfo, rows: int, columns: int) -> int:
    """Cells of the rectangle a sheet spans: one cell far out makes a parser allocate all between."""
    wide, tall, rest = 1, 1, b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            text = rest + piece
            found = _REFERENCE.findall(text)
            rest = text[-64:]
            if found:
                wide = max(wide, *map(_place, {letters for letters, _ in found}))
                tall = max(tall, int(found[-1][1]), max(int(row) for row in {row for _, row in found}))
    if tall > rows + 1:
        raise TooManyRows(most=rows)
    if wide > columns:
        raise TooManyColumns(most=columns)
    return wide * tall


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place


def _longest_string(archive: zipfile.ZipFile, names: list[str]) -> int:
    shared = [name for name in names if name.endswith("sharedStrings.xml")]
    return max((len(found) for name in shared for found in _STRING.findall(archive.read(name))), default=0)


def _hides(path: Path) -> bool:
    """Whether something lies behind the archive's end, or a comment within it."""
    data = path.read_bytes()
    end = data.rfind(_END)
    return end < 0 or len(data) != end + 22
