"""Long files: asked for on a page, checked, imported and undone by the worker, with what it found kept for the page."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.config import Settings
from assess.errors import Refusal
from assess.jobs.actions import enqueue
from assess.performance.actions import intake, ledger
from assess.performance.models.uploads import Upload
from assess.performance.queries import layout
from assess.uploads import Complaint, Sheet

#: Complaints of a long file that are kept; the rest is counted.
_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Findings:
    """What the worker found of a long file; reads like ``intake.DryRun``, with the first rows only in ``sheet``."""

    sheet: Sheet
    complaints: tuple[Complaint, ...]
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
    complaints = tuple(Complaint(**one) for one in kept.pop("complaints"))
    kept.pop("refusal", None)
    return Findings(sheet, complaints, **kept)


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


def check(session: Session, settings: Settings, upload: Upload) -> None:
    """Read and compare a long file, and keep what was found."""
    dry = _looked(session, settings, upload, "checking")
    if dry is not None:
        _keep(upload, dry)


def import_(session: Session, settings: Settings, actor: str, upload: Upload, replace: bool) -> bool:
    """Import a long file; what speaks against it by now is kept as found. Whether it was imported."""
    dry = _looked(session, settings, upload, "importing")
    if dry is None:
        return False
    upload.state = "open"
    try:
        intake.import_upload(session, actor, upload, dry, replace)
    except (intake.HasComplaints, intake.ReplacesValues):
        _keep(upload, dry)
        return False
    upload.findings, upload.done = None, 1.0
    return True


def undo(session: Session, actor: str, upload: Upload) -> None:
    """Undo a long import; a refusal is kept for the page, and the import stands."""
    session.refresh(upload, with_for_update=True)
    if upload.state != "undoing":
        return
    upload.state = "imported"
    session.flush()
    try:
        ledger.undo(session, actor, upload)
    except (ledger.ChangedLater, ledger.ChangedByHand, ledger.StillUsed) as refusal:
        _stands(session, upload, refusal)


def _stands(session: Session, upload: Upload, refusal: Refusal) -> None:
    session.rollback()
    session.refresh(upload)
    upload.state, upload.findings = "imported", {"refusal": [refusal.key, refusal.values]}


def _looked(session: Session, settings: Settings, upload: Upload, state: str) -> intake.DryRun | None:
    """The file read, checked and compared, with its progress told; None where somebody threw it away meanwhile."""
    if upload.state != state:
        return None
    bound = layout(session, upload.kind)
    session.commit()  # nobody waits for a lock while a file is read
    sheet, found = intake.understood(settings, upload, bound, _told(session, upload))
    ledger.hold(session)
    session.refresh(upload, with_for_update=True)
    return intake.dry_run(session, upload, sheet, found) if upload.state == state else None


def _told(session: Session, upload: Upload) -> Callable[[float], None]:
    def tell(done: float) -> None:
        upload.done = done
        session.commit()

    return tell


def _keep(upload: Upload, dry: intake.DryRun) -> None:
    complaints = [
        {"row": one.row, "column": one.column, "value": one.value, "key": one.key, "values": dict(one.values)}
        for one in dry.complaints[:_KEPT]
    ]
    upload.findings = {
        "complaints": complaints, "rows": dry.rows, "wrong": dry.wrong, "added": dry.added, "changed": dry.changed,
        "unchanged": dry.unchanged,
    }  # fmt: skip
    upload.state, upload.done = "open", 1.0
