"""Building profiles and measuring people by the approved one; drafts follow new results by themselves."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Literal

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from assess.analyses.actions import provenance
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.audit.actions import SYSTEM
from assess.delivery.models import Invitation
from assess.hiring.models import Application, Candidate, Opening
from assess.jobs.actions import announce, enqueue
from assess.jobs.tasks import advance, cursor, task
from assess.people.models import Person
from assess.performance.queries import criterion_of
from assess.profiles import frames, queries
from assess.profiles.actions import forget, keep_draft, keep_fits, keep_own_fits
from assess.profiles.models import FitRelease, FitResult, ProfileScale, ProfileVersion, months_between
from scoring.errors import Code
from scoring.fit import Fits, Use, fit, what_if
from scoring.profile import CandidateScale, Profile, from_json, profile
from scoring.reports import fit as fit_report
from scoring.reports import profile as profile_report
from scoring.reports.impact import checkable
from scoring.results import Caveat, Estimate, Report
from surveys.definition import Instrument
from surveys.models import Administration, Participant
from surveys.moments import now
from surveys.versions import instrument_of

SEED = 1
#: Employees a transaction; people whose scores are read at once, and how much of measuring a pool that is.
BATCH = 100
READ, READ_SHARE = 2_000, 0.5


@task("profiles.build")
def build(session: Session, job: str, actor: str) -> None:
    """A draft from the newest tiers and every incumbent's scores; nothing is built while nobody was rated."""
    tiers = criterion_of(session, job)
    settings = queries.settings(session, job)
    ranked = tiers.report if tiers else None
    if tiers is None or ranked is None or not ranked.tables or not settings:
        return
    people = frames.incumbents(session, job, ranked)
    scales = named(session, settings)
    known = frames.scale_scores(session, list(people["person_id"]), scales)
    wanted = [candidate(session, name, settings, scales) for name in scales]
    wanted = frames.reliable(session, scales, wanted, known.administrations)
    session.commit()

    built = profile(people, known.values, wanted, ranked.estimates["reliability"], job, SEED)
    inputs = {"incumbents": people, "scores": known.values.reset_index(names="person_id")}
    said = [[name, *place, next(s.direction for s in wanted if s.scale == name)] for name, place in scales.items()]
    report = provenance(profile_report.report(built), inputs, SEED, job=job, tiers=tiers.id, scales=said)
    top = people.loc[people["group"] == "top", "person_id"]
    draft = keep_draft(session, actor, built, scales, known.keys, middle_half(built, known, list(top)), report)
    announce(session, "profiles.built", draft.id)


@task("profiles.refresh", "performance.rated")
def refresh(session: Session, id: int) -> None:
    """Build drafts anew from new results; what was approved stays as it was approved."""
    drafts = session.scalars(select(ProfileVersion).where(ProfileVersion.state == "draft")).all()
    for draft in drafts:
        enqueue(session, "profiles.build", job=draft.job, actor=draft.built_by)


@task("profiles.rekeyed", "delivery.rekeyed")
def rekeyed(session: Session, id: int) -> None:
    """Scores of a version count by another key: build its drafts anew, and measure by approved profiles that use it.

    A profile built by the key before refuses whom it would measure by the new one, until it is built and approved anew.
    """
    jobs = session.scalars(select(ProfileScale.job).where(ProfileScale.version_id == id).distinct()).all()
    for job in jobs:
        enqueue(session, "profiles.build", job=job, actor=SYSTEM)
        openings = select(Opening.id).where(Opening.job == job, Opening.state == "open").order_by(Opening.id)
        for opening in session.scalars(openings).all():
            enqueue(session, "profiles.fit_opening", id=opening)
        enqueue(session, "profiles.fit_employees", job=job)


def named(session: Session, settings: Sequence[ProfileScale]) -> dict[str, tuple[int, str]]:
    """A readable name for each scale: its label, with the instrument's title where two share one."""
    found = [(setting, _instrument(session, setting)) for setting in settings]
    labels = {
        (setting.version_id, scale.code): (scale.label, instrument.title)
        for setting, instrument in found
        for scale in instrument.scales
        if scale.code == setting.scale
    }
    plain = [label for label, _ in labels.values()]
    return {
        label if plain.count(label) == 1 else f"{label} ({title}, {place[0]})": place
        for place, (label, title) in labels.items()
    }


