"""The registry and its log as rows to take away."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assess.audit.models import AuditEvent
from assess.levers.actions.registering import MEASURED, SAID, content
from assess.levers.models import DataOpening, Lever
from assess.levers.queries.registry import levers, opening

HEAD = (
    "code", *SAID, "measures", "example", "exploratory", "replaces", "registered_at", "registered_by", "locked_at",
    "content_hash",
)  # fmt: skip
LOG_HEAD = ("at", "actor", "action", "subject", "details", "hash")
#: What of the trail is the log of a registry.
LOGGED = "levers."


def rows(session: Session, job: str) -> Iterator[list[Any]]:
    """A row a hypothesis, under ``HEAD``."""
    for one in levers(session, job):
        yield [
            one.code, *(getattr(one, key) for key in SAID),
            "; ".join(f"{made.kind} {made.reference}" for made in one.measures), one.example, one.exploratory,
            one.replaces.code if one.replaces else "", _at(one.registered_at), one.registered_by, _at(one.locked_at),
            one.content_hash,
        ]  # fmt: skip


def document(session: Session, job: str) -> dict[str, Any]:
    """The whole registry: ``content`` of each hypothesis is what its hash is taken over, as sorted JSON."""
    return {
        "job": job, "opening": _opened(opening(session, job)), "measured": list(MEASURED),
        "hypotheses": [_hypothesis(one) for one in levers(session, job)],
    }  # fmt: skip


def log(session: Session, job: str) -> Iterator[list[Any]]:
    """Everything that was done to the registry of a job, oldest first, as the trail has it; looking is no deed."""
    subjects = [f"job:{job}", *(f"lever:{one.id}" for one in levers(session, job))]
    # a hypothesis that was taken out is known by its job alone
    mine = or_(AuditEvent.subject.in_(subjects), AuditEvent.details["job"].as_string() == job)
    looked = or_(AuditEvent.action.endswith("_viewed", autoescape=True), AuditEvent.action.endswith("exported"))
    query = select(AuditEvent).where(AuditEvent.action.startswith(LOGGED, autoescape=True), mine, ~looked)
    for one in session.scalars(query.order_by(AuditEvent.id)):
        yield [_at(one.at), one.actor, one.action, one.subject, str(one.details), one.hash]


def _hypothesis(one: Lever) -> dict[str, Any]:
    return {
        "content": content(one), "content_hash": one.content_hash, "example": one.example,
        "exploratory": one.exploratory, "replaces": one.replaces.code if one.replaces else None,
        "registered_by": one.registered_by, "registered_at": _at(one.registered_at), "locked_at": _at(one.locked_at),
    }  # fmt: skip


def _opened(found: DataOpening | None) -> dict[str, Any] | None:
    if found is None:
        return None
    names = (
        "opened_by",
        "people",
        "teams",
        "hypotheses",
        "seed",
        "holdout",
        "holdout_people",
        "holdout_reason",
        "rule",
    )
    return {"opened_at": _at(found.opened_at)} | {name: getattr(found, name) for name in names}


def _at(moment: Any) -> str:
    return moment.isoformat() if moment is not None else ""
