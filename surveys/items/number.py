"""A number within bounds, such as "in how many of your last ten"."""

import math
import re
from collections.abc import Iterator
from typing import Any

from wtforms import StringField

from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.items.kind import Answer, Given, nothing

#: Digits and decimal mark as Arabic and Persian keyboards write them.
_PLAIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")
#: float() would also take "1_000" and "infinity"
_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,10})?", re.ASCII)

lacks = nothing


def complaints(item: Item) -> Iterator[str]:
    bounds = [bound for bound in (item.minimum, item.maximum) if bound is not None]
    if not all(math.isfinite(bound) for bound in bounds):
        yield "bounds must be finite"
    elif len(bounds) == 2 and bounds[0] >= bounds[1]:
        yield "minimum must be below maximum"


def fields(item: Item) -> dict[str, Any]:
    bounds = {
        "min": item.minimum,
        "max": item.maximum,
        "step": 1 if item.whole else "any",
        "inputmode": "numeric" if item.whole else "decimal",
    }
    return {item.code: StringField(item.text, render_kw={k: v for k, v in bounds.items() if v is not None})}


def read(item: Item, given: Given) -> Answer:
    written = given.value.strip().translate(_PLAIN)
    if not written:
        return Answer()
    if not _NUMBER.fullmatch(written):
        raise NotAnAnswer(item.code, "NOT_A_NUMBER")
    value = float(written.replace(",", "."))
    if item.whole and not value.is_integer():
        raise NotAnAnswer(item.code, "NOT_A_WHOLE_NUMBER")
    if item.minimum is not None and value < item.minimum:
        raise NotAnAnswer(item.code, "TOO_SMALL", minimum=item.minimum)
    if item.maximum is not None and value > item.maximum:
        raise NotAnAnswer(item.code, "TOO_LARGE", maximum=item.maximum)
    return Answer(value=value)


def score(item: Item, answer: Answer) -> float | None:
    return answer.value


def span(item: Item) -> tuple[float, float] | None:
    return None if item.minimum is None or item.maximum is None else (item.minimum, item.maximum)
