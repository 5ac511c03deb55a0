"""Work in the background: tiers of every role anew, and files nobody came back for."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.audit.actions import SYSTEM, record
from assess.jobs.actions import announce
from assess.jobs.tasks import sweep, task
from assess.performance.actions.intake import discard, remove
from assess.performance.actions.standings import keep
from assess.performance.frames import tables
from assess.performance.models import Upload
from assess.performance.queries import ramps, rating_of, stakeholders, subject, tiers_of
from scoring.derivation import derivations, spans
from scoring.errors import ScoringError
from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.reports.tiers import KIND
from scoring.reports.tiers import report as tiers_report
from scoring.results import Report, Sentence
from scoring.tiers import tiers
from surveys.moments import now

#: By stakeholder, points by KPI.
Points = dict[str, dict[str, float]]
#: Of the draws behind the chances; kept with each Report.
SEED = 7
#: How long a file waits for somebody to import it.
PATIENCE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rated:
    """The tier Report of one role, how each person's score came about, and the periods compared."""

    report: Report
    derivations: dict[str, Any]
    periods: list[tuple[str, str]]


def computed(
    frames: dict[str, pd.DataFrame], role: str, ramp_months: int, seed: int = SEED, points: Points | None = None
) -> Rated:
    """Tiers of one role; the same tables, seed and stakeholders' points give the same bytes."""
    rules = Rules(ramp_months=ramp_months)
    kept: dict[str, Any] = {}
    periods: list[tuple[str, str]] = []
    try:
        one = performers(performance(**frames), rules)
        found = tiers_report(tiers(one, seed), stakeholders=points)
        kept, periods = dict(derivations(one)), spans(one)
    except ScoringError as problem:
        found = Report(KIND, Sentence("tiers.unusable", {"why": str(problem)}))
    said = {"points": points} if points else {}
    return Rated(provenance(found, frames, seed, role=role, **rules.plain(), **said), kept, periods)


def rated(
    frames: dict[str, pd.DataFrame], role: str, ramp_months: int, seed: int = SEED, points: Points | None = None
) -> Report:
    """The Report of ``computed``."""
    return computed(frames, role, ramp_months, seed, points).report


@task("performance.rate")
def rate(session: Session) -> None:
    """Tiers of every role that has results; nothing is stored where nothing changed."""
    home = current_app.config["EXEMPLAR"].currency
    for role, months in ramps(session).items():
        frames = tables(session, role, home)
        points = stakeholders(session, role)
        session.commit()  # the draws take seconds: nobody waits for a lock meanwhile
        found = computed(frames, role, months, points=points)
        last, rating = tiers_of(session, role), rating_of(session, role)
        if last is not None and last.report_json == found.report.to_json():
            if rating is None or rating.analysis_id != last.id:
                keep(session, role, last, found.report, found.derivations, found.periods)
            continue
        analysis = store(session, found.report, subject(role), SYSTEM)
        keep(session, role, analysis, found.report, found.derivations, found.periods)
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
