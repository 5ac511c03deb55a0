"""Which columns of a wide file are months or quarters of one and the same measure?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assess.uploads.days import LAST_YEAR
from scoring.calendar import month, period
from scoring.errors import BadTable

#: The year of columns that name none; it stands for no particular year.
NO_YEAR = 2001
FEWEST = 3
_QUARTER = re.compile(r"q([1-4])", re.IGNORECASE)
#: A fifth quarter: these are questions of a form.
_QUESTION = re.compile(r"q(?:[5-9]|[1-9][0-9]+)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:month|monat|mes|m)[ _-]?(1[0-2]|0?[1-9])", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)?[0-9]{2})")
_PARTS = re.compile(r"[ _./'’-]+")


@dataclass(frozen=True, slots=True)
class Series:
    """Columns of one measure by period: column name to first and last day."""

    measure: str
    periods: dict[str, tuple[date, date]]
    dated: bool


def series(names: Sequence[str]) -> list[Series]:
    """Measures spread over at least three columns, a period each."""
    found: defaultdict[str, dict[str, tuple[date, date]]] = defaultdict(dict)
    undated: set[str] = set()
    if any(_QUESTION.fullmatch(name.strip()) for name in names):
        names = [name for name in names if not _QUARTER.fullmatch(name.strip())]
    for name in names:
        read = _heading(name)
        if read is not None:
            measure, span = read
            found[measure][name] = span
            if span[0].year == NO_YEAR:
                undated.add(measure)
    return [
        Series(measure, spans, measure not in undated)
        for measure, spans in found.items()
        if len(spans) >= FEWEST and _apart(spans.values())
    ]


def _apart(spans: Iterable[tuple[date, date]]) -> bool:
    """Whether no two periods overlap."""
    return all(one[1] < other[0] for one, other in pairwise(sorted(spans)))


def _heading(name: str) -> tuple[str, tuple[date, date]] | None:
    """Measure and period of a heading such as ``Jan``, ``Sales Mar 2025``, ``Q1``, ``2025-03``, ``03/2025``."""
    parts = [part for part in _PARTS.split(name.strip()) if part]
    for take in (2, 1):
        for place in range(len(parts) - take + 1):
            span = _span(parts[place : place + take])
            if span is not None:
                return " ".join(parts[:place] + parts[place + take :]), span
    return None


def _span(parts: list[str]) -> tuple[date, date] | None:
    for first, second in ((parts[0], parts[-1]), (parts[-1], parts[0])):
        year = NO_YEAR
        if len(parts) == 2:
            found = _YEAR.fullmatch(second)
            if found is None:
                continue
            year = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
        label = _label(first, len(parts) == 2 and len(second) == 4)
        if label and year <= LAST_YEAR:
            try:
                start, end = period(f"{year}-{label}")
            except BadTable:
                continue
            return start.date(), end.date()
    return None


def _label(text: str, numbers: bool) -> str:
    """``Q1`` or ``03`` for a quarter or month; numbers alone only beside a year of four digits."""
    if found := _QUARTER.fullmatch(text):
        return f"Q{found[1]}"
    if found := _NUMBERED.fullmatch(text):
        return f"{int(found[1]):02}"
    if numbers and text.isdecimal() and 1 <= int(text) <= 12:
        return f"{int(text):02}"
    try:
        return f"{month(text):02}"
    except ValueError:
        return ""
