"""Options, anchors, conditions and items as lines of text: quick to type, and pasted from any table.

A line is cut at ``|`` or at tabs. Within a cell ``\\|`` is a bar, ``\\n`` a new line and ``\\\\`` a backslash.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator

from surveys.definition import Anchor, Condition, Item, Option

_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,10})?", re.ASCII)
_BETWEEN = re.compile(r"(?P<low>[\d.,+-]*?)\s*\.\.\s*(?P<high>[\d.,+-]*)", re.ASCII)
_CELL = re.compile(r"((?:\\.|[^|\\]|\\$)*)(\||$)")
_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {"n": "\n", "t": "\t"}


class LineUnreadable(ValueError):
    """A line that cannot be read: its number, counted from 1, and one of ``REASONS``."""

    REASONS = ("NEEDS_LABEL", "NOT_A_NUMBER", "NOT_WHOLE", "TOO_MANY_CELLS", "NEEDS_BEHAVIOUR", "NEEDS_CONDITION")

    def __init__(self, line: int, reason: str, found: str = "") -> None:
        super().__init__(f"line {line}: {reason} {found!r}")
        self.line = line
        self.reason = reason
        self.found = found


def number(text: str) -> float | None:
    """The number written, an int where it is whole as written; None where there is none.

    ValueError for anything but digits, a sign and one decimal point or comma.
    """
    written = text.strip()
    if not written:
        return None
    if not _NUMBER.fullmatch(written):
        raise ValueError(written)
    value = float(written.replace(",", "."))
    return value if "." in written or "," in written else int(written)


def written(value: float | None) -> str:
    """A number as ``number`` reads it; empty for None."""
    if value is None:
        return ""
    if isinstance(value, int) or (math.isfinite(value) and value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return repr(value)


def option_lines(options: Iterable[Option]) -> str:
    """``value | label | score | scale`` a line; ``-scale`` for a statement that speaks against it."""
    return "\n".join(
        _line(option.value, option.label, written(option.score), ("-" if option.sign < 0 else "") + option.scale)
        for option in options
    )


def options(text: str) -> tuple[Option, ...]:
    """The inverse of ``option_lines``; a line with a label alone counts on from the value before. LineUnreadable."""
    return tuple(_options(text))


def _options(text: str) -> Iterator[Option]:
    last = 0
    for line, cells in _cells(text, 4):
        value, label = (cells[0], cells[1]) if len(cells) > 1 else ("", cells[0])
        score, scale = (*cells[2:], "", "")[:2]
        if not label:
            raise LineUnreadable(line, "NEEDS_LABEL", value)
        value = value or str(last + 1)
        last = int(value) if re.fullmatch(r"-?\d{1,9}", value, re.ASCII) else last + 1
        sign = -1 if scale.startswith("-") else 1
        yield Option(value, label, _number(line, score), scale.removeprefix("-"), sign)


def anchor_lines(anchors: Iterable[Anchor]) -> str:
    """``points | behaviour`` a line."""
    return "\n".join(_line(str(anchor.points), anchor.behaviour) for anchor in anchors)


def anchors(text: str) -> tuple[Anchor, ...]:
    """The inverse of ``anchor_lines``; LineUnreadable."""
    found = []
    for line, cells in _cells(text, 2):
        if len(cells) < 2 or not cells[1]:
            raise LineUnreadable(line, "NEEDS_BEHAVIOUR", cells[0])
        points = _number(line, cells[0])
        if points is None or points != int(points):
            raise LineUnreadable(line, "NOT_WHOLE", cells[0])
        found.append(Anchor(int(points), cells[1]))
    return tuple(found)


def condition_lines(conditions: Iterable[Condition]) -> str:
    """``item = a, b`` for some answers, ``item = 2..5`` for a number between bounds."""
    return "\n".join(
        f"{one.item} = " + (", ".join(one.values) if one.values else f"{written(one.low)}..{written(one.high)}")
        for one in conditions
    )


def conditions(text: str) -> tuple[Condition, ...]:
    """The inverse of ``condition_lines``; LineUnreadable."""
    found = []
    for line, words in _lines(text):
        item, sign, rest = (part.strip() for part in words.partition("="))
        if not (item and sign and rest):
            raise LineUnreadable(line, "NEEDS_CONDITION", words)
        bounds = _BETWEEN.fullmatch(rest)
        if bounds:
            low, high = _number(line, bounds["low"]), _number(line, bounds["high"])
            found.append(Condition(item, low=low, high=high))
        else:
            found.append(Condition(item, tuple(value for one in rest.split(",") if (value := one.strip()))))
    return tuple(found)


def items(text: str, kind: str, code: Callable[[int], str]) -> tuple[Item, ...]:
    """``text`` or ``code | text`` a line; ``code`` names the items without one by their place. LineUnreadable."""
    found = []
    for at, (line, cells) in enumerate(_cells(text, 2), start=1):
        own, words = (cells[0], cells[1]) if len(cells) > 1 else ("", cells[0])
        if not words:
            raise LineUnreadable(line, "NEEDS_LABEL", own)
        found.append(Item(own or code(at), kind, words))
    return tuple(found)


def text_lines(texts: Iterable[str]) -> str:
    """One text a line."""
    return "\n".join(_escaped(text) for text in texts)


def texts(text: str) -> tuple[str, ...]:
    """The inverse of ``text_lines``."""
    return tuple(_plain(words) for _, words in _lines(text))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line, words in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if words.strip():
            yield line, words.strip()


def _cells(text: str, most: int) -> Iterator[tuple[int, list[str]]]:
    for line, words in _lines(text):
        cells = [_plain(part.strip()) for part in (_barred(words) if "|" in words else words.split("\t"))]
        if len(cells) > most:
            raise LineUnreadable(line, "TOO_MANY_CELLS", words[:60])
        yield line, cells


def _barred(words: str) -> list[str]:
    parts = []
    for found in _CELL.finditer(words):
        parts.append(found[1])
        if not found[2]:
            break
    return parts


def _number(line: int, text: str) -> float | None:
    try:
        return number(text)
    except ValueError:
        raise LineUnreadable(line, "NOT_A_NUMBER", text[:60]) from None


def _line(*cells: str) -> str:
    kept = [_escaped(cell) for cell in cells]
    while len(kept) > 2 and not kept[-1]:
        kept.pop()
    return " | ".join(kept)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n").replace("\t", "\\t")


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: _LETTERS.get(found[1], found[1]), text)
