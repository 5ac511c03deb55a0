"""Planning a panel, moving it, cancelling it, sending its links."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.audit.actions import SYSTEM, record
from assess.hiring.actions import move
from assess.hiring.models import Application
from assess.interviews.actions.rating import held
from assess.interviews.actions.refusals import (
    InterviewOver,
    OtherGuide,
    OtherSubject,
    SeatTaken,
    TooFewRaters,
    TooManyTopics,
)
from assess.interviews.models import DEADLINE_HOURS, MINUTES, Interview, Rater, Reminder, Round, Seat
from assess.interviews.queries.guides import guide_fixed
from assess.interviews.queries.rounds import LEAST_RATERS, MOST_TOPICS
from assess.jobs.actions import enqueue
from assess.links.actions import issue, withdraw
from assess.people.models import Account, Person
from surveys import sessions
from surveys.models import Administration, InstrumentVersion, Participant
from surveys.moments import now
from surveys.versions import instrument_of

LINK_LIFETIME = timedelta(hours=72)
#: Links of interviews further ahead are sent by the sweep, so that they are still good on the day.
LINK_AHEAD = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Place:
    """A seat to be: who, and which topics."""

    rater: Rater
    topics: tuple[str, ...]


def rater(session: Session, account: Account | None = None, name: str = "", email: str = "") -> Rater:
    """The rater an account or an address stands for, made when new; an address somebody signs in with is theirs."""
    email = email.strip().lower()
    account = account or session.scalar(select(Account).where(Account.email == email, Account.active))
    found = _known(session, account, email) or _made(session, account, name, email)
    if account is not None:
        found.account = account
    session.flush()
    return found


def _known(session: Session, account: Account | None, email: str) -> Rater | None:
    known = Rater.email == (account.email if account else email)
    found = session.scalar(select(Rater).where(Rater.account_id == account.id)) if account else None
    return found or session.scalar(select(Rater).where(known, Rater.account_id.is_(None)))


def _made(session: Session, account: Account | None, name: str, email: str) -> Rater:
    made = Rater(
        account=account,
        outside_name=name.strip(),
        email=None if account else email,
        participant=Participant(),
    )
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:
        # somebody else seated them for the first time in this moment and has committed it
        other = _known(session, account, email)
        if other is None:
            raise
        return other
    return made


def plan(
    session: Session,
    actor: str,
    application: Application,
    version: InstrumentVersion,
    chair: Account,
    places: Sequence[Place],
    scheduled_at: datetime | None = None,
    *,
    kind: str = "interview",
    round: Round | None = None,
) -> Interview:
    """A panel for a candidate; links are mailed now when it is near, otherwise two days before.

    In a ``round`` its guide, kind and lengths hold. Raises TooFewRaters, TooManyTopics, SeatTaken, OtherGuide when the
    other candidates are asked by another guide, OtherSubject and UseForbidden.
    """
    # two first panels of an opening planned at once must not choose two guides
    session.refresh(application.opening, with_for_update=True)
    if round is not None and round.opening_id != application.opening_id:
        raise OtherSubject
    fixed = round.version_id if round else guide_fixed(session, application.opening_id)
    if fixed is not None and fixed != version.id:
        raise OtherGuide
    _check(session, version, places)
    interview = Interview(
        application=application,
        version=version,
        chair=chair,
        scheduled_at=scheduled_at,
        round=round,
        kind=round.kind if round else kind,
        minutes=round.minutes if round else MINUTES,
        deadline_hours=round.deadline_hours if round else DEADLINE_HOURS,
    )
    _seat(session, actor, interview, places, application.candidate.participant, "selection")
    session.refresh(application, ["stage"])
    if application.stage in {"applied", "assessment"}:
        move(session, actor, application, "interview")
    return interview


def observe(
    session: Session,
    actor: str,
    person: Person,
    version: InstrumentVersion,
    chair: Account,
    places: Sequence[Place],
    scheduled_at: datetime | None = None,
) -> Interview:
    """Observers for an employee at work, for their development; raises as ``plan`` does."""
    _check(session, version, places)
    if any(place.rater.account and place.rater.account.person_id == person.id for place in places):
        raise OtherSubject
    # two who observe them at once must not take them for two
    session.refresh(person, ["participant_id"], with_for_update={"of": Person})
    if person.participant_id is None:
        person.participant_id = _participant(session).id
    interview = Interview(
        kind="observation", person=person, version=version, chair=chair, scheduled_at=scheduled_at,
        minutes=MINUTES, deadline_hours=DEADLINE_HOURS,
    )  # fmt: skip
    subject = session.get_one(Participant, person.participant_id)
    _seat(session, actor, interview, places, subject, "development")
    return interview


def _participant(session: Session) -> Participant:
    made = Participant()
    session.add(made)
    session.flush()
    return made


def _seat(
    session: Session, actor: str, interview: Interview, places: Sequence[Place], subject: Participant, purpose: str
) -> None:
    session.add(interview)
    session.flush()
    for position, place in enumerate(places, start=1):
        administration = sessions.start(
            session,
            interview.version,
            place.rater.participant,
            subject=subject,
            purpose=purpose,
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
    record(session, actor, "interviews.planned", f"interview:{interview.id}", seats=len(places))
    if interview.scheduled_at is not None:
        _appoint(session, interview)
    if interview.scheduled_at is None or interview.scheduled_at <= now() + LINK_AHEAD:
        send_links(session, actor, interview)


def _check(session: Session, version: InstrumentVersion, places: Sequence[Place]) -> None:
    if len({place.rater.id for place in places}) < len(places):
        raise SeatTaken
    items = instrument_of(session, version.content_hash).items
    raters = Counter(topic for place in places for topic in place.topics if topic in items)
    alone = [items[code].text for code, count in raters.items() if count < LEAST_RATERS]
    if alone or not raters:
        raise TooFewRaters(topics=", ".join(alone) or "–")
    if any(len(place.topics) > MOST_TOPICS for place in places):
        raise TooManyTopics(most=MOST_TOPICS)


def reschedule(session: Session, actor: str, interview: Interview, scheduled_at: datetime) -> None:
    """Another time for a panel: everybody's calendar follows, and what is reminded of is reminded of anew."""
    interview = held(session, interview.id)
    if interview.state != "open":
        raise InterviewOver
    interview.scheduled_at = scheduled_at
    interview.sequence, interview.changed_at = interview.sequence + 1, now()
    for reminder in session.scalars(select(Reminder).where(Reminder.interview_id == interview.id)):
        session.delete(reminder)
    record(session, actor, "interviews.rescheduled", f"interview:{interview.id}", at=scheduled_at.isoformat())
    session.flush()
    _appoint(session, interview)


