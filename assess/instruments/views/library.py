"""The library itself: what ships, what is published, what is being written."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.instruments import actions, queries
from assess.instruments.queries.drafts import drafts, names
from assess.instruments.queries.passports import kinds, passport
from assess.instruments.views.blueprint import ITEMS, READERS, WRITERS, bp, page_number
from assess.paging import page_of
from surveys.definition import Instrument


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """What ships with the product, what is published and what is being written."""
    session = db.session()
    begun = drafts(session)
    return render_template(
        "instruments/index.html",
        shipped=queries.shipped(session),
        published=queries.listed(session),
        kinds=kinds(session),
        drafts=begun,
        names=names(session, [draft.updated_by for draft in begun]),
    )


@bp.get("/shipped/<code>")
@allowed(*READERS)
def shipped(code: str) -> str:
    """A shipped instrument, item by item."""
    session = db.session()
    instrument = queries.shipped_instrument(code)
    version = queries.version_of(session, instrument)
    return render_template(
        "instruments/instrument.html",
        instrument=instrument,
        version=version,
        passport=passport(session, instrument, version),
        slice=page_of(list(instrument.items.values()), page_number(), ITEMS),
    )


@bp.post("/shipped/<code>/publish")
@allowed(*WRITERS)
def publish(code: str) -> Response:
    """Publish a shipped instrument."""
    return published(queries.shipped_instrument(code))


def published(instrument: Instrument) -> Response:
    """Publish an instrument and show the version."""
    session = db.session()
    made = actions.publish(session, current_user.pseudonym, instrument)
    session.commit()
    flash(_("%(title)s is published.", title=instrument.title), "ok")
    return redirect(url_for("instruments.version", id=made.id))
