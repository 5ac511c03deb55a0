"""Pages of practices: what is shared, how far each has come, and one's own vote."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed, signed_in
from assess.audit.actions import record
from assess.database import db
from assess.downloads import report_file
from assess.errors import Refusal
from assess.levers.queries.registry import jobs
from assess.levers.queries.verdicts import usable_levers
from assess.phrases import phrase
from assess.practices import actions, queries
from assess.practices.forms import (
    BarrierForm,
    BarrierStateForm,
    DeviationForm,
    PracticeForm,
    ScreenForm,
    StepForm,
    VoteForm,
    WordsForm,
)  # fmt: skip
from assess.practices.models import Practice
from assess.practices.queries import KEEPERS, READERS, STEPS
from assess.provenance import provenance
from assess.reports import Shown
from assess.security import roles
from scoring.reports.content_validity import report
from surveys.moments import now

bp = Blueprint("practices", __name__, url_prefix="/practices")


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """The practices of a job, what stands in their way, and what one is asked about."""
    session, keeps = db.session(), bool(roles() & set(KEEPERS))
    every = jobs(session)
    job = request.args.get("job", "")
    job = job if job in every else next(iter(every), "")
    slice = queries.practices(session, current_user, job, request.args.get("page", 1, int))
    steps = queries.progresses(session, slice.rows)
    begun = queries.described(session, job) if keeps else frozenset()
    return render_template(
        "practices/index.html", jobs=every, job=job, keeps=keeps, waiting=queries.waiting(session, current_user),
        slice=slice, found=[(one, steps[one.id]) for one in slice.rows],
        judged=keeps and bool(queries.validated(session, job).practices),
        levers=[one for one in usable_levers(session, job) if one.id not in begun] if keeps else [],
        barriers=queries.barriers(session, job) if keeps else [],
    )  # fmt: skip


@bp.get("/validity/<form>")
@allowed(*KEEPERS, writes=True)
def validity(form: str) -> Response:
    """What both panels said of every practice of a job, to take away."""
    session, job = db.session(), request.args.get("job", "")
    found = queries.validated(session, job)
    if form not in {"csv", "pdf"} or not found.practices:
        abort(404)
    record(session, current_user.pseudonym, "practices.validity_exported", f"job:{job}", form=form)
    session.commit()
    made = provenance(report(found), {}, 0, job=job)
    return report_file(Shown(made, _("Exemplar"), now()), form, "content-validity")


@bp.route("/new/<int:id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def new(id: int) -> str | Response | tuple[str, int]:
    """Begin a practice from a lever that a verdict supports."""
    session, form = db.session(), PracticeForm()
    lever = queries.lever(session, id)
    if why := queries.why_not(session, lever):
        return render_template("practices/unsupported.html", lever=lever, why=why), 409
    if not form.validate_on_submit():
        return render_template("practices/form.html", form=form, lever=lever, found=None), 422 if form.errors else 200
    made = actions.open_practice(session, current_user.pseudonym, lever, form.statement)
    session.commit()
    flash(_("Kept. Nobody but those who keep practices sees it before it is shared."), "ok")
    return redirect(url_for("practices.practice", id=made.id))


@bp.route("/<int:id>/edit", methods=["GET", "POST"])
@allowed(*KEEPERS)
def edit(id: int) -> str | Response | tuple[str, int]:
    """Write it anew while nobody has been asked."""
    session = db.session()
    found = queries.practice(session, current_user, id)
    form = PracticeForm(obj=found)
    if form.validate_on_submit():
        return _done(id, lambda one: actions.describe(session, current_user.pseudonym, one, form.statement))
    page = render_template("practices/form.html", form=form, lever=found.lever, found=found)
    return page, 422 if form.errors else 200


@bp.get("/<int:id>")
@allowed(*READERS, writes=True)
def practice(id: int) -> str:
    """One practice: its sentence, how far it has come, what both panels say, what comes next."""
    session = db.session()
    found = queries.practice(session, current_user, id)
    record(session, current_user.pseudonym, "practices.viewed", f"practice:{id}")
    session.commit()
    return _page(found)


def _page(found: Practice, form: StepForm | None = None) -> str:
    session = db.session()
    progress = queries.progress(session, found)
    forms: dict[str, StepForm] = {
        "deviation": DeviationForm(formdata=None), "barrier": BarrierForm(formdata=None),
        "words": WordsForm(formdata=None, words=found.talk), "screen": ScreenForm(formdata=None),
    }  # fmt: skip
    if form is not None:
        forms[form.name] = form
    return render_template(
        "practices/practice.html", found=found, progress=progress, steps=STEPS, forms=forms,
        keeps=bool(roles() & set(KEEPERS)), turnout=queries.turnout(session, found),
        wrote=current_user.pseudonym in found.writers, against=queries.why_not(session, found.lever),
    )  # fmt: skip


def _done(id: int, act: Callable[[Practice], object]) -> Response:
    """Take one step, commit it and go back to the page; a refusal is said there."""
    session = db.session()
    try:
        act(queries.practice(session, current_user, id))
    except Refusal as refusal:
        session.rollback()
        flash(phrase(refusal.key, **refusal.values), "caveat")
    else:
        session.commit()
        flash(_("Kept."), "ok")
    return redirect(url_for("practices.practice", id=id))


def _kept(id: int, form: StepForm, act: Callable[[Practice], object]) -> Response | tuple[str, int]:
    if form.validate_on_submit():
        return _done(id, act)
    return _page(queries.practice(db.session(), current_user, id), form), 422


@bp.post("/<int:id>/deviations")
@allowed(*KEEPERS)
def deviate(id: int) -> Response | tuple[str, int]:
    """Where it departs from a standard."""
    form, session = DeviationForm(), db.session()
    said = (form.standard.data, form.how.data, form.why.data)
    return _kept(id, form, lambda one: actions.deviate(session, current_user.pseudonym, one, *said))


@bp.post("/<int:id>/barriers")
@allowed(*KEEPERS)
def bar(id: int) -> Response | tuple[str, int]:
    """What stands in its way."""
    form, session = BarrierForm(), db.session()
    said = (form.what.data, form.owner.data, form.fix.data or "", form.due.data)
    return _kept(id, form, lambda one: actions.bar(session, current_user.pseudonym, one, *said))


@bp.post("/<int:id>/barriers/<int:barrier>")
@allowed(*KEEPERS)
def settle_barrier(id: int, barrier: int) -> Response | tuple[str, int]:
    """How a barrier stands now."""
    form, session = BarrierStateForm(), db.session()
    state = form.state.data
    return _kept(
        id, form,
        lambda one: actions.settle_barrier(
            session, current_user.pseudonym, queries.barrier(one, barrier), state
        ),
    )  # fmt: skip


@bp.post("/<int:id>/analysed")
@allowed(*KEEPERS)
def analyse(id: int) -> Response | tuple[str, int]:
    """The evidence was read together."""
    form, session = WordsForm(), db.session()
    words = form.words.data
    return _kept(id, form, lambda one: actions.analyse(session, current_user.pseudonym, one, words))


@bp.post("/<int:id>/screened")
@allowed(*KEEPERS)
def screen(id: int) -> Response | tuple[str, int]:
    """May everybody do it?"""
    form, session = ScreenForm(), db.session()
    fit, words = form.fit.data == "yes", form.words.data
    return _kept(id, form, lambda one: actions.screen(session, current_user.pseudonym, one, fit, words))


@bp.post("/<int:id>/asked")
@allowed(*KEEPERS)
def ask(id: int) -> Response | tuple[str, int]:
    """Ask performers and leaders."""
    return _kept(id, StepForm(), lambda one: actions.ask(db.session(), current_user.pseudonym, one))


@bp.post("/<int:id>/counted")
@allowed(*KEEPERS)
def count(id: int) -> Response | tuple[str, int]:
    """Close both panels."""
    return _kept(id, StepForm(), lambda one: actions.count(db.session(), current_user.pseudonym, one))


@bp.post("/<int:id>/talk")
@allowed(*KEEPERS)
def talk(id: int) -> Response | tuple[str, int]:
    """What was said where the panels disagree."""
    form, session = WordsForm(), db.session()
    words = form.words.data
    return _kept(id, form, lambda one: actions.talk_over(session, current_user.pseudonym, one, words))


@bp.post("/<int:id>/published")
@allowed(*KEEPERS)
def publish(id: int) -> Response | tuple[str, int]:
    """Let everybody read it."""
    return _kept(id, StepForm(), lambda one: actions.publish(db.session(), current_user.pseudonym, one))


@bp.route("/<int:id>/vote", methods=["GET", "POST"])
@signed_in
def vote(id: int) -> str | Response | tuple[str, int]:
    """One's own vote; whoever is not asked finds nothing here."""
    session, form = db.session(), VoteForm()
    seat = queries.seat(session, current_user, id)
    if not form.validate_on_submit():
        voted = queries.has_voted(session, seat)
        page = render_template("practices/vote.html", found=seat.practice, seat=seat, form=form, voted=voted)
        return page, 422 if form.errors else 200
    try:
        actions.vote(session, seat, form.vote.data)
    except Refusal as refusal:
        session.rollback()
        flash(phrase(refusal.key, **refusal.values), "caveat")
    else:
        session.commit()
        flash(_("Thank you. Your vote joins those of your panel without your name."), "ok")
    return redirect(url_for("practices.vote", id=id))
