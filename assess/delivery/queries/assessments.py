"""Reading assessments, invitations and scores as HR, an analyst or the opening's hiring manager may."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload

from assess.delivery.models import Assessment, Invitation, InvitationPart
from assess.errors import NotFound
from assess.hiring.models import Application, Opening
from assess.hiring.queries import SEES_EVERY_OPENING
from assess.paging import Slice, selected
from assess.people.models import Account
from surveys.definition import Instrument
from surveys.models import Administration
from surveys.moments import months_before, now
from surveys.versions import instrument_of

#: So many at once of what a sweep of every minute does.
AT_ONCE = 500


def visible_to(viewer: Account) -> ColumnElement[bool]:
    """Assessments the viewer may see."""
    if viewer.role_names & SEES_EVERY_OPENING:
        return true()
    return Assessment.opening_id.in_(select(Opening.id).where(Opening.hiring_manager_id == viewer.id))


def assessments(session: Session, viewer: Account) -> Sequence[Assessment]:
    """The assessments the viewer may see, newest first."""
    query = select(Assessment).where(visible_to(viewer)).options(joinedload(Assessment.opening))
    return session.scalars(query.order_by(Assessment.id.desc())).all()


def assessments_page(session: Session, viewer: Account, words: str, page: int) -> Slice[Assessment]:
    """A page of the assessments the viewer may see, newest first: their title, or the opening's, holds the words."""
    where = (
        visible_to(viewer),
        or_(Assessment.title.icontains(words, autoescape=True), Opening.title.icontains(words, autoescape=True)),
    )
    total = session.scalar(select(func.count()).select_from(Assessment).outerjoin(Assessment.opening).where(*where))
    query = select(Assessment).outerjoin(Assessment.opening).where(*where).options(contains_eager(Assessment.opening))
    return selected(session, query.order_by(Assessment.id.desc()), total or 0, page)


def invited_and_done(session: Session, assessments: Sequence[Assessment]) -> dict[int, tuple[int, int]]:
    """By assessment: how many are invited, and how many of them handed in."""
    query = select(Invitation.assessment_id, func.count(), func.count(Invitation.submitted_at))
    query = query.where(Invitation.assessment_id.in_([one.id for one in assessments]))
    return {id: (of, done) for id, of, done in session.execute(query.group_by(Invitation.assessment_id))}


def assessment_for(session: Session, viewer: Account, id: int) -> Assessment:
    """One assessment the viewer may see; NotFound."""
    assessment = session.scalar(select(Assessment).where(Assessment.id == id, visible_to(viewer)))
    if assessment is None:
        raise NotFound
    return assessment


def invitation_for(session: Session, viewer: Account, id: int) -> Invitation:
    """One invitation to an assessment the viewer may see; NotFound."""
    query = select(Invitation).join(Invitation.assessment).where(Invitation.id == id, visible_to(viewer))
    invitation = session.scalar(query.options(*WITH_NAMES))
    if invitation is None:
        raise NotFound
    return invitation


WITH_NAMES = (
    joinedload(Invitation.application).joinedload(Application.candidate),
    joinedload(Invitation.person),
    joinedload(Invitation.assessment),
)


def instruments(session: Session, assessment: Assessment) -> list[Instrument]:
    """The instruments of an assessment in their order."""
    return [instrument_of(session, part.version.content_hash) for part in assessment.parts]


def outdated(session: Session) -> Sequence[Invitation]:
    """Invitations whose answers were kept as long as promised, counted from handing in or the end of their time.

    At most ``AT_ONCE`` for each time, the oldest first.
    """
    found: list[Invitation] = []
    for months in session.scalars(select(Assessment.months_kept).distinct()).all():
        until = months_before(now(), months)
        # answers that are deleted leave this table: what was forgotten long ago is not looked through again
        old = select(InvitationPart.invitation_id).join(InvitationPart.administration).where(
            or_(
                Administration.submitted_at <= until, Administration.closed_at <= until,
                and_(Administration.submitted_at.is_(None), Administration.closed_at.is_(None),
                     Administration.expires_at <= until),
            )
        )  # fmt: skip
        query = (
            select(Invitation)
            .join(Invitation.assessment)
            .where(
                Assessment.months_kept == months,
                func.coalesce(Invitation.submitted_at, Invitation.expires_at) <= until,
                Invitation.id.in_(old),
            )
        )
        found += session.scalars(query.order_by(Invitation.id).limit(AT_ONCE))
    return found
