"""What stands in the cells of a table of items: lists of options, keys and conditions, and no formulas."""

import re
from collections.abc import Iterable, Sequence

#: Where a spreadsheet would begin to reckon, or a reader to hide: such a cell is written behind an apostrophe.
_FORMULA = re.compile(r"'*[=+\-@\t\r]", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_BETWEEN_BARS = re.compile(r"(?:[^\\|]|\\.)+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

#: Columns of words, which may stand in other languages too; those of the whole stand in the first row only.
WORDS = (
    "title", "notice", "section_title", "section_text", "text", "definition", "options", "ends", "unit", "explanation",
)  # fmt: skip
COLUMNS = (
    "instrument", "title", "language", "notice", "section", "section_title", "section_text", "seconds", "practice",
    "section_shuffle", "when", "item", "kind", "text", "definition", "options", "scores", "minimum", "maximum", "step",
    "whole", "unit", "ends", "longest", "accepts", "level", "required", "shuffle", "explanation", "scales", "more_rows",
)  # fmt: skip
#: The kind of rows that hold what has no column; only Exemplar reads them.
OWN = "exemplar"
#: Less than a workbook's cell may hold.
PIECE = 30_000


def harmless(cell: str) -> str:
    """The cell as no spreadsheet takes for a formula; ``meant`` is the inverse."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def meant(cell: str) -> str:
    """What a cell written by ``harmless`` means."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def pairs(entries: Iterable[tuple[str, str]]) -> str:
    """A line each: the value, an equals sign, what belongs to it."""
    return "\n".join(f"{_escaped(value)} = {_escaped(said, '')}" for value, said in entries)


def paired(cell: str) -> list[tuple[str, str]]:
    """The inverse; entries without a value are numbered, and one line may hold several between bars."""
    lines = cell.split("\n")
    if len(lines) == 1:
        lines = _BETWEEN_BARS.findall(cell)
    found = []
    for number, line in enumerate((line for line in lines if line.strip()), start=1):
        value, sign, said = _parted(line)
        found.append((value, said) if sign else (str(number), value))
    return found


def listed(texts: Sequence[str]) -> str:
    """A line each."""
    return "\n".join(_escaped(text, "") for text in texts)


def unlisted(cell: str) -> list[str]:
    """The inverse."""
    return [_plain(line) for line in cell.split("\n") if line.strip()]


def _escaped(text: str, more: str = "=") -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\|")
    return text.replace("=", "\\=") if more else text


def _parted(line: str) -> tuple[str, str, str]:
    at = 0
    while at < len(line):
        if line[at] == "=":
            return _plain(line[:at].strip()), "=", _plain(line[at + 1 :].strip())
        at += 2 if line[at] == "\\" else 1
    return _plain(line.strip()), "", ""


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], text)
