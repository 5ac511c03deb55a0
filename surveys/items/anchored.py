"""A behaviourally anchored rating with its evidence (Smith & Kendall 1963); "no evidence" is missing, never low."""

from collections.abc import Iterator
from typing import Any

from wtforms import RadioField, SelectChoice, SelectMultipleField, TextAreaField

from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.items import text
from surveys.items.kind import Answer, Given

NO_EVIDENCE = "none"
LOW, HIGH = 1, 5


def points(item: Item) -> range:
    """Every point that can be given, described or not."""
    low = LOW if item.minimum is None else item.minimum
    high = HIGH if item.maximum is None else item.maximum
    return range(int(low), int(high) + 1)


def complaints(item: Item) -> Iterator[str]:
    possible = points(item)
    described = [anchor.points for anchor in item.anchors]
    if len(possible) < 2:
        yield "needs two points or more"
    elif not {possible[0], possible[-1]} <= set(described):
        yield f"needs an anchor at {possible[0]} and at {possible[-1]}"
    if described != sorted(set(described)):
        yield "anchors must rise, each point once"
    if any(point not in possible for point in described):
        yield "an anchor lies outside the points"
    if any(not anchor.behaviour for anchor in item.anchors):
        yield "an anchor lacks its behaviour"
    if len(set(item.cues)) < len(item.cues) or not all(item.cues):
        yield "a cue is empty or repeated"


def fields(item: Item) -> dict[str, Any]:
    behaviour = {anchor.points: anchor.behaviour for anchor in item.anchors}
    rating = [SelectChoice(str(point), behaviour.get(point, "")) for point in points(item)]
    cues = [SelectChoice(str(number), cue) for number, cue in enumerate(item.cues, start=1)]
    return {
        item.code: RadioField(item.text, choices=[*rating, SelectChoice(NO_EVIDENCE, "")], validate_choice=False),
        f"{item.code}__cues": SelectMultipleField(choices=cues, validate_choice=False),
        f"{item.code}__evidence": TextAreaField(render_kw={"maxlength": item.longest}),
    }


def read(item: Item, given: Given) -> Answer:
    evidence = text.words(item, given.evidence, item.longest)
    possible_cues = [str(number) for number in range(1, len(item.cues) + 1)]
    if not set(given.cues) <= set(possible_cues):
        raise NotAnAnswer(item.code, "NOT_A_CUE")
    cues = tuple(cue for cue in possible_cues if cue in given.cues)
    if not given.value:
        return Answer(evidence=evidence, cues=cues)
    if given.value == NO_EVIDENCE:
        return Answer(text=NO_EVIDENCE, evidence=evidence, cues=cues)
    if given.value not in {str(point) for point in points(item)}:
        raise NotAnAnswer(item.code, "NOT_AN_OPTION")
    return Answer(value=float(given.value), evidence=evidence, cues=cues)


def score(item: Item, answer: Answer) -> float | None:
    return answer.value


def span(item: Item) -> tuple[float, float] | None:
    possible = points(item)
    return (float(possible[0]), float(possible[-1])) if possible else None


def lacks(item: Item, answer: Answer) -> str | None:
    """A rating needs a note of any length or a tapped cue; "no evidence" needs neither (methods §6.1).

    Nor does an item that takes no note: who rates from years of working together is not asked for minutes.
    """
    if not item.longest:
        return None
    return "NEEDS_EVIDENCE" if answer.value is not None and not answer.evidence and not answer.cues else None
