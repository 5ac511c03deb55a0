"""Reading interviews, and the seal: ratings of others are found through ``opened`` and in no other way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.access import Role
from assess.errors import Conflict, NotFound
from assess.hiring.models import Application, Opening
from assess.hiring.queries import blinder, judged
from assess.interviews.models import Interview, Rater, Seat, SecondRating
from assess.links.models import Link
from assess.people.models import Account
from assess.people.models import Role as RoleRow
from surveys.definition import Instrument, Item
from surveys.items import Answer
from surveys.models import InstrumentVersion
from surveys.progress import Progress
from surveys.sessions import answers, progress
from surveys.versions import instrument_of

#: Who sees every panel; a hiring manager sees those of their own openings, everybody those they sit in or chair.
SEES_EVERY_PANEL = frozenset({Role.HR, Role.AUDITOR})
#: From so many points apart a panel talks about a topic first.
APART = 2


class StillSealed(Conflict):
    """Not every seat is locked or closed."""

    key = "interviews.still_sealed"


def opened() -> ColumnElement[bool]:
    """The seal (methods §6.2): seats that locked, in panels where every seat is locked or closed."""
    return and_(Seat.state == "locked", Seat.interview.has(Interview.state == "complete"))


def open_seats(session: Session, *which: ColumnElement[bool]) -> Sequence[Seat]:
    """The seats whose ratings may be seen, in the order of the panel."""
    query = select(Seat).where(opened(), *which).options(selectinload(Seat.second_ratings))
    return session.scalars(query.order_by(Seat.interview_id, Seat.position)).all()


def own_ratings(session: Session, seat: Seat) -> dict[str, Answer]:
    """What the rater of this seat has given so far; for them alone."""
    return answers(session, seat.administration_id)


def own_progress(session: Session, seat: Seat) -> Progress:
    """How far the rater of this seat is; for them alone."""
    return progress(session, seat.administration_id, asked=seat.topics)


def _visible_to(viewer: Account) -> ColumnElement[bool]:
    if viewer.role_names & SEES_EVERY_PANEL:
        return true()
    ways = [Interview.chair_id == viewer.id, Interview.seats.any(_sits(viewer))]
    if Role.HIRING_MANAGER in viewer.role_names:
        own = Application.opening.has(Opening.hiring_manager_id == viewer.id)
        ways.append(Interview.application.has(own))
    return or_(*ways)


def _sits(viewer: Account) -> ColumnElement[bool]:
    return Seat.rater.has(Rater.account_id == viewer.id)


@blinder
def rated_by(session: Session, viewer: Account) -> Sequence[int]:
    """The candidates before whom the viewer has an open seat: their scores would colour the rating."""
    query = select(Application.candidate_id).join(Interview, Interview.application_id == Application.id)
    return session.scalars(query.join(Interview.seats).where(Seat.state == "open", _sits(viewer))).all()


_WITH_NAMES = (
    joinedload(Interview.application).joinedload(Application.candidate),
    joinedload(Interview.application).joinedload(Application.opening),
    joinedload(Interview.version),
    joinedload(Interview.chair),
    selectinload(Interview.seats),
)


def interviews(session: Session, viewer: Account) -> Sequence[Interview]:
    """The panels the viewer may know of, the newest first; nothing of their order comes from ratings."""
    return session.scalars(
        select(Interview).where(_visible_to(viewer)).options(*_WITH_NAMES).order_by(Interview.id.desc())
    ).all()


def interview_for(session: Session, viewer: Account, id: int) -> Interview:
    """One panel the viewer may know of; NotFound."""
    query = select(Interview).where(Interview.id == id, _visible_to(viewer)).options(*_WITH_NAMES)
    interview = session.scalar(query)
    if interview is None:
        raise NotFound
    return interview


def seats_of(session: Session, viewer: Account) -> Sequence[Seat]:
    """The viewer's own seats: those to rate first, by the day of the interview."""
    query = select(Seat).join(Seat.interview).where(_sits(viewer))
    query = query.options(joinedload(Seat.interview).options(*_WITH_NAMES))
    return session.scalars(
        query.order_by(Seat.state != "open", Interview.scheduled_at.is_(None), Interview.scheduled_at, Seat.id)
    ).all()


def own_seat(session: Session, viewer: Account, link: Link | None, interview_id: int | None) -> Seat:
    """The seat a link opens, or the viewer's own in that panel; NotFound."""
    query = select(Seat).options(joinedload(Seat.interview).options(*_WITH_NAMES))
    if link is not None:
        query = query.where(Seat.id == link.target)
    elif interview_id is not None:
        query = query.where(Seat.interview_id == interview_id, _sits(viewer))
    seat = session.scalar(query) if link is not None or interview_id is not None else None
    if seat is None or interview_id not in {None, seat.interview_id}:
        raise NotFound
    return seat


def seat_of(interview: Interview, seat_id: int) -> Seat:
    """A seat of that panel; NotFound."""
    for seat in interview.seats:
        if seat.id == seat_id:
            return seat
    raise NotFound


