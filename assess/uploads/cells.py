"""What does a cell hold? Numbers, dates and choices are read only where they can be read in one way."""

import re
import unicodedata
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from assess.uploads.days import FIRST_YEAR, LAST_YEAR, Ambiguous, Order, day
from scoring.calendar import COMMON, Calendar, EitherYear, period
from scoring.errors import BadTable

Cell = str | float
Decimal = Literal["", ".", ","]

#: What no text people write holds: such a file is binary, or made to look like a table.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PLAIN = re.compile(r"[+\-−]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_GROUPED = {
    ".": re.compile(r"[+\-−]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"),
    ",": re.compile(r"[+\-−]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?"),
}
_MARKED = re.compile(r"[+\-−]?[0-9]+(?:[.,'’\u00a0\u202f ][0-9]+)+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}[0-9:.,+\-Zz ]{0,24})?")
_YES, _NO = frozenset({"1", "yes", "true"}), frozenset({"0", "no", "false"})


class Wrong(Exception):
    """A cell that cannot be read; ``reason`` ends the key of its words."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class Column:
    """A column we want.

    Attributes
    ----------
    name : str
        Ours; also suggested for a column of the file so called, as is each of ``synonyms``.
    holds : str
        ``period`` is a year, a quarter such as 2026-Q1 or a month such as 2026-01; ``flag`` is 0 or 1; ``day`` is a
        date, or the day of a moment such as 2026-03-31T14:05Z. How dates may be written: ``uploads.days``.
    required : bool
        The file must have it, and each row must fill it.
    blank : bool
        It must be in the file, but a row may leave it empty.
    choices : tuple of str
        What a ``choice`` may be, whatever the case of its letters.
    known : Container, optional
        Values that exist; any other is complained about.
    low, high : float
        Bounds of a number.
    whole : bool
        A number without a fraction.
    longest : int
        Characters of a text.
    calendar : Calendar
        Whose year a period's quarters and years are of.
    """

    name: str
    holds: Literal["text", "number", "date", "day", "choice", "flag", "period"] = "text"
    required: bool = False
    blank: bool = False
    choices: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    known: Container[Any] | None = None
    calendar: Calendar = COMMON
    low: float = -1e15
    high: float = 1e15
    whole: bool = False
    longest: int = 200


def bare(name: str) -> str:
    """A name without case, accents, blanks and signs: how headers are compared."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def is_data(cell: Cell) -> bool:
    """Whether this can be no column's name: a number or a date."""
    return isinstance(cell, float) or bool(_PLAIN.fullmatch(cell) or _DATE.fullmatch(cell))


def reader(column: Column, decimal: Decimal, dates: Order = "") -> Callable[[Cell], Any]:
    """What turns one filled cell of this column into its value; Wrong if it cannot."""
    read: dict[str, Callable[[Cell], Any]] = {
        "text": lambda cell: _text(cell, column.longest),
        "number": lambda cell: _number(cell, decimal, column),
        "date": lambda cell: _date(cell, dates),
        "day": lambda cell: _day(cell, dates),
        "choice": lambda cell: _choice(cell, column.choices),
        "flag": _flag,
        "period": lambda cell: _period(cell, column.calendar),
    }
    return read[column.holds]


def shown(cell: Cell) -> str:
    """A cell as text; whole numbers of a workbook without a decimal point, as ids are meant."""
    if isinstance(cell, str):
        return cell
    return str(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else repr(float(cell))


def _text(cell: Cell, longest: int) -> str:
    text = shown(cell)
    if len(text) > longest:
        raise Wrong("too_long", most=longest)
    return text


def _number(cell: Cell, decimal: Decimal, column: Column) -> float:
    value = cell if isinstance(cell, float) else _parsed(cell, decimal)
    if not column.low <= value <= column.high:
        raise Wrong("out_of_bounds", low=shown(column.low), high=shown(column.high))
    if column.whole and value != int(value):
        raise Wrong("not_whole")
    return value


def _parsed(text: str, decimal: Decimal) -> float:
    if decimal != "," and _PLAIN.fullmatch(text):
        return float(text.replace("−", "-"))
    if decimal and _GROUPED[decimal].fullmatch(text):
        group = "." if decimal == "," else ","
        return float(text.replace("−", "-").replace(group, "").replace(decimal, "."))
    if text.startswith("="):
        raise Wrong("formula")
    raise Wrong("ambiguous_number" if _MARKED.fullmatch(text) else "not_a_number")


def _date(cell: Cell, dates: Order) -> date:
    text = shown(cell)
    try:
        return day(text, dates)
    except Ambiguous:
        raise Wrong("ambiguous_date") from None
    except ValueError:
        raise Wrong("formula" if text.startswith("=") else "not_a_date") from None


def _day(cell: Cell, dates: Order) -> date:
    found = _MOMENT.fullmatch(shown(cell))
    return _date(found.group(1) if found else cell, dates)


def _choice(cell: Cell, choices: tuple[str, ...]) -> str:
    text = bare(shown(cell))
    for choice in choices:
        if bare(choice) == text:
            return choice
    raise Wrong("not_a_choice", choices=", ".join(choices))


def _flag(cell: Cell) -> bool:
    text = shown(cell).casefold()
    if text not in _YES | _NO:
        raise Wrong("not_a_flag")
    return text in _YES


def _period(cell: Cell, calendar: Calendar) -> tuple[date, date]:
    try:
        first, last = period(shown(cell), calendar)
    except EitherYear:
        raise Wrong("either_year") from None
    except (BadTable, ValueError):
        raise Wrong("not_a_period") from None
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise Wrong("not_a_period")
    return first.date(), last.date()
