"""Starting and closing a project, and saying how far a step is that no record can tell."""

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict, Refusal
from assess.projects.models import Project, StepStatement
from assess.projects.queries.entry import recommend
from surveys.moments import now


class NoReasonForEntry(Refusal):
    """Whoever starts elsewhere than recommended says why."""

    status = 422
    key = "projects.no_reason"


class BeyondScope(Refusal):
    """Nobody starts at a tier they do not answer for."""

    status = 422
    key = "projects.beyond_scope"


class ProjectClosed(Conflict):
    """A closed project is read, not changed."""

    key = "projects.closed"


def start(
    session: Session, actor: str, *, title: str, job: str, scope: str, buy_in: int, entry: str, why: str = ""
) -> Project:
    """Start a project at a tier; NoReasonForEntry where it is not the recommended one and no reason is given.

    Raises BeyondScope where the tier lies above what whoever starts answers for.
    """
    advice = recommend(scope, buy_in)
    if entry not in advice.possible:
        raise BeyondScope
    why = why.strip() if entry != advice.tier else ""
    if entry != advice.tier and not why:
        raise NoReasonForEntry
    project = Project(
        title=title.strip(), job=job, scope=scope, buy_in=buy_in, recommended=advice.tier, entry=entry, why=why,
        started_by=actor,
    )  # fmt: skip
    session.add(project)
    session.flush()
    record(session, actor, "projects.started", f"project:{project.id}", job=job, entry=entry)
    return project


def state(session: Session, actor: str, project: Project, step: str, state: str, note: str = "") -> StepStatement:
    """Say how far a step is; it counts only while no record tells. ProjectClosed."""
    ensure_open(project)
    said = StepStatement(project_id=project.id, step=step, state=state, note=note.strip(), stated_by=actor)
    session.add(said)
    session.flush()
    record(session, actor, "projects.step_stated", f"project:{project.id}", step=step, state=state)
    return said


def close(session: Session, actor: str, project: Project) -> None:
    """End a project; it stays to be read. ProjectClosed."""
    ensure_open(project)
    project.closed_at = now()
    session.flush()
    record(session, actor, "projects.closed", f"project:{project.id}")


def ensure_open(project: Project) -> None:
    """ProjectClosed where a project is over."""
    if project.closed_at is not None:
        raise ProjectClosed
