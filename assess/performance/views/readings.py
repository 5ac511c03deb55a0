"""What else the results tell: who can be learned from, how much the top brings, who defies the odds; managers."""

from flask import render_template, request
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.downloads import report_file
from assess.errors import NotFound
from assess.performance import queries
from assess.performance.queries import managers as managing
from assess.performance.queries import readings
from assess.performance.views.blueprint import bp
from scoring.reports.managers import KIND as MANAGERS
from scoring.reports.outliers import KIND as OUTLIERS
from scoring.reports.patterns import KIND as PATTERNS

READERS = (Role.ANALYST, Role.HR)
#: Rows of a table on a page; the files hold all.
MOST = 15


@bp.get("/patterns")
@allowed(*READERS, writes=True)
def patterns() -> str:
    """Outliers, concentration, stability and positive deviants of a role."""
    session = db.session()
    return _page("performance/patterns.html", queries.rated_roles(session), (OUTLIERS, PATTERNS))


@bp.get("/managers")
@allowed(*READERS, writes=True)
def managers() -> str:
    """Managers by the growth of those they lead."""
    session = db.session()
    return _page("performance/managers.html", managing.manager_jobs(session), (MANAGERS,))


def _page(template: str, jobs: list[str], kinds: tuple[str, ...]) -> str:
    session = db.session()
    job = request.args.get("role", "")
    job = job if job in jobs else next(iter(jobs), "")
    found = {kind: readings.reading(session, kind, job) for kind in kinds}
    shown = {
        kind: (one, reports.Shown(one.report, _("Exemplar"), one.made_at)) for kind, one in found.items() if one
    }  # fmt: skip
    for one, _shown in shown.values():
        record(session, current_user.pseudonym, f"performance.{one.kind}_viewed", f"analysis:{one.id}")
    names = readings.names(session, {str(cell) for one, seen in shown.values() for cell in _listed(seen)})
    session.commit()
    return render_template(template, jobs=jobs, job=job, shown=shown, names=names, most=MOST)


def _listed(shown: reports.Shown) -> list[object]:
    """The people in the rows of a Report's tables that a page shows."""
    return [
        row[place]
        for table in shown.report.tables
        for place, column in enumerate(table.columns)
        if column.key in ("person_id", "manager")
        for row in table.rows[:MOST]
    ]


@bp.get("/readings/<kind>/<int:id>/<form>")
@allowed(*READERS, writes=True)
def reading_file(kind: str, id: int, form: str) -> Response:
    """A Report as CSV (zipped) or PDF."""
    session = db.session()
    analysis = readings.reading_report(session, current_user, kind, id)
    if form not in ("csv", "pdf"):
        raise NotFound
    record(session, current_user.pseudonym, f"performance.{kind}_exported", f"analysis:{id}", form=form)
    session.commit()
    return report_file(reports.Shown(analysis.report, _("Exemplar"), analysis.made_at), form, f"{kind}-{id}")
