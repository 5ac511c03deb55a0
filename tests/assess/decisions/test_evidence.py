"""Beside fit and panels: references once closed and without weight, a background check for HR, exercises by kind."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.hiring.actions import move
from assess.hiring.models import Application
from assess.interviews import actions as interviewing
from assess.people.models import Account
from assess.references import actions
from assess.references import tasks as _registers_tasks
from assess.references.models import ReferenceCheck
from surveys.bank import library
from surveys.items import Given
from surveys.moments import now
from surveys.versions import publish
from tests.assess.profiles.company import Company
from tests.assess.references.conftest import hand_in, named

assert _registers_tasks
LITTLE = "Give them little weight"


@pytest.fixture
def elif_(company: Company) -> Application:
    found: Application = company.applications["Elif Yıldız"]
    return found


@pytest.fixture
def check(session: Session, elif_: Application) -> ReferenceCheck:
    version = publish(session, library()["reference_check"])
    actions.set_rules(session, "test", elif_.opening, version, wanted=4, required=["manager"], days_open=10,
                      months_kept=12, contact="Ruth")  # fmt: skip
    made = actions.ask(session, "test", elif_)
    actions.name(session, made, named(), "en", "")
    session.commit()
    return made


def test_references_stand_beside_once_all_are_closed_for_hr_and_the_hiring_manager_alone(
    session: Session, elif_: Application, check: ReferenceCheck, hr: Account, manager: Account, analyst: Account,
    signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    path = f"/decisions/applications/{elif_.id}"
    for referee, points in zip(check.referees[:3], (5, 4, 3), strict=True):
        hand_in(session, referee, points)
        page = signed_in(hr).get(path).text
        assert "to come: shown once, when all are closed" in page and LITTLE not in page and "4.00" not in page
    hand_in(session, check.referees[3], 4)
    run_jobs()
    for account in (hr, manager):
        page = signed_in(account).get(path).text
        assert "All topics together, as given: 4.00 (n = 4)" in page and LITTLE in page
        assert "The same, leniency taken out: A comparison needs references of 20 candidates" in page
    page = signed_in(analyst).get(path).text
    assert "Elif Yıldız" in page and "/references/" not in page and LITTLE not in page
    session.expire_all()
    said = session.scalars(select(AuditEvent.details).where(AuditEvent.action == "decisions.viewed")).all()
    assert [one["references"] for one in said if "references" in one] == [check.analysis_id] * 2


def test_too_few_references_are_a_refusal_in_words(
    session: Session, elif_: Application, check: ReferenceCheck, hr: Account,
    signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    hand_in(session, check.referees[0], 2)
    actions.close(session, "test", check)
    session.commit()
    run_jobs()
    page = signed_in(hr).get(f"/decisions/applications/{elif_.id}").text
    assert "as given: Shown from 3 references on; here there are so far: 1." in page and "2.00" not in page


def test_the_background_check_is_told_to_hr_from_the_decision_on_and_that_is_recorded(
    session: Session, elif_: Application, hr: Account, manager: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    path = f"/decisions/applications/{elif_.id}"
    assert "Background check" not in signed_in(hr).get(path).text
    move(session, "test", elif_, "decision")
    for what in ("conditional_offer", "in_progress"):
        actions.log(session, "test", elif_, what, now().date())
    session.commit()
    page = signed_in(hr).get(path).text
    assert "Background check" in page and "In progress" in page
    assert "Background check" not in signed_in(manager).get(path).text
    seen = session.scalars(select(AuditEvent).where(AuditEvent.action == "references.background_viewed")).all()
    assert [one.subject for one in seen] == [f"application:{elif_.id}"]


def test_a_role_play_stands_beside_the_interview_under_its_own_name(
    session: Session, elif_: Application, hr: Account, manager: Account, account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    version = publish(session, library()["interview_scorecard"])
    raters = [interviewing.rater(session, account(Role.INTERVIEWER, name=name)) for name in ("Adaeze", "Luis")]
    places = [interviewing.Place(one, tuple(library()["interview_scorecard"].items)) for one in raters]
    play = interviewing.plan(session, "test", elif_, version, manager, places)
    play.kind = "simulation"
    session.commit()
    path = f"/decisions/applications/{elif_.id}"
    page = signed_in(hr).get(path).text
    assert page.count("sealed until every seat is locked") == 2 and "Simulation, observed" in page
    for seat in play.seats:
        interviewing.rate(session, seat, {code: Given("2", "Asked twice.") for code in seat.topics})
        interviewing.lock(session, seat)
    session.commit()
    page = signed_in(hr).get(path).text
    assert page.count("sealed until every seat is locked") == 1, "the interview is still to come"
    assert page.index("Interview</strong>") < page.index("Simulation, observed</a>") and "2.00 of 5" in page