def _instrument(session: Session, setting: ProfileScale) -> Instrument:
    return instrument_of(session, setting.version.content_hash)


def candidate(session: Session, name: str, settings: Sequence[ProfileScale], scales: frames.Scales) -> CandidateScale:
    """The scale as the job analysis left it, its reliability yet to be computed."""
    setting = next(one for one in settings if (one.version_id, one.scale) == scales[name])
    barred = []
    if not setting.job_related:
        barred.append(Caveat(Code.NOT_JOB_RELATED))
    if "selection" not in _instrument(session, setting).uses:
        barred.append(Caveat(Code.OFF_LABEL_USE))
    unknown = Estimate(None, 0, "", status="refused", reasons=(Caveat(Code.UNRELIABLE_MEASURE),))
    return CandidateScale(name, setting.direction, unknown, tuple(barred))


def middle_half(built: Profile, known: frames.Scores, top: Sequence[str]) -> tuple[float, float] | None:
    """Between which fits the middle half of the reference top lies; None while the gate is closed."""
    measured = fit(built, known.values.loc[list(top)], Use(built.role, "development"), SEED)
    values = [person.fit.value for person in measured.people if person.fit.value is not None]
    if not values:
        return None
    low, high = np.quantile(values, [0.25, 0.75])
    return float(low), float(high)


@task("profiles.score", "delivery.scored")
def score(session: Session, id: int) -> None:
    """Measure whoever has just been scored: with the other candidates of each of their openings, or by themselves."""
    _measure(session, session.get_one(Administration, id).respondent_id)


@task("profiles.forget", "delivery.forgotten")
def forgotten(session: Session, id: int) -> None:
    """Take whoever's answers were deleted out of every fit, and measure by what is left."""
    participant = session.get_one(Invitation, id).participant
    forget(session, participant)
    _measure(session, participant.id)


def _measure(session: Session, participant: int | None) -> None:
    openings = select(Application.opening_id).join(Application.candidate)
    for opening in session.scalars(openings.where(Candidate.participant_id == participant)).all():
        enqueue(session, "profiles.fit_opening", id=opening)
    person = session.scalar(select(Person.id).where(Person.participant_id == participant))
    if person is not None:
        enqueue(session, "profiles.fit_employee", id=person)
    led = select(FitRelease.job).where(FitRelease.participant_id == participant, FitRelease.audience == "leaders")
    for job in session.scalars(led).all():
        enqueue(session, "profiles.fit_leaders", job=job)


@task("profiles.fit_opening")
def fit_opening(session: Session, id: int) -> None:
    """Measure all candidates of an opening together; nothing happens without a profile in force."""
    opening = session.get_one(Opening, id)
    version = queries.approved(session, opening.job)
    if version is None:
        return
    query = (
        select(Application)
        .where(Application.opening_id == id)
        .options(joinedload(Application.candidate).joinedload(Candidate.participant))
    )
    everyone = {one.candidate.participant.code: one for one in session.scalars(query)}
    if not everyone:
        return
    known = _scores(session, version, list(everyone))
    use = use_of(session, version, "selection")
    session.commit()

    found = fit(from_json(version.content), known.values, use, id, known.barred)
    measured = {one.candidate.participant_id: one for one in everyone.values()}
    kept = keep_fits(session, version, reported(found, known, version, use, id), f"opening:{id}", SYSTEM, measured)
    announce(session, "profiles.fitted", kept.id)


@task("profiles.fit_employees")
def fit_employees(session: Session, job: str) -> None:
    """Measure every employee of a job who has scores, each by themselves and compared with nobody (methods §5.7).

    Nobody is told: an employee's fit is for the employee. They are measured in the order of their ids, some hundreds a
    transaction, so that others may write meanwhile and a worker that vanishes is followed where it was.
    """
    version = queries.approved(session, job)
    if version is None:
        return
    everyone = select(Participant.id).join(Person).where(Person.job == job)
    at = cursor(session)
    left = session.scalars(everyone.where(Participant.id > at).order_by(Participant.id)).all()
    before = session.scalar(select(func.count()).select_from(everyone.where(Participant.id <= at).subquery())) or 0
    for start in range(0, len(left), BATCH):
        some = left[start : start + BATCH]
        _fit_alone(session, version, some)
        advance(session, some[-1], (before + start + len(some)) / (before + len(left)))
        session.commit()


