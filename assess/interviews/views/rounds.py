"""Making the rounds of an opening, dealing out topics, choosing which average counts."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.errors import Refusal
from assess.hiring.queries import opening_for
from assess.interviews import actions, queries
from assess.interviews.forms import DealForm, RoundForm, RuleForm, offered
from assess.interviews.views.blueprint import PLANNERS, bp
from assess.interviews.views.lists import opening_page
from assess.phrases import phrase
from surveys.versions import instrument_of


@bp.post("/interviews/openings/<int:id>/rounds")
@allowed(*PLANNERS)
def create_round(id: int) -> Response | tuple[str, int]:
    """A round for everybody who applied for an opening."""
    session = db.session()
    opening, guides = opening_for(session, current_user, id), queries.guides_for(session)
    form, problem = offered(RoundForm(), guides), ""
    if form.validate():
        try:
            made = actions.create_round(
                session,
                current_user.pseudonym,
                opening,
                form.name.data,
                next(version for version, _instrument in guides if version.id == form.guide.data),
                kind=form.kind.data,
                raters=form.raters.data,
                minutes=form.minutes.data,
                deadline_hours=form.deadline_hours.data,
            )
            session.commit()
            return redirect(url_for("interviews.round", id=made.id))
        except Refusal as refusal:
            session.rollback()
            problem = phrase(refusal.key, **refusal.values)
    return opening_page(id, form, problem), 422


@bp.post("/interviews/openings/<int:id>/rule")
@allowed(*PLANNERS)
def choose_rule(id: int) -> Response:
    """Which average counts, before the first panel is planned."""
    session, form = db.session(), RuleForm()
    opening = opening_for(session, current_user, id)
    if form.validate():
        actions.choose_rule(session, current_user.pseudonym, opening, form.rule.data)
        session.commit()
        flash(_("Kept. It holds for every candidate of this opening."), "ok")
    return redirect(url_for("interviews.opening", id=id))


@bp.route("/interviews/rounds/<int:id>", methods=["GET", "POST"])
@allowed(*PLANNERS)
def round(id: int) -> Response | str | tuple[str, int]:
    """Who asks what in a round."""
    session = db.session()
    found = queries.round_for(session, current_user, id)
    instrument = instrument_of(session, found.version.content_hash)
    form, problem = DealForm(data={"seats": [{"topics": seat} for seat in found.split]}), ""
    for row in form.seats:
        row.form.topics.choices = [(item.code, item.text) for item in instrument.items.values()]
    if form.validate_on_submit():
        try:
            actions.deal(session, current_user.pseudonym, found, [row.form.topics.data for row in form.seats])
            session.commit()
            flash(_("Kept. Panels planned from now on follow it."), "ok")
            return redirect(url_for("interviews.opening", id=found.opening_id))
        except Refusal as refusal:
            session.rollback()
            problem = phrase(refusal.key, **refusal.values)
    page = render_template("interviews/round.html", round=found, instrument=instrument, form=form, problem=problem)
    return (page, 422) if form.is_submitted() else page


@bp.post("/interviews/rounds/<int:id>/drop")
@allowed(*PLANNERS)
def drop_round(id: int) -> Response:
    """Take out a round nobody went through."""
    session = db.session()
    found = queries.round_for(session, current_user, id)
    opening = found.opening_id
    actions.drop_round(session, current_user.pseudonym, found)
    session.commit()
    flash(_("The round is taken out."), "ok")
    return redirect(url_for("interviews.opening", id=opening))
