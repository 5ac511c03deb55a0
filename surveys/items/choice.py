"""One of several options, stored by its value; what it is worth stays in the instrument."""

from collections.abc import Iterator
from typing import Any

from wtforms import RadioField, SelectChoice

from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.items.kind import Answer, Given, nothing

lacks = nothing


def complaints(item: Item) -> Iterator[str]:
    values = [option.value for option in item.options]
    if len(values) < 2:
        yield "needs two options or more"
    if len(set(values)) < len(values):
        yield "two options have the same value"
    if any(not option.value or not option.label for option in item.options):
        yield "an option lacks its value or label"


def fields(item: Item) -> dict[str, Any]:
    choices = [SelectChoice(option.value, option.label) for option in item.options]
    return {item.code: RadioField(item.text, choices=choices, validate_choice=False)}


def read(item: Item, given: Given) -> Answer:
    if not given.value:
        return Answer()
    if all(option.value != given.value for option in item.options):
        raise NotAnAnswer(item.code, "NOT_AN_OPTION")
    return Answer(text=given.value)


def score(item: Item, answer: Answer) -> float | None:
    return next((option.score for option in item.options if option.value == answer.text), None)


def span(item: Item) -> tuple[float, float] | None:
    scores = [option.score for option in item.options if option.score is not None]
    return (min(scores), max(scores)) if scores and len(scores) == len(item.options) else None
