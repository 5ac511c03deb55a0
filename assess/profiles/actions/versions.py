"""Having a profile built, keeping it, approving and retiring it."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict
from assess.hiring.models import Opening
from assess.jobs.actions import enqueue
from assess.profiles.actions.fits import once
from assess.profiles.frames import Scales
from assess.profiles.models import ProfileVersion
from assess.profiles.queries import newest, profiles, settings
from scoring.profile import Profile, from_json, to_json
from scoring.results import Report
from surveys.moments import now

#: Rows in one statement: a database takes only so many values at once.
AT_ONCE = 5_000


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
    enqueue(session, "profiles.fit_leaders", job=job)
