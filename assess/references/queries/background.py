"""Reading the status of a background check; its pages are HR's alone, and no statistic reads it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.hiring.models import Application
from assess.references.models import STATUSES, BackgroundEvent


def events_of(session: Session, application: Application) -> Sequence[BackgroundEvent]:
    """Everything recorded on one candidate's check, in the order it was recorded."""
    query = select(BackgroundEvent).where(BackgroundEvent.application_id == application.id)
    return session.scalars(query.order_by(BackgroundEvent.id)).all()


def status(events: Sequence[BackgroundEvent]) -> str:
    """Where a check stands by its events: the newest status, not started without any."""
    return next((one.what for one in reversed(events) if one.what in STATUSES), STATUSES[0])
