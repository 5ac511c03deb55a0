"""Bars of a job, one KPI with all that is known of it, and thresholds somebody expects."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.benchmarks.actions import sharing, targets
from assess.benchmarks.forms import ExpectForm, ProposalForm, RuleForm
from assess.benchmarks.queries import reports as queries
from assess.benchmarks.queries.targets import published
from assess.benchmarks.queries.targets import targets as targets_of
from assess.benchmarks.views.blueprint import MAKERS, bp
from assess.benchmarks.views.drawing import levels, shifts, spans
from assess.database import db
from assess.downloads import report_file
from assess.errors import NotFound
from scoring.benchmarks.levels import SET_BY_TOP


def _job() -> str:
    """The job asked for in the address, where it has benchmarks, else the first that has."""
    jobs = queries.benchmarked_jobs(db.session())
    asked = request.values.get("job", "")
    return asked if asked in jobs else next(iter(jobs), "")


@bp.get("/")
@allowed(*MAKERS)
def index() -> str:
    """Every KPI of a job with its bar, what stars would do to it, and the target in force."""
    session, job = db.session(), _job()
    analysis = queries.benchmarks_of(session, job)
    if analysis is None:
        return render_template("benchmarks/none.html")
    report = analysis.report
    kpis = queries.kpis_in(session, report)
    whole = {str(row["metric_key"]): row for row in queries.rows(report, "bars") if not row["segment"]}
    signs = {key: queries.rows(report, "signs", key) for key in kpis}
    bent = {key: [row for row in queries.rows(report, "distortion", key) if row["bent"] == "surely"] for key in kpis}
    return render_template(
        "benchmarks/index.html",
        shown=reports.Shown(report, _("Exemplar"), analysis.made_at),
        analysis=analysis, job=job, jobs=queries.benchmarked_jobs(session), kpis=kpis, whole=whole, signs=signs,
        bent=bent, rules=queries.rules_of(session), targets=published(session, job),
        drawn={key: spans([row])[0] for key, row in whole.items()},
    )  # fmt: skip


@bp.get("/kpis/<int:id>")
@allowed(*MAKERS)
def kpi(id: int) -> str:
    """One KPI: bars by segment, what bends them, who can reach them, whether it still goes with results."""
    return _kpi(id)


def _kpi(id: int, **forms: object) -> str:
    session, job = db.session(), _job()
    found, analysis = queries.kpi_for(session, id), queries.benchmarks_of(session, job)
    if analysis is None or found.key not in queries.kpis_in(session, analysis.report):
        raise NotFound
    report, rule = analysis.report, queries.rules_of(session).get(id)
    bars = queries.rows(report, "bars", found.key)
    every = queries.rows(report, "distortion", found.key)
    return render_template(
        "benchmarks/kpi.html",
        shown=reports.Shown(report, _("Exemplar"), analysis.made_at),
        analysis=analysis, job=job, kpi=found, rule=rule, bars=list(zip(bars, spans(bars), strict=True)),
        distortion=list(zip(every, shifts(every), strict=True)),
        adherence={row["segment"]: row for row in queries.rows(report, "adherence", found.key)},
        monitor=queries.rows(report, "monitor", found.key)[-4:], signs=queries.rows(report, "signs", found.key),
        targets=targets_of(session, job, id), expectations=queries.expectations(session, found, job),
        activity=found.kind in SET_BY_TOP,
        **{
            "form": RuleForm(formdata=None, obj=rule),
            "proposal": ProposalForm(formdata=None),
            "expect": ExpectForm(formdata=None),
        } | forms,
    )  # fmt: skip


@bp.post("/kpis/<int:id>/rule")
@allowed(*MAKERS)
def set_rule(id: int) -> Response | tuple[str, int]:
    """Decide who sets the bar and what colleagues see."""
    session, form, job = db.session(), RuleForm(), _job()
    found = queries.kpi_for(session, id)
    if not form.validate():
        return _kpi(id, form=form), 422
    targets.decide(
        session, current_user.pseudonym, found, job, form.setters.data, form.visibility.data, form.why.data or ""
    )
    session.commit()
    flash(_("Kept. The bars are being computed; reload this page in a moment."), "ok")
    return redirect(url_for("benchmarks.kpi", id=id, job=job))


@bp.post("/kpis/<int:id>/propose")
@allowed(*MAKERS)
def propose(id: int) -> Response | tuple[str, int]:
    """Write a target down."""
    session, form, job = db.session(), ProposalForm(), _job()
    found, analysis = queries.kpi_for(session, id), queries.benchmarks_of(session, job)
    rows = queries.rows(analysis.report, "bars", found.key) if analysis else []
    row = next((row for row in rows if row["segment"] == (form.cell.data or "")), None)
    if not form.validate() or analysis is None or row is None:
        return _kpi(id, proposal=form), 422
    given = {
        "job": job, "cell": form.cell.data or "", "value": float(form.value.data), "analysis_id": analysis.id,
        "bar": getattr(row["bar"], "value", None),
        "attainment": row["scale"] == "attainment",
    }  # fmt: skip
    made = targets.propose(session, current_user.pseudonym, found, given)
    session.commit()
    return redirect(url_for("benchmarks.target", id=made.id))


@bp.post("/kpis/<int:id>/expect")
@allowed(*MAKERS)
def expect(id: int) -> Response | tuple[str, int]:
    """Write an expected threshold down, then ask the data."""
    session, form, job = db.session(), ExpectForm(), _job()
    found = queries.kpi_for(session, id)
    if not form.validate():
        return _kpi(id, expect=form), 422
    made = targets.expect(session, current_user.pseudonym, found, job, float(form.level.data), form.why.data)
    session.commit()
    return redirect(url_for("benchmarks.expectation", id=made.id))


@bp.get("/expectations/<int:id>")
@allowed(*MAKERS)
def expectation(id: int) -> str:
    """What was expected, and what the data say."""
    found, analysis = queries.expectation(db.session(), id)
    report = analysis.report if analysis else None
    return render_template(
        "benchmarks/expectation.html", expected=found, analysis=analysis,
        shown=reports.Shown(report, _("Exemplar"), analysis.made_at) if report and analysis else None,
        levels=levels(report) if report else None,
    )  # fmt: skip


@bp.post("/compute")
@allowed(*MAKERS)
def compute() -> Response:
    """Compute the benchmarks of a job anew."""
    session, job = db.session(), _job()
    sharing.again(session, job)
    record(session, current_user.pseudonym, "benchmarks.computing_asked", f"job:{job}")
    session.commit()
    flash(_("The bars are being computed; reload this page in a moment."), "ok")
    return redirect(url_for("benchmarks.index", job=job))


@bp.get("/reports/<int:id>/csv")
@allowed(Role.HR, Role.ANALYST, writes=True)
def report_csv(id: int) -> Response:
    """Every table of the Report, zipped."""
    return _download(id, "csv")


@bp.get("/reports/<int:id>/pdf")
@allowed(Role.HR, Role.ANALYST, writes=True)
def report_pdf(id: int) -> Response:
    """The Report on paper."""
    return _download(id, "pdf")


def _download(id: int, form: str) -> Response:
    session = db.session()
    analysis = queries.benchmarks_report(session, id)
    record(session, current_user.pseudonym, "benchmarks.exported", f"analysis:{id}", form=form)
    session.commit()
    return report_file(reports.Shown(analysis.report, _("Exemplar"), analysis.made_at), form, f"benchmarks-{id}")
