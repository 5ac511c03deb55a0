"""Work in the background: tiers of every role anew, and files nobody came back for."""

from datetime import timedelta

import pandas as pd
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.audit.actions import SYSTEM, record
from assess.jobs.actions import announce
from assess.jobs.tasks import sweep, task
from assess.performance.actions.intake import discard, remove
from assess.performance.frames import tables
from assess.performance.models import Upload
from assess.performance.queries import ramps, subject, tiers_of
from scoring.errors import ScoringError
from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.reports.tiers import KIND
from scoring.reports.tiers import report as tiers_report
from scoring.results import Report, Sentence
from scoring.tiers import tiers
from surveys.moments import now

#: Of the draws behind the chances; kept with each Report.
SEED = 7
#: How long a file waits for somebody to import it.
PATIENCE = timedelta(days=7)


def rated(frames: dict[str, pd.DataFrame], role: str, ramp_months: int, seed: int = SEED) -> Report:
    """The tier Report of one role; the same tables and seed give the same bytes."""
    rules = Rules(ramp_months=ramp_months)
    try:
        found = tiers_report(tiers(performers(performance(**frames), rules), seed))
    except ScoringError as problem:
        found = Report(KIND, Sentence("tiers.unusable", {"why": str(problem)}))
    return provenance(found, frames, seed, role=role, **rules.plain())


@task("performance.rate")
def rate(session: Session) -> None:
    """Tiers of every role that has results; nothing is stored where nothing changed."""
    home = current_app.config["EXEMPLAR"].currency
    for role, months in ramps(session).items():
        frames = tables(session, role, home)
        session.commit()  # the draws take seconds: nobody waits for a lock meanwhile
        report = rated(frames, role, months)
        last = tiers_of(session, role)
        if last is not None and last.report_json == report.to_json():
            continue
        analysis = store(session, report, subject(role), SYSTEM)
        record(session, SYSTEM, "performance.rated", f"analysis:{analysis.id}")
        announce(session, "performance.rated", analysis.id)


@sweep
def forget_files(session: Session) -> None:
    """Throw away files that were chosen and never imported."""
    settings = current_app.config["EXEMPLAR"]
    old = select(Upload).where(Upload.state == "open", Upload.made_at < now() - PATIENCE)
    for upload in session.scalars(old).all():
        discard(session, SYSTEM, upload)
        remove(settings, upload)
