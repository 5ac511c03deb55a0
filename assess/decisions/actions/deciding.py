"""Recording what somebody decided, and moving the candidate accordingly; nothing here decides by itself."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.decisions.actions.ruling import RuleChanged, fix_default
from assess.decisions.models import REASONS, Decision, DecisionNote, Dissent, DissentNote
from assess.decisions.queries import Seen, decisions, in_same_stage
from assess.decisions.queries.rules import rule_in_force
from assess.errors import Conflict, Refusal
from assess.hiring.actions import hold, move
from assess.hiring.models import STAGES, Application
from assess.jobs.actions import announce, enqueue

#: The stage a decision leads to; advancing goes one on.
LEADS_TO = {"decline": "closed", "hire": "closed"}
#: A record lists so many pseudonyms of those considered; of more it keeps the number, and the Reports list them.
LISTED = 200


class NoReason(Refusal):
    """A decision names at least one reason from the list."""

    status = 422
    key = "decisions.no_reason"


class NoNote(Refusal):
    """Another reason is another reason only when it is said."""

    status = 422
    key = "decisions.no_note"


class NotWhy(Refusal):
    """Whoever decides otherwise than the composite says why (methods §7.1)."""

    status = 422
    key = "decisions.no_deviation"


class DecidedMeanwhile(Conflict):
    """Somebody decided about this candidate since the page was opened."""

    key = "decisions.decided_meanwhile"


class OwnDecision(Conflict):
    """Nobody dissents from what they decided themselves; a later decision corrects it."""

    key = "decisions.own_decision"


def decide(
    session: Session,
    actor: str,
    application: Application,
    decision: str,
    reasons: Sequence[str],
    note: str,
    seen: Seen,
    why: str = "",
    last: int = 0,
    shown_rule: int | None = None,
) -> Decision:
    """Append a decision with its reasons and what was on the page, and move the candidate.

    ``last`` is the newest decision the page showed, ``shown_rule`` the rule, None for the default; ``why`` is asked for
    where the decision is not what the composite says. A later decision corrects an earlier one; the earlier one stays.

    Raises NoReason, NoNote, NotWhy, DecidedMeanwhile, RuleChanged.
    """
    # somebody may be moving the candidate without deciding
    hold(session, application)
    before = decisions(session, application)
    newest = before[0].id if before else None
    if (newest or 0) != last:
        raise DecidedMeanwhile
    named = [reason for reason in REASONS if reason in reasons]
    if not named:
        raise NoReason
    if "other_job_related" in named and not note.strip():
        raise NoNote
    deviation = seen.deviation(decision)
    if deviation and not why.strip():
        raise NotWhy
    rule = _rule(session, application, shown_rule)
    considered = in_same_stage(session, application)
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
        rule_id=rule,
        composite_analysis_id=seen.combined.analysis_id if seen.combined else None,
        composite=seen.combined.record() if seen.combined else {},
        references_id=seen.references_id,
        deviation=deviation,
        considered=considered if len(considered) <= LISTED else [],
        considered_count=len(considered),
        corrects_id=newest,
        decided_by=actor,
    )
    session.add(kept)
    session.flush()
    if note.strip() or (deviation and why.strip()):
        said = why.strip() if deviation else ""
        session.add(DecisionNote(decision_id=kept.id, application_id=application.id, text=note.strip(), deviation=said))
    record(
        session, actor, "decisions.decided", f"application:{application.id}", decision=decision, reasons=named,
        analysis=seen.analysis_id, rule=rule, deviation=deviation,
    )  # fmt: skip
    move(session, actor, application, next_stage(application.stage, decision))
    announce(session, "decisions.decided", kept.id)
    # the count of decided applicants is a condition of every fit (methods §5.8)
    enqueue(session, "profiles.fit_opening", id=application.opening_id)
    return kept


def _rule(session: Session, application: Application, shown: int | None) -> int:
    """The rule this decision is made by: that of the page, or the default, which the first decision fixes."""
    found = rule_in_force(session, application.opening_id) or fix_default(session, application.opening)
    # a page without a rule showed the default, which another decision may have fixed meanwhile
    if found.id != shown and not (shown is None and found.by_default):
        raise RuleChanged
    return found.id


def dissent(session: Session, actor: str, decision: Decision, application: Application, would: str, text: str) -> None:
    """Say that one would have decided otherwise; OwnDecision for whoever decided."""
    if decision.decided_by == actor:
        raise OwnDecision
    kept = Dissent(decision_id=decision.id, would=would, said_by=actor)
    session.add(kept)
    session.flush()
    if text.strip():
        session.add(DissentNote(dissent_id=kept.id, application_id=application.id, text=text.strip()))
    record(session, actor, "decisions.dissented", f"application:{application.id}", decision=decision.id, would=would)


def next_stage(stage: str, decision: str) -> str:
    """Where a decision puts a candidate; advancing stops at the stage before the last, which only hiring closes."""
    if decision == "advance":
        return STAGES[min(STAGES.index(stage) + 1, len(STAGES) - 2)] if stage != STAGES[-1] else stage
    return LEADS_TO.get(decision, stage)
