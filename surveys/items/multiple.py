"""Some of several options, stored by their values in the order written; the scores of the chosen add up."""

from collections.abc import Iterator
from typing import Any

from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.items import choice
from surveys.items.kind import Answer, Given
from surveys.items.parts import Parts
from surveys.items.values import told_apart, values


def fewest(item: Item) -> int:
    """How many options at least; an answer has one."""
    return max(1, int(item.minimum or 1))


def most(item: Item) -> int:
    """How many options at most."""
    return len(item.options) if item.maximum is None else int(item.maximum)


def complaints(item: Item) -> Iterator[str]:
    yield from choice.complaints(item)
    yield from told_apart(item)
    bounds = [bound for bound in (item.minimum, item.maximum) if bound is not None]
    if not all(float(bound).is_integer() and bound >= 0 for bound in bounds):
        yield "minimum and maximum count options: whole numbers, not below 0"
    elif not fewest(item) <= most(item) <= len(item.options):
        yield "minimum must not be above maximum, nor maximum above the number of options"
    if len({option.score is None for option in item.options}) > 1:
        yield "either every option has a score or none"


def joined(item: Item, written: str) -> str:
    """The chosen values in the order of the options; what is none of them stays, to be refused."""
    given = [one for one in dict.fromkeys(written.split(",")) if one]
    known = values(item)
    return ",".join([value for value in known if value in given] + [one for one in given if one not in known])


def fields(item: Item) -> dict[str, Any]:
    return {item.code: Parts(item.text, joined=lambda sent: joined(item, sent), ticks=lambda data: data.split(","))}


def read(item: Item, given: Given) -> Answer:
    chosen = joined(item, given.value)
    if not chosen:
        return Answer()
    if not set(chosen.split(",")) <= set(values(item)):
        raise NotAnAnswer(item.code, "NOT_AN_OPTION")
    if chosen.count(",") + 1 > most(item):
        raise NotAnAnswer(item.code, "TOO_MANY")
    return Answer(text=chosen)


def score(item: Item, answer: Answer) -> float | None:
    if answer.text is None:
        return None
    worth = {option.value: option.score for option in item.options}
    scores = [worth[value] for value in answer.text.split(",")]
    known = [score for score in scores if score is not None]
    return sum(known) if len(known) == len(scores) else None


def span(item: Item) -> tuple[float, float] | None:
    scores = sorted(option.score for option in item.options if option.score is not None)
    if not scores or any(complaints(item)):
        return None
    counts = range(fewest(item), most(item) + 1)
    return min(sum(scores[:n]) for n in counts), max(sum(scores[len(scores) - n :]) for n in counts)


def lacks(item: Item, answer: Answer) -> str | None:
    few = answer.text is not None and answer.text.count(",") + 1 < fewest(item)
    return "TOO_FEW" if few else None
