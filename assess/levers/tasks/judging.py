"""Verdicts on levers, the bundle of them and the conditions of teams, anew whenever something they rest on is new."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.actions import fingerprint, provenance, store
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.audit.actions import SYSTEM, record
from assess.campaigns.actions.planning import CLOSED
from assess.jobs.actions import announce, enqueue
from assess.jobs.tasks import advance, task
from assess.levers.actions.cohorts import keep_cohort
from assess.levers.actions.values import NEWS
from assess.levers.frames import Study, by_period, study
from assess.levers.models import DataOpening, Lever, LeverMeasure
from assess.levers.queries.registry import opening, registered
from assess.levers.queries.verdicts import JUDGE, cohort_of, later_of, later_subject, rows, tested, verdicts_of
from assess.levers.tasks.bundling import SEED, UNTESTED, around, needed, together
from assess.levers.tasks.confiding import discreet
from assess.levers.tasks.newcomers import newcomers, seen_again
from assess.performance.frames import tables
from assess.performance.models.screening import Screen
from assess.performance.queries import subject, tiers_of
from scoring.errors import ScoringError
from scoring.frames import performance
from scoring.levers import verdicts
from scoring.performers import Performers, Rules, performers
from scoring.policy import minimum
from scoring.refusals import caveat
from scoring.reports import bundle as bundle_reports
from scoring.reports import conditions as condition_reports
from scoring.reports import levers as lever_reports
from scoring.reports import necessity as necessity_reports
from scoring.results import Report, Sentence

#: Share of the whole work that is behind when verdicts, bundle and conditions are there.
_DONE = (0.75, 0.90, 1.0)


@task("levers.rated", "performance.rated")
def rated(session: Session, id: int) -> None:
    """The tiers of a job are new."""
    ask(session, session.get_one(Analysis, id).subject.removeprefix("job:"))


@task("levers.split", "performance.outliers")
def split(session: Session, id: int) -> None:
    """The split of its top is new."""
    ask(session, session.get_one(Analysis, id).subject.removeprefix("job:"))


@task("levers.screened", "performance.screened")
def screened(session: Session, id: int) -> None:
    """Somebody's results were screened: the top may be others."""
    ask(session, session.get_one(Screen, id).job)


@task("levers.values_changed", NEWS)
def values_changed(session: Session, id: int) -> None:
    """Values of levers came or went; which jobs they are of is in no upload, so each that is open looks again."""
    for job in session.scalars(select(DataOpening.job)).all():
        ask(session, job)


@task("levers.begin", "levers.opened")
def begin(session: Session, id: int) -> None:
    """The data of a job were opened."""
    ask(session, session.get_one(DataOpening, id).job)


@task("levers.copied", "levers.replicability")
def copied(session: Session, id: str) -> None:
    """Somebody said whether others can do it."""
    ask(session, id)


@task("levers.added", "levers.locked")
def added(session: Session, id: str) -> None:
    """A hypothesis of this job was written after its data were opened."""
    ask(session, id)


@task("levers.answered", CLOSED)
def answered(session: Session, id: int) -> None:
    """A survey is over, and what was confided in it may be read."""
    measured = select(LeverMeasure.lever_id).where(
        LeverMeasure.kind == "survey", LeverMeasure.reference.startswith(f"{id}:"), ~LeverMeasure.anonymous
    )
    for job in session.scalars(select(Lever.job).where(Lever.id.in_(measured)).distinct()).all():
        ask(session, job)


def ask(session: Session, job: str) -> None:
    """Have the verdicts of a job computed, if its data were opened."""
    if opening(session, job) is not None:
        enqueue(session, JUDGE, job=job)


