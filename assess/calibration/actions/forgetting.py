"""Ratings of a candidate from files go once none of their applications is kept any more."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.audit.actions import SYSTEM, record
from assess.calibration.actions.imports import keyed
from assess.calibration.actions.pools import asked
from assess.calibration.models import ImportedRating, RatingBatch
from assess.calibration.queries.pools import pools_of_batch
from assess.config import Settings
from assess.hiring.models import Application


def forget(session: Session, settings: Settings, application_id: int) -> None:
    """Delete the imported ratings of a candidate whose applications are all closed; harmless to repeat.

    Found by the company's id of the candidate: a file that called them otherwise cannot be told from others'.
    """
    candidate = session.get_one(Application, application_id).candidate
    if any(one.stage != "closed" for one in candidate.applications):
        return
    gone = delete(ImportedRating).where(ImportedRating.ratee == keyed(settings)(candidate.code))
    batches = set(session.scalars(gone.returning(ImportedRating.batch_id)))
    if not batches:
        return
    record(session, SYSTEM, "calibration.ratings_forgotten", f"application:{application_id}")
    for batch in session.scalars(select(RatingBatch).where(RatingBatch.id.in_(batches)).order_by(RatingBatch.id)):
        asked(session, pools_of_batch(session, batch))
