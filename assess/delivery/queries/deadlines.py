"""Whose time is nearly over."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from assess.delivery.models import Assessment, Invitation
from assess.delivery.queries.assessments import AT_ONCE, WITH_NAMES
from assess.people.models import Person

LAST_DAY = timedelta(days=1)


def to_remind(session: Session, moment: datetime) -> Iterator[tuple[Invitation, int]]:
    """Who is to be reminded now, and whether for the first (1) or the last time (2).

    The first falls at two thirds of the time, the last a day before its end; where both are due the last one does.
    Nobody whose link was not sent, who finished, left, was withdrawn, or whose time is over. At most ``AT_ONCE``
    for each length of time: the others have their turn a minute later.
    """
    last = moment + LAST_DAY
    for days in session.scalars(select(Assessment.days_open).distinct()).all():
        first = max(timedelta(days=days) / 3, LAST_DAY)
        query = (
            select(Invitation)
            .join(Invitation.assessment)
            .where(
                Assessment.days_open == days,
                Invitation.sent_at.is_not(None),
                Invitation.submitted_at.is_(None),
                Invitation.withdrawn_at.is_(None),
                Invitation.expires_at > moment,
                Invitation.expires_at <= moment + first,
                # nobody can be reminded without an address
                or_(Invitation.application_id.is_not(None), Invitation.person.has(Person.email != "")),
                or_(Invitation.reminded == 0, and_(Invitation.reminded == 1, Invitation.expires_at <= last)),
            )
        )
        for invitation in session.scalars(query.options(*WITH_NAMES).order_by(Invitation.id).limit(AT_ONCE)).all():
            number = 2 if invitation.expires_at <= last else 1
            if invitation.email:
                yield invitation, number
