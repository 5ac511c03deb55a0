"""Pages on what instruments measure here."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask import Response as FileResponse
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.downloads import report_file
from assess.errors import NotFound
from assess.jobs.actions import enqueue
from assess.jobs.queries import newest as newest_job
from assess.measurement import queries
from scoring.policy import minimum

bp = Blueprint("measurement", __name__, url_prefix="/measurement")

READERS = (Role.HR, Role.ANALYST, Role.AUDITOR)


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """Every published instrument with scales, and what is known of it."""
    return render_template("measurement/index.html", measured=queries.measured(db.session()))


@bp.get("/<int:id>")
@allowed(*READERS)
def instrument(id: int) -> str:
    """The newest Report on a version."""
    session = db.session()
    found, analysis = queries.one(session, id)
    job = newest_job(session, "measurement.compute")
    return render_template(
        "measurement/instrument.html",
        found=found,
        names={scale.code: scale.label for scale in found.instrument.scales},
        shown=reports.Shown(analysis.report, made_at=analysis.made_at) if analysis else None,
        computing=job is not None and job.state in {"waiting", "running"},
        computes=bool(current_user.role_names & {Role.HR, Role.ANALYST}),
        pools=queries.pools(session, found),
        calibrates=Role.ANALYST in current_user.role_names,
        least=minimum("adaptive", "people").refuse,
    )


@bp.post("/<int:id>")
@allowed(Role.HR, Role.ANALYST)
def compute(id: int) -> Response:
    """Have it computed anew over everybody's newest answers."""
    session = db.session()
    queries.one(session, id)
    enqueue(session, "measurement.compute", version_id=id, actor=current_user.pseudonym)
    session.commit()
    flash(_("The report is being computed; reload this page in a moment."), "ok")
    return redirect(url_for("measurement.instrument", id=id))


@bp.post("/<int:id>/banks")
@allowed(Role.ANALYST)
def calibrate(id: int) -> Response:
    """Have the scales of adaptive pages calibrated over everybody's newest answers."""
    session = db.session()
    queries.one(session, id)
    enqueue(session, "delivery.calibrate", version_id=id, actor=current_user.pseudonym)
    session.commit()
    flash(_("The items are being calibrated; reload this page in a moment."), "ok")
    return redirect(url_for("measurement.instrument", id=id))


@bp.get("/<int:id>/<kind>")
@allowed(*READERS, writes=True)
def file(id: int, kind: str) -> FileResponse:
    """The Report as CSV files or PDF; taking it out is recorded."""
    session = db.session()
    found, analysis = queries.one(session, id)
    if analysis is None or kind not in {"csv", "pdf"}:
        raise NotFound
    record(session, current_user.pseudonym, "measurement.exported", f"version:{id}", kind=kind)
    session.commit()
    shown = reports.Shown(analysis.report, made_at=analysis.made_at)
    return report_file(shown, kind, found.version.code, found.instrument.title)
