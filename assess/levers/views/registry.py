"""The registry: hypotheses of a job, each with its source and how it is measured; writing, replacing, taking out."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.campaigns.queries.comments import idea
from assess.database import db
from assess.errors import NotFound, Refusal
from assess.levers.actions import registering
from assess.levers.actions.measuring import Measured, measure, unmeasure
from assess.levers.actions.starters import begin_with_examples
from assess.levers.forms.registry import HypothesisForm, MeasureForm, NewHypothesisForm
from assess.levers.models import Lever
from assess.levers.queries import measures
from assess.levers.queries import registry as queries
from assess.levers.queries.verdicts import is_judged
from assess.levers.views.blueprint import MEASURERS, READERS, WRITERS, bp, chosen_job, may
from assess.performance.queries.screening import names_of
from assess.phrases import phrase
from surveys.starters import starters as shipped

Page = str | Response | tuple[str, int]


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """Every hypothesis of a job."""
    session, (jobs, job) = db.session(), chosen_job()
    kinds, shared, kind = queries.kinds(session, job), measures.criterion(session, job), request.args.get("type", "")
    every = sum(kinds.values())
    total, page = kinds.get(kind, 0) if kind else every, request.args.get("page", 1, int)
    found = queries.page_of_levers(session, job, kind, total, page)
    return render_template(
        "levers/index.html", jobs=jobs, job=job, every=every, kinds=kinds, kind=kind, found=found,
        opening=queries.opening(session, job), doubts={one.id: measures.doubts(one, shared) for one in found.rows},
        writes=may(WRITERS), measures=may(MEASURERS), examples=queries.examples(session, job), shipped=len(shipped()),
    )  # fmt: skip


@bp.post("/examples")
@allowed(*WRITERS)
def examples() -> Response:
    """Begin with the hypotheses that ship."""
    session, (_jobs, job) = db.session(), chosen_job()
    family = "manager" if request.form.get("family") == "manager" else "rep"
    added = begin_with_examples(session, current_user.pseudonym, job, family)
    session.commit()
    flash(ngettext("%(num)d example added.", "%(num)d examples added.", added), "ok")
    return redirect(url_for("levers.index", job=job))


@bp.post("/examples/clear")
@allowed(*WRITERS)
def clear_examples() -> Response:
    """Take out the examples that nobody has touched."""
    session, (_jobs, job) = db.session(), chosen_job()
    gone = registering.discard_examples(session, current_user.pseudonym, job)
    session.commit()
    flash(ngettext("%(num)d example taken out.", "%(num)d examples taken out.", gone), "ok")
    return redirect(url_for("levers.index", job=job))


@bp.route("/new", methods=["GET", "POST"])
@allowed(*WRITERS)
def new() -> Page:
    """Write a hypothesis down."""
    session, (_jobs, job) = db.session(), chosen_job()
    form = NewHypothesisForm(data=_taken_up(session))
    opened = queries.opening(session, job)
    if not form.validate_on_submit():
        page = render_template("levers/form.html", form=form, job=job, lever=None, opening=opened)
        return (page, 422) if form.is_submitted() else page
    try:
        made = registering.register(session, current_user.pseudonym, job, form.code.data, form.said)
    except registering.CodeTaken as refusal:
        session.rollback()
        form.code.errors = [phrase(refusal.key, **refusal.values)]
        return render_template("levers/form.html", form=form, job=job, lever=None, opening=opened), 422
    session.commit()
    return redirect(url_for("levers.lever", id=made.id))


def _taken_up(session: Session) -> dict[str, str]:
    """What an idea told to the standing question fills in, where one is taken up."""
    id = request.args.get("idea", type=int)
    if id is None:
        return {}
    told = idea(session, id)
    voices = _("Told to the standing question by %(voices)s.", voices=phrase(f"comments.voices.{told.voices}"))
    return {"name": told.title, "statement": told.paraphrase, "source": "survey", "source_note": voices}


@bp.get("/<int:id>")
@allowed(*READERS)
def lever(id: int) -> str:
    """One hypothesis: what it says, where it is from, how it is measured."""
    return _lever(queries.lever(db.session(), id), MeasureForm(formdata=None))


def _lever(found: Lever, form: MeasureForm, error: str = "") -> str:
    session = db.session()
    origin = found
    while origin.replaces is not None:
        origin = origin.replaces
    return render_template(
        "levers/lever.html", lever=found, form=form, error=error, opening=queries.opening(session, found.job),
        doubts=measures.doubts(found, measures.criterion(session, found.job)), shipped=shipped().get(origin.code),
        later=queries.versions(session, found), by=names_of(session, {found.registered_by}).get(found.registered_by),
        writes=may(WRITERS), measures=may(MEASURERS),
        judged=is_judged(session, found),
    )  # fmt: skip


@bp.route("/<int:id>/edit", methods=["GET", "POST"])
@allowed(*WRITERS)
def edit(id: int) -> Page:
    """Correct a draft, or write what takes the place of a locked hypothesis."""
    session = db.session()
    found = queries.lever(session, id)
    form = HypothesisForm(obj=found)
    opened = queries.opening(session, found.job)
    if not form.validate_on_submit():
        page = render_template("levers/form.html", form=form, job=found.job, lever=found, opening=opened)
        return (page, 422) if form.is_submitted() else page
    if request.form.get("shown") == "locked":
        made = registering.replace(session, current_user.pseudonym, found, form.said)
    else:
        # locked since the page was drawn: refused, never silently made another one
        registering.edit(session, current_user.pseudonym, made := found, form.said)
    session.commit()
    return redirect(url_for("levers.lever", id=made.id))


@bp.post("/<int:id>/lock")
@allowed(*WRITERS)
def lock(id: int) -> Page:
    """Lock a hypothesis written after the opening."""
    return _done(id, lambda found: registering.lock(db.session(), current_user.pseudonym, found))


@bp.post("/<int:id>/discard")
@allowed(*WRITERS)
def discard(id: int) -> Page:
    """Take a draft out."""
    session = db.session()
    found = queries.lever(session, id)
    job = found.job
    try:
        registering.discard(session, current_user.pseudonym, found)
    except Refusal as refusal:
        return _refused(id, refusal)
    session.commit()
    flash(_("Taken out. The log keeps that it was there."), "ok")
    return redirect(url_for("levers.index", job=job))


@bp.post("/<int:id>/measures")
@allowed(*MEASURERS)
def add_measure(id: int) -> Page:
    """Say how a hypothesis is measured."""
    form = MeasureForm()
    if not form.validate():
        return _lever(queries.lever(db.session(), id), form), 422
    given = Measured(
        form.kind.data, form.reference.data, float(form.reliability.data) if form.reliability.data else None,
        form.rater_saw_results.data, form.anonymous.data,
        float(form.standard.data) if form.standard.data is not None else None,
    )  # fmt: skip
    return _done(id, lambda found: measure(db.session(), current_user.pseudonym, found, given))


@bp.post("/<int:id>/measures/<int:measured>/remove")
@allowed(*MEASURERS)
def remove_measure(id: int, measured: int) -> Page:
    """Take a measure away."""
    made = queries.measured_by(db.session(), id, measured)
    return _done(id, lambda found: unmeasure(db.session(), current_user.pseudonym, made))


def _done(id: int, act: Callable[[Lever], object]) -> Page:
    session = db.session()
    try:
        act(queries.lever(session, id))
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(id, refusal)
    session.commit()
    return redirect(url_for("levers.lever", id=id))


def _refused(id: int, refusal: Refusal) -> tuple[str, int]:
    session = db.session()
    session.rollback()
    session.expire_all()
    words = phrase(refusal.key, **refusal.values)
    return _lever(queries.lever(session, id), MeasureForm(), words), refusal.status
