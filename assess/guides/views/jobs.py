"""Job analyses: opening one, its tasks and experts, closing it, what came of it."""

from flask import Response as FileResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from assess.access import allowed
from assess.database import db
from assess.guides.actions import jobs as actions
from assess.guides.forms.jobs import BeginForm, ExpertsForm, TasksForm
from assess.guides.models import JobAnalysis
from assess.guides.queries import jobs
from assess.guides.views.blueprint import BUILDERS, bp, computing, shown, taken_out
from surveys.competencies import bank


@bp.route("/analyses/new", methods=["GET", "POST"])
@allowed(*BUILDERS)
def new_analysis() -> Response | str | tuple[str, int]:
    """Open an analysis of a job with the usual tasks, to be changed."""
    session, form = db.session(), BeginForm(data={"job": request.args.get("job", ""), "career": True})
    form.job.choices = [SelectChoice(one, one) for one in jobs.jobs(session)]
    lists = [one for one in bank().families.values() if not one.chronological]
    form.family.choices = [SelectChoice(one.code, one.title) for one in lists]
    if not form.is_submitted() and form.job.data:
        form.family.data = jobs.family_of(session, form.job.data).code
    if not form.validate_on_submit():
        page = render_template("guides/new_analysis.html", form=form)
        return (page, 422) if form.is_submitted() else page
    career = [one.code for one in bank().families.values() if one.chronological and form.career.data]
    made = actions.begin(session, current_user.pseudonym, form.job.data, [form.family.data, *career])
    session.commit()
    return redirect(url_for("guides.analysis", id=made.id))


@bp.get("/analyses/<int:id>")
@allowed(*BUILDERS)
def analysis(id: int) -> str:
    """One analysis: tasks, experts and how many have answered, or what came of it."""
    return _page(jobs.analysis(db.session(), id))


def _page(found: JobAnalysis, tasks: TasksForm | None = None, experts: ExpertsForm | None = None) -> str:
    session = db.session()
    return render_template(
        "guides/analysis.html",
        analysis=found,
        competencies=jobs.asked_about(found),
        fixed=jobs.begun(session, found),
        tasks=tasks or TasksForm(data={"tasks": "\n".join(task.text for task in found.tasks)}),
        experts=experts or _experts(found),
        shown=shown(jobs.report_of(session, found)),
        computing=computing("guides.compute_analysis"),
    )


def _experts(found: JobAnalysis) -> ExpertsForm:
    form, known = ExpertsForm(), {expert.account_id for expert in found.experts}
    listed = jobs.people_to_ask(db.session(), request.args.get("find", ""), found.job)
    people = [one for one in listed if one.id not in known]
    form.accounts.choices = [SelectChoice(one.id, one.name) for one in people]
    return form


@bp.post("/analyses/<int:id>/tasks")
@allowed(*BUILDERS)
def tasks(id: int) -> Response:
    """Change the tasks, until the first expert has rated one."""
    session, form = db.session(), TasksForm()
    actions.set_tasks(session, current_user.pseudonym, jobs.analysis(session, id), (form.tasks.data or "").splitlines())
    session.commit()
    flash(_("Kept."), "ok")
    return redirect(url_for("guides.analysis", id=id))


@bp.post("/analyses/<int:id>/experts")
@allowed(*BUILDERS)
def experts(id: int) -> Response | tuple[str, int]:
    """Ask people who know the job."""
    session = db.session()
    found = jobs.analysis(session, id)
    form = _experts(found)
    if not form.validate():
        return _page(found, experts=form), 422
    chosen = jobs.accounts(session, form.accounts.data or ())
    asked = actions.ask(session, current_user.pseudonym, found, chosen, form.standing.data)
    session.commit()
    flash(_("%(n)s people are asked by mail.", n=asked), "ok")
    return redirect(url_for("guides.analysis", id=id))


@bp.post("/analyses/<int:id>/close")
@allowed(*BUILDERS)
def close_analysis(id: int) -> Response:
    """End the asking and have it computed."""
    session = db.session()
    actions.close(session, current_user.pseudonym, jobs.analysis(session, id))
    session.commit()
    flash(_("The report is being computed; reload this page in a moment."), "ok")
    return redirect(url_for("guides.analysis", id=id))


@bp.get("/analyses/<int:id>/<kind>")
@allowed(*BUILDERS, writes=True)
def analysis_file(id: int, kind: str) -> FileResponse:
    """The Report as CSV files or PDF."""
    session = db.session()
    found = jobs.analysis(session, id)
    title = _("Job analysis, %(job)s", job=found.job)
    return taken_out(jobs.report_of(session, found), kind, f"job_analysis:{id}", title)
