"""Writing hypotheses down, correcting them while nobody has looked, and replacing them after."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict, Refusal
from assess.jobs.actions import announce
from assess.levers.models import BeliefPlace, EvidenceCode, Lever
from assess.levers.queries.registry import opening
from surveys.moments import now

#: What a hypothesis says, and what its hash is taken over together with its measures.
SAID = (
    "name", "statement", "family", "tier", "parent", "type", "stage", "direction", "source", "source_note", "conflict",
    "reverse_cause", "reverse_why", "circumstances", "ethical_risk",
)  # fmt: skip
MEASURED = ("kind", "reference", "reliability", "rater_saw_results", "anonymous", "standard")
#: Announced with the job when a hypothesis written after the opening is locked.
LOCKED = "levers.locked"


class LeverLocked(Conflict):
    """A locked hypothesis is never changed: another one takes its place."""

    key = "levers.locked"


class NotLocked(Conflict):
    """Only a locked hypothesis is replaced: a draft is corrected."""

    key = "levers.not_locked"


class NotOpened(Conflict):
    """Before the data are opened hypotheses are locked all at once."""

    key = "levers.not_opened"


class CodeTaken(Refusal):
    """Two hypotheses of a job cannot have one code."""

    status: ClassVar[int] = 422
    key = "levers.code_taken"


class LeverUsed(Conflict):
    """Somebody ranked it or coded evidence to it: it stays."""

    key = "levers.used"


def register(session: Session, actor: str, job: str, code: str, said: Mapping[str, Any], *, example: bool = False,
             replaces: Lever | None = None) -> Lever:  # fmt: skip
    """Write a hypothesis down; once the data of the job are open it is exploratory. Raises CodeTaken."""
    made = Lever(
        job=job, code=code, example=example, registered_by=actor, registered_at=now(), replaces=replaces,
        exploratory=opening(session, job) is not None, measures=[], **said,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as problem:
        raise CodeTaken(code=code) from problem
    record(
        session, actor, "levers.registered", f"lever:{made.id}", job=job, code=code, exploratory=made.exploratory,
        replaces=replaces.code if replaces else "",
    )  # fmt: skip
    return made


def edit(session: Session, actor: str, lever: Lever, said: Mapping[str, Any]) -> None:
    """Correct a draft; raises LeverLocked."""
    draft(session, lever)
    changed = sorted(key for key, value in said.items() if getattr(lever, key) != value)
    for key in changed:
        setattr(lever, key, said[key])
    if changed:
        # whoever changes an example has made it their own
        lever.example = False
        session.flush()
        record(session, actor, "levers.edited", f"lever:{lever.id}", fields=changed)


def replace(session: Session, actor: str, lever: Lever, said: Mapping[str, Any]) -> Lever:
    """A new, exploratory hypothesis in the place of a locked one, which stays as it was; raises NotLocked."""
    if lever.locked_at is None:
        raise NotLocked
    taken = set(session.scalars(select(Lever.code).where(Lever.job == lever.job)))
    stem = lever.code[:36].rstrip("_")
    code = next(code for number in range(2, len(taken) + 3) if (code := f"{stem}_{number}") not in taken)
    return register(session, actor, lever.job, code, said, replaces=lever)


def discard(session: Session, actor: str, lever: Lever) -> None:
    """Take a draft out of the registry; the log keeps that it was there. Raises LeverLocked, LeverUsed."""
    draft(session, lever)
    used = select(BeliefPlace.lever_id).where(BeliefPlace.lever_id == lever.id)
    coded = select(EvidenceCode.lever_id).where(EvidenceCode.lever_id == lever.id)
    if session.scalar(used.union_all(coded).limit(1)) is not None:
        raise LeverUsed
    record(session, actor, "levers.discarded", f"lever:{lever.id}", job=lever.job, code=lever.code, hash=digest(lever))
    session.delete(lever)
    session.flush()


def discard_examples(session: Session, actor: str, job: str) -> int:
    """Take out every shipped example of a job that nobody changed, measured, ranked or coded; returns how many."""
    used = select(BeliefPlace.lever_id).union(select(EvidenceCode.lever_id).where(EvidenceCode.lever_id.is_not(None)))
    query = select(Lever).where(
        Lever.job == job, Lever.example, Lever.locked_at.is_(None), ~Lever.measures.any(), Lever.id.not_in(used)
    )
    ids = [lever.id for lever in session.scalars(query)]
    if ids:
        session.execute(delete(Lever).where(Lever.id.in_(ids)))
        record(session, actor, "levers.examples_discarded", f"job:{job}", levers=ids)
    return len(ids)


def lock(session: Session, actor: str, lever: Lever) -> None:
    """Lock a hypothesis written after the opening, so that it may be tested as exploratory.

    Raises
    ------
    LeverLocked, NotOpened
    """
    draft(session, lever)
    if opening(session, lever.job) is None:
        raise NotOpened
    freeze([lever], exploratory=True)
    session.flush()
    record(session, actor, "levers.locked", f"lever:{lever.id}", hash=lever.content_hash, exploratory=True)
    announce(session, LOCKED, lever.job)


def freeze(levers: Sequence[Lever], *, exploratory: bool) -> None:
    """Give hypotheses their time and hash; from the next flush on the database refuses every change."""
    for lever in levers:
        lever.exploratory = exploratory
        lever.content_hash = digest(lever)
        lever.locked_at = now()


def digest(lever: Lever) -> str:
    """SHA-256 over everything a hypothesis says and how it is measured, as the export holds it."""
    return hashlib.sha256(
        json.dumps(content(lever), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    ).hexdigest()


def content(lever: Lever) -> dict[str, Any]:
    """What the hash of a hypothesis is taken over."""
    measures = sorted(([getattr(one, key) for key in MEASURED] for one in lever.measures), key=lambda one: one[:2])
    return {"job": lever.job, "code": lever.code, "measures": measures} | {key: getattr(lever, key) for key in SAID}


def draft(session: Session, lever: Lever) -> None:
    """Hold a hypothesis that nobody has locked until this transaction is over; raises LeverLocked."""
    session.flush()
    # locked, so that nobody opens the data while it is being changed
    session.refresh(lever, with_for_update={"of": Lever})
    if lever.locked_at is not None:
        raise LeverLocked(name=lever.name)
