"""The Report across interviewers."""

from flask import Response as FileResponse
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.calibration.actions.pools import compute_now
from assess.calibration.queries import names as naming
from assess.calibration.queries import pools, reports
from assess.calibration.queries.names import Names
from assess.calibration.views.blueprint import DOERS, NAMES, READERS, bp
from assess.database import db
from assess.downloads import report_file
from assess.errors import NotFound
from assess.reports import Shown
from scoring.results import Report


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """Every pool of ratings, with the newest Report on it."""
    session = db.session()
    found = pools.pools(session)
    return render_template(
        "calibration/index.html",
        pools=found.values(),
        newest={key: reports.newest(session, key) for key in found},
        does=bool(current_user.role_names & set(DOERS)),
    )


@bp.get("/pools/<key>")
@allowed(*READERS, writes=True)
def pool(key: str) -> str:
    """The newest Report on a pool; that it was seen is recorded."""
    session = db.session()
    found = pools.pool(session, key)
    shown = _shown(key)
    if shown is not None:
        record(session, current_user.pseudonym, "calibration.viewed", f"pool:{key}")
    page = render_template(
        "calibration/pool.html",
        pool=found,
        shown=shown,
        advice=_advice(shown.report) if shown else (),
        agreement=reports.agreement(session, key) is not None,
        computing=reports.computing(session, key),
        turn=reports.turn(session, key),
        does=bool(current_user.role_names & set(DOERS)),
    )
    session.commit()
    return page


@bp.post("/pools/<key>")
@allowed(*DOERS)
def compute(key: str) -> Response:
    """Have it computed anew over what is complete now."""
    session = db.session()
    pools.pool(session, key)
    if not reports.computing(session, key):
        compute_now(session, current_user.pseudonym, key)
    session.commit()
    flash(_("The report is being computed; you can leave this page."), "ok")
    return redirect(url_for("calibration.pool", key=key))


@bp.get("/pools/<key>/<kind>")
@allowed(*READERS, writes=True)
def file(key: str, kind: str) -> FileResponse:
    """The Report as CSV files or PDF; taking it out is recorded."""
    session = db.session()
    found, shown = pools.pool(session, key), _shown(key)
    if shown is None or kind not in {"csv", "pdf"}:
        raise NotFound
    record(session, current_user.pseudonym, "calibration.exported", f"pool:{key}", kind=kind)
    session.commit()
    return report_file(shown, kind, f"calibration-{key}", found.title)


@bp.get("/pools/<key>/agreement")
@allowed(*READERS, writes=True)
def agreement(key: str) -> str:
    """How far interviewers agree, topic by topic, and on which panels least; that it was seen is recorded."""
    session = db.session()
    found, shown = pools.pool(session, key), _named(reports.agreement(session, key))
    if shown is None:
        raise NotFound
    record(session, current_user.pseudonym, "calibration.agreement_viewed", f"pool:{key}")
    page = render_template("calibration/agreement.html", pool=found, shown=shown)
    session.commit()
    return page


@bp.get("/pools/<key>/agreement/<kind>")
@allowed(*READERS, writes=True)
def agreement_file(key: str, kind: str) -> FileResponse:
    """The Report on agreement as CSV files or PDF; taking it out is recorded."""
    session = db.session()
    found, shown = pools.pool(session, key), _named(reports.agreement(session, key))
    if shown is None or kind not in {"csv", "pdf"}:
        raise NotFound
    record(session, current_user.pseudonym, "calibration.agreement_exported", f"pool:{key}", kind=kind)
    session.commit()
    return report_file(shown, kind, f"agreement-{key}", found.title)


def _advice(report: Report) -> list[str]:
    """The habits that were seen, each once."""
    tables = [table for table in report.tables if table.key == "flags"]
    return sorted({str(code) for table in tables for code in table.column("flags")})


def _shown(key: str) -> Shown | None:
    return _named(reports.newest(db.session(), key))


def _named(stored: Analysis | None) -> Shown | None:
    """A Report as this viewer may read it: by name, or by pseudonym."""
    if stored is None:
        return None
    session, report = db.session(), stored.report
    names = Names({}, naming.written(session))
    if current_user.role_names & NAMES:
        names = Names(naming.raters(session), {**naming.ratees(session, naming.mentioned(report)), **names.ratees})
    return Shown(naming.named(report, names), made_at=stored.made_at)
