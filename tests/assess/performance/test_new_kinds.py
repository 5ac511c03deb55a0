"""Files of events, exchange rates and fuller KPIs: taken in, held against what is known, and named where wrong."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.performance.models import Event, Kpi, Rate
from tests.assess.performance.conftest import METRICS, Upload, people

EVENTS = (
    "person_id,type,date,end,size,accounts_before,accounts_after,revenue,unit,from_whom,reason\n"
    "P-01,reassign,2025-07-01,,0.37,70,44,7500000,USD,Ina Kovac,yearly re-org\n"
    "P-02,leave,2025-02-01,2025-03-15,,,,,,,\n"
)
RATES = "currency,into,period,rate\nCHF,USD,2025-Q1,1.11\nCHF,USD,2025-Q2,1.19\nEUR,USD,2025,1.08\n"


def complaints(analyst: FlaskClient, id: int) -> str:
    return str(analyst.get(f"/performance/uploads/{id}/complaints.csv").text)


@pytest.fixture(autouse=True)
def known(imported: Upload) -> None:
    imported("people", people())
    imported("metrics", METRICS)


def test_events_come_with_what_moved_and_from_whom(imported: Upload, session: Session) -> None:
    imported("events", EVENTS)
    found = session.scalars(select(Event).order_by(Event.day)).all()
    assert [(one.person.code, one.type, one.day, one.end) for one in found] == [
        ("P-02", "leave", date(2025, 2, 1), date(2025, 3, 15)),
        ("P-01", "reassign", date(2025, 7, 1), None),
    ]
    moved = found[1]
    assert (moved.accounts_before, moved.accounts_after, moved.revenue, moved.unit, moved.whom) == (
        70, 44, 7_500_000, "USD", "Ina Kovac",
    )  # fmt: skip
    assert moved.upload_id is not None


def test_the_same_file_twice_changes_nothing(imported: Upload, session: Session) -> None:
    imported("events", EVENTS)
    imported("events", EVENTS)
    assert len(session.scalars(select(Event.id)).all()) == 2


def test_an_event_that_cannot_be_is_named_by_row(analyst: FlaskClient, upload: Upload) -> None:
    wrong = (
        "person_id,type,date,end,size\nP-99,reassign,2025-07-01,,\nP-01,moved,2025-07-01,,\nP-01,leave,2025-07-01,,37\n"
    )
    told = complaints(analyst, upload("events", wrong))
    assert "P-99" in told and "moved" in told and "37" in told
    ended = complaints(analyst, upload("events", "person_id,type,date,end\nP-01,leave,2025-07-01,2025-06-01\n"))
    assert "ends before it starts" in ended


def test_rates_hold_for_the_days_of_their_period(imported: Upload, session: Session) -> None:
    imported("rates", RATES)
    found = session.scalars(select(Rate).order_by(Rate.currency, Rate.period_start)).all()
    assert [(one.currency, one.period_start, one.period_end, one.rate) for one in found] == [
        ("CHF", date(2025, 1, 1), date(2025, 3, 31), 1.11),
        ("CHF", date(2025, 4, 1), date(2025, 6, 30), 1.19),
        ("EUR", date(2025, 1, 1), date(2025, 12, 31), 1.08),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("CHF,CHF,2025-Q1,1", "needs no rate into itself"),
        ("CHX,USD,2025-Q1,1", "CHX"),
        ("CHF,USD,2025-Q1,0", "0"),
        ("CHF,USD,2025-02,1.1", "two rates for the same days"),
    ],
)
def test_a_rate_that_cannot_be_is_named(
    analyst: FlaskClient, imported: Upload, upload: Upload, row: str, words: str
) -> None:
    imported("rates", RATES)
    assert words in complaints(analyst, upload("rates", f"currency,into,period,rate\n{row}\n"))


def test_what_a_kpi_is_comes_with_its_file(imported: Upload, session: Session) -> None:
    imported(
        "metrics",
        "metric_key,direction,kind,timing,denominator,aggregation,ratchet,roles\n"
        "revenue,higher,result,lagging,,sum,yes,Seller; Manager\n"
        "per_day,higher,efficiency,leading,cycle,,,\n",
        replace="y",
    )
    revenue, per_day = (session.scalars(select(Kpi).where(Kpi.key == key)).one() for key in ("revenue", "per_day"))
    assert (revenue.timing, revenue.aggregation, revenue.ratchet, revenue.roles) == (
        "lagging", "sum", True, ["Seller", "Manager"],
    )  # fmt: skip
    assert (per_day.kind, per_day.denominator, per_day.aggregation, per_day.ratchet, per_day.roles) == (
        "efficiency", "cycle", "mean", False, [],
    )  # fmt: skip
    # a file without these columns leaves them as they are
    imported("metrics", METRICS, replace="y")
    assert session.scalars(select(Kpi).where(Kpi.key == "revenue")).one().roles == ["Seller", "Manager"]


@pytest.mark.parametrize("under", ["nothing", "own"])
def test_a_kpi_is_divided_by_another_that_is_known(analyst: FlaskClient, upload: Upload, under: str) -> None:
    id = upload("metrics", f"metric_key,direction,denominator\nown,higher,{under}\n")
    assert f"{under} is no other measure" in complaints(analyst, id)
