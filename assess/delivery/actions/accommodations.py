"""Asking for something that makes taking part easier, and answering."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.delivery.actions.refusals import AlreadyAnswered, EnoughAsked
from assess.delivery.models import WISHES, Accommodation, Invitation
from assess.jobs.actions import enqueue
from surveys.moments import now

#: So many requests of one person are looked at before there is room for another.
MOST_WAITING = 5


def ask_accommodation(session: Session, invitation: Invitation, wishes: Sequence[str], words: str) -> Accommodation:
    """Keep a request; possible at any time, and needs no reason. The same one sent twice is one.

    Raises EnoughAsked while ``MOST_WAITING`` wait for an answer.
    """
    # two tabs may send at once
    session.refresh(invitation, ["withdrawn_at"], with_for_update={"of": Invitation})
    known = [wish for wish in WISHES if wish in wishes]
    query = select(Accommodation).where(
        Accommodation.invitation_id == invitation.id, Accommodation.answered_at.is_(None)
    )
    waiting = session.scalars(query).all()
    for one in waiting:
        if (one.wishes, one.words) == (known, words.strip()):
            return one
    if len(waiting) >= MOST_WAITING:
        raise EnoughAsked
    asked = Accommodation(invitation=invitation, wishes=known, words=words.strip())
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
