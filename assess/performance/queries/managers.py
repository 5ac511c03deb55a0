"""Who leads whom, by job, and the Reports on managers."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.people.models import Person, Team
from assess.performance.queries.scores import subject
from scoring.reports.managers import KIND
from scoring.reports.tiers import KIND as TIERS


def managing_jobs(session: Session, role: str) -> dict[str, list[str]]:
    """Jobs whose people lead somebody of this role, each with every role such people lead."""
    boss = aliased(Person)
    pairs = session.execute(
        select(boss.job, Person.job)
        .join(Team, Team.manager_id == boss.id)
        .join(Person, Person.team_id == Team.id)
        .where(Person.id != boss.id)
        .distinct()
    )
    led: dict[str, set[str]] = {}
    for job, theirs in pairs:
        led.setdefault(job, set()).add(theirs)
    return {job: sorted(roles - {job}) for job, roles in sorted(led.items()) if role in roles - {job}}


def managers_of(session: Session, job: str) -> Analysis | None:
    """The newest Report on the managers of a job."""
    return latest(session, KIND, subject(job))


def manager_jobs(session: Session) -> list[str]:
    """Jobs with a Report on managers."""
    found = session.scalars(select(Analysis.subject).where(Analysis.kind == KIND).distinct())
    return sorted(one.removeprefix("job:") for one in found)


def criterion_of(session: Session, job: str) -> Analysis | None:
    """The Report a profile of this job rests on: its tiers, else what is known of its people as managers."""
    return latest(session, TIERS, subject(job)) or managers_of(session, job)
