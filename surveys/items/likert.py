"""How far a sentence fits, on labelled numbered points; the number is stored as tapped, never reversed."""

from collections.abc import Iterator

from surveys.definition import Item
from surveys.items import choice
from surveys.items.kind import Answer, Given, nothing

fields = choice.fields
lacks = nothing


def complaints(item: Item) -> Iterator[str]:
    yield from choice.complaints(item)
    try:
        points = [float(option.value) for option in item.options]
    except ValueError:
        yield "every option's value must be a number"
        return
    if points != sorted(points):
        yield "options must rise in value"
    if any(option.score is not None for option in item.options):
        yield "options of a likert item carry no score; the scale's key reverses them"


def read(item: Item, given: Given) -> Answer:
    chosen = choice.read(item, given).text
    return Answer(value=None if chosen is None else float(chosen))


def score(item: Item, answer: Answer) -> float | None:
    return answer.value


def span(item: Item) -> tuple[float, float] | None:
    try:
        points = [float(option.value) for option in item.options]
    except ValueError:
        return None
    return (min(points), max(points)) if points else None
