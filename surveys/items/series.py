"""A number series to be continued, made anew for everybody at the level asked for."""

from collections.abc import Iterator, Mapping
from typing import Any

from surveys.definition import Item
from surveys.generators import series
from surveys.items import generated
from surveys.items.kind import nothing

fields = generated.fields
read = generated.read
score = generated.score
span = generated.span
lacks = nothing


def complaints(item: Item) -> Iterator[str]:
    yield from generated.faults(item, series.LEVELS)


def draw(item: Item, seed: int) -> Mapping[str, Any]:
    """The problem of one respondent, in its plain form; ``seed`` from 0 to 2⁶⁴ - 1."""
    return series.problem(item.level, seed).plain()
