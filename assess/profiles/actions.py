"""Saying which scales may enter, keeping what was built, approving and retiring it, keeping fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.analyses.actions import store
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.audit.actions import record
from assess.errors import Conflict
from assess.hiring.models import Application, Candidate, Opening
from assess.jobs.actions import enqueue
from assess.profiles.frames import Scales
from assess.profiles.models import FitResult, ProfileScale, ProfileVersion
from assess.profiles.queries import fixed_scales, job_links, newest, profiles, settings
from scoring.profile import Profile, from_json, to_json
from scoring.reports.fit import KIND, without
from scoring.results import Report
from surveys.models import Participant
from surveys.moments import now


class ScaleFixed(Conflict):
    """Results of this scale have been seen; its direction cannot be chosen any more."""

    key = "profiles.scale_fixed"


class NotCalledFor(Conflict):
    """Experts on the job were asked, and do not call for this competency."""

    key = "profiles.not_called_for"


class NoScales(Conflict):
    """Nothing was said about any scale of this job."""

    key = "profiles.no_scales"


class GateClosed(Conflict):
    """A profile whose gate is closed may not measure anybody."""

    key = "profiles.gate_closed"


class NotADraft(Conflict):
    """It was approved or retired before."""

    key = "profiles.not_a_draft"


class BuiltByApprover(Conflict):
    """Whoever built a profile does not approve it."""

    key = "profiles.built_by_approver"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the analyst says of a scale; direction 0 leaves it out, a ``competency`` ties it to the job analysis."""

    version_id: int
    scale: str
    direction: int
    job_related: bool
    reason: str = ""
    competency: str = ""


def set_scales(session: Session, actor: str, job: str, choices: Sequence[Choice]) -> int:
    """Keep what the job analysis says of each scale; returns how many changed.

    ScaleFixed once results were seen; NotCalledFor where experts were asked and the competency is none of theirs.
    """
    asked = job_links(session, job)
    known = {(setting.version_id, setting.scale): setting for setting in settings(session, job)}
    fixed, changed = fixed_scales(session, job), 0
    for choice in choices:
        place = (choice.version_id, choice.scale)
        setting = known.get(place)
        before = _said(setting)
        after = (choice.direction, choice.job_related, choice.reason.strip(), choice.competency)
        after = after if choice.direction else _said(None)
        if before == after:
            continue
        if place in fixed:
            raise ScaleFixed(scale=choice.scale)
        if choice.competency and (asked is None or choice.competency not in asked.competencies):
            raise NotCalledFor(scale=choice.scale)
        changed += 1
        if setting is not None and not choice.direction:
            session.delete(setting)
        else:
            setting = setting or ProfileScale(job=job, version_id=choice.version_id, scale=choice.scale)
            setting.direction, setting.job_related, setting.reason, setting.competency = after
            setting.job_analysis_id = asked.analysis.id if asked and choice.competency else None
            setting.set_by, setting.set_at = actor, now()
            session.add(setting)
        record(
            session, actor, "profiles.scale_set", f"version:{choice.version_id}", job=job, scale=choice.scale,
            direction=choice.direction, job_related=after[1], competency=after[3],
        )  # fmt: skip
    session.flush()
    return changed


def _said(setting: ProfileScale | None) -> tuple[int, bool, str, str]:
    if setting is None:
        return 0, False, "", ""
    return setting.direction, setting.job_related, setting.reason, setting.competency


def ask_to_build(session: Session, actor: str, job: str) -> None:
    """Have a profile of a job built; NoScales while nothing was said about any scale."""
    if not settings(session, job):
        raise NoScales
    record(session, actor, "profiles.build_asked", f"job:{job}")
    enqueue(session, "profiles.build", job=job, actor=actor)


