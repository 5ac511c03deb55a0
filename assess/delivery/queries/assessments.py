"""Reading assessments, invitations and scores as HR, an analyst or the opening's hiring manager may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from assess.delivery.models import AnswerQuality, Assessment, Invitation, InvitationPart, ScaleNorm, ScaleScore
from assess.errors import NotFound
from assess.hiring.models import Application, Candidate, Opening
from assess.hiring.queries import SEES_EVERY_OPENING, judged
from assess.people.models import Account, Person
from assess.phrases import phrase
from scoring.norms import Norm, Standing, standing
from surveys.definition import Instrument, Scale
from surveys.models import Administration, AnswerFile, Response
from surveys.moments import months_before, now
from surveys.uploads import uploads
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


@dataclass(frozen=True, slots=True)
class Scored:
    """One scale of one person: the stored score, where it stands among people of the same purpose, and how reliably."""

    scale: Scale
    score: ScaleScore
    standing: Standing | None
    norm: Norm | None
    reliability: float | None


@dataclass(frozen=True, slots=True)
class PartScores:
    """The scores of one part, with signs of careless answering where its kind of items allows to look for them.

    ``files`` are those given as answers, by item, without their bytes.
    """

    instrument: Instrument
    scales: tuple[Scored, ...]
    quality: AnswerQuality | None
    position: int
    files: Mapping[str, AnswerFile]

    @property
    def signs(self) -> list[str]:
        """The signs of careless answering in words."""
        return [phrase(f"quality.{flag}") for flag in self.quality.flags] if self.quality else []


def scores_for(session: Session, viewer: Account, invitation: Invitation) -> list[PartScores]:
    """The scores of an invitation part by part; no scales until the worker has scored them. StillRating."""
    if invitation.application is not None:
        judged(session, viewer, invitation.application.candidate_id)
    return [_part_scores(session, part.administration, part.position) for part in invitation.parts]


def _part_scores(session: Session, administration: Administration, position: int) -> PartScores:
    instrument = instrument_of(session, administration.version.content_hash)
    kept = {
        score.scale: score
        for score in session.scalars(select(ScaleScore).where(ScaleScore.administration_id == administration.id))
    }
    norms = newest_norms(session, administration.version_id, administration.purpose)
    rows = []
    for scale in instrument.scales:
        if (score := kept.get(scale.code)) is not None:
            norm, reliability = norms.get(scale.code, (None, None))
            found = None if score.value is None else standing(score.value, norm, reliability, now().date())
            rows.append(Scored(scale, score, found, norm, reliability))
    careless = session.get(AnswerQuality, administration.id)
    return PartScores(instrument, tuple(rows), careless, position, uploads(session, administration.id))


def newest_norms(session: Session, version_id: int, purpose: str) -> dict[str, tuple[Norm, float | None]]:
    """The newest norm of each scale among people who took the version for that purpose, and its reliability there."""
    query = select(ScaleNorm).where(ScaleNorm.version_id == version_id, ScaleNorm.purpose == purpose)
    return {
        row.scale: (Norm(row.purpose, row.n, row.mean, row.sd, _day(row), tuple(row.scores)), row.reliability)
        for row in session.scalars(query.order_by(ScaleNorm.id))
    }


def _day(row: ScaleNorm) -> date:
    return row.collected_at.date()
