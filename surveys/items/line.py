"""A few free words on one line."""

from collections.abc import Iterator
from typing import Any

from wtforms import StringField

from surveys.definition import Item
from surveys.items import text
from surveys.items.kind import Answer, Given, nothing, unscored

LONGEST = 200

lacks = nothing
score = text.score
span = unscored


def longest(item: Item) -> int:
    """Most characters: what the item says, but no more than fit on a line."""
    return min(item.longest, LONGEST)


def complaints(item: Item) -> Iterator[str]:
    if item.longest < 1:
        yield "longest must be 1 or more"


def fields(item: Item) -> dict[str, Any]:
    return {item.code: StringField(item.text, render_kw={"maxlength": longest(item)})}


def read(item: Item, given: Given) -> Answer:
    return Answer(text=" ".join(text.words(item, given.value, longest(item)).split()) or None)
