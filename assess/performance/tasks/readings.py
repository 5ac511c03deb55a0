"""What the tables of new tiers tell besides: outliers and patterns, each a Report of its own."""

from dataclasses import fields

from flask import current_app
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.audit.actions import SYSTEM, record
from assess.jobs.actions import announce
from assess.jobs.tasks import task
from assess.performance.frames import tables
from assess.performance.tasks.rating import SEED
from scoring.errors import ScoringError
from scoring.frames import performance
from scoring.outliers import outliers
from scoring.performers import Rules, performers
from scoring.reports import outliers as outlier_reports
from scoring.reports import patterns as pattern_reports
from scoring.results import Report
from scoring.tiers import Tiers, tiers


@task("performance.read", "performance.rated")
def read(session: Session, id: int) -> None:
    """Outliers and patterns of the role whose tiers are new, by the same rules; nothing where nothing changed."""
    analysis = session.get_one(Analysis, id)
    origin = analysis.report.provenance
    parameters = origin.parameters if origin else {}
    role = analysis.subject.removeprefix("job:")
    frames = tables(session, role, current_app.config["EXEMPLAR"].currency)
    session.commit()  # resampling takes seconds: nobody waits for a lock meanwhile
    rules = Rules(**{one.name: parameters[one.name] for one in fields(Rules) if one.name in parameters})
    try:
        found = tiers(performers(performance(**frames), rules), SEED)
    except ScoringError:
        return  # the Report of the tiers says why
    for report in reports(found):
        keep(session, provenance(report, frames, SEED, role=role, **rules.plain()), analysis.subject)


def reports(found: Tiers) -> tuple[Report, ...]:
    """The Reports that rest on the tables of one role alone."""
    return outlier_reports.report(outliers(found)), pattern_reports.report(found)


def keep(session: Session, report: Report, subject: str) -> None:
    """Store a Report and tell whoever reads its kind, unless the last one says the same."""
    last = latest(session, report.kind, subject)
    if last is not None and last.report_json == report.to_json():
        return
    kept = store(session, report, subject, SYSTEM)
    record(session, SYSTEM, "performance.read", f"analysis:{kept.id}", kind=report.kind)
    announce(session, f"performance.{report.kind}", kept.id)
