"""Long files: what the worker is asked to do with them, and what it found, kept for the page."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict
from assess.jobs.actions import enqueue
from assess.jobs.queries import gave_up
from assess.performance.actions import intake, ledger
from assess.performance.models.uploads import Upload
from assess.uploads import Complaint, Sheet

#: Complaints of a long file that are kept; the rest is counted.
_KEPT = 1_000
#: What the worker does in a state, and the state from before, to which nothing it does halfway is lost.
_WORK = {
    "checking": ("performance.check_upload", "open"),
    "importing": ("performance.import_upload", "open"),
    "undoing": ("performance.undo_upload", "imported"),
}


class StillUnderWay(Conflict):
    """The worker has not given up."""

    key = "upload.under_way"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the worker found of a long file; reads like ``intake.DryRun``, with the first rows only in ``sheet``."""

    sheet: Sheet
    complaints: tuple[Complaint, ...]
    doubts: tuple[Complaint, ...]
    rows: int
    wrong: int
    added: int
    changed: int
    unchanged: int


def findings(upload: Upload, sheet: Sheet) -> Findings:
    """What was found, for the page; UploadOver where it was not checked."""
    if upload.findings is None:
        raise intake.UploadOver
    kept = dict(upload.findings)
    complaints, doubts = (tuple(Complaint(**one) for one in kept.pop(name)) for name in ("complaints", "doubts"))
    kept.pop("refusal", None)
    return Findings(sheet, complaints, doubts, **kept)


def ask_check(session: Session, upload: Upload) -> None:
    """Have a long file checked; UploadOver."""
    if upload.state != "open":
        raise intake.UploadOver
    upload.state, upload.done = "checking", 0.0
    session.flush()
    enqueue(session, "performance.check_upload", id=upload.id)


def ask_import(session: Session, actor: str, upload: Upload, replace: bool) -> None:
    """Have a long file imported; UploadOver, HasComplaints, ReplacesValues."""
    session.refresh(upload, with_for_update=True)
    if upload.state != "open" or upload.findings is None:
        raise intake.UploadOver
    if upload.findings["complaints"]:
        raise intake.HasComplaints(n=upload.findings["wrong"])
    if upload.findings["changed"] and not replace:
        raise intake.ReplacesValues(n=upload.findings["changed"])
    upload.state, upload.done = "importing", 0.0
    session.flush()
    enqueue(session, "performance.import_upload", id=upload.id, actor=actor, replace=replace)


def ask_undo(session: Session, actor: str, upload: Upload) -> None:
    """Have a long import undone; NotImported."""
    session.refresh(upload, with_for_update=True)
    if upload.state != "imported":
        raise ledger.NotImported
    upload.state, upload.findings = "undoing", None
    session.flush()
    enqueue(session, "performance.undo_upload", id=upload.id, actor=actor)


def stopped(session: Session, upload: Upload) -> bool:
    """Whether the worker gave up what it was to do with this file; nothing of that was written."""
    return upload.state in _WORK and gave_up(session, _WORK[upload.state][0], upload.id)


def put_back(session: Session, actor: str, upload: Upload) -> None:
    """Leave a file the worker gave up on as it was before it was asked; StillUnderWay."""
    session.refresh(upload, with_for_update=True)
    if not stopped(session, upload):
        raise StillUnderWay
    record(session, actor, "performance.upload_put_back", f"upload:{upload.id}", state=upload.state)
    upload.state, upload.done = _WORK[upload.state][1], 0.0
    session.flush()


def keep_findings(upload: Upload, dry: intake.DryRun) -> None:
    """What was found of a long file, for the page; it waits for somebody again."""
    complaints, doubts = (
        [{"row": one.row, "column": one.column, "value": one.value, "key": one.key, "values": dict(one.values)}
         for one in found[:_KEPT]]
        for found in (dry.complaints, dry.doubts)
    )  # fmt: skip
    upload.findings = {
        "complaints": complaints, "doubts": doubts, "rows": dry.rows, "wrong": dry.wrong, "added": dry.added,
        "changed": dry.changed, "unchanged": dry.unchanged,
    }  # fmt: skip
    upload.state, upload.done = "open", 1.0
