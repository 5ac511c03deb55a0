"""Raters say whether others can do it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.database import db
from assess.errors import Refusal
from assess.levers.actions.replicating import rate_replicability
from assess.levers.forms.replicability import ReplicabilityForm
from assess.levers.models.replicability import QUESTIONS
from assess.levers.queries.registry import lever as lever_for
from assess.levers.queries.replicability import own
from assess.levers.views.blueprint import bp
from assess.phrases import phrase
from assess.security import roles

#: Whose view each role brings; the study lead writes down what a performer said.
VIEWS = {Role.ENABLEMENT: "enablement", Role.LINE_MANAGER: "manager", Role.STUDY_LEAD: "performer"}


@bp.route("/<int:id>/replicability", methods=["GET", "POST"])
@allowed(*VIEWS)
def rate_replicable(id: int) -> str | Response | tuple[str, int]:
    """Five questions, answered once."""
    session, form = db.session(), ReplicabilityForm()
    lever, who = lever_for(session, id), current_user.pseudonym
    if form.validate_on_submit():
        view = next(view for role, view in VIEWS.items() if role in roles())
        try:
            rate_replicability(session, who, lever, view, {key: form[key].data for key in QUESTIONS})
        except Refusal as refusal:
            session.rollback()
            flash(phrase(refusal.key, **refusal.values), "caveat")
        else:
            session.commit()
            flash(_("Kept. What the panel says is shown once three have spoken."), "ok")
        return redirect(url_for("levers.rate_replicable", id=id))
    page = render_template("levers/replicability.html", lever=lever, form=form, own=own(session, who, id))
    return page, 422 if form.errors else 200
