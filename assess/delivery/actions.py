"""Making assessments, inviting, and what the invited do: begin, answer, hand in."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.audit.actions import SYSTEM, record
from assess.delivery.models import (
    AnswerQuality,
    Assessment,
    AssessmentPart,
    Invitation,
    InvitationPart,
    ScaleNorm,
    ScaleScore,
)
from assess.delivery.queries.sittings import administration_of
from assess.errors import Conflict
from assess.hiring.actions import move
from assess.hiring.models import Application, Opening
from assess.jobs.actions import announce, enqueue
from assess.links.actions import issue
from assess.links.actions import withdraw as shut_links
from assess.people.models import Person
from scoring.norms import Norm
from surveys import sessions
from surveys.errors import UseForbidden
from surveys.items import Given
from surveys.models import Administration, InstrumentVersion, Participant, random_code
from surveys.moments import now
from surveys.versions import instrument_of


class AlreadyInvited(Conflict):
    """They are invited to this assessment."""

    key = "delivery.already_invited"


class NotAmongThem(Conflict):
    """The assessment is for other people: another opening's candidates, or employees."""

    key = "delivery.not_among_them"


class InvitationOver(Conflict):
    """The invitation was withdrawn, or its answers are handed in."""

    key = "delivery.invitation_over"


class NothingToAsk(Conflict):
    """An assessment needs an instrument, and each only once."""

    key = "delivery.nothing_to_ask"


def create_assessment(
    session: Session,
    actor: str,
    title: str,
    purpose: str,
    versions: Sequence[InstrumentVersion],
    contact: str,
    opening: Opening | None = None,
    days_open: int = 14,
    months_kept: int = 12,
) -> Assessment:
    """Instruments in this order, for the candidates of an opening (``purpose`` "selection") or for employees.

    Raises UseForbidden when an instrument may not be used for the purpose, NothingToAsk without one or with one twice,
    NotAmongThem when a purpose other than selection names an opening, or selection none.
    """
    if (purpose == "selection") != (opening is not None):
        raise NotAmongThem
    if not versions or len({version.id for version in versions}) < len(versions):
        raise NothingToAsk
    for version in versions:
        if purpose not in instrument_of(session, version.content_hash).uses:
            raise UseForbidden(instrument=version.code, purpose=purpose)
    assessment = Assessment(
        title=title.strip(),
        purpose=purpose,
        opening=opening,
        contact=contact.strip(),
        days_open=days_open,
        months_kept=months_kept,
        parts=[AssessmentPart(position=at, version=version) for at, version in enumerate(versions, start=1)],
    )
    session.add(assessment)
    session.flush()
    record(session, actor, "delivery.assessment_created", f"assessment:{assessment.id}", purpose=purpose)
    return assessment


def invite(
    session: Session,
    actor: str,
    assessment: Assessment,
    application: Application | None = None,
    person: Person | None = None,
) -> Invitation:
    """Invite a candidate or an employee; a job sends the link where there is an address.

    Raises AlreadyInvited, or NotAmongThem for somebody the assessment is not for.
    """
    if assessment.opening_id is None:
        if person is None or application is not None:
            raise NotAmongThem
        if person.participant_id is None:
            participant = Participant()
            session.add(participant)
            session.flush()
            person.participant_id = participant.id
        participant_id = person.participant_id
    else:
        if application is None or person is not None or application.opening_id != assessment.opening_id:
            raise NotAmongThem
        participant_id = application.candidate.participant_id
        if application.stage == "applied":
            move(session, actor, application, "assessment")
    taken = select(Invitation.id).where(
        Invitation.assessment_id == assessment.id, Invitation.participant_id == participant_id
    )
    if session.scalar(taken) is not None:
        raise AlreadyInvited
    invitation = Invitation(
        assessment=assessment,
        participant_id=participant_id,
        application=application,
        person=person,
        expires_at=now() + timedelta(days=assessment.days_open),
    )
    session.add(invitation)
    session.flush()
    record(session, actor, "delivery.invited", f"invitation:{invitation.id}", assessment=assessment.id)
    if invitation.email:
        enqueue(session, "delivery.send_link", id=invitation.id)
    return invitation


