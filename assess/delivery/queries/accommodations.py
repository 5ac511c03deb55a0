"""Reading what somebody asked for to take part, for themselves and for HR; nobody who looks at scores comes here."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
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
    query = _asked_by(invitation).where(Accommodation.outcome == "granted")
    found: Accommodation | None = session.scalar(
        query.order_by(Accommodation.answered_at.desc(), Accommodation.id.desc()).limit(1)
    )
    return found


def asked(session: Session, invitation: Invitation) -> Sequence[Accommodation]:
    """Everything somebody asked for, newest first."""
    return session.scalars(_asked_by(invitation).order_by(Accommodation.id.desc())).all()


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


def _asked_by(invitation: Invitation) -> Select[Any]:
    # whoever takes an assessment again need not ask again
    return (
        select(Accommodation)
        .join(Accommodation.invitation)
        .where(
            Invitation.assessment_id == invitation.assessment_id,
            Invitation.participant_id == invitation.participant_id,
        )
    )


_INVITATION = joinedload(Accommodation.invitation)
_WITH_NAMES = (
    _INVITATION.joinedload(Invitation.application).joinedload(Application.candidate),
    _INVITATION.joinedload(Invitation.person),
    _INVITATION.joinedload(Invitation.assessment),
)
