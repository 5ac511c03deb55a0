"""Reading the audit trail."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import GENESIS, digest
from assess.audit.models import AuditEvent

PAGE = 100


def latest(session: Session, before: int | None = None, action: str = "") -> Sequence[AuditEvent]:
    """The newest events, a page of them, older than event ``before`` and of actions that start with ``action``."""
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(PAGE)
    if before is not None:
        query = query.where(AuditEvent.id < before)
    if action:
        query = query.where(AuditEvent.action.startswith(action, autoescape=True))
    return session.scalars(query).all()


def broken_link(session: Session) -> int | None:
    """The id of the first event that does not follow from the one before it; None when the chain verifies."""
    previous = GENESIS
    for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=1000)):
        expected = digest(previous, event.at, event.actor, event.action, event.subject, event.details)
        if event.previous != previous or event.hash != expected:
            return event.id
        previous = event.hash
    return None
