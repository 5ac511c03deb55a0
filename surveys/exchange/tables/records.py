"""The rows of a CSV file or workbook as text under names; measured before they are held."""

import csv
import io
import re
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from surveys.exchange.archive import Archive
from surveys.exchange.limits import ITEMS, counted
from surveys.exchange.outcome import ExchangeRefused
from surveys.exchange.tables.cells import meant
from surveys.exchange.trees import decoded

#: Rows beyond the items: what only Exemplar reads takes some.
_ROWS, _COLUMNS = 2 * ITEMS, 400
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{1,3})(\d{1,7})\s*["']""")
_WORKBOOK = "xl/workbook.xml"

Row = dict[str, str]


def is_workbook(content: bytes) -> bool:
    """Whether an archive is an Excel workbook."""
    return _WORKBOOK in Archive(content).names


def csv_rows(content: bytes) -> list[Row]:
    """The rows of a CSV file; comma, semicolon or tab, whichever the header has most of."""
    text = decoded(content)
    header = text.partition("\n")[0]
    mark = max(",;\t", key=header.count)
    found: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True):
            if len(found) > _ROWS:
                raise ExchangeRefused("too_many_items", items=len(found), most=ITEMS)
            found.append(record)
    except csv.Error:
        raise ExchangeRefused("broken_table", row=len(found) + 1) from None
    return _named(found)


def workbook_rows(content: bytes) -> list[Row]:
    """The rows of a workbook's first sheet."""
    archive = Archive(content)
    if _WORKBOOK not in archive.names or any("vbaProject" in name for name in archive.names):
        raise ExchangeRefused("unknown_format")
    for name in archive.names:
        if "/worksheets/" in name and name.endswith(".xml"):
            _measured(archive.read(name) or b"")
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            if not workbook.sheet_names:
                raise ExchangeRefused("empty")
            values = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except PasswordError:
        raise ExchangeRefused("locked") from None
    except (CalamineError, ZipError, OSError, ValueError):
        raise ExchangeRefused("broken_archive") from None
    return _named([[_text(cell) for cell in record] for record in values])


def _measured(sheet: bytes) -> None:
    """One cell far out makes a parser allocate all between."""
    for letters, row in _REFERENCE.findall(sheet):
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        if int(row) > _ROWS + 1:
            counted(int(row))
        if column > _COLUMNS:
            raise ExchangeRefused("broken_table", row=int(row))


def _named(records: list[list[str]]) -> list[Row]:
    if not records:
        raise ExchangeRefused("empty")
    names = [cell.strip() for cell in records[0]]
    names = ["[".join((head.lower(), *rest)) for head, *rest in (name.split("[", 1) for name in names)]
    held = [name for name in names if name]
    if len(set(held)) < len(held):
        raise ExchangeRefused("repeated_key", key=next(name for name in held if held.count(name) > 1)[:60])
    found = []
    for number, record in enumerate(records[1:], start=2):
        if len(record) > len(names):
            raise ExchangeRefused("broken_table", row=number)
        row = {name: meant(cell.replace("\r\n", "\n")) for name, cell in zip(names, record, strict=False) if name}
        if any(cell.strip() for cell in row.values()):
            found.append(row)
    return found


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell)
