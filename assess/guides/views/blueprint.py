"""The blueprint of guides, who builds and who reads, and what several of its pages do."""

from flask import Blueprint
from flask import Response as FileResponse
from flask_security import current_user

from assess import reports
from assess.access import Role
from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.database import db
from assess.downloads import report_file
from assess.errors import NotFound
from assess.jobs.queries import newest

bp = Blueprint("guides", __name__, url_prefix="/guides")

BUILDERS = (Role.HR, Role.ANALYST)
READERS = (*BUILDERS, Role.HIRING_MANAGER, Role.INTERVIEWER)


def shown(analysis: Analysis | None) -> reports.Shown | None:
    """A stored Report ready for its page."""
    return reports.Shown(analysis.report, made_at=analysis.made_at) if analysis else None


def computing(name: str) -> bool:
    """Whether the last job of that name is still to be done."""
    job = newest(db.session(), name)
    return job is not None and job.state in {"waiting", "running"}


def taken_out(analysis: Analysis | None, kind: str, subject: str, title: str) -> FileResponse:
    """A stored Report as CSV files or PDF; taking it out is recorded. NotFound."""
    ready = shown(analysis)
    if ready is None or kind not in {"csv", "pdf"}:
        raise NotFound
    record(db.session(), current_user.pseudonym, "guides.exported", subject, kind=kind)
    db.session.commit()
    return report_file(ready, kind, subject.replace(":", "-").replace("_", "-"), title)