def send_again(session: Session, actor: str, invitation: Invitation) -> None:
    """Another mail with another link, and the full time anew; what was answered stays. InvitationOver."""
    renew(session, invitation)
    record(session, actor, "delivery.sent_again", f"invitation:{invitation.id}")
    enqueue(session, "delivery.send_link", id=invitation.id)


def reveal_link(session: Session, actor: str, invitation: Invitation) -> str:
    """A token to show once to whoever hands it over, and the full time anew. InvitationOver."""
    renew(session, invitation)
    record(session, actor, "delivery.link_shown", f"invitation:{invitation.id}")
    return open_way(session, invitation)


def renew(session: Session, invitation: Invitation) -> None:
    """Give whoever was invited the full time anew; InvitationOver when there is nothing left to answer."""
    if invitation.withdrawn_at or invitation.submitted_at:
        raise InvitationOver
    invitation.expires_at = now() + timedelta(days=invitation.assessment.days_open)
    for part in invitation.parts:
        part.administration.expires_at, part.administration.closed_at = invitation.expires_at, None


def open_way(session: Session, invitation: Invitation) -> str:
    """A token that opens the invitation until it expires; to be sent or shown at once, kept nowhere."""
    return issue(session, Holder.CANDIDATE, invitation.id, invitation.expires_at - now())


def withdraw(session: Session, actor: str, invitation: Invitation) -> None:
    """Shut every link of an invitation; what was answered stays. InvitationOver once it is handed in."""
    if invitation.submitted_at:
        raise InvitationOver
    invitation.withdrawn_at = now()
    shut_links(session, Holder.CANDIDATE, invitation.id)
    record(session, actor, "delivery.withdrawn", f"invitation:{invitation.id}")


def begin(session: Session, invitation: Invitation) -> None:
    """Open the parts for answering; harmless to repeat."""
    # two tabs may begin at once: the second waits here, then finds it done
    session.refresh(invitation, ["begun_at", "parts"], with_for_update={"of": Invitation})
    if invitation.begun_at is not None:
        return
    participant = session.get_one(Participant, invitation.participant_id)
    assessment, moment = invitation.assessment, now()
    invitation.begun_at = moment
    for part in assessment.parts:
        administration = sessions.start(
            session,
            part.version,
            participant,
            purpose=assessment.purpose,
            now=moment,
            context=f"assessment:{assessment.id}",
            expires_at=invitation.expires_at,
        )
        invitation.parts.append(InvitationPart(position=part.position, administration=administration))
    session.flush()


def keep(
    session: Session, invitation_id: int, part: int, given: Mapping[str, Given], shown: datetime | None = None
) -> None:
    """Keep answers to one part; the last one written for an item wins. NotFound, or what the engine refuses."""
    sessions.save(session, administration_of(session, invitation_id, part), given, now=now(), shown=shown)


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
    administrations = [part.administration_id for part in invitation.parts]
    # answers, scores and signs of careless answering go with their administration
    session.execute(delete(Administration).where(Administration.id.in_(administrations)))
    session.expire(invitation, ["parts"])
    if invitation.submitted_at is None:
        invitation.begun_at = None
    record(session, SYSTEM, "delivery.forgotten", f"invitation:{invitation.id}")
    announce(session, "delivery.forgotten", invitation.id)


def keep_scores(
    session: Session, administration: Administration, scores: Sequence[ScaleScore], quality: AnswerQuality | None
) -> None:
    """The scores of an administration in place of earlier ones."""
    for table in (ScaleScore, AnswerQuality):
        session.execute(delete(table).where(table.administration_id == administration.id))
    session.add_all([*scores, *([quality] if quality else [])])
    session.flush()
    announce(session, "delivery.scored", administration.id)


def keep_norm(
    session: Session,
    actor: str,
    version: InstrumentVersion,
    purpose: str,
    scale: str,
    norm: Norm,
    reliability: float | None = None,
) -> ScaleNorm:
    """A norm of a scale, used from now on; earlier ones stay for the record."""
    kept = ScaleNorm(
        version_id=version.id,
        purpose=purpose,
        scale=scale,
        n=norm.n,
        mean=norm.mean,
        sd=norm.sd,
        reliability=reliability,
        scores=list(norm.scores),
    )
    session.add(kept)
    session.flush()
    record(session, actor, "delivery.norm_made", f"version:{version.id}", scale=scale, purpose=purpose, n=norm.n)
    return kept