def chairs(viewer: Account, interview: Interview) -> bool:
    """Whether the viewer may close seats: the chair, or HR once the chair's account is gone."""
    gone = interview.chair is None or not interview.chair.active
    return interview.chair_id == viewer.id or (gone and Role.HR in viewer.role_names)


def guide(session: Session, interview: Interview) -> Instrument:
    """The scorecard everybody in the panel uses, with its questions."""
    return instrument_of(session, interview.version.content_hash)


def guides(session: Session, application: Application) -> list[tuple[InstrumentVersion, Instrument]]:
    """The scorecards a candidate can be rated by: the one the opening uses, or before its first panel any of them."""
    used = select(Interview.version_id).join(Interview.application)
    fixed = session.scalar(used.where(Application.opening_id == application.opening_id).limit(1))
    found = session.scalars(select(InstrumentVersion).order_by(InstrumentVersion.id.desc()))
    pairs = [(version, instrument_of(session, version.content_hash)) for version in found]
    return [
        (version, instrument)
        for version, instrument in pairs
        if (version.id == fixed if fixed is not None else rates(instrument) and "selection" in instrument.uses)
    ]


def rates(instrument: Instrument) -> bool:
    """Whether an instrument is a scorecard: anchored ratings and nothing else."""
    return all(item.kind == "anchored" for item in instrument.items.values())


def may_rate(session: Session) -> Sequence[Account]:
    """The accounts that can be given a seat, by name."""
    roles = (Role.INTERVIEWER, Role.HIRING_MANAGER, Role.HR)
    query = select(Account).where(Account.active, Account.roles.any(RoleRow.name.in_(roles)))
    return session.scalars(query.order_by(Account.name, Account.id)).all()


def scorecards(session: Session) -> dict[str, Instrument]:
    """Every scorecard that panels use, by code, in its newest wording."""
    used = select(InstrumentVersion).where(InstrumentVersion.id.in_(select(Interview.version_id)))
    found = session.scalars(used.order_by(InstrumentVersion.id))
    return {version.code: instrument_of(session, version.content_hash) for version in found}


@dataclass(frozen=True, slots=True)
class Mark:
    """What one seat gave on one topic; ``answer`` is None where the topic was not theirs."""

    seat: Seat
    answer: Answer | None
    cues: tuple[str, ...] = ()
    second: SecondRating | None = None

    @property
    def value(self) -> float | None:
        """The first rating; None for "no evidence" as for topics of others."""
        return self.answer.value if self.answer else None


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic across the panel: first ratings, their mean, and how far they are apart."""

    item: Item
    marks: tuple[Mark, ...]

    @property
    def values(self) -> list[float]:
        """The first ratings there are."""
        return [mark.value for mark in self.marks if mark.value is not None]

    @property
    def mean(self) -> float | None:
        """Mean of the first ratings; None without any."""
        return fmean(self.values) if self.values else None

    @property
    def apart(self) -> float:
        """Points between the highest and the lowest first rating."""
        return max(self.values) - min(self.values) if self.values else 0.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A complete panel: its raters and topics, the largest difference first."""

    seats: tuple[Seat, ...]
    topics: tuple[Topic, ...]

    @property
    def values(self) -> list[float]:
        """Every first rating."""
        return [value for topic in self.topics for value in topic.values]

    @property
    def mean(self) -> float | None:
        """The panel score: mean of all first ratings (methods §6.2); None without any."""
        return fmean(self.values) if self.values else None

    @property
    def differing(self) -> tuple[Topic, ...]:
        """Topics to talk about first."""
        return tuple(topic for topic in self.topics if topic.apart >= APART)

    def mean_of(self, seat: Seat) -> float | None:
        """One rater's mean over their topics."""
        given = [mark.value for topic in self.topics for mark in topic.marks if mark.seat is seat]
        known = [value for value in given if value is not None]
        return fmean(known) if known else None


def panel_for(session: Session, viewer: Account, interview: Interview) -> Panel:
    """A panel as the viewer may see it; StillSealed, StillRating while they are to rate the candidate elsewhere."""
    found = panel(session, interview)
    judged(session, viewer, interview.application.candidate_id)
    return found


def panel(session: Session, interview: Interview) -> Panel:
    """Everybody's ratings and evidence; StillSealed while a seat is open."""
    seats = open_seats(session, Seat.interview_id == interview.id)
    if not seats and interview.state != "complete":
        raise StillSealed(locked=interview.locked, seats=len(interview.seats))
    given = {seat.id: answers(session, seat.administration_id) for seat in seats}
    topics = (
        Topic(item, tuple(_mark(seat, item, given[seat.id]) for seat in seats))
        for item in guide(session, interview).items.values()
        if any(item.code in seat.topics for seat in seats)
    )
    return Panel(tuple(seats), tuple(sorted(topics, key=lambda topic: -topic.apart)))


def _mark(seat: Seat, item: Item, given: Mapping[str, Answer]) -> Mark:
    if item.code not in seat.topics:
        return Mark(seat, None)
    answer = given.get(item.code, Answer())
    second = next((one for one in seat.second_ratings if one.item == item.code), None)
    return Mark(seat, answer, tuple(item.cues[int(cue) - 1] for cue in answer.cues), second)
