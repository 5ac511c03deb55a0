"""What became of those whose application has ended, and of which opening they were; nothing of what anybody said."""

from collections import defaultdict

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.decisions.models import Decision
from assess.hiring.models import STAGES, Application, Candidate, Opening
from scoring.impact import HIRED, STEPS
from surveys.models import Participant

COLUMNS = ("participant", "opening", "ended")
#: Decisions that end an application.
_ENDS = ("decline", "hire")


def ended(session: Session, job: str) -> pd.DataFrame:
    """Everybody whose application for an opening of this job was decided to the end.

    ``participant`` is the pseudonym, ``opening`` the id, ``ended`` the step they went out at, or ``hired``. Left out
    are who withdrew and whose application was closed without a decision: nobody selected among them.
    """
    decided: defaultdict[tuple[int, str], list[Decision]] = defaultdict(list)
    decisions = select(Decision).join(Opening, Opening.id == Decision.opening_id).where(Opening.job == job)
    for one in session.scalars(decisions.order_by(Decision.id)):
        decided[one.opening_id, one.subject].append(one)
    closed = (
        select(Participant.code, Application.opening_id)
        .join(Candidate, Candidate.participant_id == Participant.id)
        .join(Application, Application.candidate_id == Candidate.id)
        .join(Opening, Opening.id == Application.opening_id)
        .where(Opening.job == job, Application.stage == STAGES[-1])
        .order_by(Application.opening_id, Participant.code)
    )
    rows = []
    for code, opening in session.execute(closed):
        place = _place(decided.get((opening, code), []))
        if place:
            rows.append((code, opening, place))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _place(decisions: list[Decision]) -> str:
    """Where somebody ended, by the last decision that ended it; empty where nobody selected."""
    final = next((one for one in reversed(decisions) if one.decision in _ENDS), None)
    if final is None or "withdrew" in final.reasons:
        return ""
    if final.decision == "hire":
        return HIRED
    # a correction made after closing names no step: the step is that of the decision it corrects
    steps = [one.stage for one in decisions if one.stage in STEPS]
    return steps[-1] if steps else ""
