"""A published version: its passport, where it is used, withdrawing it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.instruments import actions, queries
from assess.instruments.forms.library import WithdrawForm
from assess.instruments.queries.drafts import names
from assess.instruments.queries.passports import passport
from assess.instruments.views.blueprint import ITEMS, READERS, WRITERS, bp, page_number
from assess.paging import page_of
from surveys.lint.passport import minutes


@bp.get("/<int:id>")
@allowed(*READERS)
def version(id: int) -> str:
    """A published version, item by item."""
    session = db.session()
    found = queries.listed_version(session, id)
    publication = found.publication
    who = [publication.published_by, publication.withdrawn_by] if publication else []
    begun, handed_in = queries.sittings(session, id)
    return render_template(
        "instruments/instrument.html",
        instrument=found.instrument,
        version=found.version,
        listed=found,
        siblings=[one for one in queries.siblings(session, found.version.code) if one.version.id != id],
        names=names(session, who),
        uses=queries.uses(session, id),
        begun=begun,
        handed_in=handed_in,
        minutes=minutes(found.instrument),
        passport=passport(session, found.instrument, found.version),
        slice=page_of(list(found.instrument.items.values()), page_number(), ITEMS),
    )


@bp.route("/<int:id>/withdraw", methods=["GET", "POST"])
@allowed(*WRITERS)
def withdraw(id: int) -> Response | str | tuple[str, int]:
    """Take a version out of new use, with a reason."""
    session = db.session()
    found = queries.listed_version(session, id)
    form = WithdrawForm()
    if not form.validate_on_submit():
        page = render_template("instruments/withdraw.html", found=found, form=form)
        return (page, 422) if form.is_submitted() else page
    actions.withdraw(session, current_user.pseudonym, found.version, form.reason.data)
    session.commit()
    flash(_("Withdrawn: nobody can choose it for anything new. What uses it goes on."), "ok")
    return redirect(url_for("instruments.version", id=id))


@bp.post("/<int:id>/restore")
@allowed(*WRITERS)
def restore(id: int) -> Response:
    """Let a version be chosen again."""
    session = db.session()
    found = queries.listed_version(session, id)
    actions.restore(session, current_user.pseudonym, found.version)
    session.commit()
    flash(_("It can be chosen again."), "ok")
    return redirect(url_for("instruments.version", id=id))
