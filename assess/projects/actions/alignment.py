"""The scorecard: what was found, who sees to it until when, how it stands, and which categories were gone through."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.errors import Conflict
from assess.people.models import Account
from assess.projects.actions.projects import ensure_open
from assess.projects.models import AlignmentChange, AlignmentItem, AlignmentLook, Project
from surveys.moments import now


class SameStatus(Conflict):
    """The row has this status already: somebody else changed it."""

    key = "projects.same_status"


def find(
    session: Session,
    actor: str,
    project: Project,
    *,
    tier: str,
    element: str,
    finding: str,
    status: str,
    evidence: str = "",
    analysis: Analysis | None = None,
    group: str = "",
    owner: Account | None = None,
    due: date | None = None,
    at: datetime | None = None,
) -> AlignmentItem:
    """A row of the scorecard with its first status, ``at`` a moment or now. ProjectClosed."""
    ensure_open(project)
    item = AlignmentItem(
        project_id=project.id, tier=tier, element=element, finding=finding.strip(), evidence=evidence.strip(),
        analysis_id=analysis.id if analysis else None, group=group if analysis else "", owner=owner, due=due,
        status=status, found_by=actor, found_at=at or now(),
    )  # fmt: skip
    item.changes.append(AlignmentChange(status=status, changed_by=actor, changed_at=item.found_at))
    session.add(item)
    session.flush()
    record(
        session, actor, "projects.alignment_found", f"alignment_item:{item.id}",
        project=project.id, tier=tier, element=element, status=status,
    )  # fmt: skip
    return item


def change(
    session: Session, actor: str, project: Project, item: AlignmentItem, status: str, at: datetime | None = None
) -> AlignmentChange:
    """A new status from now on, or from ``at``; SameStatus, ProjectClosed."""
    ensure_open(project)
    # two people may do so at once: the second sees what the first wrote
    session.refresh(item, with_for_update=True)
    if item.status == status:
        raise SameStatus
    item.status = status
    made = AlignmentChange(status=status, changed_by=actor, changed_at=at or now())
    item.changes.append(made)
    session.flush()
    record(session, actor, "projects.alignment_changed", f"alignment_item:{item.id}", status=status)
    return made


def hand_over(
    session: Session, actor: str, project: Project, item: AlignmentItem, owner: Account | None, due: date | None
) -> None:
    """Who sees to a row, and until when; nobody and no day are possible. ProjectClosed."""
    ensure_open(project)
    item.owner, item.due = owner, due
    session.flush()
    record(
        session, actor, "projects.alignment_handed_over", f"alignment_item:{item.id}",
        owner=owner.pseudonym if owner else "", due=due.isoformat() if due else "",
    )  # fmt: skip


def look(session: Session, actor: str, project: Project, category: str) -> AlignmentLook:
    """Somebody went through a category of the review. ProjectClosed."""
    ensure_open(project)
    made = AlignmentLook(project_id=project.id, category=category, looked_by=actor)
    session.add(made)
    session.flush()
    record(session, actor, "projects.category_reviewed", f"project:{project.id}", category=category)
    return made
