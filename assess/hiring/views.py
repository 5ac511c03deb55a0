"""Pages of openings and their candidates."""

import tempfile
from pathlib import Path

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.config import Settings
from assess.database import db
from assess.errors import Conflict
from assess.hiring import actions, queries
from assess.hiring.forms import CandidateForm, ImportForm, OpeningForm, StageForm, StateForm
from assess.hiring.models import Opening
from assess.people.queries import account
from assess.phrases import phrase
from assess.uploads import Complaint, Limits, Unreadable, read

bp = Blueprint("hiring", __name__, url_prefix="/openings")


@bp.get("/")
@allowed(Role.HR, Role.ANALYST, Role.HIRING_MANAGER)
def index() -> str:
    """The openings the viewer may see, page by page."""
    session, words = db.session(), request.args.get("q", "").strip()
    slice = queries.openings_page(session, current_user, words, request.args.get("page", 1, int))
    return render_template(
        "hiring/index.html",
        slice=slice,
        words=words,
        open_ones=queries.open_ones(session, current_user),
        candidates=queries.candidates_by_opening(session, slice.rows),
    )


@bp.route("/new", methods=["GET", "POST"])
@allowed(Role.HR)
def create() -> Response | str | tuple[str, int]:
    """A new opening."""
    session, form = db.session(), OpeningForm()
    form.hiring_manager.choices = [(0, "–"), *((one.id, one.name) for one in queries.hiring_managers(session))]
    if not form.is_submitted():
        return render_template("hiring/new.html", form=form)
    if form.validate():
        manager = account(session, form.hiring_manager.data) if form.hiring_manager.data else None
        try:
            opening = actions.create_opening(
                session,
                current_user.pseudonym,
                form.title.data,
                form.job.data,
                form.place.data or "",
                form.code.data or "",
                manager,
            )
            session.commit()
            return redirect(url_for("hiring.opening", id=opening.id))
        except actions.OpeningCodeTaken as refusal:
            form.code.errors = [phrase(refusal.key, **refusal.values)]
    return render_template("hiring/new.html", form=form), 422


@bp.get("/<int:id>")
@allowed(Role.HR, Role.ANALYST, Role.HIRING_MANAGER)
def opening(id: int) -> str:
    """An opening and its candidates."""
    return _opening(queries.opening_for(db.session(), current_user, id))


@bp.post("/<int:id>/state")
@allowed(Role.HR)
def move_opening(id: int) -> Response:
    """Mark an opening as open, filled or cancelled."""
    session, form = db.session(), StateForm()
    opening = queries.opening_for(session, current_user, id)
    if form.validate_on_submit():
        actions.move_opening(session, current_user.pseudonym, opening, form.state.data)
        session.commit()
    return redirect(url_for("hiring.opening", id=id))


@bp.post("/<int:id>/candidates")
@allowed(Role.HR)
def add_candidate(id: int) -> Response | tuple[str, int]:
    """Add one candidate."""
    session, form = db.session(), CandidateForm()
    opening = queries.opening_for(session, current_user, id)
    if form.validate_on_submit():
        try:
            made = actions.add_candidate(
                session, current_user.pseudonym, opening, form.name.data, form.email.data, form.code.data or ""
            )
            session.commit()
            flash(_("%(name)s is added.", name=made.candidate.name), "ok")
            return redirect(url_for("hiring.opening", id=id))
        except Conflict as refusal:
            form.email.errors = [phrase(refusal.key, **refusal.values)]
    return _opening(opening, candidate=form), 422


@bp.post("/<int:id>/candidates/import")
@allowed(Role.HR)
def import_candidates(id: int) -> Response | tuple[str, int]:
    """Add every candidate of a file, or list what must be corrected in it."""
    session, form = db.session(), ImportForm()
    opening = queries.opening_for(session, current_user, id)
    if not form.validate_on_submit():
        return _opening(opening, file=form), 422
    settings: Settings = current_app.config["EXEMPLAR"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "candidates"
        form.file.data.save(path)
        try:
            sheet = read(path, Limits(megabytes=settings.upload_megabytes))
        except Unreadable as refusal:
            form.file.errors = [phrase(refusal.key, **refusal.values)]
            return _opening(opening, file=form), 422
    done = actions.import_candidates(session, current_user.pseudonym, opening, sheet)
    if done.complaints:
        return _opening(opening, file=form, complaints=done.complaints), 422
    session.commit()
    flash(ngettext("%(num)d candidate added.", "%(num)d candidates added.", done.added), "ok")
    return redirect(url_for("hiring.opening", id=id))


@bp.post("/applications/<int:id>/stage")
@allowed(Role.HR, Role.HIRING_MANAGER)
def move(id: int) -> Response:
    """Put an application in another stage."""
    session, form = db.session(), StageForm()
    application = queries.application_for(session, current_user, id)
    if form.validate_on_submit():
        actions.move(session, current_user.pseudonym, application, form.stage.data)
        session.commit()
        stage = phrase(f"stage.{application.stage}")
        flash(_("%(name)s: %(stage)s.", name=application.candidate.name, stage=stage), "ok")
    return redirect(url_for("hiring.opening", id=application.opening_id))


def _opening(
    opening: Opening,
    candidate: CandidateForm | None = None,
    file: ImportForm | None = None,
    complaints: tuple[Complaint, ...] = (),
) -> str:
    session, told = db.session(), request.args
    words, stage = told.get("q", "").strip(), told.get("stage", "")
    known = queries.stages(session, opening)
    return render_template(
        "hiring/opening.html",
        opening=opening,
        slice=queries.applications_page(session, opening, known, words, stage, told.get("page", 1, int)),
        known=known,
        words=words,
        stage=stage,
        state=StateForm(formdata=None, state=opening.state),
        candidate=candidate or CandidateForm(formdata=None),
        file=file or ImportForm(formdata=None),
        stages=StageForm(formdata=None).stage.choices,
        complaints=complaints,
    )
