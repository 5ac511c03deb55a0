"""A place on a line between two ends, stored as a number; one that nobody touched is not answered."""

import math
from collections.abc import Iterator
from typing import Any

from wtforms import StringField

from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.items import number
from surveys.items.kind import Answer, Given, nothing

#: More places than this no thumb tells apart.
MOST_STEPS = 1000

lacks = nothing
score = number.score
span = number.span


def step(item: Item) -> float:
    """From one place to the next."""
    return 1.0 if item.step is None else float(item.step)


def complaints(item: Item) -> Iterator[str]:
    low, high = item.minimum, item.maximum
    if low is None or high is None or not all(math.isfinite(bound) for bound in (low, high, step(item))):
        yield "needs a minimum and a maximum, both finite"
    elif low >= high:
        yield "minimum must be below maximum"
    elif step(item) <= 0 or not _whole((high - low) / step(item)):
        yield "step must be above 0 and lead from minimum to maximum without a rest"
    elif (high - low) / step(item) > MOST_STEPS:
        yield f"has more than {MOST_STEPS} places"
    if len(item.ends) not in (0, 2):
        yield "ends are two: the words at the low and at the high end"


def fields(item: Item) -> dict[str, Any]:
    bounds = {"min": item.minimum, "max": item.maximum, "step": step(item)}
    written = {name: f"{bound:g}" for name, bound in bounds.items() if bound is not None}
    mode = "numeric" if step(item).is_integer() else "decimal"
    return {item.code: StringField(item.text, render_kw={**written, "inputmode": mode})}


def read(item: Item, given: Given) -> Answer:
    answer = number.read(item, given)
    if answer.value is not None and not _whole((answer.value - (item.minimum or 0.0)) / step(item)):
        raise NotAnAnswer(item.code, "NOT_A_STEP")
    return answer


def _whole(steps: float) -> bool:
    # 0.3 / 0.1 is not 3: decimals have no exact place among binary numbers
    return abs(steps - round(steps)) < 1e-6
