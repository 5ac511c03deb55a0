"""Uploading in four steps: file, columns, check, import."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.database import db
from assess.downloads import complaints_file
from assess.performance import queries
from assess.performance.actions import deferred, intake, ledger
from assess.performance.forms import ImportForm, UploadForm
from assess.performance.models import Upload
from assess.performance.views.blueprint import bp
from assess.performance.views.ledger import ledger_page
from assess.phrases import phrase
from assess.uploads import Sheet, Unreadable, read

UPLOADERS = (Role.ADMINISTRATOR, Role.ANALYST, Role.HR)
SHOWN, PREVIEW = 50, 3

Page = str | Response | tuple[str, int]


@bp.get("/uploads")
@allowed(*UPLOADERS)
def uploads() -> str:
    """Every upload and what became of it."""
    found = queries.uploads(db.session(), request.args.get("page", 1, type=int))
    return render_template("performance/uploads.html", slice=found)


@bp.route("/uploads/new", methods=["GET", "POST"])
@allowed(*UPLOADERS)
def new_upload() -> Page:
    """Step 1: choose a file and say what is in it."""
    session, form = db.session(), UploadForm(kind=request.args.get("kind"))
    if not form.validate_on_submit():
        page = render_template("performance/new_upload.html", form=form)
        return (page, 422) if request.method == "POST" else page
    session.commit()  # reading a file may take seconds: nobody waits for a lock meanwhile
    sent, settings = form.file.data, current_app.config["EXEMPLAR"]
    try:
        upload = intake.take_in(session, settings, current_user.pseudonym, form.kind.data, sent.filename, sent.stream)
    except Unreadable as refusal:
        form.file.errors = [phrase(refusal.key, **refusal.values)]
        return render_template("performance/new_upload.html", form=form), 422
    session.commit()
    return redirect(url_for("performance.columns", id=upload.id))


@bp.route("/uploads/<int:id>/columns", methods=["GET", "POST"])
@allowed(*UPLOADERS)
def columns(id: int) -> Page:
    """Step 2: which column of the file is which of ours."""
    session = db.session()
    upload = queries.upload(session, id)
    if request.method == "POST":
        chosen = _chosen(_sheet(upload), request.form)
        ours = {column.name for column in queries.layout(session, upload.kind)[0]}
        twice = len(set(chosen.values())) < len(chosen)
        decimal, dates = request.form.get("decimal", ""), request.form.get("dates", "")
        wrong = decimal not in {"", ".", ","} or dates not in {"", "dmy", "mdy"}
        if twice or not set(chosen.values()) <= ours or wrong:
            return _columns_page(upload, chosen, _("Each of our columns can be chosen once.")), 422
        intake.map_columns(session, upload, {ours: theirs for theirs, ours in chosen.items()}, decimal, dates)
        if intake.is_long(upload):
            deferred.ask_check(session, upload)
        session.commit()
        return redirect(url_for("performance.check", id=id))
    return _columns_page(upload, {theirs: ours for ours, theirs in upload.mapping.items()})


@bp.get("/uploads/<int:id>")
@allowed(*UPLOADERS)
def check(id: int) -> str | Response:
    """Step 3: what would be imported, or what has to be corrected."""
    session = db.session()
    upload = queries.upload(session, id)
    if upload.state in ("checking", "importing", "undoing"):
        return render_template("performance/under_way.html", upload=upload, stopped=deferred.stopped(session, upload))
    if upload.state != "open":
        return ledger_page(upload)
    if intake.is_long(upload) and upload.findings is None:
        return redirect(url_for("performance.columns", id=id))
    return _check_page(upload, _dry_run(upload))


@bp.post("/uploads/<int:id>/import")
@allowed(*UPLOADERS)
def import_upload(id: int) -> Page:
    """Step 4: import everything, in one transaction."""
    session, form, settings = db.session(), ImportForm(), current_app.config["EXEMPLAR"]
    upload = queries.upload(session, id)
    if intake.is_long(upload):
        return _import_long(upload, bool(form.replace.data))
    bound = queries.layout(session, upload.kind)
    session.commit()  # reading a file may take seconds: nobody waits for a lock meanwhile
    sheet, found = intake.understood(settings, upload, bound)
    ledger.hold(session)
    session.refresh(upload)
    dry = intake.dry_run(session, upload, sheet, found)
    try:
        intake.import_upload(session, current_user.pseudonym, upload, dry, bool(form.replace.data))
    except (intake.HasComplaints, intake.ReplacesValues) as refusal:
        session.rollback()
        return _check_page(queries.upload(session, id), dry, phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    intake.remove(settings, upload)
    flash(_("%(name)s is imported.", name=upload.filename), "ok")
    return redirect(url_for("performance.check", id=id))


def _import_long(upload: Upload, replace: bool) -> Page:
    session = db.session()
    try:
        deferred.ask_import(session, current_user.pseudonym, upload, replace)
    except (intake.HasComplaints, intake.ReplacesValues) as refusal:
        return _check_page(upload, _dry_run(upload), phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    return redirect(url_for("performance.check", id=upload.id))


@bp.post("/uploads/<int:id>/discard")
@allowed(*UPLOADERS)
def discard_upload(id: int) -> Response:
    """Throw a file away that was not imported."""
    session = db.session()
    upload = queries.upload(session, id)
    intake.discard(session, current_user.pseudonym, upload)
    session.commit()
    intake.remove(current_app.config["EXEMPLAR"], upload)
    flash(_("%(name)s is thrown away; nothing was imported.", name=upload.filename), "ok")
    return redirect(url_for("performance.uploads"))


@bp.post("/uploads/<int:id>/back")
@allowed(*UPLOADERS)
def put_back_upload(id: int) -> Response:
    """Leave a file the worker gave up on as it was before."""
    session = db.session()
    upload = queries.upload(session, id)
    deferred.put_back(session, current_user.pseudonym, upload)
    session.commit()
    return redirect(url_for("performance.check", id=id))


@bp.get("/uploads/<int:id>/complaints.csv")
@allowed(*UPLOADERS)
def complaints(id: int) -> Response:
    """Everything to correct, as a file."""
    session = db.session()
    upload = queries.upload(session, id)
    dry = _dry_run(upload)
    return complaints_file((*dry.complaints, *dry.doubts), f"rows-to-correct-{id}")


def _dry_run(upload: Upload) -> intake.DryRun | deferred.Findings:
    session = db.session()
    if intake.is_long(upload):
        return deferred.findings(upload, _sheet(upload))
    read_ = intake.understood(current_app.config["EXEMPLAR"], upload, queries.layout(session, upload.kind))
    return intake.dry_run(session, upload, *read_)


def _sheet(upload: Upload) -> Sheet:
    settings = current_app.config["EXEMPLAR"]
    return read(intake.path_of(settings, upload), intake.limits(settings), first=intake.PREVIEWED)


def _chosen(sheet: Sheet, form: dict[str, str]) -> dict[str, str]:
    """Their column to ours, from the fields ``column-<place>``."""
    fields = {name: form.get(f"column-{place}", "") for place, name in enumerate(sheet.names)}
    return {theirs: ours for theirs, ours in fields.items() if ours}


def _columns_page(upload: Upload, chosen: dict[str, str], error: str = "") -> str:
    ours = queries.layout(db.session(), upload.kind)[0]
    sheet = _sheet(upload)
    return render_template(
        "performance/columns.html", upload=upload, sheet=sheet, ours=ours, chosen=chosen, preview=sheet.first(PREVIEW),
        missing=[column for column in ours if column.required and column.name not in chosen.values()], error=error,
    )  # fmt: skip


def _check_page(upload: Upload, dry: intake.DryRun | deferred.Findings, error: str = "") -> str:
    theirs = {ours: name for ours, name in upload.mapping.items() if name in dry.sheet.names}
    return render_template(
        "performance/check.html", upload=upload, dry=dry, shown=dry.complaints[:SHOWN], doubts=dry.doubts[:SHOWN],
        theirs=theirs, first=dry.sheet.first(1), error=error,
    )  # fmt: skip
