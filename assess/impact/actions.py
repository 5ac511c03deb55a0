"""Writing down what was considered in place of a procedure."""

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.impact.models import Alternative


def consider(session: Session, actor: str, job: str, considered: str, found: str, decided: str) -> Alternative:
    """Append a procedure that was considered, what was found of it and what was decided."""
    kept = Alternative(job=job, considered=considered.strip(), found=found.strip(), decided=decided.strip(), by=actor)
    session.add(kept)
    session.flush()
    record(session, actor, "impact.alternative_considered", f"alternative:{kept.id}", job=job)
    return kept
