"""What the invited do: begin, answer, hand in; and how their answers go."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from assess.audit.actions import SYSTEM, record
from assess.delivery.actions.refusals import TooEarly
from assess.delivery.models import Accommodation, DataCopy, Invitation, InvitationPart, ReviewRequest
from assess.delivery.queries.retakes import form_for
from assess.delivery.queries.sittings import administration_of
from assess.jobs.actions import announce
from surveys import sessions
from surveys.items import Given
from surveys.models import Administration, Participant, random_code
from surveys.moments import now
from surveys.writing import Tap


def begin(session: Session, invitation: Invitation, language: str = "") -> None:
    """Open the parts for answering, in a language all of them can be answered in; harmless to repeat.

    Raises TooEarly while the days of notice run, KeyError for a language that is not offered.
    """
    # two tabs may begin at once: the second waits here, then finds it done
    session.refresh(invitation, ["begun_at", "parts"], with_for_update={"of": Invitation})
    if invitation.begun_at is not None:
        return
    participant = session.get_one(Participant, invitation.participant_id)
    assessment, moment = invitation.assessment, now()
    if moment < invitation.earliest:
        raise TooEarly(day=f"{invitation.earliest:%Y-%m-%d}")
    invitation.begun_at, invitation.language = moment, language
    for part in assessment.parts:
        administration = sessions.start(
            session,
            form_for(session, part.version, invitation),
            participant,
            purpose=assessment.purpose,
            now=moment,
            context=f"assessment:{assessment.id}",
            expires_at=invitation.expires_at,
            language=language,
        )
        invitation.parts.append(InvitationPart(position=part.position, administration=administration))
    session.flush()


def keep(
    session: Session,
    invitation_id: int,
    part: int,
    given: Mapping[str, Given],
    shown: datetime | None = None,
    tap: Tap | None = None,
) -> None:
    """Keep answers to one part; the newest one for an item wins. NotFound, or what the engine refuses."""
    sessions.save(session, administration_of(session, invitation_id, part), given, now=now(), shown=shown, tap=tap)


def finish(session: Session, invitation: Invitation) -> bool:
    """Hand everything in, once; False when it was handed in before (another tab, a second press).

    Raises Incomplete while an item that must be answered is open.
    """
    moment = now()
    claimed = session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.submitted_at.is_(None))
        .values(submitted_at=moment, receipt=random_code()[:12])
        .returning(Invitation.id)
    ).first()
    if claimed is None:
        return False
    for part in invitation.parts:
        sessions.submit(session, part.administration_id, now=moment)
    record(session, invitation.participant.code, "delivery.submitted", f"invitation:{invitation.id}")
    announce(session, "delivery.submitted", invitation.id)
    return True


def forget(session: Session, invitation: Invitation) -> None:
    """Delete what was answered with all that was scored from it; the invitation and its receipt stay for the record."""
    erase_answers(session, invitation)
    session.execute(delete(ReviewRequest).where(ReviewRequest.invitation_id == invitation.id))
    if invitation.submitted_at is None:
        invitation.begun_at = None
    record(session, SYSTEM, "delivery.forgotten", f"invitation:{invitation.id}")
    announce(session, "delivery.forgotten", invitation.id)


def erase_answers(session: Session, invitation: Invitation) -> None:
    """Delete what was answered, what was scored from it, copies of it, and what was asked for in order to answer."""
    administrations = [part.administration_id for part in invitation.parts]
    # answers, scores and signs of careless answering go with their administration
    session.execute(delete(Administration).where(Administration.id.in_(administrations)))
    for table in (Accommodation, DataCopy):
        session.execute(delete(table).where(table.invitation_id == invitation.id))
    session.expire(invitation, ["parts"])
