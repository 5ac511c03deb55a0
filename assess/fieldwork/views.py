"""Pages on how the answering of an assessment goes."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask import Response as FileResponse
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.delivery.queries.assessments import assessment_for
from assess.downloads import report_file
from assess.errors import NotFound
from assess.fieldwork import frames, queries
from assess.jobs.actions import enqueue
from assess.jobs.queries import newest as newest_job

bp = Blueprint("fieldwork", __name__, url_prefix="/fieldwork")

READERS = (Role.HR, Role.ANALYST)


@bp.get("/<int:id>")
@allowed(*READERS)
def assessment(id: int) -> str:
    """The newest Report on an assessment."""
    session = db.session()
    found = assessment_for(session, current_user, id)
    analysis, job = queries.newest(session, id), newest_job(session, "fieldwork.compute")
    return render_template(
        "fieldwork/assessment.html",
        assessment=found,
        names=frames.names(session, found),
        shown=reports.Shown(analysis.report, made_at=analysis.made_at) if analysis else None,
        computing=job is not None and job.state in {"waiting", "running"},
    )


@bp.post("/<int:id>")
@allowed(*READERS)
def compute(id: int) -> Response:
    """Have it computed anew as the answering stands now."""
    session = db.session()
    assessment_for(session, current_user, id)
    enqueue(session, "fieldwork.compute", assessment_id=id, actor=current_user.pseudonym)
    session.commit()
    flash(_("The report is being computed; reload this page in a moment."), "ok")
    return redirect(url_for("fieldwork.assessment", id=id))


@bp.get("/<int:id>/<kind>")
@allowed(*READERS, writes=True)
def file(id: int, kind: str) -> FileResponse:
    """The Report as CSV files or PDF; taking it out is recorded."""
    session = db.session()
    found = assessment_for(session, current_user, id)
    analysis = queries.newest(session, id)
    if analysis is None or kind not in {"csv", "pdf"}:
        raise NotFound
    record(session, current_user.pseudonym, "fieldwork.exported", f"assessment:{id}", kind=kind)
    session.commit()
    shown = reports.Shown(analysis.report, made_at=analysis.made_at)
    return report_file(shown, kind, f"fieldwork-{id}", found.title)
