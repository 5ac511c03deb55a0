"""Files of ratings: choose, say what the columns mean, look, import, undo."""

from flask import Response as FileResponse
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.calibration.actions import imports as importing
from assess.calibration.actions import intake
from assess.calibration.forms import CRITERION, WIDE_COLUMNS, RatingsForm, long_columns
from assess.calibration.models import RatingBatch
from assess.calibration.queries import batches
from assess.calibration.views.blueprint import DOERS, READERS, bp
from assess.database import db
from assess.downloads import complaints_file
from assess.forms import Form
from assess.phrases import phrase
from assess.uploads import Sheet, Unreadable

SHOWN, PREVIEW = 50, 3

Page = str | Response | tuple[str, int]


@bp.get("/ratings/")
@allowed(*READERS)
def ratings() -> str:
    """Every file of ratings and what became of it."""
    found = batches.batches(db.session())
    return render_template("calibration/ratings.html", batches=found, does=_does())


@bp.route("/ratings/new", methods=["GET", "POST"])
@allowed(*DOERS)
def new_ratings() -> Page:
    """Step 1: choose a file."""
    session, form = db.session(), RatingsForm()
    if not form.validate_on_submit():
        page = render_template("calibration/new_ratings.html", form=form)
        return (page, 422) if request.method == "POST" else page
    session.commit()  # reading a file may take seconds: nobody waits for a lock meanwhile
    sent, settings = form.file.data, current_app.config["EXEMPLAR"]
    try:
        batch = intake.take_in(session, settings, current_user.pseudonym, sent.filename, sent.stream)
    except Unreadable as refusal:
        form.file.errors = [phrase(refusal.key, **refusal.values)]
        return render_template("calibration/new_ratings.html", form=form), 422
    session.commit()
    return redirect(url_for("calibration.columns", id=batch.id))


@bp.route("/ratings/<int:id>/columns", methods=["GET", "POST"])
@allowed(*DOERS)
def columns(id: int) -> Page:
    """Step 2: what each column means, and which ends the scale has."""
    session, form = db.session(), Form()
    batch = batches.batch(session, id)
    session.commit()  # reading a file may take seconds: nobody waits for a lock meanwhile
    sheet = intake.sheet_of(current_app.config["EXEMPLAR"], batch)
    if not form.validate_on_submit():
        return _columns_page(batch, sheet)
    try:
        low, high = int(request.form.get("low", "")), int(request.form.get("high", ""))
        layout = request.form.get("layout", batch.layout)
        intake.map_columns(session, batch, layout, _chosen(sheet), low, high)
    except ValueError:
        return _columns_page(batch, sheet, phrase("calibration.not_mapped")), 422
    except intake.NotMapped as refusal:
        return _columns_page(batch, sheet, phrase(refusal.key)), refusal.status
    session.commit()
    return redirect(url_for("calibration.check", id=id))


@bp.get("/ratings/<int:id>")
@allowed(*READERS)
def check(id: int) -> str:
    """Step 3: what would be imported, or what has to be corrected; afterwards what came of it."""
    batch = batches.batch(db.session(), id)
    if batch.state != "open":
        return render_template("calibration/batch.html", batch=batch, does=_does())
    return _check_page(batch, _dry_run(batch))


@bp.post("/ratings/<int:id>/import")
@allowed(*DOERS)
def import_ratings(id: int) -> Page:
    """Step 4: import everything that is new, in one transaction."""
    session, settings = db.session(), current_app.config["EXEMPLAR"]
    batch = batches.batch(session, id)
    session.commit()  # reading a file may take seconds: nobody waits for a lock meanwhile
    sheet = intake.sheet_of(settings, batch)
    session.refresh(batch)
    dry = importing.dry_run(session, settings, batch, sheet)
    try:
        importing.import_ratings(session, current_user.pseudonym, batch, dry)
    except (importing.HasComplaints, importing.NothingNew) as refusal:
        session.rollback()
        return _check_page(batches.batch(session, id), dry, phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    intake.remove(settings, batch)
    flash(_("%(name)s is imported. The report is computed in the background.", name=batch.filename), "ok")
    return redirect(url_for("calibration.check", id=id))


@bp.post("/ratings/<int:id>/discard")
@allowed(*DOERS)
def discard_ratings(id: int) -> Response:
    """Throw a file away that was not imported."""
    session = db.session()
    batch = batches.batch(session, id)
    intake.discard(session, current_user.pseudonym, batch)
    session.commit()
    intake.remove(current_app.config["EXEMPLAR"], batch)
    flash(_("%(name)s is thrown away; nothing was imported.", name=batch.filename), "ok")
    return redirect(url_for("calibration.ratings"))


@bp.post("/ratings/<int:id>/withdraw")
@allowed(*DOERS)
def withdraw_ratings(id: int) -> Response:
    """Undo an import."""
    session = db.session()
    batch = batches.batch(session, id)
    importing.withdraw(session, current_user.pseudonym, batch)
    session.commit()
    flash(_("The ratings of %(name)s are gone again.", name=batch.filename), "ok")
    return redirect(url_for("calibration.check", id=id))


@bp.get("/ratings/<int:id>/complaints.csv")
@allowed(*DOERS)
def complaints(id: int) -> FileResponse:
    """Everything to correct, as a file."""
    dry = _dry_run(batches.batch(db.session(), id))
    return complaints_file(dry.complaints, f"ratings-to-correct-{id}")


def _does() -> bool:
    return bool(current_user.role_names & set(DOERS))


def _dry_run(batch: RatingBatch) -> importing.DryRun:
    session, settings = db.session(), current_app.config["EXEMPLAR"]
    return importing.dry_run(session, settings, batch, intake.sheet_of(settings, batch))


def _chosen(sheet: Sheet) -> dict[str, str]:
    """Their column to ours, from the fields ``column-<place>``; what is none of ours is left out."""
    ours = {column.name for column in long_columns(0, 1)} | {CRITERION}
    fields = {name: request.form.get(f"column-{place}", "") for place, name in enumerate(sheet.names)}
    return {theirs: one for theirs, one in fields.items() if one in ours}


def _columns_page(batch: RatingBatch, sheet: Sheet, error: str = "") -> str:
    wide = batch.layout == "wide"
    known = WIDE_COLUMNS if wide else long_columns(batch.low, batch.high)
    names = [column.name for column in known] + ([CRITERION] if wide else [])
    missing = [one.name for one in known if (one.required or one.blank) and one.name not in batch.mapping.values()]
    return render_template(
        "calibration/columns.html", batch=batch, sheet=sheet, names=names, missing=missing,
        preview=sheet.first(PREVIEW), error=error,
    )  # fmt: skip


def _check_page(batch: RatingBatch, dry: importing.DryRun, error: str = "") -> str:
    return render_template(
        "calibration/check.html", batch=batch, dry=dry, counts=dry.counts, shown=dry.complaints[:SHOWN],
        earlier=batches.same_file(db.session(), batch), error=error, does=_does(),
    )  # fmt: skip
