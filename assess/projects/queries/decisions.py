"""The log of decisions on a project: who, what, on which evidence, and whether the words are still those."""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.errors import NotFound
from assess.projects.models import Project, ProjectDecision


def digest(what: str, why: str) -> str:
    """SHA-256 of the words of a decision."""
    return hashlib.sha256(json.dumps([what, why]).encode()).hexdigest()


def log(session: Session, project: Project) -> Sequence[ProjectDecision]:
    """Every entry, the newest first."""
    query = select(ProjectDecision).where(ProjectDecision.project_id == project.id)
    query = query.options(joinedload(ProjectDecision.words)).order_by(ProjectDecision.id.desc())
    return session.scalars(query).all()


def entry(session: Session, project: Project, id: int) -> ProjectDecision:
    """One entry of a project; NotFound."""
    found = session.get(ProjectDecision, id)
    if found is None or found.project_id != project.id:
        raise NotFound
    return found


def corrected(entries: Sequence[ProjectDecision]) -> dict[int, int]:
    """By entry, the last one that puts it right."""
    return {one.corrects_id: one.id for one in sorted(entries, key=lambda one: one.id) if one.corrects_id}


def intact(decision: ProjectDecision) -> str:
    """``kept`` where the words are those that were logged, ``changed`` where not, ``deleted`` where they are gone."""
    if decision.words is None:
        return "deleted"
    return "kept" if digest(decision.words.what, decision.words.why) == decision.digest else "changed"
