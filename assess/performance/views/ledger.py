"""What an import changed, as a page and as a file; undoing it."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.downloads import table_file
from assess.performance import queries
from assess.performance.actions import deferred, intake, ledger
from assess.performance.models import Upload
from assess.performance.queries import ledger as told
from assess.performance.views.blueprint import bp
from assess.phrases import phrase

UPLOADERS = (Role.ADMINISTRATOR, Role.ANALYST, Role.HR)


def ledger_page(upload: Upload, error: str = "") -> str:
    """What became of an upload: which periods it restated, each value before and after."""
    session = db.session()
    key, values = (upload.findings or {}).get("refusal", ("", {}))
    error = error or (phrase(key, **values) if key else "")
    return render_template(
        "performance/upload.html", upload=upload, error=error, restated=told.restated(session, upload),
        slice=told.changes(session, upload, request.args.get("page", 1, type=int)),
    )  # fmt: skip


@bp.post("/uploads/<int:id>/undo")
@allowed(*UPLOADERS)
def undo_upload(id: int) -> BaseResponse | tuple[str, int]:
    """Put back what an import changed and take away what it added."""
    session = db.session()
    upload = queries.upload(session, id)
    if intake.is_long(upload):
        deferred.ask_undo(session, current_user.pseudonym, upload)
        session.commit()
        return redirect(url_for("performance.check", id=id))
    try:
        ledger.undo(session, current_user.pseudonym, upload)
    except (ledger.NotImported, ledger.ChangedLater, ledger.ChangedByHand, ledger.StillUsed) as refusal:
        session.rollback()
        return ledger_page(queries.upload(session, id), phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    flash(_("%(name)s is undone: everything is as it was before.", name=upload.filename), "ok")
    return redirect(url_for("performance.check", id=id))


@bp.get("/uploads/<int:id>/changes.csv")
@allowed(*UPLOADERS, writes=True)
def changes_csv(id: int) -> Response:
    """Every value an import changed, before and after."""
    session = db.session()
    upload = queries.upload(session, id)
    record(session, current_user.pseudonym, "performance.changes_exported", f"upload:{id}")
    session.commit()
    head = (_("What"), _("Which"), _("Column"), _("Before"), _("After"))
    rows = (
        (phrase(f"thing.{one.thing}"), one.name, one.column or _("added"), one.before, "" if one.added else one.after)
        for one in told.all_changes(session, upload)
    )
    return table_file(head, rows, f"changes-{id}")
