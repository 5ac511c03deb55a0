"""The Reports beside the tiers, for who sees everyone's scores."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest, stored
from assess.errors import NotFound
from assess.people.models import Account, Person
from assess.performance.queries.scores import SEES_ALL_SCORES, subject
from scoring.reports.managers import KIND as MANAGERS
from scoring.reports.outliers import KIND as OUTLIERS
from scoring.reports.patterns import KIND as PATTERNS
from scoring.reports.screening import KIND as SCREENING

#: Kinds shown and given out as files by the pages of performance.
KINDS = (OUTLIERS, PATTERNS, MANAGERS)


def reading(session: Session, kind: str, job: str) -> Analysis | None:
    """The newest Report of a kind on a job."""
    return latest(session, kind, subject(job))


def latest_agreement(session: Session, job: str) -> Analysis | None:
    """How far reviewers of a job agree."""
    return latest(session, SCREENING, subject(job))


def reading_report(session: Session, viewer: Account, kind: str, id: int) -> Analysis:
    """A stored Report as a whole; NotFound."""
    if not viewer.role_names & SEES_ALL_SCORES or kind not in KINDS:
        raise NotFound
    return stored(session, kind, id)


def names(session: Session, codes: Collection[str]) -> dict[str, str]:
    """Names of people by code."""
    return dict(session.execute(select(Person.code, Person.name).where(Person.code.in_(codes))).all())
