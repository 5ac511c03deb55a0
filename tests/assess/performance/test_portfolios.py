"""A portfolio is kept as stated, stands beside the record, and never changes it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.people.models import Account, Person
from assess.performance.models import Assignment, Portfolio, Reconciliation, Territory
from tests.assess.performance.conftest import METRICS, Upload, people, results

STATED = {
    "accounts_stated": "about 45", "revenue_stated": "$7.5M", "vertical": "Semiconductors",
    "structure": "a few large ones",
}  # fmt: skip


@pytest.fixture(autouse=True)
def known(imported: Upload) -> None:
    imported("people", people())
    imported("metrics", METRICS)
    imported("territories", "territory_id,potential,accounts,prior_run_rate,measured\nT-1,1,44,7200000,2023-01-01\n")
    imported("assignments", "person_id,territory_id,start,reason\nP-01,T-1,2024-01-01,hire\n")


@pytest.fixture
def rep(session: Session, account: Callable[..., Account], signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    made = account(Role.EMPLOYEE, name="account P-01")
    made.person = session.scalars(select(Person).where(Person.code == "P-01")).one()
    session.commit()
    return signed_in(made)


def stated(session: Session) -> list[Portfolio]:
    session.rollback()
    return list(session.scalars(select(Portfolio).order_by(Portfolio.id)))


def test_a_rep_states_the_own_accounts_and_sees_the_record_beside(rep: FlaskClient, session: Session) -> None:
    assert rep.post("/performance/portfolio", data=STATED).status_code == 302
    (one,) = stated(session)
    assert (one.accounts_stated, one.accounts, one.revenue, one.unit, one.heard) == (
        "about 45", 45, 7_500_000, "USD", "self",
    )  # fmt: skip
    page = rep.get("/performance/portfolio").text
    assert "“about 45”" in page and "read as 45" in page
    # 45 against 44, and 7.5 against 7.2 million
    assert "+1" in page and "(+2 %)" in page and "+300,000" in page and "(+4 %)" in page
    assert "Nobody has held it against the record yet" in page


def test_words_without_a_number_are_kept_and_said_to_have_none(rep: FlaskClient, session: Session) -> None:
    rep.post("/performance/portfolio", data={"accounts_stated": "40 to 50"})
    assert stated(session)[0].accounts is None
    page = rep.get("/performance/portfolio").text
    assert "“40 to 50”" in page and "no single number could be read" in page


def test_an_empty_statement_is_none(rep: FlaskClient, session: Session) -> None:
    answer = rep.post("/performance/portfolio", data={"accounts_stated": " "})
    assert answer.status_code == 422 and "fill in one field" in answer.text
    assert stated(session) == []


def test_an_analyst_takes_it_down_in_an_interview_and_settles_it_without_touching_the_record(
    analyst: FlaskClient, session: Session
) -> None:
    assert analyst.post("/performance/portfolios/P-01", data=STATED).status_code == 302
    (one,) = stated(session)
    assert one.heard == "interview"
    assert "to be held against the record" in analyst.get("/performance/portfolios").text
    answer = analyst.post(f"/performance/portfolios/{one.id}/reconcile", data={"verdict": "stated", "note": "CRM late"})
    assert answer.status_code == 302
    session.rollback()
    found = session.scalars(select(Reconciliation)).one()
    assert (found.accounts, found.revenue, found.record_accounts, found.record_revenue) == (45, 7.5e6, 44, 7.2e6)
    assert session.scalars(select(Territory.accounts)).all() == [44]
    assert session.scalars(select(Assignment.accounts_inherited)).all() == [None]
    assert "The statement holds." in analyst.get("/performance/portfolios/P-01").text


def test_neither_needs_figures_and_a_statement_is_settled_once(analyst: FlaskClient, session: Session) -> None:
    analyst.post("/performance/portfolios/P-01", data=STATED)
    id = stated(session)[0].id
    address = f"/performance/portfolios/{id}/reconcile"
    without = analyst.post(address, data={"verdict": "neither"})
    assert without.status_code == 422 and "Neither holds" in without.text
    assert analyst.post(address, data={}).status_code == 422
    assert analyst.post(address, data={"verdict": "neither", "accounts": "46"}).status_code == 302
    assert analyst.post(address, data={"verdict": "record"}).status_code == 409
    session.rollback()
    assert [one.accounts for one in session.scalars(select(Reconciliation))] == [46]


def test_an_event_and_results_are_further_words_of_the_record(
    analyst: FlaskClient, imported: Upload, session: Session
) -> None:
    imported("metrics", "metric_key,direction,aggregation,unit\nrevenue,higher,sum,EUR\n", replace="y")
    imported("kpis", results(2))
    analyst.post("/performance/events/P-01", data={"type": "reassign", "day": "2025-07-01", "accounts_after": "43"})
    analyst.post("/performance/portfolios/P-01", data=STATED)
    page = analyst.get("/performance/portfolios/P-01").text
    assert "event of" in page and "+2" in page
    # dollars are not taken from euros
    assert "different currencies: not compared" in page


def test_nobody_else_states_or_settles(rep: FlaskClient, session: Session) -> None:
    rep.post("/performance/portfolio", data=STATED)
    assert rep.get("/performance/portfolios/P-02").status_code == 403
    assert rep.get("/performance/portfolios").status_code == 403
    assert rep.post(f"/performance/portfolios/{stated(session)[0].id}/reconcile", data={}).status_code == 403
