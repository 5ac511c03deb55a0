"""The kinds of item, one module each; nothing else asks what kind an item is."""

from collections.abc import Callable, Mapping
from typing import Any

from surveys.definition import Item
from surveys.items import (
    anchored,
    bestworst,
    choice,
    forced,
    likert,
    line,
    matrix,
    multiple,
    number,
    ranking,
    series,
    slider,
    text,
    upload,
)
from surveys.items.kind import Answer, Given, Kind

#: Kinds whose problem is made anew for everybody: the item and a number no one else has give what is shown.
GENERATORS: dict[str, Callable[[Item, int], Mapping[str, Any]]] = {"series": series.draw, "matrix": matrix.draw}

#: Kinds whose answer names a file, which ``surveys.uploads`` keeps.
FILED = frozenset({"upload"})

KINDS: dict[str, Kind] = {
    "likert": likert,
    "choice": choice,
    "multiple": multiple,
    "bestworst": bestworst,
    "ranking": ranking,
    "forced": forced,
    "slider": slider,
    "number": number,
    "line": line,
    "text": text,
    "upload": upload,
    "anchored": anchored,
    "series": series,
    "matrix": matrix,
}

__all__ = ["FILED", "GENERATORS", "KINDS", "Answer", "Given", "Kind"]
