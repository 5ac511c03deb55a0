"""Whether an application was kept as long as the candidate was promised."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.delivery.models import Invitation
from assess.hiring.models import Application
from surveys.moments import months_before, now


def kept_long_enough(session: Session, application_id: int) -> bool:
    """Whether an application is closed, and every assessment of it is over for as long as its notice said.

    An application without any was promised nothing here.
    """
    application = session.get(Application, application_id)
    if application is None or application.stage != "closed":
        return False
    query = select(Invitation).where(Invitation.application_id == application_id)
    found = session.scalars(query.options(joinedload(Invitation.assessment))).all()
    kept = [one for one in found if not _over(one)]
    # of an invitation nobody began nothing is kept, and nothing will be heard when its time is over
    return len(kept) < len(found) and not any(one.begun_at or one.submitted_at for one in kept)


def _over(invitation: Invitation) -> bool:
    until = months_before(now(), invitation.assessment.months_kept)
    return (invitation.submitted_at or invitation.expires_at) <= until
