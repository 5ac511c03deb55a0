"""Which days does the name of a period mean, in a company whose year may begin in any month?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from scoring.errors import BadTable


class EitherYear(BadTable):
    """A quarter or a year that may be of the calendar's year or of the company's."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A company's year: its first month, and whether it is called after the year it ends or starts in."""

    first_month: int = 1
    named: Literal["end", "start"] = "end"

    def starts(self, year: int) -> pd.Timestamp:
        """First day of the company's year of this name."""
        earlier = self.first_month > 1 and self.named == "end"
        return pd.Timestamp(year - earlier, self.first_month, 1)

    def place(self, day: pd.Timestamp) -> tuple[int, int]:
        """Name of the company's year a day is in, and its month there, 1 to 12."""
        month = (day.month - self.first_month) % 12 + 1
        began = day.year - (day.month < self.first_month)
        return began + (self.first_month > 1 and self.named == "end"), month


#: January to December.
COMMON = Calendar()
_MONTHS = (
    "jan janv january januar enero ene gennaio", "feb february februar febrero fevrier febr",
    "mar march marz mrz marzo mars", "apr april abr abril avril aprile",
    "may mai mayo maggio", "jun june juni junio juin giugno",
    "jul july juli julio juillet luglio", "aug august ago agosto aout", "sep sept september septiembre septembre",
    "oct october okt oktober octubre octobre", "nov november noviembre novembre",
    "dec december dez dezember dic diciembre decembre",
)  # fmt: skip
_NUMBERS = {name: place for place, names in enumerate(_MONTHS, start=1) for name in names.split()}
_ACCENTS = str.maketrans("äéûó", "aeuo")
_YEAR = r"(?P<kind>fy|cy)? ?(?P<year>\d{4}|(?<=y)\d{2}|(?<=y )\d{2})(?:/(?P<next>\d{4}|\d{2}))?"
_PART = r"(?P<length>[qh])(?P<number>[1-4])"
_WORDS = tuple(re.compile(one) for one in (rf"{_YEAR}(?:[ -]?{_PART})?", rf"{_PART}[ -]?{_YEAR}"))
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])|(?P<name>[^\W\d_]{3,10})\.?[ -](?P<after>\d{4})")
_LENGTHS = {"q": 3, "h": 6}


def period(label: str, calendar: Calendar = COMMON) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a year, half, quarter or month.

    Parameters
    ----------
    label : str
        ``"2025"``, ``"2025-Q1"``, ``"2025-H1"``, ``"2025-01"``, ``"Mar 2025"``; ``"FY26"``, ``"FY2025/26"``,
        ``"FY26 Q1"``, ``"Q1 FY26"`` for the company's year and ``"CY2025-Q1"`` for the calendar's.
    calendar : Calendar
        Where the year begins in another month than January, a quarter or year that does not say FY or CY is refused:
        it could be either.

    Raises
    ------
    BadTable
        EitherYear where it could be either.
    """
    text = " ".join(str(label).split()).casefold()
    named = _MONTH.fullmatch(text)
    if named is not None and (number := _number(named)):
        start = pd.Timestamp(int(named["year"] or named["after"]), number, 1)
        return start, start + pd.DateOffset(months=1, days=-1)
    parts = next((found for one in _WORDS if (found := one.fullmatch(text))), None)
    if parts is None or (parts["length"] == "h" and int(parts["number"]) > 2):
        raise BadTable(
            f'period "{label}" is neither a year, a quarter such as 2025-Q1 nor a month such as 2025-01 or Mar 2025'
        )
    if not parts["kind"] and calendar.first_month > 1:
        raise EitherYear(f'period "{label}" may be of the calendar or of the company\'s year: write CY or FY before it')
    began = (COMMON if parts["kind"] == "cy" else calendar).starts(_year(label, parts, calendar))
    length = _LENGTHS.get(parts["length"] or "", 12)
    start = began + pd.DateOffset(months=length * (int(parts["number"] or 1) - 1))
    return start, start + pd.DateOffset(months=length, days=-1)


def month(name: str) -> int:
    """The number of a month's name in one of a few languages, or of its usual abbreviation; ValueError.

    Examples
    --------
    >>> month("Sept"), month("März"), month("diciembre")
    (9, 3, 12)
    """
    number = _named(name)
    if not number:
        raise ValueError(name)
    return number


def _named(name: str) -> int:
    return _NUMBERS.get(name.casefold().translate(_ACCENTS), 0)


def _number(parts: re.Match[str]) -> int:
    """Of the month, 0 where the word names none."""
    return int(parts["month"]) if parts["month"] else _named(parts["name"])


def _year(label: str, parts: re.Match[str], calendar: Calendar) -> int:
    """By its name; FY2025/26 says both the year it starts and the year it ends in."""
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    if not parts["next"]:
        return year
    if calendar.first_month == 1 or parts["kind"] != "fy" or int(parts["next"]) % 100 != (year + 1) % 100:
        raise BadTable(f'period "{label}" names two years that are not the start and the end of one')
    return year + (calendar.named == "end")


def long(wide: pd.DataFrame, metrics: Iterable[str] | None = None, calendar: Calendar = COMMON) -> pd.DataFrame:
    """The ``kpis`` rows of a table with ``person_id``, ``period`` and one column a measure; empty cells are left out.

    Parameters
    ----------
    wide : DataFrame
    metrics : names of the measures' columns, optional
        By default every other column.
    calendar : Calendar
    """
    for name in ("person_id", "period"):
        if name not in wide.columns:
            raise BadTable(f"wide kpis: column {name} is missing")
    measured = [name for name in wide.columns if name not in ("person_id", "period")] if metrics is None else [*metrics]
    rows = wide.melt(["person_id", "period"], measured, "metric_key", "value").dropna(subset=["value"])
    spans = {label: period(label, calendar) for label in rows["period"].unique()}
    return pd.DataFrame(
        {
            "person_id": rows["person_id"],
            "metric_key": rows["metric_key"],
            "period_start": rows["period"].map({label: span[0] for label, span in spans.items()}),
            "period_end": rows["period"].map({label: span[1] for label, span in spans.items()}),
            "value": rows["value"],
        }
    ).reset_index(drop=True)