def cancel(session: Session, actor: str, interview: Interview) -> None:
    """Call a panel off, for good: what was rated is never shown to anybody."""
    interview = held(session, interview.id)
    if interview.state != "open":
        raise InterviewOver
    interview.state = "cancelled"
    interview.sequence, interview.changed_at = interview.sequence + 1, now()
    given = [seat.administration_id for seat in interview.seats]
    still = (Administration.submitted_at.is_(None), Administration.closed_at.is_(None))
    session.execute(update(Administration).where(Administration.id.in_(given), *still).values(closed_at=now()))
    for seat in interview.seats:
        withdraw(session, Holder.SEAT, seat.id)
    record(session, actor, "interviews.cancelled", f"interview:{interview.id}")
    session.flush()
    if interview.scheduled_at is not None:
        _appoint(session, interview)


def _appoint(session: Session, interview: Interview) -> None:
    """A mail to everybody's calendar; whoever locked is written to as well, so that the jobs do not tell."""
    for seat in interview.seats:
        enqueue(session, "interviews.appoint", id=seat.id, sequence=interview.sequence)


def send_links(session: Session, actor: str, interview: Interview) -> None:
    """Mail every rater who has not locked a link to their own seat; nobody is told who that is."""
    moment = now()
    for seat in interview.seats:  # locked ones too: the list of jobs must not tell which are
        seat.link_asked_at = moment
        enqueue(session, "interviews.send_link", id=seat.id)
    record(session, actor, "interviews.links_asked", f"interview:{interview.id}")


def remind(session: Session, interview: Interview, kinds: Sequence[str]) -> None:
    """Remind a panel of the last of these things; the others are past and count as said.

    Every seat is asked for, or the chair; whom it still concerns is seen when the mail is written, since a job for the
    open ones only would tell which those are.
    """
    session.add_all(Reminder(interview_id=interview.id, kind=kind) for kind in kinds)
    if kinds[-1] == "chair":
        enqueue(session, "interviews.tell_chair", id=interview.id)
    else:
        for seat in interview.seats:
            enqueue(session, "interviews.remind", id=seat.id, kind=kinds[-1])
    record(session, SYSTEM, "interviews.reminded", f"interview:{interview.id}", kind=kinds[-1])
    session.flush()


def open_way(session: Session, seat: Seat) -> str:
    """A token that opens one seat for 72 hours; to be sent at once, kept nowhere."""
    return issue(session, Holder.SEAT, seat.id, LINK_LIFETIME)
