"""Which rows are in this text? Encoding and delimiter are found, or refused with the place."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from assess.uploads.cells import CONTROL, Cell
from assess.uploads.errors import BrokenRow, EmptyFile, NotATable, NotUtf8, NotUtf16

_DELIMITERS = (",", ";", "\t")
_LOOKED_AT = 50
_PIECE = 1 << 20


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
    if '"' in text:
        return _records(text, delimiter, longest)
    return Unquoted(text.replace("\r\n", "\n").replace("\r", "\n"), delimiter, longest)


class Unquoted(Iterator[list[Cell]]):
    """Records of a text without a quotation mark: one by one, or many at once where all are as wide as the names."""

    def __init__(self, text: str, delimiter: str, longest: int) -> None:
        self.text, self.delimiter, self.longest = text, delimiter, longest
        self.place = self.line = 0
        self.waiting: list[str] = []
        # a cell with blanks around it has to be stripped; where there is none, nothing has
        ends = re.escape(delimiter)
        self.blanks = re.compile(rf"(?:^|[\n{ends}])[^\S\n{ends}]|[^\S\n{ends}](?:$|[\n{ends}])")

    def __next__(self) -> list[Cell]:
        if not self.waiting and not self._more():
            raise StopIteration
        self.line += 1
        cells = self.waiting.pop().split(self.delimiter)
        if max(map(len, cells)) > self.longest:
            raise BrokenRow(line=self.line)
        return [cell.strip() for cell in cells]

    def block(self, width: int) -> list[list[Cell]] | None:
        """The columns of the next lines, some ten thousands; None where they have to be looked at one by one."""
        if not self.waiting and not self._more():
            return None
        lines, mark = self.waiting[::-1], self.delimiter
        if {line.count(mark) for line in lines} != {width - 1} or mark * (width - 1) in lines or width == 1:
            return None
        if self.blanks.search("\n".join(lines)):
            return None
        cells: list[Cell] = list(mark.join(lines).split(mark))
        if max(map(len, lines)) > self.longest:
            return None
        self.line, self.waiting = self.line + len(lines), []
        return [cells[place::width] for place in range(width)]

    def _more(self) -> bool:
        """The lines of the next piece of the text, last first."""
        if self.place >= len(self.text):
            return False
        end = self.text.find("\n", min(self.place + _PIECE, len(self.text)))
        piece = self.text[self.place : end if end >= 0 else len(self.text)]
        self.place = end + 1 if end >= 0 else len(self.text)
        self.waiting = (piece.removesuffix("\n") if end < 0 else piece).split("\n")[::-1]
        return True


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
