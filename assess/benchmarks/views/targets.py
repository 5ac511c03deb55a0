"""A target from its proposal to its end: whom to ask, what they say, the sponsor's word, publishing."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.benchmarks.actions import targets
from assess.benchmarks.forms import AnswerForm, AskForm, MethodForm, ReasonForm
from assess.benchmarks.models import Consultation, Target
from assess.benchmarks.queries import targets as queries
from assess.benchmarks.views.blueprint import MAKERS, OWNERS, bp
from assess.database import db
from assess.errors import Refusal
from assess.phrases import phrase
from scoring.benchmarks.adherence import CHECKS

Page = Response | tuple[str, int]


@bp.get("/targets/<int:id>")
@allowed(*MAKERS, writes=True)
def target(id: int) -> str:
    """Everything about one target; who was asked and what they said is on it, so each look is recorded."""
    session = db.session()
    found = queries.target(session, id)
    page = _page(found)
    record(session, current_user.pseudonym, "benchmarks.target_viewed", f"target:{id}")
    session.commit()
    return page


def _page(found: Target, error: str = "", **forms: object) -> str:
    session = db.session()
    ask = AskForm(formdata=None)
    free = queries.may_be_asked(session, found) if found.state == "proposed" else []
    ask.people.choices = [SelectChoice(one.id, f"{one.name} · {one.team.name if one.team else '–'}") for one in free]
    return render_template(
        "benchmarks/target.html", target=found, standing=queries.standing(session, found), checks=CHECKS, error=error,
        **{"ask": ask, "method": MethodForm(formdata=None, obj=found)} | forms,
    )  # fmt: skip


@bp.post("/targets/<int:id>/ask")
@allowed(*MAKERS)
def ask(id: int) -> Page:
    """Ask some of the replicable top."""
    session, form = db.session(), AskForm()
    found = queries.target(session, id)
    free = queries.may_be_asked(session, found)
    form.people.choices = [SelectChoice(one.id, one.name) for one in free]
    if not form.validate():
        return _page(found, ask=form), 422
    return _done(found, lambda: targets.ask(session, current_user.pseudonym, found, form.people.data or []))


@bp.post("/targets/<int:id>/method")
@allowed(*MAKERS)
def method(id: int) -> Page:
    """Write down how others can reach it."""
    session, form = db.session(), MethodForm()
    found = queries.target(session, id)
    if not form.validate():
        return _page(found, method=form), 422
    return _done(
        found,
        lambda: targets.describe(session, current_user.pseudonym, found, form.why.data or "", form.method.data or ""),
    )


@bp.post("/targets/<int:id>/publish")
@allowed(*MAKERS)
def publish(id: int) -> Page:
    """Hold people to it."""
    session = db.session()
    found = queries.target(session, id)
    return _done(found, lambda: targets.publish(session, current_user.pseudonym, found))


@bp.post("/targets/<int:id>/end")
@allowed(*MAKERS)
def end(id: int) -> Page:
    """Take it back, or end it."""
    session = db.session()
    found = queries.target(session, id)
    return _done(found, lambda: targets.end(session, current_user.pseudonym, found))


def _done(found: Target, act: Callable[[], object]) -> Page:
    session, id = db.session(), found.id
    try:
        act()
    except Refusal as refusal:
        session.rollback()
        return _page(queries.target(session, id), phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    return redirect(url_for("benchmarks.target", id=id))


@bp.get("/sponsor")
@allowed(Role.LEADER)
def sponsor() -> str:
    """Targets that need somebody to answer for them."""
    return _sponsor()


def _sponsor(refused: tuple[int, str] = (0, "")) -> str:
    found = queries.waiting_for_sponsor(db.session())
    return render_template("benchmarks/sponsor.html", found=found, form=ReasonForm(formdata=None), refused=refused)


@bp.post("/targets/<int:id>/sponsor")
@allowed(Role.LEADER)
def answer_for(id: int) -> Page:
    """Answer for a target that few checks support."""
    session, form = db.session(), ReasonForm()
    found = queries.target(session, id)
    if not form.validate():
        return _sponsor((id, " ".join(map(str, form.reason.errors)))), 422
    try:
        targets.override(session, current_user.pseudonym, found, form.reason.data)
    except Refusal as refusal:
        session.rollback()
        return _sponsor((id, phrase(refusal.key, **refusal.values))), refusal.status
    session.commit()
    flash(_("Recorded. HR can publish the target now, with your name and reason."), "ok")
    return redirect(url_for("benchmarks.sponsor"))


@bp.get("/consultations/<int:id>")
@allowed(*OWNERS)
def consultation(id: int) -> str:
    """One question to one of the best: is this the mark?"""
    found = queries.consultation_for(db.session(), current_user, id)
    return _consultation(found, AnswerForm(formdata=None))


def _consultation(found: Consultation, form: AnswerForm, error: str = "") -> str:
    return render_template("benchmarks/consultation.html", one=found, target=found.target, form=form, error=error)


@bp.post("/consultations/<int:id>")
@allowed(*OWNERS)
def answer(id: int) -> Page:
    """Say yes or no, and why."""
    session, form = db.session(), AnswerForm()
    found = queries.consultation_for(session, current_user, id)
    if not form.validate():
        return _consultation(found, form), 422
    try:
        targets.answer(session, current_user.pseudonym, found, form.endorses.data == "yes", form.reason.data)
    except Refusal as refusal:
        session.rollback()
        found = queries.consultation_for(session, current_user, id)
        return _consultation(found, form, phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    flash(_("Thank you. Your answer is with HR."), "ok")
    return redirect(url_for("benchmarks.consultation", id=id))