def keep_draft(
    session: Session,
    actor: str,
    built: Profile,
    scales: Scales,
    keys: Mapping[str, int],
    middle_half: tuple[float, float] | None,
    report: Report,
) -> ProfileVersion:
    """The profile as the job's draft: a new version, or in place of the draft there is."""
    analysis = once(session, report, f"job:{built.role}", actor)
    draft = newest(session, built.role)
    if draft is None or draft.state != "draft":
        draft = ProfileVersion(job=built.role, number=draft.number + 1 if draft else 1)
        session.add(draft)
    draft.content, draft.scales = to_json(built), {name: list(place) for name, place in scales.items()}
    draft.keys = dict(keys)
    draft.top_low, draft.top_high = middle_half or (None, None)
    draft.analysis_id = analysis.id
    draft.built_by, draft.built_at = actor, now()
    session.flush()
    record(session, actor, "profiles.built", f"profile:{draft.id}", number=draft.number, open=built.open)
    return draft


def approve(session: Session, actor: str, profile: ProfileVersion) -> None:
    """Measure people by this draft from now on, in place of the one before; NotADraft, GateClosed, BuiltByApprover."""
    if profile.state != "draft":
        raise NotADraft
    if not from_json(profile.content).open:
        raise GateClosed
    if profile.built_by == actor:
        raise BuiltByApprover
    for other in profiles(session, profile.job):
        if other.state == "approved":
            other.state = "retired"
    profile.state, profile.approved_by, profile.approved_at = "approved", actor, now()
    record(session, actor, "profiles.approved", f"profile:{profile.id}", number=profile.number)
    _measure_again(session, profile.job)


def retire(session: Session, actor: str, profile: ProfileVersion) -> None:
    """Measure nobody by it any more, for instance because the job has changed; harmless to repeat."""
    if profile.state == "retired":
        return
    profile.state = "retired"
    record(session, actor, "profiles.retired", f"profile:{profile.id}", number=profile.number)


def _measure_again(session: Session, job: str) -> None:
    openings = select(Opening.id).where(Opening.job == job, Opening.state == "open").order_by(Opening.id)
    for id in session.scalars(openings).all():
        enqueue(session, "profiles.fit_opening", id=id)
    enqueue(session, "profiles.fit_employees", job=job)


def keep_fits(
    session: Session,
    profile: ProfileVersion,
    report: Report,
    subject: str,
    actor: str,
    measured: Mapping[int, Application | None],
) -> Analysis:
    """The Report of people measured together: participant id to application, None for an employee."""
    analysis = once(session, report, subject, actor)
    candidates = [application.id for application in measured.values() if application]
    employees = [participant for participant, application in measured.items() if application is None]
    session.execute(delete(FitResult).where(FitResult.application_id.in_(candidates)))
    session.execute(
        delete(FitResult).where(FitResult.application_id.is_(None), FitResult.participant_id.in_(employees))
    )
    session.add_all(
        FitResult(
            profile_id=profile.id,
            participant_id=participant,
            application_id=application.id if application else None,
            analysis_id=analysis.id,
        )
        for participant, application in measured.items()
    )
    session.flush()
    return analysis


def forget(session: Session, participant: Participant) -> None:
    """Take somebody whose answers were deleted out of every fit there is; others' fits stay as they were."""
    applied = select(Application.opening_id).join(Candidate).where(Candidate.participant_id == participant.id)
    subjects = [f"participant:{participant.code}", *(f"opening:{id}" for id in session.scalars(applied))]
    query = select(Analysis).where(Analysis.kind == KIND, Analysis.subject.in_(subjects))
    for analysis in session.scalars(query):
        analysis.report_json = without(analysis.report, {participant.code}).to_json()
    session.execute(delete(FitResult).where(FitResult.participant_id == participant.id))


def once(session: Session, report: Report, subject: str, actor: str) -> Analysis:
    """The Report stored; the one there is when nothing has changed since."""
    last = latest(session, report.kind, subject)
    return last if last is not None and last.report_json == report.to_json() else store(session, report, subject, actor)
