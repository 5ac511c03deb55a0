"""Computing how the answering of an assessment goes."""

from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.audit.actions import record
from assess.delivery.models import Assessment
from assess.fieldwork import frames
from assess.fieldwork.queries import SUBJECT
from assess.jobs.tasks import task
from scoring.fieldwork import Fieldwork, funnel, seconds, stops
from scoring.reports.fieldwork import report

SEED = 0


@task("fieldwork.compute")
def compute(session: Session, assessment_id: int, actor: str) -> None:
    """Store the Report on one assessment as it stands now."""
    assessment = session.get_one(Assessment, assessment_id)
    gathered = frames.gathered(session, assessment)
    reliable = frames.reliability(session, assessment)
    found = Fieldwork(
        funnel(gathered.counts),
        stops(gathered.pages, gathered.people["last"], gathered.people["done"], gathered.people["over"]),
        seconds(gathered.answers),
    )
    made = report(found, reliable, len(gathered.people))
    inputs = {"people": gathered.people, "answers": gathered.answers}
    kept = provenance(made, inputs, SEED, assessment=assessment_id, looked_at=frames.MOST_LOOKED_AT, **gathered.counts)
    stored = store(session, kept, SUBJECT.format(assessment_id), actor)
    record(session, actor, "fieldwork.computed", f"report:{stored.id}", assessment=assessment_id)
