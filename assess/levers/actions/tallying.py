"""Counting, at an observation, how often somebody does what a hypothesis is about."""

from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Refusal
from assess.jobs.actions import announce
from assess.levers.actions.values import NEWS
from assess.levers.models import Speaker, Tally
from assess.levers.queries.registry import opening
from assess.levers.queries.tallies import OBSERVED, counted_keys
from surveys.moments import now


class NotObserved(Refusal):
    """What people tell of themselves is evidence, never a count of what they do."""

    status: ClassVar[int] = 422
    key = "levers.not_observed"


class NotCounted(Refusal):
    """Only what a hypothesis of the job is measured by is counted."""

    status: ClassVar[int] = 422
    key = "levers.not_counted"


def tally(session: Session, actor: str, speaker: Speaker, key: str, done: int, occasions: int) -> Tally:
    """Keep how often somebody did it, of how many occasions; a coder's second count takes the place of the first.

    Raises
    ------
    NotObserved
        The meeting was something else.
    NotCounted
    """
    meeting = speaker.meeting
    if meeting.kind != OBSERVED:
        raise NotObserved
    if key not in counted_keys(session, meeting.job):
        raise NotCounted(key=key)
    query = select(Tally).where(Tally.speaker_id == speaker.id, Tally.key == key, Tally.coder == actor)
    made = session.scalar(query.with_for_update())
    if made is None:
        made = Tally(speaker_id=speaker.id, key=key, coder=actor)
        session.add(made)
    made.done, made.occasions, made.counted_at = done, occasions, now()
    session.flush()
    # of whom is not said: the trail is read by others
    record(session, actor, "levers.counted", f"meeting:{meeting.id}", key=key)
    if opening(session, meeting.job) is not None:
        announce(session, NEWS, meeting.id)
    return made
