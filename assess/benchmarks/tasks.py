"""Work in the background: the benchmarks of a job whenever its tiers are new, and thresholds somebody expects."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from flask import current_app
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.analyses.models import Analysis
from assess.audit.actions import SYSTEM, record
from assess.benchmarks.actions.sharing import again, tell
from assess.benchmarks.frames import averages
from assess.benchmarks.models import Expectation
from assess.benchmarks.queries.reports import benchmarks_of, expectation_subject, sets
from assess.jobs.tasks import task
from assess.performance.frames import tables
from assess.performance.models.screening import Screen
from assess.performance.queries import ramps, subject
from assess.performance.queries.screening import screened
from scoring.benchmarks import benchmarks, threshold_of
from scoring.errors import ScoringError
from scoring.frames import performance
from scoring.outliers import outliers
from scoring.performers import Rules, performers
from scoring.performers.results import Flags
from scoring.refusals import caveat
from scoring.reports.benchmarks import KIND, THRESHOLD, report, threshold_report
from scoring.results import Report, Sentence
from scoring.tiers import Tiers, tiers

SEED = 13
#: Groups of ``scoring.outliers`` whose results the practices measured do not explain, or that could not be looked at.
TALENT = frozenset({"outlier", "extreme"})


@task("benchmarks.compute", "performance.rated")
def compute(session: Session, id: int) -> None:
    """The benchmarks of the job these tiers are of; nothing is stored where nothing changed."""
    rated = session.get(Analysis, id)
    if rated is not None:
        _compute(session, rated.subject.removeprefix("job:"))


@task("benchmarks.screened", "performance.screened")
def screen_settled(session: Session, id: int) -> None:
    """Somebody's results were screened: the bars of that job may rest on other people."""
    screen = session.get(Screen, id)
    if screen is not None:
        again(session, screen.job)


@task("benchmarks.compute_job")
def compute_job(session: Session, job: str) -> None:
    """The benchmarks of one job, after somebody decided what counts."""
    _compute(session, job)


def _compute(session: Session, job: str) -> None:
    months = ramps(session).get(job)
    if months is None:
        return
    frames, chosen = tables(session, job, current_app.config["EXEMPLAR"].currency), sets(session, job)
    verdicts = screened(session, job)
    session.commit()  # the draws take seconds: nobody waits for a lock meanwhile
    told = []
    try:
        rated = cohort(frames, months)
        found = benchmarks(rated, SEED, talent(rated), earned(rated, verdicts), chosen)
        made, told = report(found), list(averages(found, date.today()))
    except ScoringError as problem:
        made = Report(KIND, Sentence("benchmarks.unusable", {"why": str(problem)}))
    decided = {key: [one.of, *map(list, one.targets)] for key, one in chosen.items()}
    made = provenance(
        made,
        frames,
        SEED,
        job=job,
        decided=decided,
        screened=sorted(Counter(verdicts.values()).items()),
        ramp_months=months,
    )
    last = benchmarks_of(session, job)
    if last is None or last.report_json != made.to_json():
        analysis = store(session, made, subject(job), SYSTEM)
        record(session, SYSTEM, "benchmarks.computed", f"analysis:{analysis.id}")
    tell(session, job, told)


def cohort(frames: dict[str, pd.DataFrame], months: int) -> Tiers:
    """The tiers of these tables, with the seed of the stored ones."""
    return tiers(performers(performance(**frames), Rules(ramp_months=months)), SEED)


def talent(found: Tiers) -> Flags | None:
    """Whose results bend a bar; None where the data cannot tell anybody apart."""
    split = outliers(found)
    if split.efficient is None and split.unexplained is None and "extreme" not in split.groups:
        return None
    return np.array([group in TALENT for group in split.groups])


def earned(found: Tiers, verdicts: Mapping[str, str]) -> Flags:
    """False for whom two people did not find to have earned their results; who was not screened is not left out."""
    ids = found.performers.grid.people["person_id"].astype(str)
    return np.array([verdicts.get(code, "earned") == "earned" for code in ids], dtype=bool)


@task("benchmarks.test_expectation")
def test_expectation(session: Session, id: int) -> None:
    """Ask the data where the level lies that somebody wrote down."""
    expected = session.get(Expectation, id)
    months = ramps(session).get(expected.job) if expected else None
    if expected is None or months is None:
        return
    key, frames = expected.kpi.key, tables(session, expected.job, current_app.config["EXEMPLAR"].currency)
    session.commit()
    try:
        made = threshold_report(threshold_of(cohort(frames, months), key, SEED))
    except ScoringError as problem:
        made = Report(THRESHOLD, Sentence("threshold.unusable"), caveats=(caveat(problem),))
    made = provenance(made, frames, SEED, metric=key, ramp_months=months)
    store(session, made, expectation_subject(id), SYSTEM)
    record(session, SYSTEM, "benchmarks.expectation_tested", f"expectation:{id}")
