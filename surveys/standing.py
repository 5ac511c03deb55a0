"""One administration as it lies before its respondent: the sections they are asked, and the state each is in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from surveys.definition import Instrument, Section
from surveys.items import Answer
from surveys.models import Administration, Presented, SectionClock
from surveys.presenting import presented
from surveys.progress import Progress, reckon
from surveys.routing import asked
from surveys.sessions import answers, before
from surveys.timing import clocks, once, over

#: ``closed`` to be opened once, by a press of its own; ``over`` when nobody comes back to it.
State = Literal["closed", "open", "over"]


@dataclass(frozen=True, slots=True)
class Page:
    """A section before its respondent; ``given`` are the items of an adaptive one so far, in order."""

    section: Section
    state: State
    clock: SectionClock | None
    given: tuple[Presented, ...]

    @property
    def once(self) -> bool:
        """Whether nobody comes back to it."""
        return once(self.section)

    @property
    def current(self) -> str | None:
        """The item of an adaptive section that is to be answered now."""
        return next((one.item for one in self.given if one.left_at is None), None)

    @property
    def shown(self) -> Section:
        """The section with the items that lie before the respondent now: all, or of an adaptive one the current."""
        if self.section.adaptive is None:
            return self.section
        return replace(self.section, items=tuple(item for item in self.section.items if item.code == self.current))


@dataclass(frozen=True, slots=True)
class Standing:
    """The instrument in their language and order, the pages they are asked, and how far they have come."""

    instrument: Instrument
    answers: Mapping[str, Answer]
    pages: tuple[Page, ...]
    progress: Progress


def standing(session: Session, administration: Administration, *, now: datetime) -> Standing:
    """How one administration stands at a moment."""
    instrument, stored = before(session, administration), answers(session, administration.id)
    sections = asked(instrument, stored)
    opened = clocks(session, administration.id) if any(once(section) for section in sections) else {}
    given = presented(session, administration.id) if any(section.adaptive for section in sections) else ()
    pages = tuple(
        Page(
            section,
            _state(section, opened.get(section.code), now),
            opened.get(section.code),
            tuple(one for one in given if one.section == section.code),
        )
        for section in sections
    )
    return Standing(instrument, stored, pages, reckon(sections, stored, opened, given, now=now))


def _state(section: Section, clock: SectionClock | None, now: datetime) -> State:
    if not once(section):
        return "open"
    if clock is None:
        return "closed"
    return "over" if over(clock, now=now) else "open"
