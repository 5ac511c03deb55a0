"""The list of projects, the start, the six steps, and coverage of the whole job."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice

from assess.access import allowed
from assess.database import db
from assess.errors import NotFound, Refusal
from assess.guides.queries.jobs import jobs
from assess.performance.queries import rated_roles
from assess.phrases import phrase
from assess.projects.actions import projects as actions
from assess.projects.forms import EntryForm, StartForm, StateForm, choices
from assess.projects.models import STATES, STEPS, Project
from assess.projects.queries import alignment
from assess.projects.queries.coverage import PARTS, coverage
from assess.projects.queries.entry import DEFAULT_BUY_IN, DEFAULT_SCOPE, RECOMMENDED, recommend
from assess.projects.queries.packs import shared_with
from assess.projects.queries.projects import LOG_READERS, MAKERS, READERS, names, project_for, projects
from assess.projects.queries.steps import Step, steps
from assess.projects.views.blueprint import Page, bp, done, opens
from assess.projects.views.drawing import share_of


@bp.get("/")
@allowed(*LOG_READERS)
def index() -> str:
    """Every project, and packs that are for the viewer; for auditors the way to its log."""
    session = db.session()
    return render_template(
        "projects/index.html",
        projects=projects(session),
        packs=shared_with(session, current_user),
        makes=opens("projects.start"),
        page="projects.project" if opens("projects.project") else "projects.decisions",
    )


@bp.get("/start")
@allowed(*MAKERS)
def start() -> Page:
    """What the project is about; once answered, where to start and why."""
    asked = bool(request.args)
    form = _start_form(request.args)
    if not asked:
        return _started(_start_form(MultiDict({"scope": DEFAULT_SCOPE, "buy_in": str(DEFAULT_BUY_IN)})))
    if not form.validate():
        return _started(form), 422
    return _started(form, _entry_form(form, EntryForm(formdata=None)))


def _start_form(given: MultiDict[str, str]) -> StartForm:
    """The answers so far; jobs with results come first, since there is something to find out about them."""
    session, form = db.session(), StartForm(formdata=MultiDict(given))
    rated = rated_roles(session)
    form.job.choices = [SelectChoice(one, one) for one in [*rated, *(job for job in jobs(session) if job not in rated)]]
    return form


def _entry_form(start: StartForm, form: EntryForm) -> EntryForm:
    advice = recommend(start.scope.data, start.buy_in.data)
    form.entry.choices = choices("projects.tier", advice.possible)
    if not form.is_submitted():
        form.entry.data = advice.tier
        form.title.data = _("What works: %(job)s", job=start.job.data)
    return form


def _started(form: StartForm, entry: EntryForm | None = None, error: str = "") -> str:
    advice = recommend(form.scope.data, form.buy_in.data) if entry is not None else None
    return render_template("projects/start.html", form=form, entry=entry, advice=advice, error=error)


@bp.post("/start")
@allowed(*MAKERS)
def create() -> Page:
    """Start the project."""
    session, given = db.session(), _start_form(request.args)
    if not given.validate():
        return _started(given), 422
    form = _entry_form(given, EntryForm())
    if not form.validate():
        return _started(given, form), 422
    try:
        made = actions.start(
            session, current_user.pseudonym, title=form.title.data, job=given.job.data, scope=given.scope.data,
            buy_in=given.buy_in.data, entry=form.entry.data, why=form.why.data or "",
        )  # fmt: skip
    except Refusal as refusal:
        session.rollback()
        return _started(given, form, phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    return redirect(url_for("projects.project", id=made.id))


@bp.get("/<int:id>")
@allowed(*READERS)
def project(id: int) -> str:
    """The six steps, what is due, and the share of elements that are aligned."""
    return _page(project_for(db.session(), current_user, id))


def _page(found: Project, error: str = "") -> str:
    session = db.session()
    rows = alignment.items(session, found)
    every = steps(session, found, rows)
    days = alignment.shares(rows, alignment.today())
    said = {one.stated.stated_by for one in every if one.stated} | {found.started_by}
    return render_template(
        "projects/project.html",
        project=found,
        steps=every,
        current=_current(every),
        opens=opens,
        shares=days,
        drawn=share_of(days),
        enough=alignment.ENOUGH,
        due=[one for one in rows if one.due and one.status != "aligned"],
        today=alignment.today(),
        names=names(session, said),
        makes=opens("projects.start"),
        rule=RECOMMENDED[found.scope],
        form=StateForm(formdata=None),
        error=error,
    )


def _current(every: list[Step]) -> Step | None:
    """The first step that is not done."""
    return next((one for one in every if one.state != "done"), None)


@bp.post("/<int:id>/steps/<name>")
@allowed(*MAKERS)
def state(id: int, name: str) -> Page:
    """Say how far a step is; only where records do not tell."""
    session, form = db.session(), StateForm()
    found = project_for(session, current_user, id, MAKERS)
    known = {one.name for one in steps(session, found) if one.known}
    if name not in STEPS or name in known or not form.validate() or form.state.data not in STATES:
        raise NotFound
    return done(
        lambda: actions.state(session, current_user.pseudonym, found, name, form.state.data, form.note.data or ""),
        "projects.project", id, lambda error: _page(found, error),
    )  # fmt: skip


@bp.post("/<int:id>/close")
@allowed(*MAKERS)
def close(id: int) -> Page:
    """End a project."""
    session = db.session()
    found = project_for(session, current_user, id, MAKERS)
    return done(
        lambda: actions.close(session, current_user.pseudonym, found), "projects.project", id,
        lambda error: _page(found, error),
    )  # fmt: skip


@bp.get("/<int:id>/coverage")
@allowed(*READERS)
def whole_job(id: int) -> str:
    """Every critical task and what covers it."""
    session = db.session()
    found = project_for(session, current_user, id)
    return render_template(
        "projects/coverage.html", project=found, coverage=coverage(session, found.job), parts=PARTS, opens=opens
    )
