"""What came of practice items, for whoever tried them."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.definition import Item, Section
from surveys.items import KINDS, Answer


@dataclass(frozen=True, slots=True)
class Tried:
    """A practice item and whether the answer was right; None where the kind knows no right answer."""

    item: Item
    answered: bool
    right: bool | None


def tried(section: Section, answers: Mapping[str, Answer]) -> dict[str, Tried]:
    """Every item of a practice section, as it lay before whoever answered: right is what scores highest."""
    found = {}
    for item in section.items:
        kind, answer = KINDS[item.kind], answers.get(item.code, Answer())
        span = kind.span(item)
        score = kind.score(item, answer) if answer.answered else None
        right = None if span is None or score is None else score == span[1]
        found[item.code] = Tried(item, answer.answered, right)
    return found
