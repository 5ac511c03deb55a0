"""The blueprint of the library, who reads and who writes in it, and how a change to a draft is kept."""

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role
from assess.database import db
from assess.instruments import actions
from assess.instruments.forms.stale import PartForm
from assess.instruments.queries import drafts
from surveys.definition import Instrument
from surveys.drafting.parts import mark

bp = Blueprint("instruments", __name__, url_prefix="/instruments")

READERS = (Role.ANALYST, Role.HR, Role.ADMINISTRATOR)
WRITERS = (Role.ANALYST, Role.ADMINISTRATOR)
#: Items of a version on one page.
ITEMS = 100


def work_of(id: int) -> drafts.Work:
    """The draft, kept from other writers while this request changes it."""
    return drafts.work(db.session(), id, to_change=request.method == "POST")


def keep(work: drafts.Work, instrument: Instrument, place: str) -> None:
    """Keep a change and commit it."""
    session = db.session()
    actions.edit(session, current_user.pseudonym, work.draft, instrument, place)
    session.commit()


def kept(words: str = "") -> None:
    """Say so."""
    flash(words or _("Kept."), "ok")


def edit_page(template: str, work: drafts.Work, form: PartForm, part: object, **more: object) -> str | tuple[str, int]:
    """The page of a form about a piece: fresh, or with what is wrong in it."""
    sent = form.is_submitted()
    if not sent:
        form.show(part)
    page = render_template(template, work=work, form=form, clashes=(), **more)
    return (page, 422) if sent else page


def clash_page(
    template: str, work: drafts.Work, form: PartForm, theirs: PartForm, part: object, **more: object
) -> tuple[str, int]:
    """The page of a form whose piece somebody else changed meanwhile: what differs, with one's own words kept."""
    clashes = form.clashes(theirs)
    form.show(part)
    return render_template(template, work=work, form=form, clashes=clashes, **more), 409


def page_number() -> int:
    """The page asked for; the first where none or no number is."""
    return request.args.get("page", 1, type=int)


def second_look(work: drafts.Work, part: object, what: str, consequence: str, back: str) -> Response | str | None:
    """The page that asks before a piece of a draft goes; None where it was asked and the piece is what was seen."""
    seen = mark(part)
    if request.method == "GET":
        return render_template(
            "instruments/remove.html", work=work, what=what, consequence=consequence, back=back, seen=seen
        )
    if request.form.get("seen") == seen:
        return None
    kept(_("Somebody changed this meanwhile; please look again before it goes."))
    return redirect(request.path)
