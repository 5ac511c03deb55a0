"""Two hundred and forty sellers in twenty-four teams of four regions with one result each, and their hypotheses."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from assess.levers.actions.measuring import Measured, measure
from assess.levers.actions.registering import register
from assess.levers.models import Lever
from assess.people.models import Person, Team
from assess.performance.models import Kpi, Measure

JOB = "Seller"
REGIONS = ("North", "South", "East", "West")


def said(**other: Any) -> dict[str, Any]:
    """What a form would give for a plain hypothesis."""
    return {
        "name": "Finds the decision makers", "statement": "Who talks to three people or more sells more.",
        "family": "rep", "tier": "position", "parent": "", "type": "behaviour", "stage": "discovery", "direction": 1,
        "source": "focus_group", "source_note": "", "conflict": "", "reverse_cause": False, "reverse_why": "",
        "circumstances": "", "ethical_risk": "",
    } | other  # fmt: skip


def company(session: Session, teams: int = 24, size: int = 10) -> None:
    made = [Team(name=f"Team {t:02}") for t in range(teams)]
    kpis = [Kpi(key="revenue", label="Revenue", weight=1.0), Kpi(key="visits", label="Visits", kind="activity")]
    session.add_all([*made, *kpis])
    session.flush()
    people = [
        Person(code=f"P-{i:03}", name=f"Seller {i:03}", job=JOB, team_id=made[i % teams].id,
               location=REGIONS[i % teams % 4])
        for i in range(teams * size)
    ]  # fmt: skip
    session.add_all(people)
    session.flush()
    session.add_all(
        Measure(person_id=one.id, kpi_id=kpis[0].id, period_start=date(2026, 1, 1), period_end=date(2026, 3, 31),
                value=100.0)
        for one in people
    )  # fmt: skip
    session.commit()


@pytest.fixture
def sellers(session: Session) -> None:
    company(session)


@pytest.fixture
def write(session: Session) -> Callable[..., Lever]:
    """Register a hypothesis: ``write("multithread")``, with an uploaded measure of the same name."""

    def make(code: str, *, measured: bool = True, **other: Any) -> Lever:
        made = register(session, "lead", JOB, code, said(**{"name": code} | other))
        if measured:
            measure(session, "analyst", made, Measured("upload", code, 0.8))
        session.commit()
        return made

    return make
