"""The values of an item's options, and whether they can stand side by side in one stored answer."""

import re
from collections.abc import Iterator

from surveys.definition import Item

_VALUE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def values(item: Item) -> list[str]:
    """The options' values, in order."""
    return [option.value for option in item.options]


def told_apart(item: Item) -> Iterator[str]:
    """A complaint about values that could not be told apart once they are joined."""
    if not all(_VALUE.fullmatch(value) for value in values(item)):
        yield "the options' values are letters, digits, - and _ only"
