"""What happened to people's accounts: added, corrected by a further row, taken back; seen by whom it concerns."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.jobs.models import Job
from assess.people.models import Account, Person
from assess.performance.actions.events import EventCorrected, correct, happened
from assess.performance.models import Event
from tests.assess.performance.conftest import METRICS, Upload, people

REORG = {
    "type": "reassign", "day": "2025-07-01", "accounts_before": "70", "accounts_after": "44",
    "revenue": "$7.5 million", "whom": "Ina Kovač", "reason": "yearly re-org",
}  # fmt: skip


@pytest.fixture(autouse=True)
def known(imported: Upload) -> None:
    imported("people", people())
    imported("metrics", METRICS)


@pytest.fixture
def as_person(
    session: Session, account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> Callable[..., FlaskClient]:
    def sign_in(code: str, *roles: Role) -> FlaskClient:
        made = account(*roles, name=f"account {code}")
        made.person = session.scalars(select(Person).where(Person.code == code)).one()
        session.commit()
        return signed_in(made)

    return sign_in


def events(session: Session) -> list[Event]:
    session.rollback()
    return list(session.scalars(select(Event).order_by(Event.id)))


def test_a_reorganisation_is_put_down_as_it_is_told(analyst: FlaskClient, session: Session) -> None:
    assert analyst.post("/performance/events/P-01", data=REORG).status_code == 302
    (event,) = events(session)
    assert (event.person.code, event.day, event.accounts_before, event.accounts_after) == (
        "P-01", date(2025, 7, 1), 70, 44,
    )  # fmt: skip
    assert (event.revenue, event.unit, event.whom) == (7_500_000, "USD", "Ina Kovač")
    assert event.size == pytest.approx(26 / 70)
    page = analyst.get("/performance/events/P-01").text
    assert "70 → 44 accounts" in page and "7,500,000" in page and "37 %" in page
    assert "<svg" in page and "<title" in page and "style=" not in page
    assert "Seller 1" in analyst.get("/performance/events").text


def test_an_event_asks_for_new_tiers(analyst: FlaskClient, session: Session, run_jobs: Callable[[], int]) -> None:
    run_jobs()
    analyst.post("/performance/events/P-01", data=REORG)
    session.rollback()
    assert [job.name for job in session.scalars(select(Job).where(Job.ended_at.is_(None)))] == ["performance.rate"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": ""}, "on which day"),
        ({"end": "2025-06-01"}, "ends before it starts"),
        ({"accounts_after": "40 to 50"}, "Write one number"),
        ({"share": "130"}, "0 to 100"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_kept(
    analyst: FlaskClient, session: Session, wrong: dict[str, str], words: str
) -> None:
    answer = analyst.post("/performance/events/P-01", data=REORG | wrong)
    assert answer.status_code == 422 and words in answer.text
    assert "yearly re-org" in answer.text
    assert events(session) == []


def test_one_kind_of_event_stands_once_a_day(analyst: FlaskClient, session: Session) -> None:
    analyst.post("/performance/events/P-01", data=REORG)
    again = analyst.post("/performance/events/P-01", data=REORG)
    assert again.status_code == 409 and "Correct that one instead" in again.text
    assert analyst.post("/performance/events/P-01", data=REORG | {"type": "leave"}).status_code == 302
    assert len(events(session)) == 2


def test_a_correction_is_a_further_row_and_the_first_stays_readable(analyst: FlaskClient, session: Session) -> None:
    analyst.post("/performance/events/P-01", data=REORG | {"accounts_after": "40"})
    first = events(session)[0].id
    form = analyst.get(f"/performance/events/P-01/{first}").text
    assert 'value="40"' in form and "yearly re-org" in form
    assert analyst.post(f"/performance/events/P-01/{first}", data=REORG).status_code == 302
    was, now = events(session)
    assert (was.state, was.accounts_after, now.state, now.accounts_after) == ("replaced", 40, "stands", 44)
    assert now.corrects_id == was.id
    page = analyst.get("/performance/events/P-01").text
    assert "corrected later" in page and "70 → 40 accounts" in page
    # what was corrected cannot be corrected again
    assert analyst.get(f"/performance/events/P-01/{first}").status_code == 404


def test_an_event_that_did_not_happen_is_taken_back_with_a_reason(analyst: FlaskClient, session: Session) -> None:
    analyst.post("/performance/events/P-01", data=REORG)
    id = events(session)[0].id
    assert analyst.post(f"/performance/events/P-01/{id}/withdraw", data={"why": ""}).status_code == 422
    assert analyst.post(f"/performance/events/P-01/{id}/withdraw", data={"why": "wrong person"}).status_code == 302
    assert [(one.state, one.reason) for one in events(session)] == [
        ("replaced", "yearly re-org"), ("withdrawn", "wrong person"),
    ]  # fmt: skip
    assert analyst.post("/performance/events/P-01", data=REORG).status_code == 302


def test_two_corrections_of_one_event_cannot_both_hold(analyst: FlaskClient, session: Session) -> None:
    person = session.scalars(select(Person).where(Person.code == "P-01")).one()
    given = {"type": "leave", "day": date(2025, 7, 1), "unit": "", "size": None}
    event = happened(session, "x", person, given)
    correct(session, "x", event, given)
    with pytest.raises(EventCorrected):
        correct(session, "y", event, given | {"day": date(2025, 8, 1)})


def test_everybody_sees_what_concerns_them_and_only_analyst_and_hr_write(
    analyst: FlaskClient, as_person: Callable[..., FlaskClient], session: Session
) -> None:
    analyst.post("/performance/events/P-01", data=REORG)
    analyst.post("/performance/events/P-02", data=REORG)
    own = as_person("P-01", Role.EMPLOYEE)
    page = own.get("/performance/events/P-01")
    assert page.status_code == 200 and "70 → 44 accounts" in page.text and "Add the event" not in page.text
    assert own.get("/performance/events/P-02").status_code == 404
    assert own.post("/performance/events/P-01", data=REORG).status_code == 403
    manager = as_person("M-1", Role.LINE_MANAGER)
    assert manager.get("/performance/events/P-01").status_code == 200
    assert manager.get("/performance/events/P-02").status_code == 404
    listed = manager.get("/performance/events").text
    assert "Seller 1<" in listed and "Seller 2<" not in listed
    session.rollback()
    seen = session.scalars(select(AuditEvent).where(AuditEvent.action == "performance.events_viewed")).all()
    assert len(seen) == 2
