"""Reading jobs."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.jobs.models import Job


def newest(session: Session, name: str) -> Job | None:
    """The latest job of that name, to show its progress."""
    return session.scalar(select(Job).where(Job.name == name).order_by(Job.id.desc()).limit(1))
