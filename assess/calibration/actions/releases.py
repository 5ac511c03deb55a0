"""Letting somebody see one's own feedback, and taking that back: the rater's own act and nobody else's."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.calibration.models import FeedbackRelease
from assess.interviews.models import Rater
from assess.people.models import Account
from surveys.moments import now


def release(session: Session, rater: Rater, reader: Account) -> None:
    """This account may see the rater's feedback from now on; a second time changes nothing."""
    # locked, so that of two clicks at once the second sees the first
    session.refresh(rater, ["account_id"], with_for_update=True)
    mine = select(FeedbackRelease).where(FeedbackRelease.rater_id == rater.id, FeedbackRelease.reader_id == reader.id)
    if session.scalar(mine) is None:
        session.add(FeedbackRelease(rater=rater, reader=reader, released_at=now()))
        record(session, rater.pseudonym, "calibration.released", f"rater:{rater.id}", reader=reader.pseudonym)


def take_back(session: Session, rater: Rater) -> None:
    """Nobody else may see it any more."""
    session.execute(delete(FeedbackRelease).where(FeedbackRelease.rater_id == rater.id))
    record(session, rater.pseudonym, "calibration.release_taken_back", f"rater:{rater.id}")
