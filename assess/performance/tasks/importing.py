"""Long files in the background: checked, imported, undone; commits between the steps tell how far it is."""

from flask import current_app
from sqlalchemy.orm import Session

from assess.errors import Conflict
from assess.jobs.tasks import task
from assess.performance.actions import intake, ledger
from assess.performance.actions.deferred import keep_findings
from assess.performance.models.uploads import Upload
from assess.performance.queries import layout


@task("performance.check_upload")
def check_upload(session: Session, id: int) -> None:
    """What importing a long file would do."""
    upload = session.get_one(Upload, id)
    dry = _looked(session, upload, "checking")
    if dry is not None:
        keep_findings(upload, dry)


@task("performance.import_upload")
def import_upload(session: Session, id: int, actor: str, replace: bool) -> None:
    """Import a long file, and delete it once that is durable; what speaks against it by now is kept as found."""
    upload = session.get_one(Upload, id)
    dry = _looked(session, upload, "importing")
    if dry is None:
        return
    upload.state = "open"
    try:
        intake.import_upload(session, actor, upload, dry, replace)
    except (intake.HasComplaints, intake.ReplacesValues):
        keep_findings(upload, dry)
        return
    upload.findings, upload.done = None, 1.0
    session.commit()
    intake.remove(current_app.config["EXEMPLAR"], upload)


@task("performance.undo_upload")
def undo_upload(session: Session, id: int, actor: str) -> None:
    """Undo a long import; a refusal is kept for the page, and the import stands."""
    upload = session.get_one(Upload, id, with_for_update=True)
    if upload.state != "undoing":
        return
    upload.state = "imported"
    session.flush()
    try:
        ledger.undo(session, actor, upload)
    except (ledger.ChangedLater, ledger.ChangedByHand, ledger.StillUsed) as refusal:
        _stands(session, upload, refusal)


def _stands(session: Session, upload: Upload, refusal: Conflict) -> None:
    session.rollback()
    session.refresh(upload)
    upload.state, upload.findings = "imported", {"refusal": [refusal.key, refusal.values]}


def _looked(session: Session, upload: Upload, state: str) -> intake.DryRun | None:
    """The file read, checked and compared, with its progress told; None where somebody threw it away meanwhile."""
    if upload.state != state:
        return None
    bound, settings = layout(session, upload.kind), current_app.config["EXEMPLAR"]

    def told(done: float) -> None:
        upload.done = done
        session.commit()

    session.commit()  # nobody waits for a lock while a file is read
    sheet, found = intake.understood(settings, upload, bound, told)
    ledger.hold(session)
    session.refresh(upload, with_for_update=True)
    return intake.dry_run(session, upload, sheet, found) if upload.state == state else None
