"""Pages of the instrument library."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.database import db
from assess.instruments import actions, queries
from assess.instruments.forms import BankForm
from surveys import bank
from surveys.definition import Instrument
from surveys.errors import BankRefused

bp = Blueprint("instruments", __name__, url_prefix="/instruments")


@bp.get("/")
@allowed(Role.ANALYST, Role.HR, Role.ADMINISTRATOR)
def index() -> str:
    """What ships with the product and what is published."""
    session = db.session()
    return render_template(
        "instruments/index.html", shipped=queries.shipped(session), published=queries.versions(session)
    )


@bp.get("/shipped/<code>")
@allowed(Role.ANALYST, Role.HR, Role.ADMINISTRATOR)
def shipped(code: str) -> str:
    """A shipped instrument, item by item."""
    instrument = queries.shipped_instrument(code)
    version = queries.version_of(db.session(), instrument)
    return render_template("instruments/instrument.html", instrument=instrument, version=version)


@bp.get("/<int:id>")
@allowed(Role.ANALYST, Role.HR, Role.ADMINISTRATOR)
def version(id: int) -> str:
    """A published version, item by item."""
    found = queries.published(db.session(), id)
    return render_template("instruments/instrument.html", instrument=found.instrument, version=found.version)


@bp.post("/shipped/<code>/publish")
@allowed(Role.ANALYST, Role.ADMINISTRATOR)
def publish(code: str) -> Response:
    """Publish a shipped instrument."""
    return _published(queries.shipped_instrument(code))


@bp.route("/upload", methods=["GET", "POST"])
@allowed(Role.ANALYST, Role.ADMINISTRATOR)
def upload() -> Response | str | tuple[str, int]:
    """Check a bank file; publish it, or list everything that is wrong with it."""
    form = BankForm()
    if not form.is_submitted():
        return render_template("instruments/upload.html", form=form, complaints=())
    if not form.validate():
        return render_template("instruments/upload.html", form=form, complaints=()), 422
    try:
        instrument = bank.parse(form.file.data.read(bank.LARGEST + 1), form.file.data.filename)
    except BankRefused as refused:
        return render_template("instruments/upload.html", form=form, complaints=refused.complaints), 422
    return _published(instrument)


def _published(instrument: Instrument) -> Response:
    session = db.session()
    made = actions.publish(session, current_user.pseudonym, instrument)
    session.commit()
    flash(_("%(title)s is published.", title=instrument.title), "ok")
    return redirect(url_for("instruments.version", id=made.id))
