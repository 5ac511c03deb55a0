"""What the kinds of item have in common whose problem a generator makes anew for everybody who answers."""

from collections.abc import Iterator
from typing import Any

from wtforms import RadioField, SelectChoice

from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.generators.problem import LETTERS
from surveys.items.kind import Answer, Given


def faults(item: Item, highest: int) -> Iterator[str]:
    """What is wrong with an item whose generator knows levels up to ``highest``."""
    if not 1 <= item.level <= highest:
        yield f"level must be from 1 to {highest}"
    if item.options:
        yield "has options, but its problem brings its own"


def fields(item: Item) -> dict[str, Any]:
    choices = [SelectChoice(letter, letter.upper()) for letter in LETTERS]
    return {item.code: RadioField(item.text, choices=choices, validate_choice=False)}


def read(item: Item, given: Given) -> Answer:
    if not given.value:
        return Answer()
    if given.value not in tuple(LETTERS):
        raise NotAnAnswer(item.code, "NOT_AN_OPTION")
    return Answer(text=given.value)


def score(item: Item, answer: Answer) -> float | None:
    """1 for the right letter, 0 for another; None where nothing was answered or nobody knows what was shown."""
    if item.problem is None or answer.text is None:
        return None
    return float(answer.text == item.problem["answer"])


def span(item: Item) -> tuple[float, float]:
    return 0.0, 1.0
