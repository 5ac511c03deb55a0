"""The interview column of the comparison: sealed until the panel is complete, then the score as given."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.decisions.models import Decision
from assess.interviews import actions
from assess.interviews.models import Interview, Seat
from assess.people.models import Account
from surveys.bank import library
from surveys.items import Given
from surveys.versions import publish
from tests.assess.profiles.company import Company

TOPICS = ("preparation", "discovery", "deciding", "pipeline", "care")


@pytest.fixture
def interview(
    session: Session, company: Company, manager: Account, account: Callable[..., Account], run_jobs: Callable[[], int]
) -> Interview:
    """Two colleagues rate Elif."""
    version = publish(session, library()["interview_scorecard"])
    raters = [actions.rater(session, account(Role.INTERVIEWER, name=name)) for name in ("Adaeze", "Luis")]
    made = actions.plan(
        session, "test", company.applications["Elif Yıldız"], version, manager,
        [actions.Place(one, TOPICS) for one in raters],
    )  # fmt: skip
    session.commit()
    return made


def lock(session: Session, seat: Seat, points: int) -> None:
    actions.rate(session, seat, {code: Given(str(points), "Asked twice.") for code in seat.topics})
    actions.lock(session, seat)
    session.commit()


def test_a_panel_score_stays_sealed_until_the_last_seat_is_locked(
    session: Session, company: Company, hr: Account, interview: Interview, signed_in: Callable[..., FlaskClient]
) -> None:
    client, path = signed_in(hr), f"/decisions/openings/{company.opening.id}/compare"
    lock(session, interview.seats[0], 5)
    page = client.get(path).text
    assert page.count("to come") == 12 and "of 5" not in page
    lock(session, interview.seats[1], 4)
    page = client.get(path).text
    assert page.count("to come") == 11 and ">4.50<" in page and "of 5" in page


def test_an_analyst_is_shown_no_panel_scores(
    session: Session, company: Company, analyst: Account, interview: Interview, signed_in: Callable[..., FlaskClient]
) -> None:
    """Panels are for HR and the opening's hiring manager."""
    for seat in interview.seats:
        lock(session, seat, 4)
    page = signed_in(analyst).get(f"/decisions/openings/{company.opening.id}/compare").text
    assert "Interview<span" not in page and "4.00" not in page and "Elif Yıldız" in page


def test_a_decision_names_the_panels_that_were_complete(
    session: Session, company: Company, manager: Account, interview: Interview, signed_in: Callable[..., FlaskClient]
) -> None:
    for seat in interview.seats:
        lock(session, seat, 3)
    application = company.applications["Elif Yıldız"]
    data = {"decision": "advance", "reasons": ["interview_evidence"]}
    assert signed_in(manager).post(f"/decisions/applications/{application.id}", data=data).status_code == 302
    kept = session.query(Decision).one()
    assert kept.panels == [interview.id] and kept.band is None and kept.analysis_id is None
