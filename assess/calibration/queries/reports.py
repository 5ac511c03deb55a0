"""Stored Reports: the one of a pool, and everybody's own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.calibration.models import Due
from assess.hiring.models import Application
from assess.interviews.models import Interview, Rater
from assess.jobs.models import Job
from surveys.models import Participant
from surveys.moments import now

#: Kinds of ``scoring/reports``.
CALIBRATION = "calibration"
FEEDBACK = "interviewer_feedback"
AGREEMENT = "agreement"
POOL, OWN = "pool:{}", "pool:{}:rater:{}"
#: A pool is computed by itself no more often than this, however many panels complete.
PAUSE = timedelta(minutes=30)
#: Panels asked for at once.
CHUNK = 5_000


def newest(session: Session, pool: str) -> Analysis | None:
    """The newest Report across the interviewers of a pool."""
    return latest(session, CALIBRATION, POOL.format(pool))


def agreement(session: Session, pool: str) -> Analysis | None:
    """The newest Report on how far the interviewers of a pool agree."""
    return latest(session, AGREEMENT, POOL.format(pool))


def computing(session: Session, pool: str) -> bool:
    """Whether a job for a new one waits or runs."""
    under_way = select(Job).where(Job.name == "calibration.compute", Job.state.in_(("waiting", "running")))
    return any(job.arguments["pool"] == pool for job in session.scalars(under_way))


def turn(session: Session, pool: str) -> datetime | None:
    """When a pool whose ratings changed is computed by itself, at the earliest now; None where nothing changed."""
    if session.get(Due, pool) is None:
        return None
    last = newest(session, pool)
    return max(now(), last.made_at + PAUSE) if last else now()


def rater_ids(session: Session) -> dict[str, int]:
    """Every rater's id by the code that Reports hold."""
    query = select(Participant.code, Rater.id).join(Rater, Rater.participant_id == Participant.id)
    return {code: id for code, id in session.execute(query)}


def openings(session: Session, interviews: Sequence[int]) -> dict[int, int]:
    """The opening of each of these panels; observations of employees have none."""
    found: dict[int, int] = {}
    for start in range(0, len(interviews), CHUNK):
        some = interviews[start : start + CHUNK]
        query = select(Interview.id, Application.opening_id).join(Interview.application).where(Interview.id.in_(some))
        found |= {id: opening for id, opening in session.execute(query)}
    return found
