"""Rating, locking, closing seats, rating again."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.audit.actions import SYSTEM, record
from assess.interviews.actions.refusals import InterviewOver, RatedAgain, SeatClosed, SeatLocked
from assess.interviews.models import Interview, Seat, SecondRating
from assess.interviews.queries import StillSealed
from assess.jobs.actions import announce
from assess.links.actions import withdraw
from surveys import sessions
from surveys.items import KINDS, Given
from surveys.models import Administration
from surveys.moments import now
from surveys.versions import instrument_of
from surveys.writing import Tap


def keep(
    session: Session, seat_id: int, given: Mapping[str, Given], shown: datetime | None = None, tap: Tap | None = None
) -> None:
    """Keep ratings of a seat's own topics, by its number: the path every tap takes, without names and graphs.

    Refused by the engine once the seat is locked or closed, or its interview cancelled.
    """
    row = session.execute(select(Seat.topics, Seat.administration_id).where(Seat.id == seat_id)).one()
    mine = {code: one for code, one in given.items() if code in row.topics}
    sessions.save(session, row.administration_id, mine, now=now(), shown=shown, tap=tap)


def rate(session: Session, seat: Seat, given: Mapping[str, Given], shown: datetime | None = None) -> None:
    """Keep ratings of the seat's own topics; refused as in ``keep``."""
    keep(session, seat.id, given, shown)


def lock(session: Session, seat: Seat) -> bool:
    """End the rating of a seat for good; False when it was locked before. The last seat opens the panel.

    Raises Incomplete while a topic lacks its rating or a rating its note or cue, SeatClosed, InterviewOver.
    """
    interview = held(session, seat.interview_id)
    session.refresh(seat, ["state", "locked_at", "closed_reason"])
    if seat.state == "locked":
        return False
    if seat.state == "closed":
        raise SeatClosed
    if interview.state != "open":
        raise InterviewOver
    moment = now()
    sessions.submit(session, seat.administration_id, now=moment, asked=seat.topics)
    seat.state, seat.locked_at = "locked", moment
    session.flush()
    # who locked is told with the ratings and not before: the trail says so when the panel completes
    record(session, SYSTEM, "interviews.seat_locked", f"interview:{interview.id}")
    _settle(session, interview)
    return True


def close(session: Session, actor: str, seat: Seat, reason: str) -> None:
    """Close a seat as "did not rate", for good. SeatLocked when it rated, SeatClosed the second time, InterviewOver."""
    interview = held(session, seat.interview_id)
    session.refresh(seat, ["state", "locked_at", "closed_reason"])
    if seat.state != "open":
        raise SeatLocked if seat.state == "locked" else SeatClosed
    if interview.state != "open":
        raise InterviewOver
    moment = now()
    seat.state, seat.closed_reason = "closed", reason
    session.execute(update(Administration).where(Administration.id == seat.administration_id).values(closed_at=moment))
    session.flush()
    withdraw(session, Holder.SEAT, seat.id)
    record(session, actor, "interviews.seat_closed", f"seat:{seat.id}", interview=interview.id, reason=reason)
    _settle(session, interview)


def held(session: Session, interview_id: int) -> Interview:
    """An interview, locked: of two seats that end at once the second sees the first."""
    query = select(Interview).where(Interview.id == interview_id).with_for_update(of=Interview)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def _settle(session: Session, interview: Interview) -> None:
    session.refresh(interview, ["seats"])
    if any(session.scalars(select(Seat.state).where(Seat.interview_id == interview.id, Seat.state == "open"))):
        return
    interview.state, interview.completed_at = "complete", now()
    for seat in interview.seats:
        if seat.locked_at is not None:
            record(
                session,
                seat.rater.pseudonym,
                "interviews.rated",
                f"seat:{seat.id}",
                locked_at=seat.locked_at.isoformat(),
            )
    record(session, SYSTEM, "interviews.completed", f"interview:{interview.id}")
    announce(session, "interviews.completed", interview.id)


def rate_again(session: Session, actor: str, seat: Seat, topic: str, points: str, reason: str) -> SecondRating:
    """A second rating after the talk, kept beside the first with its reason; one a topic.

    Raises StillSealed before the panel is complete, RatedAgain, NotAnAnswer for points that are none.
    """
    interview = held(session, seat.interview_id)
    session.refresh(seat, ["state"])
    if interview.state != "complete":
        raise StillSealed(locked=interview.locked, seats=len(interview.seats))
    twice = select(SecondRating.id).where(SecondRating.seat_id == seat.id, SecondRating.item == topic)
    if seat.state != "locked" or topic not in seat.topics or session.scalar(twice) is not None:
        raise RatedAgain
    item = instrument_of(session, interview.version.content_hash).items[topic]
    value = KINDS[item.kind].read(item, Given(points)).value
    if value is None:
        raise RatedAgain
    second = SecondRating(seat_id=seat.id, item=topic, value=value, reason=reason)
    session.add(second)
    session.flush()
    record(session, actor, "interviews.rated_again", f"seat:{seat.id}", topic=topic, reason=reason)
    return second
