"""The KPIs: what counts, which way, and how much."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.database import db
from assess.performance import queries
from assess.performance.actions.weights import DIRECTIONS, read_weights, weigh
from assess.performance.views.blueprint import bp


@bp.route("/kpis", methods=["GET", "POST"])
@allowed(Role.ANALYST, Role.ADMINISTRATOR)
def kpis() -> str | Response | tuple[str, int]:
    """Weights and directions; saving them computes the tiers anew."""
    session = db.session()
    if request.method == "GET":
        return _page({})
    given, errors = read_weights(session, request.form)
    if errors:
        return _page(errors), 422
    changed = weigh(session, current_user.pseudonym, given)
    session.commit()
    if changed:
        flash(_("%(n)s measures changed; the tiers are being computed anew.", n=changed), "ok")
    return redirect(url_for("performance.kpis"))


def _page(errors: dict[int, str]) -> str:
    found = queries.kpis(db.session())
    shares = queries.shares(db.session(), found)
    return render_template(
        "performance/kpis.html", kpis=found, shares=shares, errors=errors, directions=DIRECTIONS, given=request.form
    )
