"""Somebody who trains, and the quick way through the written interviews."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from assess.access import Role
from assess.people.models import Account
from assess.vignettes import actions
from assess.vignettes import tasks as _registers_tasks
from assess.vignettes.models import Course, Exercise
from surveys.items import Given
from surveys.vignettes import library

assert _registers_tasks
SCORECARD = "interview_scorecard"
Points = Callable[[str, str], int]


def designed(code: str, topic: str) -> int:
    """The level a topic was written to show."""
    return library()[code].level(topic).points


def kinder(code: str, topic: str) -> int:
    """A point kinder than the design, as far as the scale goes."""
    return min(designed(code, topic) + 1, 5)


def rate(session: Session, exercise: Exercise, points: Points = designed) -> None:
    """Rate one interview and lock it."""
    code = exercise.vignette.code
    given = {level.topic: Given(str(points(code, level.topic)), "Said so.") for level in exercise.vignette.levels}
    actions.rate(session, exercise, given)
    actions.lock(session, exercise)
    session.commit()


def complete(session: Session, course: Course, points: Points = designed) -> None:
    """Rate all that is left of a course."""
    while (one := course.open_one) is not None:
        rate(session, one, points)


@pytest.fixture
def adaeze(account: Callable[..., Account]) -> Account:
    return account(Role.INTERVIEWER, name="Adaeze Okonjo")


@pytest.fixture
def tested(session: Session, run_jobs: Callable[[], int]) -> Callable[..., Course]:
    """Training and test of an account, rated by a rule, measured."""

    def take(account: Account, points: Points = designed) -> Course:
        course = actions.begin(session, account)
        session.commit()
        complete(session, course, points)
        run_jobs()
        session.expire_all()
        return course

    return take
