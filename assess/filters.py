"""How numbers and times are written on a page: the only place where anything is rounded."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Any, Protocol

from babel import Locale
from babel.numbers import get_decimal_symbol
from flask import Flask, current_app
from flask_babel import format_date, format_datetime, format_decimal, get_locale
from flask_babel import gettext as _

MINUS = "−"
#: From here on digits stand in groups.
_GROUPED = 1000
_QUARTER, _YEAR = 3, 12  # months
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def number(value: float | None, digits: int = 2) -> str:
    """A number with that many decimals, a real minus sign, and a dash where there is none."""
    if value is None:
        return "–"
    text = _written(abs(value), digits)
    is_zero = not any(character in "123456789" for character in text)
    return MINUS + text if value < 0 and not is_zero else text


def _written(size: float, digits: int) -> str:
    if size < _GROUPED and (locale := get_locale()) is not None:
        # a table of a report has thousands of such numbers: what Babel would write, without reading its pattern anew
        rounded = Decimal(repr(float(size))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
        if rounded < _GROUPED:
            return f"{rounded:f}".replace(".", _decimal_mark(locale))
    return str(format_decimal(size, format="#,##0." + "0" * digits if digits else "#,##0"))


@cache
def _decimal_mark(locale: Locale) -> str:
    return str(get_decimal_symbol(locale))


def signed(value: float | None, digits: int = 2) -> str:
    """A difference: like ``number``, with a plus sign where it is above zero."""
    text = number(value, digits)
    return "+" + text if value is not None and value > 0 and any(c in "123456789" for c in text) else text


def chance(value: float | None) -> str:
    """A probability as chances out of 100; the ends are never 0 or 100, since nothing is certain."""
    if value is None:
        return "–"
    if value < 0.01:
        return "<1"
    return ">99" if value > 0.99 else str(round(value * 100))


def day(value: date | datetime | None) -> str:
    """A date in the reader's language."""
    # TRANSLATORS: how a date is written, in the letters of Unicode's date patterns (UTS 35)
    return str(format_date(value, _("d MMM y"))) if value else "–"


def iso_day(text: str) -> str:
    """A day written as in ISO 8601, as Reports hold it, in the reader's language; anything else as it is."""
    with suppress(ValueError):
        if _ISO_DAY.fullmatch(text):
            return day(date.fromisoformat(text))
    return text


def moment(value: datetime | None) -> str:
    """A date and time in the reader's language, UTC."""
    # TRANSLATORS: how a date and a time are written, in the letters of Unicode's date patterns (UTS 35)
    return str(format_datetime(value, _("d MMM y, HH:mm"), rebase=False)) if value else "–"


def appointment(value: datetime | None) -> str:
    """A date and time where the company is, with the name of its time zone."""
    if value is None:
        return "–"
    zone = current_app.config["EXEMPLAR"].zone
    return f"{moment(value.astimezone(zone))} ({zone.key})" if zone.key != "UTC" else f"{moment(value)} UTC"


class Spanning(Protocol):
    """What has a first and a last day."""

    period_start: Any
    period_end: Any


def period(span: Spanning) -> str:
    """A year, quarter or month in the company's own words; other spans by their days."""
    calendar = current_app.config["EXEMPLAR"].calendar
    start, end = span.period_start, span.period_end
    year, month = calendar.place(start)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    if whole and months == 1:
        # TRANSLATORS: how a month is written, in the letters of Unicode's date patterns (UTS 35)
        return str(format_date(start, _("MMM y")))
    named = f"FY{year % 100:02}" if calendar.first_month > 1 else str(year)
    if whole and months == _YEAR and month == 1:
        return named
    if whole and months == _QUARTER and month % _QUARTER == 1:
        return str(_("%(year)s Q%(quarter)s", year=named, quarter=month // _QUARTER + 1))
    return f"{day(start)} – {day(end)}"


def initials(name: str) -> str:
    """Up to two letters for an avatar."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def install(app: Flask) -> None:
    """Make the filters known to templates."""
    for function in (number, signed, chance, day, iso_day, moment, appointment, period, initials):
        app.jinja_env.filters[function.__name__] = function
