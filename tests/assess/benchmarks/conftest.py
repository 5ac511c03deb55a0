"""Sixty sellers in six teams over eight quarters, with results, visits and a withheld measure, and their benchmarks."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.benchmarks.actions.targets import answer, ask, decide, propose
from assess.benchmarks.models import Target
from assess.benchmarks.queries.reports import benchmarks_of
from assess.benchmarks.queries.targets import may_be_asked
from assess.jobs.actions import enqueue
from assess.people.models import Account, Person, Team
from assess.performance.models import Kpi, Measure

JOB = "Seller"
STARTS = [date(2024 + q // 4, 3 * (q % 4) + 1, 1) for q in range(8)]
ENDS = [date(2024 + q // 4, 3 * (q % 4) + 3, 28) for q in range(8)]
KPIS = {"revenue": "result", "visits": "activity", "refunds": "quality"}


def values(people: int = 60) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(5)
    steady = np.linspace(2, -2, people)[:, None]
    visits = np.round(np.clip(20 + 3 * steady + rng.normal(0, 2, (people, 8)), 1, None))
    return {
        "revenue": 100 + 12 * steady + rng.normal(0, 4, (people, 8)),
        "visits": visits,
        "refunds": 10 + rng.normal(0, 1, (people, 8)),
    }


@pytest.fixture
def sellers(session: Session) -> list[Person]:
    """People with results, no tiers yet; the best first, every sixth in the same team."""
    lead = [Person(code=f"M-{t}", name=f"Manager {t}", job="Manager") for t in range(6)]
    session.add_all(lead)
    session.flush()
    teams = [Team(name=f"Team {t}", manager_id=lead[t].id) for t in range(6)]
    session.add_all(teams)
    session.flush()
    people = [
        Person(
            code=f"P-{i:02}", name=f"Seller {i:02}", job=JOB, team_id=teams[i % 6].id, role_start_date=date(2018, 1, 1)
        )
        for i in range(60)
    ]
    kpis = {
        key: Kpi(key=key, label=key.title(), kind=kind, weight=1.0 if kind == "result" else None)
        for key, kind in KPIS.items()
    }
    session.add_all([*people, *kpis.values()])
    session.flush()
    for key, table in values().items():
        session.add_all(
            Measure(
                person_id=person.id, kpi_id=kpis[key].id, period_start=STARTS[q], period_end=ENDS[q],
                value=round(float(table[i, q]), 3),
            )
            for i, person in enumerate(people)
            for q in range(8)
        )  # fmt: skip
    session.commit()
    return people


@pytest.fixture
def kpi(session: Session) -> Callable[[str], Kpi]:
    return lambda key: session.scalars(select(Kpi).where(Kpi.key == key)).one()


@pytest.fixture
def rated(
    sellers: list[Person], session: Session, run_jobs: Callable[[], int], once: Callable[..., None]
) -> list[Person]:
    """Tiers and benchmarks are there."""

    def rate() -> None:
        enqueue(session, "performance.rate")
        session.commit()
        run_jobs()

    once(rate)
    assert benchmarks_of(session, JOB) is not None
    return sellers


@pytest.fixture
def shared(
    rated: list[Person],
    session: Session,
    kpi: Callable[[str], Kpi],
    run_jobs: Callable[[], int],
    once: Callable[..., None],
) -> list[Person]:
    """Visits celebrated, revenue shared, refunds withheld; averages told."""

    def share() -> None:
        for key, seen in (("visits", "celebrated"), ("revenue", "shared"), ("refunds", "withheld")):
            decide(session, "hr", kpi(key), JOB, "", seen, "")
        session.commit()
        run_jobs()

    once(share)
    return rated


@pytest.fixture
def seller(session: Session, account: Callable[..., Account]) -> Callable[[Person], Account]:
    """The account of a seller."""

    def make(person: Person) -> Account:
        made = account(Role.EMPLOYEE, name=person.name, email=f"{person.code.lower()}@x.example")
        made.person_id = person.id
        session.commit()
        return made

    return make


@pytest.fixture
def proposed(
    shared: list[Person], session: Session, kpi: Callable[[str], Kpi], seller: Callable[[Person], Account]
) -> Target:
    """Twenty-four visits, three of the best asked."""
    for person in shared[:5]:
        seller(person)
    found = benchmarks_of(session, JOB)
    assert found is not None
    target = propose(
        session, "hr", kpi("visits"), {"job": JOB, "cell": "", "value": 24.0, "analysis_id": found.id, "bar": 25.0}
    )
    free = may_be_asked(session, target)
    assert len(free) >= 4
    ask(session, "hr", target, [person.id for person in free[:3]])
    session.commit()
    return target


@pytest.fixture
def endorsed(proposed: Target, session: Session) -> Target:
    for one in proposed.consultations:
        answer(session, "them", one, True, "That is what it takes.")
    session.commit()
    return proposed


@pytest.fixture
def hr(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(Role.HR)
