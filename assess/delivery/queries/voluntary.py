"""Who is asked the voluntary questions, and where their answers belong."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.models import Assessment, Invitation
from assess.delivery.queries.sittings import invited
from assess.errors import Conflict, NotFound
from assess.hiring.models import Opening
from assess.links.queries import Opened


class OpeningClosed(Conflict):
    """What was said when the opening closed stands."""

    key = "vault.closed"


def asked_voluntarily(invitation: Invitation) -> bool:
    """Whether these are questions for whoever was invited: candidates, from handing in until their answers go."""
    return bool(invitation.application_id is not None and invitation.submitted_at is not None and invitation.parts)


def candidate_of(session: Session, link: Opened) -> tuple[Invitation, Opening]:
    """The invitation a link opens and the opening it is for; NotFound where nothing is asked."""
    invitation = invited(session, link)
    opening = invitation.assessment.opening
    if opening is None or not asked_voluntarily(invitation):
        raise NotFound
    return invitation, opening


def last_of_its_opening(session: Session, invitation: Invitation) -> bool:
    """Whether no other answers of this person for the same opening are kept."""
    others = (
        select(Invitation.id)
        .join(Invitation.assessment)
        .where(
            Invitation.id != invitation.id,
            Invitation.participant_id == invitation.participant_id,
            Assessment.opening_id == invitation.assessment.opening_id,
            Invitation.submitted_at.is_not(None),
            Invitation.parts.any(),
        )
    )
    return session.scalar(others.limit(1)) is None
