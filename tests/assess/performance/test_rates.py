"""Exchange rates on their page: set by period, in the company's words, never two for a day."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.config import Settings
from assess.performance.models import Rate
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
