"""Reading what was found of jobs and openings, and what was considered instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.decisions.models import ComponentRule
from assess.errors import NotFound
from assess.hiring.models import STAGES, Application, Opening
from assess.impact.models import Alternative
from assess.profiles.queries import approved
from scoring.profile import from_json
from scoring.reports.frontier import KIND as PLAN
from scoring.reports.impact import KIND
from surveys.moments import months_before

JOB, OPENING = "job:{}", "opening:{}"
#: Decided applicants of a job from which on a fit is refused for selection until there was a check (methods §5.8).
FIRST = 30
#: Months after which a check is repeated; a fit is refused after twelve.
AGAIN = 3


@dataclass(frozen=True, slots=True)
class JobState:
    """A job, how many of its applications have been closed, and the newest Report on it."""

    job: str
    closed: int
    analysis: Analysis | None


def newest(session: Session, subject: str) -> Analysis | None:
    """The newest Report on a job or an opening; None before the first."""
    return latest(session, KIND, subject)


def jobs(session: Session) -> list[JobState]:
    """Every job there are openings for, by name."""
    closed = _closed(session)
    return [JobState(job, closed.get(job, 0), newest(session, JOB.format(job))) for job in _named(session)]


def job_state(session: Session, job: str) -> JobState:
    """One of the jobs there are openings for; NotFound."""
    if job not in _named(session):
        raise NotFound
    return JobState(job, _closed(session).get(job, 0), newest(session, JOB.format(job)))


def counted_openings(session: Session, job: str) -> list[tuple[Opening, Analysis]]:
    """The openings of a job that were counted by themselves, the newest first."""
    query = select(Opening).where(Opening.job == job).order_by(Opening.created_at.desc(), Opening.id.desc())
    found = [(opening, newest(session, OPENING.format(opening.id))) for opening in session.scalars(query)]
    return [(opening, analysis) for opening, analysis in found if analysis is not None]


def opening(session: Session, id: int) -> tuple[Opening, Analysis]:
    """One opening that was counted by itself; NotFound."""
    found, analysis = session.get(Opening, id), newest(session, OPENING.format(id))
    if found is None or analysis is None:
        raise NotFound
    return found, analysis


def open_of(session: Session, job: str) -> Sequence[int]:
    """Ids of the open openings of a job."""
    query = select(Opening.id).where(Opening.job == job, Opening.state == "open")
    return session.scalars(query.order_by(Opening.id)).all()


def newest_plan(session: Session, job: str) -> Analysis | None:
    """The newest plan of weights for a job; None before the first."""
    return latest(session, PLAN, JOB.format(job))


def first_check(session: Session, job: str) -> Analysis | None:
    """The first Report on a job: from then on somebody knew of groups."""
    query = select(Analysis).where(Analysis.kind == KIND, Analysis.subject == JOB.format(job))
    return session.scalar(query.order_by(Analysis.id).limit(1))


def local_validities(session: Session, job: str) -> dict[str, float]:
    """Validities this company found itself, by kind of evidence: that of the profile in force, cross-validated."""
    version = approved(session, job)
    validity = from_json(version.content).chosen if version is not None else None
    found = validity.r_cv.value if validity is not None else None
    return {} if found is None else {"fit": found}


def newest_rule(session: Session, job: str) -> dict[str, float]:
    """The weights of the rule fixed last for an opening of a job; empty where there is none."""
    query = select(ComponentRule).join(Opening, Opening.id == ComponentRule.opening_id).where(Opening.job == job)
    rule = session.scalar(query.order_by(ComponentRule.id.desc()).limit(1))
    return dict(rule.weights) if rule is not None else {}


def alternatives(session: Session, job: str) -> Sequence[Alternative]:
    """What was considered for a job, the newest first."""
    return session.scalars(select(Alternative).where(Alternative.job == job).order_by(Alternative.id.desc())).all()


def due(session: Session, moment: datetime) -> list[str]:
    """Jobs whose last check is three months old; the first is somebody's decision."""
    query = select(Analysis.subject).where(Analysis.kind == KIND, Analysis.subject.startswith(JOB.format("")))
    old = query.group_by(Analysis.subject).having(func.max(Analysis.made_at) <= months_before(moment, AGAIN))
    return sorted(subject.removeprefix(JOB.format("")) for subject in session.scalars(old))


def _named(session: Session) -> Sequence[str]:
    return session.scalars(select(Opening.job).distinct().order_by(Opening.job)).all()


def _closed(session: Session) -> dict[str, int]:
    query = select(Opening.job, func.count()).join(Application).where(Application.stage == STAGES[-1])
    return {job: count for job, count in session.execute(query.group_by(Opening.job))}
