"""What stands in somebody's calendar."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.errors import NotFound
from assess.hiring.models import Application
from assess.ical import Event, Person
from assess.interviews.models import CalendarFeed, Interview, Rater, Seat
from assess.links.actions import digest
from assess.people.models import Account
from surveys.moments import now

#: Minutes before an interview at which a calendar reminds.
ALARM = 15
#: A calendar goes back so far; what is older only makes it heavy.
BACK = timedelta(days=90)


def feed_of(session: Session, token: str) -> Account:
    """Whose calendar that token opens; NotFound, also once their account is closed."""
    query = select(CalendarFeed).where(CalendarFeed.digest == digest(token)).options(joinedload(CalendarFeed.account))
    feed = session.scalar(query)
    if feed is None or not feed.account.active:
        raise NotFound
    return feed.account


def feed_for(session: Session, viewer: Account) -> CalendarFeed | None:
    """The viewer's own feed, if they asked for one."""
    return session.get(CalendarFeed, viewer.id)


def appointments(session: Session, account: Account) -> Sequence[Interview]:
    """The interviews somebody sits in or chairs that have a time, cancelled ones too, by time."""
    sits = Interview.seats.any(Seat.rater.has(Rater.account_id == account.id))
    query = select(Interview).where(or_(sits, Interview.chair_id == account.id), Interview.scheduled_at >= now() - BACK)
    names = (
        joinedload(Interview.application).joinedload(Application.opening),
        selectinload(Interview.seats).joinedload(Seat.rater),
    )
    return session.scalars(query.options(*names).order_by(Interview.scheduled_at, Interview.id)).all()


def title(interview: Interview) -> str:
    """What an interview is called in calendars: by the requisition, never by the person."""
    words = {"interview": _("Interview"), "simulation": _("Simulation"), "observation": _("Observation")}
    code = interview.application.opening.code if interview.application else str(interview.id)
    return f"{words[interview.kind]} - {code}"


def event(interview: Interview, base_url: str, rater: Rater | None = None) -> Event:
    """An interview that has a time as an appointment, for one rater to accept or for a calendar to follow.

    Nothing in it comes from ratings, from who has locked or from how many have: it changes with the appointment alone.
    """
    if interview.scheduled_at is None:
        raise ValueError("an appointment has a time")
    chair = interview.chair
    return Event(
        uid=f"interview-{interview.id}@{urlsplit(base_url).hostname}",
        sequence=interview.sequence,
        changed_at=interview.changed_at,
        starts_at=interview.scheduled_at,
        minutes=interview.minutes,
        title=title(interview),
        url=f"{base_url.rstrip('/')}/interviews/{interview.id}" if rater is None or rater.account else "",
        cancelled=interview.state == "cancelled",
        alarm=ALARM,
        organizer=Person(chair.name, chair.email) if chair and rater else None,
        attendees=(Person(rater.name, rater.address),) if rater else (),
    )


def due(interview: Interview, base_url: str) -> Event:
    """When the scorecard is due, for the calendar of somebody whose own is open."""
    return Event(
        uid=f"scorecard-{interview.id}@{urlsplit(base_url).hostname}",
        sequence=interview.sequence,
        changed_at=interview.changed_at,
        starts_at=interview.due_at,
        minutes=0,
        title=_("Scorecard due - %(title)s", title=title(interview)),
        url=f"{base_url.rstrip('/')}/interviews/{interview.id}/scorecard",
    )


def agenda(session: Session, account: Account, base_url: str) -> list[Event]:
    """Somebody's appointments, and the deadlines of their own open scorecards; others' scorecards change nothing."""
    found = []
    for interview in appointments(session, account):
        found.append(event(interview, base_url))
        mine = (seat.state for seat in interview.seats if seat.rater.account_id == account.id)
        if interview.state == "open" and "open" in mine:
            found.append(due(interview, base_url))
    return found
