"""Writing the audit trail."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from assess.audit.models import AuditEvent
from surveys.moments import now

GENESIS = "0" * 64
#: Actor of what the product does by itself.
SYSTEM = "system"
_CHAIN_LOCK = 0x4558_4D50  # any fixed number; PostgreSQL's advisory lock of the chain


def record(session: Session, actor: str, action: str, subject: str = "", **details: Any) -> AuditEvent:
    """Append one event to the chain.

    Parameters
    ----------
    actor, subject : str
        Pseudonyms, or a kind and an id such as ``"report:12"``; never a name, an address or a token.
    action : str
        Feature and verb, such as ``"performance.tiers_viewed"``.
    **details
        Plain values without personal data.
    """
    if session.get_bind().dialect.name == "postgresql":
        # two writers must not chain to the same event; SQLite's write lock already sees to it
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    session.flush()
    previous = session.scalar(select(AuditEvent.hash).order_by(AuditEvent.id.desc()).limit(1)) or GENESIS
    at = now()
    event = AuditEvent(
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        details=details,
        previous=previous,
        hash=digest(previous, at, actor, action, subject, details),
    )
    session.add(event)
    session.flush()
    return event


def digest(previous: str, at: datetime, actor: str, action: str, subject: str, details: dict[str, Any]) -> str:
    """The hash of an event: SHA-256 over the previous hash and the event's own words."""
    content = [previous, at.isoformat(), actor, action, subject, details]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
