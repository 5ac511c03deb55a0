"""The candidate's page: naming referees, and how far each is."""

from flask import Response as FlaskResponse
from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from assess.access import Holder, holding, public
from assess.config import Settings
from assess.database import db
from assess.errors import Refusal
from assess.i18n import language
from assess.links.queries import opened_by
from assess.phrases import phrase
from assess.references import actions
from assess.references.forms import names_form
from assess.references.models import ReferenceCheck
from assess.references.queries import checks, signs
from assess.references.views.blueprint import bp
from assess.security import trade

applicant = holding(Holder.APPLICANT)
PATH = "/referee/"


@bp.get("/referee/names/<token>")
@public
def open_names(token: str) -> Response:
    """Trade the candidate's link for a cookie; the address with the token is left at once."""
    link = opened_by(db.session(), token, Holder.APPLICANT)
    return trade(redirect(url_for("references.names")), Holder.APPLICANT, link.id, PATH)


@bp.route("/referee/names/", methods=["GET", "POST"])
@applicant
def names() -> Response | FlaskResponse | str | tuple[str, int]:
    """Name referees, as many as are asked for; later, see how far they are and name another for one who cannot."""
    session = db.session()
    check = checks.check_named_by(session, g.link)
    places = 0 if check.closed_at else max(0, check.wanted - check.taking_part)
    if request.method == "GET":
        return _names(check, places)
    form = names_form(places, request.form)
    if not places or not form.validate():
        return _names(check, places, form), 422
    named = [actions.Named(**{key: one.form[key].data for key in one.form._fields}) for one in form.referees]
    try:
        actions.name(session, check, named, language(), network_of(check.id))
    except Refusal as refusal:
        session.rollback()
        if refusal.status != 422:
            raise
        problem = phrase(refusal.key, **_worded(refusal.values))
        return _names(checks.check_named_by(session, g.link), places, form, problem), 422
    session.commit()
    flash(_("Thank you. Each of them gets a mail with a link of their own."), "ok")
    return redirect(url_for("references.names"), 303)


def network_of(check_id: int) -> str:
    """What stands for the network this request comes from, within one check."""
    settings: Settings = current_app.config["EXEMPLAR"]
    return signs.trace(settings.derived("reference networks"), check_id, request.remote_addr or "")


def _worded(values: dict[str, object]) -> dict[str, object]:
    relation = values.get("relation")
    return values | ({"relation": phrase(f"relation.{relation}")} if relation else {})


def _names(check: ReferenceCheck, places: int, form: object = None, problem: str = "") -> str:
    return render_template(
        "references/names.html",
        check=check,
        places=places,
        form=form or names_form(places, None),
        problem=problem,
    )
