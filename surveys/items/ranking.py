"""An order of options, stored by their values from the first place on, such as ``b,a,c``; an empty place is empty.

Where the options have scores, the answer's score is Goodman and Kruskal's gamma (1954) with the experts' order: of the
pairs to which experts gave different scores, the share in their order less the share against it, from -1 to 1.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.items import choice
from surveys.items.kind import Answer, Given
from surveys.items.parts import Parts
from surveys.items.values import told_apart, values

#: More than these nobody holds side by side.
MOST = 8


def complaints(item: Item) -> Iterator[str]:
    yield from choice.complaints(item)
    yield from told_apart(item)
    if len(item.options) > MOST:
        yield f"at most {MOST} options can be put in order"
    scores = {option.score for option in item.options}
    if None in scores and len(scores) > 1:
        yield "either every option has a score or none"
    elif len(scores) == 1 and None not in scores:
        yield "all options have the same score: the experts have no order"


def joined(item: Item, written: str) -> str:
    """``2:a,1:b`` is ``b,a``; the last one left takes the last place left. What is no order stays, to be refused."""
    places = _placed(written, len(item.options))
    if places is None:
        return written
    left = [value for value in values(item) if value not in places]
    if places.count("") == len(left) == 1:
        places[places.index("")] = left[0]
    return ",".join(places).rstrip(",")


def _placed(written: str, length: int) -> list[str] | None:
    """The value at each place, empty where there is none; None where two stand at one place or outside."""
    pieces = written.split(",")
    if ":" not in written:
        return [*pieces, *[""] * (length - len(pieces))] if len(pieces) <= length else None
    places = [""] * length
    for place, _, value in (piece.partition(":") for piece in pieces if piece):
        if place not in map(str, range(1, length + 1)) or places[int(place) - 1] or not value:
            return None
        places[int(place) - 1] = value
    return places


def ticks(data: str) -> set[str]:
    """The values of the controls that are on: place and option."""
    if ":" in data:
        return set(data.split(","))
    return {f"{place}:{value}" for place, value in enumerate(data.split(","), start=1) if value}


def fields(item: Item) -> dict[str, Any]:
    return {
        item.code: Parts(item.text, joined=lambda sent: joined(item, sent), ticks=ticks, parts=len(item.options)),
    }


def read(item: Item, given: Given) -> Answer:
    order = joined(item, given.value)
    if not order:
        return Answer()
    placed = [value for value in order.split(",") if value]
    if ":" in order or len(order.split(",")) > len(item.options) or len(set(placed)) < len(placed):
        raise NotAnAnswer(item.code, "NOT_AN_ORDER")
    if not set(placed) <= set(values(item)):
        raise NotAnAnswer(item.code, "NOT_AN_OPTION")
    return Answer(text=order)


def whole(item: Item, answer: Answer) -> bool:
    """Whether every option has its place."""
    return answer.text is not None and len(list(filter(None, answer.text.split(",")))) == len(item.options)


def score(item: Item, answer: Answer) -> float | None:
    worth = {option.value: option.score for option in item.options}
    if answer.text is None or span(item) is None or not whole(item, answer):
        return None
    agreed = [
        1 if first > second else -1
        for one, other in combinations(answer.text.split(","), 2)
        if (first := worth[one]) is not None and (second := worth[other]) is not None and first != second
    ]
    return sum(agreed) / len(agreed)


def span(item: Item) -> tuple[float, float] | None:
    scores = {option.score for option in item.options}
    return (-1.0, 1.0) if len(scores) > 1 and None not in scores else None


def lacks(item: Item, answer: Answer) -> str | None:
    return None if answer.text is None or whole(item, answer) else "ORDER_UNFINISHED"
