"""Which rows are in this text? Encoding and delimiter are found, or refused with the place."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from assess.uploads.cells import CONTROL, Cell
from assess.uploads.errors import BrokenRow, EmptyFile, NotATable, NotUtf8, NotUtf16

_DELIMITERS = (",", ";", "\t")
_LOOKED_AT = 50


def text_rows(data: bytes, longest: int, guessed: list[str] | None = None) -> Iterator[list[Cell]]:
    """The records of a CSV file, cells stripped; a first line ``sep=;`` is obeyed and not counted, as in Excel.

    Parameters
    ----------
    guessed : list, optional
        Where given, Windows-1252 and columns parted by blanks are read too, and what was guessed is added to it.

    Raises
    ------
    Unreadable
        Wrong encoding with line and byte, control characters, a quotation mark that never closes, cells over length.
    """
    text = plain_text(data, guessed)
    first, _, rest = text.partition("\n")
    if first.strip().lower() in {"sep=,", "sep=;", "sep=\t", "sep="}:
        delimiter, text = first.strip("\r\n ")[4:] or "\t", rest
    else:
        delimiter = _delimiter(text)
        if guessed is not None and not any(mark in text for mark in _DELIMITERS) and _in_blanks(text):
            guessed.append("uploads.blanks")
            text, delimiter = "\n".join(" ".join(line.split()) for line in text.splitlines()), " "
    return _records(text, delimiter, longest)


def plain_text(data: bytes, guessed: list[str] | None = None) -> str:
    """The text of a file in UTF-8 or UTF-16 that holds something, and nothing no text holds; Unreadable."""
    text = _decoded(data, guessed)
    if CONTROL.search(text):
        raise NotATable
    if not text.strip(" \t\r\n,;"):
        raise EmptyFile
    return text


def _records(text: str, delimiter: str, longest: int) -> Iterator[list[Cell]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            if record and max(map(len, record)) > longest:
                raise BrokenRow(line=reader.line_num)
            yield [cell.strip() for cell in record]
    except csv.Error:
        raise BrokenRow(line=reader.line_num) from None


def _delimiter(text: str) -> str:
    """The one under which most of the first rows are as wide as the header, and that is widest."""

    def fits(delimiter: str) -> tuple[bool, float, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            rows = [row for row in islice(reader, _LOOKED_AT) if row]
        except csv.Error:
            return False, 0.0, 0
        width = len(rows[0])
        return width > 1, sum(len(row) == width for row in rows) / len(rows), width

    return max(_DELIMITERS, key=fits)


def _in_blanks(text: str) -> bool:
    """Whether all lines that hold anything have the same number of words, and more than one."""
    widths = {len(line.split()) for line in text.splitlines()[:_LOOKED_AT]} - {0}
    return len(widths) == 1 and widths != {1}


def _decoded(data: bytes, guessed: list[str] | None) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise NotATable
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as problem:
            raise NotUtf16(byte=problem.start) from None
    nul = data.find(b"\0")
    if nul >= 0:
        raise NotATable
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        if guessed is not None:
            guessed.append("uploads.windows_1252")
            return data.decode("cp1252", errors="replace")
        # positions count from behind the mark at the start, if there is one
        place = problem.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        line = data.count(b"\n", 0, place) + 1
        raise NotUtf8(line=line, byte=place + 1, value=f"0x{data[place]:02X}") from None
