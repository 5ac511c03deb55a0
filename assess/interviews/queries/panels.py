"""Which panels and seats a viewer may know of; nothing of their order comes from ratings."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.access import Role
from assess.errors import NotFound
from assess.hiring.models import Application, Candidate, Opening
from assess.hiring.queries import blinder
from assess.interviews.models import Interview, Rater, Seat
from assess.links.queries import Opened
from assess.paging import Slice, selected
from assess.people.models import Account, Person
from surveys.moments import now

#: Who sees every panel; a hiring manager sees those of their own openings, everybody those they sit in or chair.
SEES_EVERY_PANEL = frozenset({Role.HR, Role.AUDITOR})


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
    open_ones = (Interview.state == "open", Seat.state == "open", _sits(viewer))
    return session.scalars(query.join(Interview.seats).where(*open_ones)).all()


_WITH_NAMES = (
    joinedload(Interview.application).joinedload(Application.candidate),
    joinedload(Interview.application).joinedload(Application.opening),
    joinedload(Interview.person),
    joinedload(Interview.round),
    joinedload(Interview.version),
    joinedload(Interview.chair),
    selectinload(Interview.seats),
)
#: What a list of panels may be narrowed to.
WHICH = ("", "waiting", "planned", "complete", "cancelled")


def interviews(session: Session, viewer: Account) -> Sequence[Interview]:
    """The panels before candidates the viewer may know of, the newest first."""
    query = select(Interview).where(_visible_to(viewer), Interview.application_id.is_not(None))
    return session.scalars(query.options(*_WITH_NAMES).order_by(Interview.id.desc())).all()


def interviews_page(session: Session, viewer: Account, which: str, words: str, page: int) -> Slice[Interview]:
    """A page of the panels the viewer may know of, of one of ``WHICH``, whose subject's name holds the words.

    Those whose scorecards wait come in the order of their day, all others the newest first.
    """
    where = [_visible_to(viewer)]
    if which == "waiting":
        where += [Interview.state == "open", _held()]
    elif which == "planned":
        where += [Interview.state == "open", ~_held()]
    elif which:
        where.append(Interview.state == which)
    if words:
        named = Application.candidate.has(Candidate.name.icontains(words, autoescape=True))
        person = Interview.person.has(Person.name.icontains(words, autoescape=True))
        where.append(or_(Interview.application.has(named), person))
    total = session.scalar(select(func.count()).select_from(Interview).where(*where)) or 0
    order = Interview.scheduled_at.asc() if which == "waiting" else Interview.id.desc()
    query = select(Interview).where(*where).options(*_WITH_NAMES).order_by(order, Interview.id)
    return selected(session, query, total, page)


def waiting_for(session: Session, viewer: Account) -> int:
    """How many panels the viewer may know of have met, while a scorecard is still open."""
    query = select(func.count()).select_from(Interview).where(_visible_to(viewer), Interview.state == "open", _held())
    return session.scalar(query) or 0


def _held() -> ColumnElement[bool]:
    # to the hour: the length of each is not in the index
    return Interview.scheduled_at <= now() - timedelta(hours=1)


def completed(session: Session, viewer: Account, openings: Collection[int]) -> list[tuple[int, int, datetime]]:
    """Of these openings, each complete panel before a candidate still in the running: application, opening, when."""
    query = select(Application.id, Application.opening_id, Interview.completed_at).join(Interview.application)
    found = session.execute(
        query.where(
            _visible_to(viewer),
            Interview.state == "complete",
            Application.opening_id.in_(openings),
            Application.stage != "closed",
        )
    )
    return [(application, opening, moment) for application, opening, moment in found if moment is not None]


def interview_for(session: Session, viewer: Account, id: int) -> Interview:
    """One panel the viewer may know of; NotFound."""
    query = select(Interview).where(Interview.id == id, _visible_to(viewer)).options(*_WITH_NAMES)
    interview = session.scalar(query)
    if interview is None:
        raise NotFound
    return interview


def seats_of(session: Session, viewer: Account) -> Sequence[Seat]:
    """The viewer's own seats in panels that are not over: those to rate first, by the day of the interview."""
    query = select(Seat).join(Seat.interview).where(_sits(viewer), Interview.state == "open")
    query = query.options(joinedload(Seat.interview).options(*_WITH_NAMES))
    return session.scalars(
        query.order_by(Seat.state != "open", Interview.scheduled_at.is_(None), Interview.scheduled_at, Seat.id)
    ).all()


def own_seat(session: Session, viewer: Account, link: Opened | None, interview_id: int | None) -> Seat:
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


def own_seat_id(session: Session, viewer: Account, link: Opened | None, interview_id: int | None) -> int:
    """The number of the same seat, without anything around it: the path every tap takes. NotFound."""
    query = select(Seat.id)
    if link is not None:
        query = query.where(Seat.id == link.target)
    if interview_id is not None:
        query = query.where(Seat.interview_id == interview_id)
    if link is None:
        query = query.join(Seat.rater).where(Rater.account_id == viewer.id)
    id = session.scalar(query) if link is not None or interview_id is not None else None
    if id is None:
        raise NotFound
    return id


def seat_of(interview: Interview, seat_id: int) -> Seat:
    """A seat of that panel; NotFound."""
    for seat in interview.seats:
        if seat.id == seat_id:
            return seat
    raise NotFound


def chairs(viewer: Account, interview: Interview) -> bool:
    """Whether the viewer may close seats: the chair; HR too once the chair's account is gone or scorecards overdue."""
    gone = interview.chair is None or not interview.chair.active
    return interview.chair_id == viewer.id or (Role.HR in viewer.role_names and (gone or interview.due_at < now()))


def leads(viewer: Account, interview: Interview) -> bool:
    """Whether the viewer may move or cancel the appointment: the chair, HR, and the opening's hiring manager."""
    manages = interview.application is not None and interview.application.opening.hiring_manager_id == viewer.id
    return bool(interview.chair_id == viewer.id or manages or Role.HR in viewer.role_names)


def people_page(session: Session, words: str, page: int) -> Slice[Person]:
    """A page of the employees whose name or id holds the words, by name; for whoever plans observations."""
    where = [Person.status == "active"]
    if words:
        where.append(or_(Person.name.icontains(words, autoescape=True), Person.code.icontains(words, autoescape=True)))
    total = session.scalar(select(func.count()).select_from(Person).where(*where)) or 0
    return selected(session, select(Person).where(*where).order_by(Person.name, Person.id), total, page)


def person_named(session: Session, id: int) -> Person:
    """One employee by id; NotFound."""
    person = session.get(Person, id)
    if person is None:
        raise NotFound
    return person
