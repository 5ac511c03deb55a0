"""The start page tells whoever has begun, rates blind or is to be tested again; nobody else."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.home.queries.waiting import waiting
from assess.people.models import Account
from assess.vignettes import actions
from assess.vignettes.models import Course
from tests.assess.vignettes.conftest import rate


def found(session: Session, viewer: Account) -> list[tuple[str, int]]:
    return [(one.key, one.n) for one in waiting(session, viewer)]


def test_whoever_has_begun_is_told_how_much_is_left(
    session: Session, adaeze: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    assert found(session, adaeze) == []
    course = actions.begin(session, adaeze)
    rate(session, course.exercises[0])
    assert found(session, adaeze) == [("train", 7)]
    page = signed_in(adaeze).get("/").get_data(as_text=True)
    assert "Go on with your training" in page and "7 written interviews are left" in page


def test_an_expert_is_asked_for_blind_ratings(session: Session, adaeze: Account) -> None:
    actions.name_expert(session, "hr", adaeze)
    session.commit()
    assert found(session, adaeze) == [("rate_blind", 8)]


def test_a_test_that_is_wanted_again_waits(session: Session, adaeze: Account, tested: Callable[..., Course]) -> None:
    course = tested(adaeze)
    assert found(session, adaeze) == []
    actions.want_retest(session, "test", course.rater)
    session.commit()
    assert found(session, adaeze) == [("retest", 1)]
