"""What stands in somebody's calendar."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.errors import NotFound
from assess.hiring.models import Application
from assess.interviews.models import CalendarFeed, Interview, Rater, Seat
from assess.links.actions import digest
from assess.people.models import Account
from surveys.moments import now

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
