"""Reading assessments, invitations and scores as HR, an analyst or the opening's hiring manager may."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from assess.delivery.models import Assessment, Invitation, InvitationPart
from assess.errors import NotFound
from assess.hiring.models import Application, Candidate, Opening
from assess.hiring.queries import SEES_EVERY_OPENING
from assess.people.models import Account, Person
from surveys.definition import Instrument
from surveys.models import Response
from surveys.moments import months_before, now
from surveys.versions import instrument_of


def _visible_to(viewer: Account) -> ColumnElement[bool]:
    if viewer.role_names & SEES_EVERY_OPENING:
        return true()
    return Assessment.opening_id.in_(select(Opening.id).where(Opening.hiring_manager_id == viewer.id))


def assessments(session: Session, viewer: Account, opening: Opening | None = None) -> Sequence[Assessment]:
    """The assessments the viewer may see, newest first; those of one opening if asked."""
    query = select(Assessment).where(_visible_to(viewer)).options(joinedload(Assessment.opening))
    if opening is not None:
        query = query.where(Assessment.opening_id == opening.id)
    return session.scalars(query.order_by(Assessment.id.desc())).all()


def assessment_for(session: Session, viewer: Account, id: int) -> Assessment:
    """One assessment the viewer may see; NotFound."""
    assessment = session.scalar(select(Assessment).where(Assessment.id == id, _visible_to(viewer)))
    if assessment is None:
        raise NotFound
    return assessment


def invitations(session: Session, assessment: Assessment) -> Sequence[Invitation]:
    """Everybody invited to an assessment, with names, by name."""
    query = select(Invitation).where(Invitation.assessment_id == assessment.id).options(*_WITH_NAMES)
    return sorted(session.scalars(query), key=lambda invitation: invitation.name.casefold())


def invitation_for(session: Session, viewer: Account, id: int) -> Invitation:
    """One invitation to an assessment the viewer may see; NotFound."""
    query = select(Invitation).join(Invitation.assessment).where(Invitation.id == id, _visible_to(viewer))
    invitation = session.scalar(query.options(*_WITH_NAMES))
    if invitation is None:
        raise NotFound
    return invitation


_WITH_NAMES = (
    joinedload(Invitation.application).joinedload(Application.candidate),
    joinedload(Invitation.person),
    joinedload(Invitation.assessment),
)


def answered(session: Session, assessment: Assessment) -> dict[int, int]:
    """How many items each invited has answered."""
    query = (
        select(InvitationPart.invitation_id, func.count())
        .join(Response, Response.administration_id == InvitationPart.administration_id)
        .join(Invitation, Invitation.id == InvitationPart.invitation_id)
        .where(Invitation.assessment_id == assessment.id, or_(Response.value.is_not(None), Response.text.is_not(None)))
        .group_by(InvitationPart.invitation_id)
    )
    return {id: count for id, count in session.execute(query)}


def instruments(session: Session, assessment: Assessment) -> list[Instrument]:
    """The instruments of an assessment in their order."""
    return [instrument_of(session, part.version.content_hash) for part in assessment.parts]


def applications_to_invite(session: Session, assessment: Assessment) -> Sequence[Application]:
    """Candidates of the assessment's opening who are still in it and not invited, by name."""
    invited = select(Invitation.application_id).where(
        Invitation.assessment_id == assessment.id, Invitation.application_id.is_not(None)
    )
    query = (
        select(Application)
        .join(Application.candidate)
        .where(Application.opening_id == assessment.opening_id, Application.stage != "closed")
        .where(Application.id.not_in(invited))
    )
    return session.scalars(query.options(joinedload(Application.candidate)).order_by(Candidate.name)).all()


def people_to_invite(session: Session, assessment: Assessment) -> Sequence[Person]:
    """People who work here and are not invited, by name; nobody where the assessment is for candidates."""
    if assessment.opening_id is not None:
        return []
    invited = select(Invitation.person_id).where(
        Invitation.assessment_id == assessment.id, Invitation.person_id.is_not(None)
    )
    query = select(Person).where(Person.status == "active", Person.id.not_in(invited))
    return session.scalars(query.order_by(Person.name)).all()


def outdated(session: Session) -> Sequence[Invitation]:
    """Invitations whose answers were kept as long as promised, counted from handing in or the end of their time."""
    found: list[Invitation] = []
    for months in session.scalars(select(Assessment.months_kept).distinct()).all():
        query = (
            select(Invitation)
            .join(Invitation.assessment)
            .where(
                Assessment.months_kept == months,
                func.coalesce(Invitation.submitted_at, Invitation.expires_at) <= months_before(now(), months),
                Invitation.parts.any(),
            )
        )
        found += session.scalars(query.order_by(Invitation.id))
    return found
