"""How numbers and times are written on a page: the only place where anything is rounded."""

from datetime import date, datetime

from flask import Flask, current_app
from flask_babel import format_date, format_datetime, format_decimal
from flask_babel import gettext as _

MINUS = "−"


def number(value: float | None, digits: int = 2) -> str:
    """A number with that many decimals, a real minus sign, and a dash where there is none."""
    if value is None:
        return "–"
    text = str(format_decimal(abs(value), format="#,##0." + "0" * digits if digits else "#,##0"))
    is_zero = not any(character in "123456789" for character in text)
    return MINUS + text if value < 0 and not is_zero else text


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


def initials(name: str) -> str:
    """Up to two letters for an avatar."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def install(app: Flask) -> None:
    """Make the filters known to templates."""
    for function in (number, signed, chance, day, moment, appointment, initials):
        app.jinja_env.filters[function.__name__] = function
