"""Planning panels, rating, locking, closing seats, rating again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.audit.actions import SYSTEM, record
from assess.errors import Conflict, Refusal
from assess.hiring.actions import move
from assess.hiring.models import Application
from assess.interviews.models import Interview, Rater, Seat, SecondRating
from assess.interviews.queries import StillSealed
from assess.jobs.actions import announce, enqueue
from assess.links.actions import issue, withdraw
from assess.people.models import Account
from surveys import sessions
from surveys.items import KINDS, Given
from surveys.models import Administration, InstrumentVersion, Participant
from surveys.moments import now
from surveys.versions import instrument_of

MOST_TOPICS = 7
LEAST_RATERS = 2
LINK_LIFETIME = timedelta(hours=72)
#: Links of interviews further ahead are sent by the sweep, so that they are still good on the day.
LINK_AHEAD = timedelta(hours=48)


class TooFewRaters(Refusal):
    """A topic needs two raters or more, or nobody can say how far they agree."""

    status = 422
    key = "interviews.too_few_raters"


class TooManyTopics(Refusal):
    """Nobody can rate so many topics in one interview (methods §6.1)."""

    status = 422
    key = "interviews.too_many_topics"


class OtherGuide(Conflict):
    """The other candidates of this opening are asked by another guide."""

    key = "interviews.other_guide"


class SeatTaken(Conflict):
    """The same person sits in the panel twice."""

    key = "interviews.seat_taken"


class SeatLocked(Conflict):
    """The seat is locked: its ratings stand."""

    key = "interviews.seat_locked"


class SeatClosed(Conflict):
    """The chair closed the seat as "did not rate"."""

    key = "interviews.seat_closed"


class RatedAgain(Conflict):
    """There is a second rating of this topic already, or no first one."""

    key = "interviews.rated_again"


@dataclass(frozen=True, slots=True)
class Place:
    """A seat to be: who, and which topics."""

    rater: Rater
    topics: tuple[str, ...]


def rater(session: Session, account: Account | None = None, name: str = "", email: str = "") -> Rater:
    """The rater an account or an address stands for, made when new; an address somebody signs in with is theirs."""
    email = email.strip().lower()
    account = account or session.scalar(select(Account).where(Account.email == email, Account.active))
    known = Rater.email == (account.email if account else email)
    found = session.scalar(select(Rater).where(Rater.account_id == account.id)) if account else None
    found = found or session.scalar(select(Rater).where(known, Rater.account_id.is_(None)))
    if found is None:
        found = Rater(outside_name=name.strip(), email=None if account else email, participant=Participant())
        session.add(found)
    if account is not None:
        found.account = account
    session.flush()
    return found


def plan(
    session: Session,
    actor: str,
    application: Application,
    version: InstrumentVersion,
    chair: Account,
    places: Sequence[Place],
    scheduled_at: datetime | None = None,
) -> Interview:
    """A panel for a candidate; links are mailed now when it is near, otherwise two days before.

    Raises TooFewRaters, TooManyTopics, SeatTaken, OtherGuide when the opening has another guide, and UseForbidden.
    """
    _check(session, application, version, places)
    interview = Interview(application=application, version=version, chair=chair, scheduled_at=scheduled_at)
    session.add(interview)
    session.flush()
    for position, place in enumerate(places, start=1):
        administration = sessions.start(
            session,
            version,
            place.rater.participant,
            subject=application.candidate.participant,
            purpose="selection",
            now=now(),
            context=f"interview:{interview.id}",
        )
        interview.seats.append(
            Seat(
                position=position,
                rater=place.rater,
                topics=list(place.topics),
                administration_id=administration.id,
            )
        )
    session.flush()
    if application.stage in {"applied", "assessment"}:
        move(session, actor, application, "interview")
    record(session, actor, "interviews.planned", f"interview:{interview.id}", seats=len(places))
    if scheduled_at is None or scheduled_at <= now() + LINK_AHEAD:
        send_links(session, actor, interview)
    return interview


def _check(session: Session, application: Application, version: InstrumentVersion, places: Sequence[Place]) -> None:
    # two first panels of an opening planned at once must not choose two guides
    session.refresh(application.opening, with_for_update=True)
    used = select(Interview.version_id).join(Interview.application)
    fixed = session.scalar(used.where(Application.opening_id == application.opening_id).limit(1))
    if fixed is not None and fixed != version.id:
        raise OtherGuide
    if len({place.rater.id for place in places}) < len(places):
        raise SeatTaken
    items = instrument_of(session, version.content_hash).items
    raters = Counter(topic for place in places for topic in place.topics if topic in items)
    alone = [items[code].text for code, count in raters.items() if count < LEAST_RATERS]
    if alone or not raters:
        raise TooFewRaters(topics=", ".join(alone) or "–")
    if any(len(place.topics) > MOST_TOPICS for place in places):
        raise TooManyTopics(most=MOST_TOPICS)


def send_links(session: Session, actor: str, interview: Interview) -> None:
    """Mail every rater who has not locked a link to their own seat; nobody is told who that is."""
    moment = now()
    for seat in interview.seats:  # locked ones too: the list of jobs must not tell which are
        seat.link_asked_at = moment
        enqueue(session, "interviews.send_link", id=seat.id)
    record(session, actor, "interviews.links_asked", f"interview:{interview.id}")


def open_way(session: Session, seat: Seat) -> str:
    """A token that opens one seat for 72 hours; to be sent at once, kept nowhere."""
    return issue(session, Holder.SEAT, seat.id, LINK_LIFETIME)


def rate(session: Session, seat: Seat, given: Mapping[str, Given], shown: datetime | None = None) -> None:
    """Keep ratings of the seat's own topics; refused by the engine once the seat is locked or closed."""
    mine = {code: one for code, one in given.items() if code in seat.topics}
    sessions.save(session, seat.administration_id, mine, now=now(), shown=shown)


