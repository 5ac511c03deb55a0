"""Reading who may take what again: parallel forms, waiting periods, earlier and later attempts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.models import AnswerQuality, Invitation, InvitationPart
from assess.instruments.queries import answerable
from surveys.models import Administration, InstrumentVersion
from surveys.versions import instrument_of


def form_for(session: Session, version: InstrumentVersion, invitation: Invitation) -> InstrumentVersion:
    """The version to give: a parallel form this person has not handed in before, where they handed this one in.

    The version itself where its instrument belongs to no family or every form was taken.
    """
    family, purpose = instrument_of(session, version.content_hash).family, invitation.assessment.purpose
    if not family:
        return version
    query = (
        select(InstrumentVersion.code)
        .join(Administration, Administration.version_id == InstrumentVersion.id)
        .where(Administration.respondent_id == invitation.participant_id, Administration.submitted_at.is_not(None))
    )
    taken = set(session.scalars(query.distinct()))
    if version.code not in taken:
        return version
    fresh = [
        found.version
        for found in answerable(session)
        if found.instrument.family == family and found.version.code not in taken and purpose in found.instrument.uses
    ]
    return min(fresh, key=lambda found: found.code, default=version)


def wait_days(session: Session, invitation: Invitation) -> int:
    """Days between two attempts: the most that any of its instruments wants."""
    versions = [part.version for part in invitation.assessment.parts]
    return max((instrument_of(session, version.content_hash).retest_days for version in versions), default=0)


def again_from(session: Session, invitation: Invitation) -> datetime | None:
    """From when it may be taken again; None while it is not handed in."""
    if invitation.submitted_at is None:
        return None
    return invitation.submitted_at + timedelta(days=wait_days(session, invitation))


def careless(session: Session, invitation: Invitation) -> bool:
    """Whether any part's answers may not reflect the person (methods §4.7)."""
    query = (
        select(AnswerQuality.administration_id)
        .join(InvitationPart, InvitationPart.administration_id == AnswerQuality.administration_id)
        .where(InvitationPart.invitation_id == invitation.id, AnswerQuality.careless)
    )
    return session.scalar(query.limit(1)) is not None


def attempts(session: Session, invitation: Invitation) -> Sequence[Invitation]:
    """Every attempt of the same person at the same assessment, first to last."""
    query = select(Invitation).where(
        Invitation.assessment_id == invitation.assessment_id, Invitation.participant_id == invitation.participant_id
    )
    return session.scalars(query.order_by(Invitation.attempt)).all()
