"""The seal: ratings of others are found through ``opened`` and in no other way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, selectinload

from assess.errors import Conflict
from assess.hiring.queries import judged
from assess.interviews.models import Interview, Seat, SecondRating
from assess.interviews.queries.guides import guide
from assess.people.models import Account
from surveys.definition import Item
from surveys.items import Answer
from surveys.models import Response
from surveys.progress import Progress
from surveys.sessions import answers, progress

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


def raw_means(session: Session, *which: ColumnElement[bool]) -> dict[int, float]:
    """The mean of all first ratings of each complete panel, by interview: one query, however many there are."""
    mean = select(Seat.interview_id, func.avg(Response.value)).join(
        Response, Response.administration_id == Seat.administration_id
    )
    mean = mean.join(Seat.interview)
    rows = session.execute(mean.where(opened(), Response.value.is_not(None), *which).group_by(Seat.interview_id))
    return {interview: float(value) for interview, value in rows}


def own_ratings(session: Session, seat: Seat) -> dict[str, Answer]:
    """What the rater of this seat has given so far; for them alone."""
    return answers(session, seat.administration_id)


def own_progress(session: Session, seat: Seat) -> Progress:
    """How far the rater of this seat is; for them alone."""
    return progress(session, seat.administration_id, asked=seat.topics)


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
    def blind(self) -> bool:
        """Whether somebody rated what another had no evidence on."""
        return bool(self.values) and any(mark.answer is not None and mark.value is None for mark in self.marks)

    @property
    def after(self) -> float | None:
        """Mean after the talk: second ratings where there are any, first ones elsewhere."""
        given = [mark.second.value if mark.second else mark.value for mark in self.marks]
        known = [value for value in given if value is not None]
        return fmean(known) if known else None

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
        """Topics to talk about first: those furthest apart, then those only some had evidence on."""
        apart = tuple(topic for topic in self.topics if topic.apart >= APART)
        return apart + tuple(topic for topic in self.topics if topic.apart < APART and topic.blind)

    def mean_of(self, seat: Seat) -> float | None:
        """One rater's mean over their topics."""
        given = [mark.value for topic in self.topics for mark in topic.marks if mark.seat is seat]
        known = [value for value in given if value is not None]
        return fmean(known) if known else None


def panel_for(session: Session, viewer: Account, interview: Interview) -> Panel:
    """A panel as the viewer may see it; StillSealed, StillRating while they are to rate the candidate elsewhere."""
    found = panel(session, interview)
    if interview.application is not None:
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


def seat_means(session: Session, *which: ColumnElement[bool]) -> dict[int, list[float]]:
    """The mean of each seat's first ratings in each complete panel, by interview: what raters differ by."""
    mean = select(Seat.interview_id, func.avg(Response.value)).join(
        Response, Response.administration_id == Seat.administration_id
    )
    rows = session.execute(
        mean.join(Seat.interview)
        .where(opened(), Response.value.is_not(None), *which)
        .group_by(Seat.interview_id, Seat.id)
    )
    found: dict[int, list[float]] = {}
    for interview, value in rows:
        found.setdefault(interview, []).append(float(value))
    return found


def topic_means(session: Session, *which: ColumnElement[bool]) -> dict[tuple[int, str], float]:
    """The mean of first ratings of each topic over an application's complete panels, by application and topic."""
    mean = select(Interview.application_id, Response.item, func.avg(Response.value)).select_from(Seat)
    mean = mean.join(Response, Response.administration_id == Seat.administration_id).join(Seat.interview)
    rows = session.execute(
        mean.where(opened(), Response.value.is_not(None), *which).group_by(Interview.application_id, Response.item)
    )
    return {(application, item): float(value) for application, item, value in rows}
