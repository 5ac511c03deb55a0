"""What may happen twice at once: a panel completes once and nothing is lost; nobody new becomes two."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from assess.database import db
from assess.errors import Conflict
from assess.interviews import actions
from assess.interviews.models import CalendarFeed, Interview, Rater, Seat
from assess.jobs.models import Job
from assess.links.actions import digest
from assess.people.models import Account, Person
from surveys.errors import EngineError
from surveys.models import Administration, InstrumentVersion
from tests.assess.interviews.conftest import TOPICS, Company, lock, rate
from tests.races import meanwhile

Act = Callable[[Session, Seat], object]


def together(*acts: tuple[Act, int]) -> list[str]:
    """Each act on its seat in a transaction of its own, all begun at once; what became of each."""
    makers, barrier = sessionmaker(db.engine, expire_on_commit=False), Barrier(len(acts))

    def run(pair: tuple[Act, int]) -> str:
        act, id = pair
        with makers() as mine:
            seat = mine.get_one(Seat, id)
            mine.rollback()
            barrier.wait()
            try:
                act(mine, seat)
                mine.commit()
            except (Conflict, EngineError) as refusal:
                mine.rollback()
                return type(refusal).__name__
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def close(session: Session, seat: Seat) -> None:
    actions.close(session, "test", seat, "absent")


def cancel(session: Session, seat: Seat) -> None:
    actions.cancel(session, "test", session.get_one(Interview, seat.interview_id))


def completed(session: Session) -> int:
    return sum(job.arguments.get("news") == "interviews.completed" for job in session.scalars(select(Job)))


@pytest.fixture
def last(session: Session, interview: Interview) -> Seat:
    """The one seat that is open, rated and ready to lock."""
    for seat in interview.seats[:2]:
        lock(session, seat)
    rate(session, interview.seats[2], 4)
    return interview.seats[2]


def test_the_last_two_seats_locked_at_once_complete_the_panel_once(
    app: Flask, session: Session, interview: Interview
) -> None:
    lock(session, interview.seats[0])
    for seat in interview.seats[1:]:
        rate(session, seat, 3)
    assert together(*((actions.lock, seat.id) for seat in interview.seats[1:])) == ["done", "done"]
    session.expire_all()
    assert interview.state == "complete"
    told = [job for job in session.scalars(select(Job)) if job.arguments.get("news") == "interviews.completed"]
    assert [job.arguments["id"] for job in told] == [interview.id]


def test_one_seat_locked_twice_at_once_is_locked_once(app: Flask, session: Session, interview: Interview) -> None:
    rate(session, interview.seats[0], 3)
    firsts: list[bool] = []
    press = (lambda mine, seat: firsts.append(actions.lock(mine, seat)), interview.seats[0].id)
    assert together(press, press) == ["done", "done"]
    assert sorted(firsts) == [False, True]


@pytest.mark.parametrize("_time", range(3))
def test_the_last_seat_locks_or_is_closed_and_never_both(
    app: Flask, session: Session, interview: Interview, last: Seat, _time: int
) -> None:
    outcomes = together((actions.lock, last.id), (close, last.id))
    session.expire_all()
    assert (outcomes, last.state) in ((["done", "SeatLocked"], "locked"), (["SeatClosed", "done"], "closed"))
    assert interview.state == "complete"
    assert completed(session) == 1


def test_the_last_two_seats_one_locked_one_closed_complete_the_panel_once(
    app: Flask, session: Session, interview: Interview
) -> None:
    lock(session, interview.seats[0])
    rate(session, interview.seats[1], 3)
    assert together((actions.lock, interview.seats[1].id), (close, interview.seats[2].id)) == ["done", "done"]
    session.expire_all()
    assert interview.state == "complete"
    assert completed(session) == 1


@pytest.mark.parametrize("_time", range(3))
def test_a_panel_is_complete_or_cancelled_and_never_both(
    app: Flask, session: Session, interview: Interview, last: Seat, _time: int
) -> None:
    outcomes = together((actions.lock, last.id), (cancel, last.id))
    session.expire_all()
    if outcomes == ["done", "InterviewOver"]:
        assert (interview.state, completed(session)) == ("complete", 1)
    else:
        assert outcomes[1] == "done"
        assert outcomes[0] in {"InterviewOver", "AdministrationClosed"}
        assert (interview.state, completed(session), last.state) == ("cancelled", 0, "open")


def test_a_double_press_on_close_closes_once(app: Flask, session: Session, interview: Interview, last: Seat) -> None:
    assert sorted(together((close, last.id), (close, last.id))) == ["SeatClosed", "done"]
    session.expire_all()
    assert (interview.state, completed(session)) == ("complete", 1)


def test_two_who_seat_somebody_new_at_once_seat_one_rater(
    app: Flask, session: Session, account: Callable[..., Account]
) -> None:
    ada = account(name="Ada Lind").id
    session.commit()

    def seat(mine: Session) -> None:
        actions.rater(mine, mine.get_one(Account, ada))
        actions.rater(mine, name="Nora Outside", email="nora@partner.example")

    meanwhile(db.engine, seat, seat)
    assert sorted(session.scalars(select(Rater.outside_name))) == ["", "Nora Outside"]


def test_an_employee_observed_twice_at_once_stays_one(
    app: Flask, session: Session, company: Company, account: Callable[..., Account]
) -> None:
    person = Person(code="M-0042", name="Mara Klein")
    session.add(person)
    raters = [actions.rater(session, one).id for one in company.raters]
    session.commit()

    def observe(mine: Session) -> None:
        places = [actions.Place(mine.get_one(Rater, id), TOPICS) for id in raters]
        chair, version = mine.get_one(Account, company.manager.id), mine.get_one(InstrumentVersion, company.version.id)
        actions.observe(mine, "test", mine.get_one(Person, person.id), version, chair, places)

    meanwhile(db.engine, observe, observe)
    subjects = select(Administration.subject_id).join(Seat, Seat.administration_id == Administration.id)
    assert len(session.scalars(subjects.distinct()).all()) == 1


def test_of_two_calendar_addresses_given_at_once_the_second_holds(
    app: Flask, session: Session, account: Callable[..., Account]
) -> None:
    ada, tokens = account(name="Ada Lind").id, list[str]()
    session.commit()

    def press(mine: Session) -> None:
        tokens.append(actions.open_feed(mine, mine.get_one(Account, ada)))

    meanwhile(db.engine, press, press)
    assert session.scalars(select(CalendarFeed.digest)).all() == [digest(tokens[1])]
