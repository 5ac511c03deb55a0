"""A panel of three before one candidate: two colleagues and somebody from outside."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy.orm import Session

from assess.access import Role
from assess.hiring.actions import add_candidate, create_opening
from assess.hiring.models import Application, Opening
from assess.interviews import actions
from assess.interviews import tasks as _registers_tasks
from assess.interviews.models import Interview, Seat
from assess.people.models import Account
from surveys.bank import library
from surveys.items import Given
from surveys.models import InstrumentVersion
from surveys.versions import publish

assert _registers_tasks
TOPICS = ("preparation", "discovery", "deciding", "pipeline", "care")
CODE = "interview_scorecard"


@dataclass
class Company:
    """Everybody who may want to look."""

    opening: Opening
    version: InstrumentVersion
    manager: Account
    hr: Account
    raters: list[Account] = field(default_factory=list)


@pytest.fixture
def company(session: Session, account: Callable[..., Account]) -> Company:
    manager = account(Role.HIRING_MANAGER, Role.INTERVIEWER, name="Henrik Dahl")
    hr = account(Role.HR, name="Ruth Adler")
    raters = [account(Role.INTERVIEWER, name=name) for name in ("Adaeze Okonjo", "Luis Ferreira")]
    opening = create_opening(session, "test", "Account executive", "AE", "Lyon", hiring_manager=manager)
    version = publish(session, library()[CODE])
    session.commit()
    return Company(opening, version, manager, hr, raters)


@pytest.fixture
def applicant(session: Session, company: Company) -> Callable[..., Application]:
    def apply(name: str = "Chiara Romano") -> Application:
        made = add_candidate(session, "test", company.opening, name, f"{name.replace(' ', '.')}@example.org")
        session.commit()
        return made

    return apply


@pytest.fixture
def interview(session: Session, company: Company, applicant: Callable[..., Application]) -> Interview:
    """Henrik chairs and rates with Adaeze and, from outside, Nora."""
    return plan(session, company, applicant())


def plan(session: Session, company: Company, application: Application) -> Interview:
    raters = [
        actions.rater(session, company.manager),
        actions.rater(session, company.raters[0]),
        actions.rater(session, name="Nora Outside", email="Nora@partner.example"),
    ]
    places = [actions.Place(one, TOPICS) for one in raters]
    made = actions.plan(session, "test", application, company.version, company.manager, places)
    session.commit()
    return made


def rate(session: Session, seat: Seat, points: int, note: str = "Asked twice.") -> None:
    actions.rate(session, seat, {code: Given(str(points), note) for code in seat.topics})
    session.commit()


def lock(session: Session, seat: Seat, points: int = 3, note: str = "Asked twice.") -> None:
    rate(session, seat, points, note)
    actions.lock(session, seat)
    session.commit()


def complete(session: Session, interview: Interview, points: tuple[int, ...] = (2, 4, 5)) -> None:
    for seat, one in zip(interview.seats, points, strict=True):
        lock(session, seat, one, f"Note of seat {seat.position}.")
