"""Exchange rates on their page: set by period, in the company's words, never two for a day."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.config import Settings
from assess.people.models import Account, Person
from assess.performance.models import Kpi, Measure, Rate
from assess.performance.queries import Comparison, comparisons
from tests.assess.performance.conftest import Upload

CHF = {"currency": "chf", "into": "USD", "period": "2026-Q1", "rate": "1.13", "source": "ECB"}


def rates(session: Session) -> list[tuple[str, date, date, float]]:
    session.rollback()
    found = session.scalars(select(Rate).order_by(Rate.period_start))
    return [(one.currency, one.period_start, one.period_end, one.rate) for one in found]


def test_a_rate_holds_for_its_period_and_may_be_set_anew(analyst: FlaskClient, session: Session) -> None:
    assert analyst.post("/performance/rates", data=CHF).status_code == 302
    assert analyst.post("/performance/rates", data=CHF | {"rate": "1.15"}).status_code == 302
    assert rates(session) == [("CHF", date(2026, 1, 1), date(2026, 3, 31), 1.15)]
    assert "2026 Q1" in analyst.get("/performance/rates").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"currency": "Franken"}, "longer than 3"),
        ({"currency": "CHX"}, "by its code"),
        ({"into": "CHF"}, "no rate into itself"),
        ({"period": "last spring"}, "neither a year"),
        ({"rate": "0"}, "above zero"),
        ({"rate": "1 to 2"}, "Write one number"),
    ],
)
def test_what_is_no_rate_is_named(analyst: FlaskClient, session: Session, wrong: dict[str, str], words: str) -> None:
    answer = analyst.post("/performance/rates", data=CHF | wrong)
    assert answer.status_code == 422 and words in answer.text
    assert rates(session) == []


def test_a_day_has_one_rate(analyst: FlaskClient, session: Session) -> None:
    analyst.post("/performance/rates", data=CHF)
    again = analyst.post("/performance/rates", data=CHF | {"period": "2026-02"})
    assert again.status_code == 409 and "from 2026-01-01 to 2026-03-31" in again.text


def test_periods_are_read_and_written_in_the_companys_year(app: Flask, analyst: FlaskClient, session: Session) -> None:
    settings: Settings = app.config["EXEMPLAR"]
    app.config["EXEMPLAR"] = settings.model_copy(update={"fiscal_year_start": 4})
    refused = analyst.post("/performance/rates", data=CHF)
    assert refused.status_code == 422 and "write CY or FY" in refused.text
    assert analyst.post("/performance/rates", data=CHF | {"period": "FY26 Q4"}).status_code == 302
    assert rates(session) == [("CHF", date(2026, 1, 1), date(2026, 3, 31), 1.13)]
    assert "FY26 Q4" in analyst.get("/performance/rates").text


def test_a_file_is_read_in_the_companys_year(
    app: Flask, analyst: FlaskClient, imported: Upload, upload: Upload, session: Session
) -> None:
    app.config["EXEMPLAR"] = app.config["EXEMPLAR"].model_copy(update={"fiscal_year_start": 10})
    imported("rates", "currency,into,period,rate\nCHF,USD,FY26 Q1,1.16\nCHF,USD,Mar 2026,1.17\n")
    assert rates(session) == [
        ("CHF", date(2025, 10, 1), date(2025, 12, 31), 1.16), ("CHF", date(2026, 3, 1), date(2026, 3, 31), 1.17),
    ]  # fmt: skip
    id = upload("rates", "currency,into,period,rate\nCHF,USD,2027-Q1,1.2\n")
    assert "write CY2026 or FY2026" in analyst.get(f"/performance/uploads/{id}/complaints.csv").text


@pytest.mark.usefixtures("company")
def test_a_person_stands_beside_peers_who_report_in_the_same_currency(
    session: Session, account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> None:
    def of(code: str) -> Person:
        return session.scalars(select(Person).where(Person.code == code)).one()

    revenue = session.scalars(select(Kpi).where(Kpi.key == "revenue")).one()
    for code, value in (("P-01", 10.0), ("P-02", 20.0), ("P-03", 60.0)):
        mine = Measure.person_id == of(code).id, Measure.kpi_id == revenue.id
        session.execute(update(Measure).where(*mine).values(unit="CHF", value=value))
    session.flush()

    def revenue_of(viewer: Account, code: str) -> Comparison:
        return next(one for one in comparisons(session, viewer, of(code)) if one.kpi.key == "revenue")

    everything = account(Role.ANALYST, name="second analyst")
    francs, plain = revenue_of(everything, "P-01"), revenue_of(everything, "P-10")
    assert (francs.own, francs.peers, francs.unit, francs.values) == (10, 20, "CHF", 8)
    # seller 10 of forty, in points around a hundred: no franc is in the median
    assert plain.unit == "" and 90 < plain.peers < 110
    # seller 1 knows seller 3's result and would read seller 2's from the median; among the others nobody's can be read
    own = account(Role.EMPLOYEE)
    own.person = of("P-01")
    session.commit()
    assert revenue_of(own, "P-01").peers is None and revenue_of(own, "P-01").own == 10
    told = revenue_of(own, "P-10").peers
    assert told is not None and told != plain.peers and told == round(told / 2) * 2
    page = signed_in(own).get("/performance/tiers/P-01").text
    assert "10.0 CHF" in page and "20.0 CHF" not in page
    assert "20.0 CHF" in signed_in(everything).get("/performance/tiers/P-01").text
