"""Saying what happened to somebody's accounts; a mistake is corrected by a further row, never by erasing one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict
from assess.jobs.actions import enqueue
from assess.people.models import Person
from assess.performance.models import Event


class EventThere(Conflict):
    """This kind of event is down for that day already."""

    key = "event.there"


class EventCorrected(Conflict):
    """Somebody corrected or took back this event a moment ago."""

    key = "event.corrected"


def happened(session: Session, actor: str, person: Person, given: Mapping[str, Any]) -> Event:
    """Put down an event; EventThere where one of this type stands for the day."""
    event = _written(session, Event(person_id=person.id, made_by=actor, **_sized(given)))
    record(session, actor, "performance.event_added", f"person:{person.id}", event=event.id, type=event.type)
    enqueue(session, "performance.rate")
    return event


def correct(session: Session, actor: str, event: Event, given: Mapping[str, Any]) -> Event:
    """Put the right one in the place of an event, which stays readable; EventThere, EventCorrected."""
    new = _following(session, actor, event, Event(**_sized(given)))
    record(session, actor, "performance.event_corrected", f"person:{new.person_id}", event=new.id, was=event.id)
    return new


def withdraw(session: Session, actor: str, event: Event, reason: str) -> Event:
    """Say that an event did not happen, and why; EventCorrected."""
    told = {name: getattr(event, name) for name in ("type", "day", "end", "size", "accounts_before", "accounts_after",
                                                    "revenue", "unit", "whom")}  # fmt: skip
    new = _following(session, actor, event, Event(**told, reason=reason, state="withdrawn"))
    record(session, actor, "performance.event_withdrawn", f"person:{new.person_id}", event=new.id, was=event.id)
    return new


def _following(session: Session, actor: str, event: Event, new: Event) -> Event:
    taken = session.scalar(select(Event.id).where(Event.corrects_id == event.id))
    if event.state != "stands" or taken is not None:
        raise EventCorrected
    event.state = "replaced"
    new.person_id, new.made_by, new.corrects_id = event.person_id, actor, event.id
    _written(session, new)
    enqueue(session, "performance.rate")
    return new


def _written(session: Session, event: Event) -> Event:
    """The database alone knows whether two people are at it at once."""
    try:
        with session.begin_nested():
            session.add(event)
    except IntegrityError as error:
        raise (EventCorrected() if "corrects_id" in str(error.orig) else EventThere()) from None
    return event


def _sized(given: Mapping[str, Any]) -> dict[str, Any]:
    """The share that moved follows from the accounts where nobody said it."""
    found = dict(given)
    before, after = found.get("accounts_before"), found.get("accounts_after")
    if found.get("size") is None and before and after is not None:
        found["size"] = min(abs(after - before) / before, 1.0)
    return found
