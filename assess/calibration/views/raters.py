"""Whose codes in files of ratings are: proposed where they match, said by somebody, never guessed."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.calibration.actions import raters as naming
from assess.calibration.queries import batches
from assess.calibration.views.blueprint import bp
from assess.database import db
from assess.errors import NotFound
from assess.interviews.queries import may_rate


@bp.get("/raters/")
@allowed(Role.HR)
def raters() -> str:
    """Codes that came in files, who they stand for, and who they may stand for."""
    session = db.session()
    found = batches.imported_raters(session, request.args.get("page", 1, int))
    return render_template(
        "calibration/raters.html",
        slice=found,
        proposals=batches.proposals(session, found.rows),
        accounts=may_rate(session),
    )


@bp.post("/raters/<int:id>")
@allowed(Role.HR)
def name_rater(id: int) -> Response:
    """Say who a code stands for, or that it is nobody known."""
    session = db.session()
    imported = batches.imported_rater(session, id)
    chosen = request.form.get("account", 0, int)
    if chosen:
        account = next((one for one in may_rate(session) if one.id == chosen), None)
        if account is None:
            raise NotFound
        naming.name(session, current_user.pseudonym, imported, account)
    else:
        naming.unname(session, current_user.pseudonym, imported)
    session.commit()
    return redirect(url_for("calibration.raters", page=request.form.get("page", 1, int)))


@bp.post("/raters/")
@allowed(Role.HR)
def name_proposed() -> Response:
    """Confirm every proposal on a page of the list."""
    session, page = db.session(), request.form.get("page", 1, int)
    found = batches.imported_raters(session, page)
    proposed = batches.proposals(session, found.rows)
    for imported in found.rows:
        if imported.id in proposed:
            naming.name(session, current_user.pseudonym, imported, proposed[imported.id])
    session.commit()
    flash(_("%(n)s codes are linked.", n=len(proposed)), "ok")
    return redirect(url_for("calibration.raters"))
