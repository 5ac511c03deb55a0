"""Panels before a candidate go, with everything said in them, once the application was kept as long as promised."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.access import Holder
from assess.audit.actions import SYSTEM, record
from assess.interviews.models import Interview
from assess.jobs.actions import announce
from assess.links.actions import remove
from surveys.models import Administration


def forget(session: Session, application_id: int) -> None:
    """Delete the panels of an application with ratings, notes, second ratings and averages; harmless to repeat.

    Decisions keep the averages they rested on, under the candidate's pseudonym.
    """
    query = select(Interview).where(Interview.application_id == application_id)
    found = session.scalars(query.options(joinedload(Interview.version), selectinload(Interview.seats))).all()
    if not found:
        return
    seats = [seat for one in found for seat in one.seats]
    guides, given = {one.version.code for one in found}, [seat.administration_id for seat in seats]
    remove(session, Holder.SEAT, [seat.id for seat in seats])
    # seats, second ratings, averages and reminders go with their panel, answers with their administration
    session.execute(delete(Interview).where(Interview.id.in_([one.id for one in found])))
    session.execute(delete(Administration).where(Administration.id.in_(given)))
    session.expire_all()
    record(session, SYSTEM, "interviews.forgotten", f"application:{application_id}", panels=len(found))
    for guide in sorted(guides):
        announce(session, "interviews.forgotten", guide)
