"""For HR: who is certified until when, and the experts who set the gold; states only, never a score."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.interviews.queries import may_rate
from assess.vignettes import actions, queries
from assess.vignettes.forms import ExpertForm
from assess.vignettes.views.blueprint import bp
from scoring.policy import minimum


@bp.get("/people")
@allowed(Role.HR, writes=True)
def people() -> str:
    """Everybody who interviews, by name, and where each is; that it was looked at is recorded."""
    session = db.session()
    found, states = queries.trainees(session, request.args.get("page", 1, type=int))
    record(session, current_user.pseudonym, "vignettes.people_viewed")
    page = render_template("vignettes/people.html", found=found, states=states)
    session.commit()
    return page


@bp.route("/experts", methods=["GET", "POST"])
@allowed(Role.HR)
def experts() -> Response | str | tuple[str, int]:
    """Who rates blind and how far each is, never what they rated; and naming another."""
    session = db.session()
    accounts = {str(one.id): one for one in may_rate(session)}
    named = queries.experts(session)
    form = ExpertForm()
    taken = {str(expert.rater.account_id) for expert, _course in named}
    form.offer(one for id, one in accounts.items() if id not in taken)
    if form.validate_on_submit():
        chosen = accounts[form.account.data]
        actions.name_expert(session, current_user.pseudonym, chosen)
        session.commit()
        flash(_("%(name)s is asked by mail.", name=chosen.name), "ok")
        return redirect(url_for("vignettes.experts"), 303)
    page = render_template(
        "vignettes/experts.html",
        named=named,
        form=form,
        gold=queries.gold(session, queries.SCORECARD),
        finished=queries.finished_experts(session),
        least=int(minimum("gold", "experts").refuse),
    )
    return (page, 422) if form.is_submitted() else page


@bp.post("/experts/<int:id>/withdraw")
@allowed(Role.HR)
def withdraw_expert(id: int) -> Response:
    """Their ratings count no longer."""
    session = db.session()
    actions.withdraw_expert(session, current_user.pseudonym, queries.expert(session, id))
    session.commit()
    flash(_("Withdrawn; the gold is computed anew."), "ok")
    return redirect(url_for("vignettes.experts"), 303)
