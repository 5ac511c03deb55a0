"""Handing results to leaders, withdrawing them, and logging what was decided on them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.errors import Conflict, Refusal
from assess.people.models import Account
from assess.projects.actions.projects import ensure_open
from assess.projects.models import (
    AlignmentItem,
    PackReader,
    Project,
    ProjectDecision,
    ProjectDecisionWords,
    SharePack,
)
from assess.projects.queries import packs
from assess.projects.queries.conditions import reading_of
from assess.projects.queries.decisions import digest
from surveys.moments import now


class NothingToShare(Refusal):
    """A pack holds at least one Report or row."""

    status = 422
    key = "projects.nothing_to_share"


class NobodyToShareWith(Refusal):
    """A pack has at least one reader."""

    status = 422
    key = "projects.nobody_to_share_with"


class AboutPeople(Refusal):
    """A Report with rows about single people, or of a kind nobody outside may read, is never shared."""

    status = 422
    key = "projects.about_people"


class ReaderShutOut(Refusal):
    """One of the readers may not see one of the Reports."""

    status = 422
    key = "projects.reader_shut_out"


class Withdrawn(Conflict):
    """The pack is withdrawn already."""

    key = "projects.withdrawn"


def share(
    session: Session,
    actor: str,
    project: Project,
    *,
    title: str,
    message: str,
    reports: Sequence[Analysis],
    rows: Sequence[AlignmentItem],
    readers: Sequence[Account],
) -> SharePack:
    """Hand Reports and rows as they stand to these readers.

    Raises NothingToShare, NobodyToShareWith, AboutPeople, ReaderShutOut, ProjectClosed.
    """
    ensure_open(project)
    if not reports and not rows:
        raise NothingToShare
    if not readers:
        raise NobodyToShareWith
    for one in reports:
        if one.kind not in packs.SHAREABLE or packs.personal(one.report):
            raise AboutPeople(id=one.id)
    for reader, _kind in packs.shut_out(readers, [one.kind for one in reports]):
        raise ReaderShutOut(name=reader.name)
    pack = SharePack(
        project_id=project.id, title=title.strip(), message=message.strip(),
        reports=[_report(one) for one in reports], rows=[_row(session, one) for one in rows], shared_by=actor,
        readers=[PackReader(account_id=one.id) for one in readers],
    )  # fmt: skip
    session.add(pack)
    session.flush()
    record(
        session, actor, "projects.shared", f"share_pack:{pack.id}", project=project.id,
        reports=[one.id for one in reports], rows=[one.id for one in rows],
        readers=[one.pseudonym for one in readers],
    )  # fmt: skip
    return pack


def withdraw(session: Session, actor: str, pack: SharePack) -> None:
    """Take a pack back: its readers cannot open it any more. Withdrawn."""
    if pack.withdrawn_at is not None:
        raise Withdrawn
    pack.withdrawn_at = now()
    session.flush()
    record(session, actor, "projects.withdrawn", f"share_pack:{pack.id}")


def opened(session: Session, actor: str, pack: SharePack, reader: PackReader | None, form: str = "page") -> None:
    """Note that somebody read a pack; the first time stands beside the reader's name."""
    if reader is not None and reader.opened_at is None:
        reader.opened_at = now()
    record(session, actor, "projects.pack_read", f"share_pack:{pack.id}", form=form)


def decide(
    session: Session,
    actor: str,
    project: Project,
    *,
    kind: str,
    what: str,
    why: str,
    by: Account,
    on: date,
    reports: Sequence[Analysis] = (),
    rows: Sequence[AlignmentItem] = (),
    corrects: ProjectDecision | None = None,
) -> ProjectDecision:
    """Append what somebody decided and on which evidence; a later entry corrects an earlier one, which stays."""
    what, why = what.strip(), why.strip()
    kept = ProjectDecision(
        project_id=project.id, kind=kind, digest=digest(what, why),
        evidence=[*map(_report, reports), *({"row": one.id, "status": one.status} for one in rows)],
        decided_on=on, decided_by=by.pseudonym, recorded_by=actor, corrects_id=corrects.id if corrects else None,
        words=ProjectDecisionWords(what=what, why=why),
    )  # fmt: skip
    session.add(kept)
    session.flush()
    record(session, actor, "projects.decided", f"project_decision:{kept.id}", project=project.id, digest=kept.digest)
    return kept


def _report(analysis: Analysis) -> dict[str, Any]:
    return {
        "id": analysis.id, "kind": analysis.kind, "subject": analysis.subject, "sha256": packs.digest(analysis),
    }  # fmt: skip


def _row(session: Session, item: AlignmentItem) -> dict[str, Any]:
    """A row word for word; its number is that of a released Report, on the scale's own points."""
    reading = reading_of(session, item.analysis_id, item.group, item.element)
    mean = reading.mean if reading is not None and reading.known else None
    return {
        "id": item.id, "tier": item.tier, "element": item.element, "finding": item.finding,
        "evidence": item.evidence, "status": item.status, "due": item.due.isoformat() if item.due else "",
        "owner": item.owner.pseudonym if item.owner else "",
        "number": f"{mean.value:.1f} ({mean.low:.1f}–{mean.high:.1f}), n = {mean.n}" if mean else "",
    }  # fmt: skip
