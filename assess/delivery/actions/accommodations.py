"""Asking for something that makes taking part easier, and answering."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.delivery.actions.refusals import AlreadyAnswered
from assess.delivery.models import WISHES, Accommodation, Invitation
from assess.jobs.actions import enqueue
from surveys.moments import now


def ask_accommodation(session: Session, invitation: Invitation, wishes: Sequence[str], words: str) -> Accommodation:
    """Keep a request; possible at any time, and needs no reason."""
    asked = Accommodation(
        invitation=invitation, wishes=[wish for wish in WISHES if wish in wishes], words=words.strip()
    )
    session.add(asked)
    session.flush()
    # the trail names the request, not whose it is: who reads the trail must not learn of it
    record(session, "candidate", "delivery.accommodation_asked", f"accommodation:{asked.id}")
    return asked


def arrange(
    session: Session,
    actor: str,
    asked: Accommodation,
    outcome: str,
    extra_time: float = 1.0,
    pauses: bool = False,
    alternative: str = "",
    answer: str = "",
) -> None:
    """Answer a request, once, and tell the candidate; AlreadyAnswered. Timed sections opened before keep their time."""
    session.refresh(asked, ["answered_at"], with_for_update=True)
    if asked.answered_at is not None:
        raise AlreadyAnswered
    granted = outcome == "granted"
    asked.answered_at, asked.answered_by, asked.outcome = now(), actor, outcome
    asked.extra_time, asked.pauses = (extra_time, pauses) if granted else (1.0, False)
    asked.alternative, asked.answer = alternative.strip() if granted else "", answer.strip()
    session.flush()
    record(session, actor, "delivery.accommodation_answered", f"accommodation:{asked.id}")
    enqueue(session, "delivery.tell_accommodation", id=asked.id)
