"""Keeping who the first verdicts of a job rest on."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.levers.models.cohorts import LeverCohort
from assess.people.models import Person


def keep_cohort(session: Session, job: str, judged: Analysis, codes: Collection[str]) -> LeverCohort:
    """Write down the people of the first verdicts, by their codes."""
    ids = session.execute(select(Person.code, Person.id).where(Person.job == job))
    kept = LeverCohort(job=job, analysis_id=judged.id, people=sorted(id for code, id in ids if code in codes))
    session.add(kept)
    session.flush()
    return kept
