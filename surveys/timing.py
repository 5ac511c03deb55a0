"""Sections that are opened once: how long somebody has for them by the server's clock, and when they are over."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys.definition import Section
from surveys.errors import SectionOver
from surveys.models import SectionClock

#: An answer given in time may be this long on its way.
GRACE = timedelta(seconds=5)
UNTIMED = 0.0


def once(section: Section) -> bool:
    """Whether a section is begun by a press of its own, and nobody comes back to it: it is timed or adaptive."""
    return section.seconds is not None or section.adaptive is not None


def open_section(
    session: Session, administration_id: int, section: Section, *, now: datetime, allowance: float = 1.0
) -> SectionClock | None:
    """The clock of a section, started when it is opened for the first time; None for one that is not opened once.

    ``allowance`` multiplies the time: 1.5 is half as much again, ``UNTIMED`` no limit at all.
    """
    if not once(section):
        return None
    key = (administration_id, section.code)
    clock = session.get(SectionClock, key)
    if clock is None:
        due = now + timedelta(seconds=section.seconds * allowance) if section.seconds and allowance else None
        clock = SectionClock(administration_id=administration_id, section=section.code, opened_at=now, due_at=due)
        try:
            with session.begin_nested():
                session.add(clock)
        except IntegrityError:  # another browser opened it in the same moment
            clock = session.get_one(SectionClock, key)
    return clock


def leave(session: Session, clock: SectionClock, *, now: datetime) -> None:
    """The section is done before its time: nobody can come back to it."""
    if clock.left_at is None:
        clock.left_at = now
        session.flush()


def clocks(session: Session, administration_id: int) -> Mapping[str, SectionClock]:
    """The clocks of every section opened so far that is opened once, by section."""
    query = select(SectionClock).where(SectionClock.administration_id == administration_id)
    return {clock.section: clock for clock in session.scalars(query)}


def over(clock: SectionClock, *, now: datetime) -> bool:
    """Whether the section takes no answer any more, for somebody who looks at it."""
    return clock.left_at is not None or (clock.due_at is not None and clock.due_at <= now)


def check(session: Session, administration_id: int, section: Section, *, now: datetime) -> None:
    """Raises SectionOver for an answer that comes after the section's time and ``GRACE``, or before it was opened."""
    if not once(section):
        return
    clock = session.get(SectionClock, (administration_id, section.code))
    if clock is None:
        raise SectionOver(section=section.code, opened=False)
    if clock.left_at is not None or (clock.due_at is not None and clock.due_at + GRACE <= now):
        raise SectionOver(section=section.code, opened=True)
