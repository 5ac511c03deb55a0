"""Pages of plans: one's own, those of a team, ranking apart, agreeing, signing, looking at how it goes."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_security import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from assess import reports
from assess.access import allowed
from assess.audit.actions import record
from assess.charts.check_ins import Look, check_ins
from assess.database import db
from assess.errors import NotFound, Refusal
from assess.levers.models.registry import Lever
from assess.phrases import phrase
from assess.plans import actions, queries
from assess.plans.forms import ChoiceForm, GoalForm, LookForm
from assess.plans.models import Plan
from assess.plans.queries import PARTNERS, Following
from surveys.moments import now

bp = Blueprint("plans", __name__, url_prefix="/plans")


@bp.get("/")
@allowed(*PARTNERS)
def index() -> str:
    """One's own plan and those of the people one leads."""
    session = db.session()
    return render_template(
        "plans/index.html", own=queries.mine(session, current_user), team=queries.team(session, current_user)
    )


@bp.post("/begin")
@allowed(*PARTNERS)
def begin() -> Response:
    """Ask the question for oneself or for somebody one leads."""
    session = db.session()
    person = queries.person(session, current_user, request.form.get("person", current_user.person_id or 0, type=int))
    try:
        made = actions.begin(session, current_user.pseudonym, person)
    except Refusal as refusal:
        session.rollback()
        flash(phrase(refusal.key, **refusal.values), "caveat")
        return redirect(url_for("plans.index"))
    session.commit()
    return redirect(url_for("plans.plan", id=made.id))


@bp.get("/<int:id>")
@allowed(*PARTNERS, writes=True)
def plan(id: int) -> str:
    """A plan as its two sides may see it by now."""
    session = db.session()
    found, side = queries.plan(session, current_user, id)
    record(session, current_user.pseudonym, "plans.viewed", f"plan:{id}")
    session.commit()
    return _page(found, side, LookForm(formdata=None, on=now().date()))


def _page(found: Plan, side: str, form: LookForm, at: int = 0) -> str:
    session, advice = db.session(), queries.advice(found)
    going = [queries.following(one) for one in found.goals]
    names = {one.id: one.name for one in queries.choices(session, found.person.job)}
    return render_template(
        "plans/plan.html", found=found, side=side, advice=reports.Shown(advice) if advice else None, form=form, at=at,
        manager=queries.manager_of(session, found.person), names=names,
        going=going, charts={one.goal.id: _drawn(one) for one in going if one.course.points},
        against=queries.against(session, found),
        why_none="" if advice else queries.no_advice(session, found),
        same=queries.same_advice(session, found) if side == "manager" else None,
    )  # fmt: skip


def _drawn(one: Following) -> Markup:
    low, high = one.limits
    looks = [
        Look(point.on, point.value, point.line, low.get(point.on), high.get(point.on), bool(one.signals.get(point.on)))
        for point in one.course.points
    ]
    centre = one.centre if low else None
    enough = bool(low) or (one.slope is not None and one.slope.value is not None)
    ends = one.goal.baseline, one.goal.target
    return check_ins(f"check-ins-{one.goal.id}", one.goal.measure, looks, centre, ends, enough, format_date)


def _levers(found: Plan) -> list[Lever]:
    return list(queries.choices(db.session(), found.person.job))


def _done(id: int, act: Callable[[], object]) -> Response:
    """Take one step, commit it and go back to the plan; a refusal is said there."""
    session = db.session()
    try:
        act()
    except Refusal as refusal:
        session.rollback()
        flash(phrase(refusal.key, **refusal.values), "caveat")
    else:
        session.commit()
        flash(_("Kept."), "ok")
    return redirect(url_for("plans.plan", id=id))


@bp.route("/<int:id>/choice", methods=["GET", "POST"])
@allowed(*PARTNERS)
def choose(id: int) -> str | Response | tuple[str, int]:
    """Rank by oneself what would pay most."""
    session = db.session()
    found, side = queries.plan(session, current_user, id)
    if getattr(found, f"{side}_choice") is not None:
        flash(phrase(actions.ChosenAlready.key), "caveat")
        return redirect(url_for("plans.plan", id=id))
    form = ChoiceForm(_levers(found))
    if form.validate_on_submit():
        return _done(id, lambda: actions.choose(session, current_user.pseudonym, found, side, form.ranked))
    return render_template("plans/choice.html", found=found, side=side, form=form), 422 if form.errors else 200


@bp.post("/<int:id>/advice")
@allowed(*PARTNERS)
def ask_anew(id: int) -> Response:
    """Ask the figures again."""
    session = db.session()
    found, _side = queries.plan(session, current_user, id)
    return _done(id, lambda: actions.ask_anew(session, current_user.pseudonym, found))


@bp.route("/<int:id>/goals/new", methods=["GET", "POST"])
@bp.route("/<int:id>/goals/<int:goal>", methods=["GET", "POST"])
@allowed(*PARTNERS)
def aim(id: int, goal: int = 0) -> str | Response | tuple[str, int]:
    """Write a goal, or write it anew."""
    session = db.session()
    found, _side = queries.plan(session, current_user, id)
    old = next((one for one in found.goals if one.id == goal), None)
    if goal and old is None:
        raise NotFound
    form = GoalForm(_levers(found), obj=old or queries.first_thoughts(found))
    if form.validate_on_submit():
        return _done(id, lambda: actions.aim(session, current_user.pseudonym, found, form.wanted, old))
    return render_template("plans/goal.html", found=found, goal=old, form=form), 422 if form.errors else 200


@bp.post("/<int:id>/signature")
@allowed(*PARTNERS)
def sign(id: int) -> Response:
    """Sign what stands on the page."""
    session = db.session()
    found, side = queries.plan(session, current_user, id)
    seen = request.form.get("hash", "")
    return _done(id, lambda: actions.sign(session, current_user.pseudonym, found, side, seen))


@bp.post("/goals/<int:id>/check-ins")
@allowed(*PARTNERS)
def look(id: int) -> Response | tuple[str, int]:
    """Keep a check-in."""
    session = db.session()
    goal, side = queries.goal(session, current_user, id)
    form = LookForm(goal.per)
    found, _side = queries.plan(session, current_user, goal.plan_id)
    if not form.validate_on_submit():
        return _page(found, side, form, at=id), 422
    said = (form.on.data, form.practised.data, form.value.data, form.note.data or "", form.chances.data)
    return _done(found.id, lambda: actions.look(session, current_user.pseudonym, goal, found, *said))


@bp.post("/<int:id>/end")
@allowed(*PARTNERS)
def end(id: int) -> Response:
    """Close it; the question may be asked anew."""
    session = db.session()
    found, _side = queries.plan(session, current_user, id)
    return _done(id, lambda: actions.end(session, current_user.pseudonym, found))
