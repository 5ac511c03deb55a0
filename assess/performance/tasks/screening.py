"""How far reviewers agree, anew whenever a round is settled; nothing of rounds that are open."""

from sqlalchemy.orm import Session

from assess.analyses.actions import provenance
from assess.jobs.tasks import task
from assess.performance.frames import verdicts
from assess.performance.models.screening import Screen
from assess.performance.queries import subject
from assess.performance.tasks.rating import SEED
from assess.performance.tasks.readings import keep
from scoring.reports.screening import report


@task("performance.read_screening", "performance.screened")
def read_screening(session: Session, id: int) -> None:
    """The agreement of everybody who screens results in the job of this round."""
    job = session.get_one(Screen, id).job
    given, results = verdicts(session, job)
    made = provenance(report(given, results), {"verdicts": given, "results": results}, SEED, job=job)
    keep(session, made, subject(job))
