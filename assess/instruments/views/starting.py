"""Ways to begin a draft: from nothing, from what ships, from a version, from a file."""

from flask import redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.instruments import actions, queries
from assess.instruments.forms.library import BankForm, NewDraftForm
from assess.instruments.views.blueprint import WRITERS, bp
from assess.instruments.views.library import published
from surveys import bank
from surveys.definition import Instrument
from surveys.errors import BankRefused
from surveys.models import InstrumentVersion


@bp.route("/drafts/new", methods=["GET", "POST"])
@allowed(*WRITERS)
def new_draft() -> Response | str | tuple[str, int]:
    """Begin from nothing."""
    form = NewDraftForm()
    if not form.validate_on_submit():
        page = render_template("instruments/new.html", form=form)
        return (page, 422) if form.is_submitted() else page
    empty = Instrument(form.code.data, form.title.data, form.language.data, source="", licence="", uses=(), sections=())
    return _begun(empty)


@bp.post("/shipped/<code>/draft")
@allowed(*WRITERS)
def draft_shipped(code: str) -> Response:
    """Begin from a shipped instrument."""
    instrument = queries.shipped_instrument(code)
    return _begun(instrument, queries.version_of(db.session(), instrument))


@bp.post("/<int:id>/draft")
@allowed(*WRITERS)
def draft_version(id: int) -> Response:
    """Begin the next version of a published one."""
    found = queries.published(db.session(), id)
    return _begun(found.instrument, found.version)


@bp.route("/upload", methods=["GET", "POST"])
@allowed(*WRITERS)
def upload() -> Response | str | tuple[str, int]:
    """Check a bank file; publish it or begin a draft with it, or list everything that is wrong with it."""
    form = BankForm()
    if not form.is_submitted():
        return render_template("instruments/upload.html", form=form, complaints=())
    if not form.validate():
        return render_template("instruments/upload.html", form=form, complaints=()), 422
    try:
        instrument = bank.parse(form.file.data.read(bank.LARGEST + 1), form.file.data.filename)
    except BankRefused as refused:
        return render_template("instruments/upload.html", form=form, complaints=refused.complaints), 422
    return _begun(instrument) if request.form.get("go") == "draft" else published(instrument)


def _begun(instrument: Instrument, based_on: InstrumentVersion | None = None) -> Response:
    session = db.session()
    draft = actions.start_draft(session, current_user.pseudonym, instrument, based_on)
    session.commit()
    return redirect(url_for("instruments.draft", id=draft.id))
