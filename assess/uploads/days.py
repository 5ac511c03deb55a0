"""Which day is meant? ISO, 31.03.2026 and 03/31/2026; what could be two different days is not guessed."""

import re
from datetime import date
from typing import Literal

from scoring.calendar import month

#: How days are written whose two first parts could change places: not said, day first, month first.
Order = Literal["", "dmy", "mdy"]

FIRST_YEAR, LAST_YEAR = 1900, 2100
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
#: Dots are written day first wherever they are written; slashes and hyphens are not.
_DOTS = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_SLASHES = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2})[-. /]+([^\W\d_]+)[-., /]+([0-9]{4})|([^\W\d_]+)[. ]+([0-9]{1,2}),?\s+([0-9]{4})")


class Ambiguous(ValueError):
    """Two different days could be meant."""


def day(text: str, order: Order = "") -> date:
    """The day a text means; ValueError if none, Ambiguous if 03/04/2026 is written and nobody said how to read it."""
    found = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _day(found[1], found[2], found[3])
    if found := _DOTS.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _NAMED.fullmatch(text):
        number, name, year = (found[1], found[2], found[3]) if found[2] else (found[5], found[4], found[6])
        return _day(year, str(month(name)), number)
    found = _SLASHES.fullmatch(text)
    if not found:
        raise ValueError(text)
    first, second = int(found[1]), int(found[2])
    if first <= 12 and second <= 12 and first != second and not order:
        raise Ambiguous(text)
    month_first = order == "mdy" or (not order and second > 12)
    return _day(found[3], *((found[1], found[2]) if month_first else (found[2], found[1])))


def _day(year: str, month_: str, number: str) -> date:
    found = date(int(year), int(month_), int(number))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(found)
    return found
