"""What scoring is told of a role: its KPIs, its own weights, events that stand, one currency, and what was left out."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.people.models import Person
from assess.performance.frames import tables
from assess.performance.models import Event, Kpi, KpiWeight, Measure, Rate
from assess.performance.queries import weights
from scoring.frames import performance
from surveys.moments import now

pytestmark = pytest.mark.usefixtures("company")


def kpi(session: Session, key: str) -> Kpi:
    return session.scalars(select(Kpi).where(Kpi.key == key)).one()


def person(session: Session, code: str) -> Person:
    return session.scalars(select(Person).where(Person.code == code)).one()


def allot(session: Session, stakeholder: str, revenue: float, cycle: float) -> None:
    session.add_all(
        KpiWeight(role="Seller", kpi_id=kpi(session, key).id, stakeholder=stakeholder, points=points, made_by="x",
                  made_at=now())
        for key, points in (("revenue", revenue), ("cycle", cycle))
    )  # fmt: skip
    session.flush()


def weight(session: Session) -> dict[str, float]:
    metrics = tables(session, "Seller")["metrics"]
    return dict(zip(metrics["metric_key"], metrics["weight"], strict=True))


def test_what_a_kpi_is_reaches_scoring(session: Session) -> None:
    cycle = kpi(session, "cycle")
    cycle.kind, cycle.timing, cycle.denominator, cycle.aggregation = "efficiency", "leading", "revenue", "last"
    cycle.ratchet, cycle.unit = True, "days"
    session.flush()
    read = performance(**tables(session, "Seller")).metrics.query("metric_key == 'cycle'")
    assert read[["kind", "timing", "denominator", "aggregation", "ratchet", "unit"]].values.tolist() == [
        ["efficiency", "leading", "revenue", "last", 1.0, "days"]
    ]


def test_stakeholders_count_from_the_fifth_on_and_what_was_settled_before_them(session: Session) -> None:
    for number in range(4):
        allot(session, f"Leader {number}", 90, 10)
    assert weight(session) == {"revenue": 0.6, "cycle": 0.4}
    assert weights(session, "Seller").missing == 1
    allot(session, "Leader 4", 40, 60)
    assert weight(session) == {"revenue": 80.0, "cycle": 20.0}
    found = weights(session, "Seller")
    # deviations of 10, 10, 10, 10 and 40 from 80: 2000 / 4
    assert found.spread(kpi(session, "revenue").id) == pytest.approx(500**0.5)
    allot(session, "", 50, 50)
    assert weight(session) == {"revenue": 50.0, "cycle": 50.0}
    assert weights(session, "Manager").source == "common"


def test_only_events_that_stand_are_told(session: Session) -> None:
    def event(**more: object) -> Event:
        return Event(person=person(session, "P-01"), type="reassign", day=date(2025, 7, 1), made_at=now(), **more)

    wrong = event(accounts_before=70, accounts_after=40, state="replaced")
    session.add(wrong)
    session.flush()
    session.add(event(accounts_before=70, accounts_after=44, size=0.37, revenue=7.5e6, corrects_id=wrong.id))
    session.flush()
    told = performance(**tables(session, "Seller")).events
    assert told[["person_id", "type", "accounts_before", "accounts_after", "size", "revenue"]].values.tolist() == [
        ["P-01", "reassign", 70.0, 44.0, 0.37, 7.5e6]
    ]


def test_francs_are_brought_into_the_companys_currency_or_left_out_by_name(session: Session) -> None:
    revenue = kpi(session, "revenue")
    revenue.unit = "USD"
    mine = select(Measure).where(Measure.person_id == person(session, "P-01").id, Measure.kpi_id == revenue.id)
    found = session.scalars(mine.order_by(Measure.period_start)).all()
    for one in found:
        one.unit = "CHF"
    first = found[0]
    session.add(Rate(currency="CHF", into="USD", period_start=first.period_start, period_end=first.period_end, rate=2))
    session.flush()
    given = tables(session, "Seller", "USD")
    kept = given["kpis"].query("person_id == 'P-01' and metric_key == 'revenue'")
    assert kept["value"].tolist() == [pytest.approx(2 * first.value)]
    assert performance(**given).notes[["code", "count"]].values.tolist() == [["NO_RATE", 7.0]]


def test_results_from_before_a_change_of_job_are_named_not_rated(session: Session) -> None:
    person(session, "P-01").role_start_date = date(2025, 1, 1)
    session.flush()
    given = tables(session, "Seller")
    assert given["kpis"].query("person_id == 'P-01'")["period_start"].min() == date(2025, 1, 1)
    assert given["notes"].values.tolist() == [
        ["OTHER_JOB", 8, "P-01, cycle, 2024-01-01; P-01, revenue, 2024-01-01; P-01, cycle, 2024-04-01"]
    ]