@task("profiles.fit_employee")
def fit_employee(session: Session, id: int) -> None:
    """Measure one employee for their own development."""
    person = session.get_one(Person, id)
    version = queries.approved(session, person.job)
    if version is not None and person.participant_id is not None:
        _fit_alone(session, version, [person.participant_id])


@task("profiles.fit_leaders")
def fit_leaders(session: Session, job: str) -> None:
    """Measure, together and by the profile of a job that leads others, the employees who asked to be (methods §5.7)."""
    version = queries.approved(session, job)
    if version is None:
        return
    asked = select(FitRelease.participant_id).where(FitRelease.job == job, FitRelease.audience == "leaders")
    participants = {one.code: one.id for one in session.scalars(select(Participant).where(Participant.id.in_(asked)))}
    if not participants:
        return
    known = frames.scale_scores(session, list(participants), version.places, version.keys)
    use = use_of(session, version, "development")
    session.commit()
    found = fit(from_json(version.content), known.values, use, SEED, known.barred)
    report = reported(found, known, version, use, SEED)
    keep_fits(session, version, report, f"leaders:{job}", SYSTEM, dict.fromkeys(participants.values()))


def _fit_alone(session: Session, version: ProfileVersion, participants: Sequence[int]) -> None:
    """Measure each of some employees who has scores; nobody's numbers depend on who else is among them."""
    codes = session.scalars(select(Participant.code).where(Participant.id.in_(participants))).all()
    known = frames.scale_scores(session, codes, version.places, version.keys)
    use, content = use_of(session, version, "development"), from_json(version.content)
    session.commit()
    scored = known.values.dropna(how="all")
    reports = {}
    for code in scored.index:
        alone = replace(known, values=scored.loc[[code]])
        reports[code] = reported(fit(content, alone.values, use, SEED, alone.barred), alone, version, use, SEED)
    if reports:
        keep_own_fits(session, version, SYSTEM, reports)


def _scores(session: Session, version: ProfileVersion, codes: Sequence[str]) -> frames.Scores:
    """Scores of a pool, some thousands of people a query, with the job's progress told: reading is most of it."""
    parts = []
    for start in range(0, len(codes), READ):
        parts.append(frames.scale_scores(session, codes[start : start + READ], version.places, version.keys))
        advance(session, 0, READ_SHARE * min(1.0, (start + READ) / len(codes)))
        session.commit()
    return frames.together(parts)


def use_of(session: Session, version: ProfileVersion, purpose: Literal["selection", "development"]) -> Use:
    """What is known today of the profile's age and of fairness."""
    decided = session.scalar(
        select(func.count())
        .select_from(FitResult)
        .join(FitResult.application)
        .where(FitResult.profile_id == version.id, Application.stage == "closed")
    )
    checked: Analysis | None = latest(session, "impact", f"job:{version.job}")
    if checked is not None and not checkable(checked.report):
        # who was decided said nothing that could be compared: not yet checkable, which is a caveat and no refusal
        return Use(version.job, purpose, version.months)
    months = months_between(checked.made_at, now()) if checked else None
    return Use(version.job, purpose, version.months, False, decided or 0, months)


def reported(found: Fits, known: frames.Scores, version: ProfileVersion, use: Use, seed: int) -> Report:
    """The Report of the fits with where they came from, and what the missing parts of some could make of theirs."""
    inputs = {"scores": known.values.reset_index(names="person_id")}
    about = {"profile": version.id, "number": version.number, **asdict(use)}
    lacking = fit_report.incomplete(found)
    ranges = what_if(from_json(version.content), known.values.loc[lacking], use) if lacking else ()
    return provenance(fit_report.report(found, ranges=ranges), inputs, seed, **about)
