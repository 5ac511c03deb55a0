"""Employees showing their fit to others, and taking it back."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.jobs.actions import enqueue
from assess.once import add_once
from assess.profiles.models import FitRelease, FitResult, ProfileVersion
from scoring.reports.fit import KIND, without
from surveys.models import Participant
from surveys.moments import now

#: Rows in one statement: a database takes only so many values at once.
AT_ONCE = 5_000


def release(session: Session, actor: str, participant_id: int, audience: str, job: str) -> None:
    """Show one's own fit to one's manager, or to those who look for leaders of a job; harmless to repeat."""
    row = {"participant_id": participant_id, "audience": audience, "job": job, "released_at": now()}
    add_once(session, FitRelease, [row])
    record(session, actor, "profiles.released", f"job:{job}", audience=audience)
    if audience == "leaders":
        enqueue(session, "profiles.fit_leaders", job=job)


def take_back(session: Session, actor: str, participant: Participant, audience: str, job: str) -> None:
    """Show it no longer; what was measured for leading is deleted. Harmless where nothing was shown."""
    mine = (FitRelease.participant_id == participant.id, FitRelease.audience == audience, FitRelease.job == job)
    session.execute(delete(FitRelease).where(*mine))
    record(session, actor, "profiles.taken_back", f"job:{job}", audience=audience)
    if audience == "leaders":
        of_job = select(ProfileVersion.id).where(ProfileVersion.job == job)
        led = (FitResult.application_id.is_(None), FitResult.profile_id.in_(of_job))
        session.execute(delete(FitResult).where(*led, FitResult.participant_id == participant.id))
        for analysis in session.scalars(
            select(Analysis).where(Analysis.kind == KIND, Analysis.subject == f"leaders:{job}")
        ):
            analysis.report_json = without(analysis.report, {participant.code}).to_json()
        enqueue(session, "profiles.fit_leaders", job=job)
