"""Reading jobs."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from assess.jobs.models import Job


def newest(session: Session, name: str, id: int | None = None) -> Job | None:
    """The latest job of that name, about that thing if one is given, to show its progress."""
    query = select(Job).where(Job.name == name)
    if id is not None:
        query = query.where(Job.arguments["id"].as_integer() == id)
    return session.scalar(query.order_by(Job.id.desc()).limit(1))


def gave_up(session: Session, name: str, id: int) -> bool:
    """Whether the latest job of that name about this thing failed for good."""
    job = newest(session, name, id)
    return job is not None and job.state == "failed"


def failed(session: Session) -> Sequence[Job]:
    """Jobs that failed and were not done, or asked for again, since; the oldest first."""
    later = aliased(Job)
    again = select(later.id).where(later.name == Job.name, later.sameness == Job.sameness, later.id > Job.id)
    query = select(Job).where(Job.state == "failed", ~again.exists())
    return session.scalars(query.order_by(Job.id)).all()
