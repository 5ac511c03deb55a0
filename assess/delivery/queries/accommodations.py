"""Reading what somebody asked for to take part, for themselves and for HR; nobody who looks at scores comes here."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.delivery.models import Accommodation, Invitation
from assess.errors import NotFound
from assess.hiring.models import Application


def allowance(session: Session, invitation: Invitation) -> float:
    """What every limit of time is multiplied with: 1.0 as for everybody, 0.0 no limit."""
    found = in_force(session, invitation)
    return 1.0 if found is None else found.extra_time


def in_force(session: Session, invitation: Invitation) -> Accommodation | None:
    """What was granted last; a request that was declined since changes nothing. None where nothing was."""
    query = select(Accommodation).where(
        Accommodation.invitation_id == invitation.id, Accommodation.outcome == "granted"
    )
    return session.scalar(query.order_by(Accommodation.answered_at.desc(), Accommodation.id.desc()).limit(1))


def asked(session: Session, invitation: Invitation) -> Sequence[Accommodation]:
    """Everything somebody asked for, newest first."""
    query = select(Accommodation).where(Accommodation.invitation_id == invitation.id)
    return session.scalars(query.order_by(Accommodation.id.desc())).all()


def requests(session: Session) -> Sequence[Accommodation]:
    """Every request with who asked: those that wait first, the longest waiting on top; for HR alone."""
    query = select(Accommodation).options(*_WITH_NAMES)
    return session.scalars(query.order_by(Accommodation.answered_at.is_not(None), Accommodation.asked_at)).all()


def request(session: Session, id: int) -> Accommodation:
    """One request with who asked, for HR alone; NotFound."""
    found = session.scalar(select(Accommodation).where(Accommodation.id == id).options(*_WITH_NAMES))
    if found is None:
        raise NotFound
    return found


_INVITATION = joinedload(Accommodation.invitation)
_WITH_NAMES = (
    _INVITATION.joinedload(Invitation.application).joinedload(Application.candidate),
    _INVITATION.joinedload(Invitation.person),
    _INVITATION.joinedload(Invitation.assessment),
)
