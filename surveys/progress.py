"""How far somebody has come, and what stands in the way of submitting."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from surveys.definition import Item, Section
from surveys.items import KINDS, Answer
from surveys.models import Presented, SectionClock
from surveys.timing import over


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an administration has come: items in the order asked.

    Attributes
    ----------
    missing : tuple of str
        Items without an answer.
    owed : Mapping
        Items that stand in the way of submitting, each with its reason (``"REQUIRED"`` or what the kind lacks).
    """

    answered: int
    total: int
    missing: tuple[str, ...]
    owed: Mapping[str, str]


def reckon(
    sections: Sequence[Section],
    answers: Mapping[str, Answer],
    clocks: Mapping[str, SectionClock],
    given: Sequence[Presented],
    *,
    asked: Collection[str] | None = None,
    now: datetime | None = None,
) -> Progress:
    """The progress of sections that are asked; the rest as ``surveys.sessions.progress``, which reads what it takes."""
    total, answered, missing, owed = 0, 0, [], {}
    for section in sections:
        if section.practice:
            continue
        clock = clocks.get(section.code)
        closed = clock is not None and (over(clock, now=now) if now else clock.left_at is not None)
        items = [item for item in section.items if asked is None or item.code in asked]
        mine = [one for one in given if one.section == section.code]
        left = {one.item for one in mine if one.left_at is not None}
        total += _expected(section, mine, closed) if section.adaptive else len(items)
        for item in items:
            answer = answers.get(item.code, Answer())
            answered += answer.answered
            if not answer.answered and not closed and item.code not in left:
                missing.append(item.code)
            lack = _lack(item, answer)
            if lack is not None and not closed and section.adaptive is None:
                owed[item.code] = lack
    return Progress(answered, total, tuple(missing), owed)


def _expected(section: Section, given: Sequence[Presented], closed: bool) -> int:
    """How many items of an adaptive section somebody is given at most, or was given."""
    if closed or section.adaptive is None:
        return len(given)
    by_bank = not given or given[0].bank is not None
    return min(section.adaptive.most, len(section.items)) if by_bank else len(section.items)


def _lack(item: Item, answer: Answer) -> str | None:
    if not answer.answered:
        return "REQUIRED" if item.required else None
    return KINDS[item.kind].lacks(item, answer)
