"""Pages on how groups fared in selection: tables of five or more people, for HR, analysts and auditors."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse

from assess import reports
from assess.access import Role, allowed
from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.database import db
from assess.downloads import report_file
from assess.errors import NotFound
from assess.filters import day
from assess.impact import actions, queries
from assess.impact.forms import AlternativeForm, PlanForm, plan_form
from assess.instruments.queries.drafts import names as names_of
from assess.jobs.actions import enqueue
from assess.jobs.queries import newest as newest_job
from assess.vault.forms import words_of
from scoring.decisions import LITERATURE
from scoring.reports.impact import adverse_impact
from scoring.results import Report, Table

bp = Blueprint("impact", __name__, url_prefix="/impact")

READERS = (Role.HR, Role.ANALYST, Role.AUDITOR)
#: Columns that hold codes of the voluntary questions; several are separated by a space.
_OF_THE_QUESTIONS = ("question", "group", "against")


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """Every job there are openings for, and what was found of it."""
    return render_template("impact/index.html", jobs=queries.jobs(db.session()), first=queries.FIRST)


@bp.get("/job")
@allowed(*READERS)
def job() -> str:
    """The newest Report on a job, its openings, and what was considered instead."""
    return _job(AlternativeForm())


@bp.post("/job")
@allowed(Role.HR, Role.ANALYST)
def consider() -> BaseResponse | tuple[str, int]:
    """Append an alternative that was considered."""
    session, form = db.session(), AlternativeForm()
    found = queries.job_state(session, request.args.get("job", ""))
    if not form.validate():
        return _job(form), 422
    said = (form.considered.data or "", form.found.data or "", form.decided.data or "")
    actions.consider(session, current_user.pseudonym, found.job, *said)
    session.commit()
    flash(_("Written down; it can be added to and not changed."), "ok")
    return redirect(url_for("impact.job", job=found.job, _anchor="alternatives"))


@bp.post("/check")
@allowed(Role.HR, Role.ANALYST)
def check() -> BaseResponse:
    """Have a job checked as its applications stand now."""
    session = db.session()
    found = queries.job_state(session, request.args.get("job", ""))
    enqueue(session, "impact.check", job=found.job, actor=current_user.pseudonym)
    session.commit()
    flash(_("The applications are being counted; reload this page in a moment."), "ok")
    return redirect(url_for("impact.job", job=found.job))


@bp.get("/job/<kind>")
@allowed(*READERS, writes=True)
def job_file(kind: str) -> Response:
    """The Report on a job as a file; taking it out is recorded."""
    found = queries.job_state(db.session(), request.args.get("job", ""))
    return _file(found.analysis, queries.JOB.format(found.job), kind, found.job)


@bp.get("/openings/<int:id>")
@allowed(*READERS)
def opening(id: int) -> str:
    """The newest Report on one opening."""
    found, analysis = queries.opening(db.session(), id)
    return render_template("impact/opening.html", opening=found, shown=_shown(analysis), **_counted(analysis))


@bp.get("/openings/<int:id>/<kind>")
@allowed(*READERS, writes=True)
def opening_file(id: int, kind: str) -> Response:
    """The Report on one opening as a file; taking it out is recorded."""
    found, analysis = queries.opening(db.session(), id)
    return _file(analysis, queries.OPENING.format(id), kind, found.name)


@bp.get("/frontier")
@allowed(*READERS)
def frontier() -> str:
    """The newest plan of weights for a job, and a form for another."""
    session = db.session()
    return _frontier(plan_form(queries.local_validities(session, request.args.get("job", "")))())


@bp.post("/frontier")
@allowed(Role.HR, Role.ANALYST)
def plan() -> BaseResponse | tuple[str, int]:
    """Have a plan of weights computed; it is kept with who made it and when."""
    session = db.session()
    found = queries.job_state(session, request.args.get("job", ""))
    local = queries.local_validities(session, found.job)
    form = plan_form(local)()
    if not form.validate():
        return _frontier(form), 422
    predictors = [
        [code, float(validity.data), float(difference.data), _source(code, float(validity.data), local)]
        for code, used, validity, difference in form.rows()
        if used.data
    ]
    shared = ("focal", "selected", "correlation", "validity_error", "difference_error")
    numbers = {name: float(form[name].data) for name in shared}
    enqueue(session, "impact.plan", job=found.job, actor=current_user.pseudonym, predictors=predictors, **numbers)
    session.commit()
    flash(_("The plan is being computed; reload this page in a moment."), "ok")
    return redirect(url_for("impact.frontier", job=found.job))


@bp.get("/frontier/<kind>")
@allowed(*READERS, writes=True)
def frontier_file(kind: str) -> Response:
    """The newest plan of weights as a file; taking it out is recorded."""
    session = db.session()
    found = queries.job_state(session, request.args.get("job", ""))
    analysis = queries.newest_plan(session, found.job)
    if analysis is None or kind not in {"csv", "pdf"}:
        raise NotFound
    record(session, current_user.pseudonym, "impact.plan_exported", f"report:{analysis.id}", kind=kind)
    session.commit()
    return report_file(
        reports.Shown(analysis.report, made_at=analysis.made_at), kind, f"frontier-{analysis.id}", found.job
    )


def _source(code: str, validity: float, local: Mapping[str, float]) -> str:
    """Where a validity is from: a number that was typed over is an assumption."""
    if code in local and abs(local[code] - validity) < 0.005:
        return "local"
    return "literature" if abs(LITERATURE[code] - validity) < 0.005 else "assumed"


def _frontier(form: PlanForm) -> str:
    session = db.session()
    found = queries.job_state(session, request.args.get("job", ""))
    analysis, first = queries.newest_plan(session, found.job), queries.first_check(session, found.job)
    running = newest_job(session, "impact.plan")
    before = ""
    if analysis is not None and (first is None or analysis.made_at < first.made_at):
        before = _("This plan was made before any count of this job's applicants by group.")
    elif analysis is not None and first is not None:
        before = _(
            "Applicants of this job were first counted by group on %(day)s, before this plan: weights chosen now must "
            "not be fitted to those counts.",
            day=day(first.made_at),
        )
    return render_template(
        "impact/frontier.html",
        found=found,
        shown=reports.Shown(analysis.report, made_at=analysis.made_at) if analysis else None,
        before=before,
        form=form,
        planning=running is not None and running.state in {"waiting", "running"},
        writes=bool(current_user.role_names & {Role.HR, Role.ANALYST}),
        opening=Role.AUDITOR not in current_user.role_names,
    )


def _job(form: AlternativeForm) -> str:
    session = db.session()
    found = queries.job_state(session, request.args.get("job", ""))
    running = newest_job(session, "impact.check")
    considered = queries.alternatives(session, found.job)
    made_by = found.analysis.made_by if found.analysis else ""
    return render_template(
        "impact/job.html",
        found=found,
        shown=_shown(found.analysis),
        openings=queries.counted_openings(session, found.job),
        alternatives=considered,
        names=names_of(session, [made_by, *(one.by for one in considered)]),
        form=form,
        checking=running is not None and running.state in {"waiting", "running"},
        writes=bool(current_user.role_names & {Role.HR, Role.ANALYST}),
        first=queries.FIRST,
        **_counted(found.analysis),
    )


def _counted(analysis: Analysis | None) -> dict[str, object]:
    """On which day the people were counted, and whether that stood when it was last looked at."""
    origin = analysis.report.provenance if analysis else None
    day = str(origin.parameters.get("counted", "")) if origin else ""
    return {"counted": day, "stands": bool(analysis and day and day != analysis.made_at.date().isoformat())}


def _shown(analysis: Analysis | None) -> reports.Shown | None:
    return None if analysis is None else reports.Shown(_worded(analysis.report), made_at=analysis.made_at)


def _file(analysis: Analysis | None, subject: str, kind: str, title: str) -> Response:
    if analysis is None or kind not in {"csv", "pdf", "adverse_impact"}:
        raise NotFound
    session = db.session()
    record(session, current_user.pseudonym, "impact.exported", f"report:{analysis.id}", about=subject, kind=kind)
    session.commit()
    if kind == "adverse_impact":
        attached = {"Content-Disposition": 'attachment; filename="adverse_impact.csv"'}
        return Response(reports.csv_file(adverse_impact(analysis.report)), mimetype="text/csv", headers=attached)
    # files for programs keep the codes, paper has words
    found = analysis.report if kind == "csv" else _worded(analysis.report)
    return report_file(reports.Shown(found, made_at=analysis.made_at), kind, f"impact-{analysis.id}", title)


def _worded(found: Report) -> Report:
    """The Report with the words of questions and answers in the reader's language."""
    words = words_of(current_app.extensions["vault_questions"])
    return replace(found, tables=tuple(_worded_table(table, words) for table in found.tables))


def _worded_table(table: Table, words: dict[tuple[str, ...], str]) -> Table:
    keys = [column.key for column in table.columns]
    asked = keys.index("question")
    rows = []
    for row in table.rows:
        questions = str(row[asked]).split()
        cells = list(row)
        for place, key in enumerate(keys):
            codes = str(row[place]).split()
            if key == "question":
                cells[place] = " × ".join(words.get((code,), code) for code in codes)
            elif key in _OF_THE_QUESTIONS:
                places = zip(questions, codes, strict=False)
                cells[place] = ", ".join(words.get(one, one[1]) for one in places)
        rows.append(tuple(cells))
    return Table(table.key, table.columns, tuple(rows))
