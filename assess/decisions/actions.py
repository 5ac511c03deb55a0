"""Recording what somebody decided, and moving the candidate accordingly; nothing here decides by itself."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.decisions.models import REASONS, Decision, DecisionNote
from assess.decisions.queries import Seen
from assess.errors import Refusal
from assess.hiring.actions import move
from assess.hiring.models import STAGES, Application
from assess.jobs.actions import announce, enqueue

#: The stage a decision leads to; advancing goes one on.
LEADS_TO = {"decline": "closed", "hire": "closed"}


class NoReason(Refusal):
    """A decision names at least one reason from the list."""

    status = 422
    key = "decisions.no_reason"


class NoNote(Refusal):
    """Another reason is another reason only when it is said."""

    status = 422
    key = "decisions.no_note"


def decide(
    session: Session,
    actor: str,
    application: Application,
    decision: str,
    reasons: Sequence[str],
    note: str,
    seen: Seen,
) -> Decision:
    """Append a decision with its reasons and what was on the page, and move the candidate. NoReason, NoNote.

    A later decision corrects an earlier one; the earlier one stays.
    """
    named = [reason for reason in REASONS if reason in reasons]
    if not named:
        raise NoReason
    if "other_job_related" in named and not note.strip():
        raise NoNote
    kept = Decision(
        opening_id=application.opening_id,
        subject=application.candidate.participant.code,
        stage=application.stage,
        decision=decision,
        reasons=named,
        analysis_id=seen.analysis_id,
        band=seen.band,
        panels=[panel.interview_id for panel in seen.panels],
        scores=[panel.record() for panel in seen.panels],
        decided_by=actor,
    )
    session.add(kept)
    session.flush()
    if note.strip():
        session.add(DecisionNote(decision_id=kept.id, application_id=application.id, text=note.strip()))
    record(
        session, actor, "decisions.decided", f"application:{application.id}", decision=decision, reasons=named,
        analysis=seen.analysis_id,
    )  # fmt: skip
    move(session, actor, application, next_stage(application.stage, decision))
    announce(session, "decisions.decided", kept.id)
    # the count of decided applicants is a condition of every fit (methods §5.8)
    enqueue(session, "profiles.fit_opening", id=application.opening_id)
    return kept


def next_stage(stage: str, decision: str) -> str:
    """Where a decision puts a candidate; advancing stops at the stage before the last, which only hiring closes."""
    if decision == "advance":
        return STAGES[min(STAGES.index(stage) + 1, len(STAGES) - 2)] if stage != STAGES[-1] else stage
    return LEADS_TO.get(decision, stage)
