"""How far interviewers agree, over complete panels: the page, computing it, and its files."""

from dataclasses import replace

from flask import Response as FileResponse
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import Role, allowed
from assess.analyses.queries import latest
from assess.audit.actions import record
from assess.database import db
from assess.downloads import report_file
from assess.errors import NotFound
from assess.interviews import queries
from assess.interviews.views.blueprint import bp
from assess.jobs.actions import enqueue
from scoring.reports.agreement import KIND
from scoring.results import Report, Table

READERS = (Role.HR, Role.ANALYST, Role.AUDITOR)
SUBJECT = "scorecard:{}"


@bp.get("/interviews/agreement/")
@allowed(*READERS)
def agreement() -> str:
    """Every scorecard in use, with the newest Report on it."""
    session = db.session()
    found = {code: latest(session, KIND, SUBJECT.format(code)) for code in queries.scorecards(session)}
    return render_template("interviews/agreements.html", scorecards=queries.scorecards(session), found=found)


@bp.get("/interviews/agreement/<code>")
@allowed(*READERS, writes=True)
def agreement_report(code: str) -> str:
    """The newest Report on a scorecard; that it was seen is recorded."""
    session = db.session()
    instrument = queries.scorecards(session).get(code)
    if instrument is None:
        raise NotFound
    shown = _shown(code)
    if shown is not None:
        record(session, current_user.pseudonym, "interviews.agreement_viewed", f"scorecard:{code}")
    page = render_template(
        "interviews/agreement.html",
        code=code,
        instrument=instrument,
        shown=shown,
        candidates=_candidates(shown.report) if shown else None,
        computes=bool(current_user.role_names & {Role.HR, Role.ANALYST}),
    )
    session.commit()
    return page


@bp.post("/interviews/agreement/<code>")
@allowed(Role.HR, Role.ANALYST)
def compute_agreement(code: str) -> Response:
    """Compute it anew over the panels that are complete now."""
    session = db.session()
    if code not in queries.scorecards(session):
        raise NotFound
    enqueue(session, "interviews.agreement", code=code, actor=current_user.pseudonym)
    session.commit()
    flash(_("Agreement is being computed; reload this page in a moment."), "ok")
    return redirect(url_for("interviews.agreement_report", code=code))


@bp.get("/interviews/agreement/<code>/<kind>")
@allowed(*READERS, writes=True)
def agreement_file(code: str, kind: str) -> FileResponse:
    """The Report as CSV files or PDF; taking it out is recorded."""
    session = db.session()
    shown = _shown(code)
    if shown is None or kind not in {"csv", "pdf"}:
        raise NotFound
    record(session, current_user.pseudonym, "interviews.agreement_exported", f"scorecard:{code}", kind=kind)
    session.commit()
    return report_file(shown, kind, f"agreement-{code}")


def _candidates(report: Report) -> Table | None:
    """Agreement on each candidate by name, for whoever sees every panel; the files keep pseudonyms."""
    if not current_user.role_names & queries.SEES_EVERY_PANEL:
        return None
    names = {
        f"interview:{one.id}": f"{one.name}, {one.about}" for one in queries.interviews(db.session(), current_user)
    }
    table = report.table("ratees")
    rows = ((names[str(ratee)], criterion, value) for criterion, ratee, value in table.rows if ratee in names)
    columns = (table.columns[1], table.columns[0], table.columns[2])
    return replace(table, columns=columns, rows=tuple(sorted(rows, key=lambda row: str(row[0]))))


def _shown(code: str) -> reports.Shown | None:
    stored = latest(db.session(), KIND, SUBJECT.format(code))
    return reports.Shown(stored.report, made_at=stored.made_at) if stored else None
