"""The best and the worst of the same options in one item, stored as ``best>worst``, such as ``c>a``.

An answer scores (best + lowest + highest - worst)/2 of the options' scores: half of best less worst, laid into the span
of the options themselves. Options scored 1 (to be called best), -1 (to be called worst) and 0 give the +1/-1 key of
situational judgement tests (McDaniel, Psotka, Legree, Yost & Weekley 2011), halved.
"""

from collections.abc import Iterator
from typing import Any

from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.items import choice
from surveys.items.kind import Answer, Given
from surveys.items.parts import Parts
from surveys.items.values import told_apart, values

span = choice.span


def complaints(item: Item) -> Iterator[str]:
    yield from choice.complaints(item)
    yield from told_apart(item)
    if len(item.options) == 2:
        yield "needs three options or more: of two the worst is the other one"
    if len(item.ends) not in (0, 2):
        yield "ends are two: the words for the worst and for the best"
    if len({option.score is None for option in item.options}) > 1:
        yield "either every option has a score or none"


def joined(written: str) -> str:
    """``c>,>a`` is ``c>a``; what holds two best, two worst or no mark at all stays, to be refused."""
    halves = [one.partition(">") for one in written.split(",") if one]
    best = [left for left, _, _ in halves if left]
    worst = [right for _, _, right in halves if right]
    if not all(mark for _, mark, _ in halves) or len(best) > 1 or len(worst) > 1:
        return written
    return ">".join(("".join(best), "".join(worst))) if best or worst else ""


def ticks(data: str) -> set[str]:
    """The values of the two controls that are on."""
    best, _, worst = data.partition(">")
    return {f"{best}>", f">{worst}"}


def fields(item: Item) -> dict[str, Any]:
    return {item.code: Parts(item.text, joined=joined, ticks=ticks, parts=2)}


def read(item: Item, given: Given) -> Answer:
    pair = joined(given.value)
    if not pair:
        return Answer()
    best, mark, worst = pair.partition(">")
    if not mark or not {best, worst} - {""} <= set(values(item)):
        raise NotAnAnswer(item.code, "NOT_AN_OPTION")
    if best == worst:
        raise NotAnAnswer(item.code, "SAME_OPTION")
    return Answer(text=pair)


def score(item: Item, answer: Answer) -> float | None:
    worth = {option.value: option.score for option in item.options}
    best, _, worst = (answer.text or "").partition(">")
    plus, minus, reach = worth.get(best), worth.get(worst), span(item)
    if plus is None or minus is None or reach is None:
        return None
    return (plus + sum(reach) - minus) / 2


def lacks(item: Item, answer: Answer) -> str | None:
    whole = answer.text is None or all(answer.text.partition(">"))
    return None if whole else "HALF_A_PAIR"