def lock(session: Session, seat: Seat) -> bool:
    """End the rating of a seat for good; False when it was locked before. The last seat opens the panel.

    Raises Incomplete while a topic lacks its rating or a rating its note or cue, SeatClosed.
    """
    interview = _held(session, seat)
    if seat.state == "locked":
        return False
    if seat.state == "closed":
        raise SeatClosed
    moment = now()
    sessions.submit(session, seat.administration_id, now=moment, asked=seat.topics)
    seat.state, seat.locked_at = "locked", moment
    session.flush()
    # who locked is told with the ratings and not before: the trail says so when the panel completes
    record(session, SYSTEM, "interviews.seat_locked", f"interview:{interview.id}")
    _settle(session, interview)
    return True


def close(session: Session, actor: str, seat: Seat, reason: str) -> None:
    """Close a seat as "did not rate", for good. SeatLocked when it rated, SeatClosed the second time."""
    interview = _held(session, seat)
    if seat.state != "open":
        raise SeatLocked if seat.state == "locked" else SeatClosed
    moment = now()
    seat.state, seat.closed_reason = "closed", reason
    session.execute(update(Administration).where(Administration.id == seat.administration_id).values(closed_at=moment))
    session.flush()
    withdraw(session, Holder.SEAT, seat.id)
    record(session, actor, "interviews.seat_closed", f"seat:{seat.id}", interview=interview.id, reason=reason)
    _settle(session, interview)


def _held(session: Session, seat: Seat) -> Interview:
    """The seat's interview, locked: of two seats that end at once the second sees the first."""
    query = select(Interview).where(Interview.id == seat.interview_id).with_for_update(of=Interview)
    interview = session.scalars(query.execution_options(populate_existing=True)).one()
    session.refresh(seat, ["state", "locked_at", "closed_reason"])
    return interview


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
    interview = _held(session, seat)
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