@task(JUDGE)
def judge(session: Session, job: str) -> None:
    """Verdicts, bundle and conditions of a job, stored where anything is new.

    Each is stored by itself with the hash of its inputs: a worker that takes over does not compute it again.
    """
    opened = opening(session, job)
    if opened is None:
        return
    analysis = tiers_of(session, job)
    found = results_behind(session, job, analysis) if analysis is not None else None
    if analysis is None or found is None:
        return
    asked = registered(session, job)
    locked = {one.code: f"{one.locked_at:%Y-%m-%d}" for one in asked}
    whole = study(session, job, asked, found, analysis.report, tested(session, job))
    first = cohort_of(session, job)
    main = whole.among(whole.rated if first is None else first, whole.data.holdout)
    laid = opened.rule
    session.commit()  # resampling takes a minute: nobody waits for a lock meanwhile
    if first is not None:
        later = newcomers(whole, (whole.rated & whole.measured) - first, by_period(found), locked)
        _look_again(session, job, laid, later)
        again = later_of(session, job)
        main = replace(main, registered=seen_again(main.registered, again.report if again else None))
    hashed = fingerprint(main.tables)
    news = [
        _once(session, job, lever_reports.KIND, hashed, lambda: _verdicts(session, job, main, laid)),
        _once(session, job, bundle_reports.KIND, hashed, lambda: together(session, job, main)),
        _once(session, job, necessity_reports.KIND, hashed, lambda: needed(session, job, main)),
        _once(session, job, condition_reports.KIND, hashed, lambda: around(session, job, main)),
    ]
    _told(session, _DONE[2])
    judged = verdicts_of(session, job)
    if judged is not None and first is None and _says_something(judged.report):
        keep_cohort(session, job, judged, main.rated)
    if any(news) and judged is not None:
        announce(session, "levers.judged", judged.id)


def results_behind(session: Session, job: str, analysis: Analysis) -> Performers | None:
    """The results behind stored tiers, by the rules they were made with; None where they cannot be read."""
    origin = analysis.report.provenance
    parameters = origin.parameters if origin else {}
    rules = Rules(**{one.name: parameters[one.name] for one in fields(Rules) if one.name in parameters})
    frames = tables(session, job, current_app.config["EXEMPLAR"].currency)
    try:
        return performers(performance(**frames), rules)
    except ScoringError:
        return None  # the Report of the tiers says why


def _once(session: Session, job: str, kind: str, hashed: str, made: Callable[[], Report]) -> bool:
    """Store a Report of these inputs unless it is there; whether one was stored."""
    last = latest(session, kind, subject(job))
    if last is not None and last.inputs_hash == hashed:
        return False
    return _keep(session, job, subject(job), made(), hashed)


def _keep(session: Session, job: str, about: str, made: Report, hashed: str) -> bool:
    origin = provenance(made, {}, SEED, job=job).provenance
    report = replace(made, provenance=replace(origin, inputs=hashed)) if origin else made
    kept = store(session, report, about, SYSTEM)
    record(session, SYSTEM, "levers.judged", f"analysis:{kept.id}", kind=made.kind)
    session.commit()
    return True


def _told(session: Session, share: float) -> None:
    advance(session, 0, share)
    session.commit()


def _verdicts(session: Session, job: str, main: Study, laid: Mapping[str, float]) -> Report:
    """By the rule that was laid down when the data were opened, whatever the product would take today."""

    def told(share: float) -> None:
        _told(session, share * _DONE[0])

    try:
        found = verdicts(main.data, main.registered, delta=laid["delta"], q=laid["q"], seed=SEED, progress=told)
    except ScoringError as problem:
        return Report(lever_reports.KIND, Sentence("levers.unusable"), caveats=(caveat(problem),))
    return discreet(session, job, main, lever_reports.report(found))


def _says_something(report: Report) -> bool:
    return any(row["verdict"] not in UNTESTED for row in rows(report, "verdicts"))


def _look_again(session: Session, job: str, laid: Mapping[str, float], later: Study) -> None:
    """The same hypotheses among people who were not in the first Report, once there are enough of them."""
    if len(later.data.people) < minimum("lever_correlation", "people").refuse:
        return
    hashed, last = fingerprint(later.tables), later_of(session, job)
    if last is None or last.inputs_hash != hashed:
        _keep(session, job, later_subject(job), _verdicts(session, job, later, laid), hashed)
