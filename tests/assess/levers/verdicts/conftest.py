"""Ninety-six sellers in twelve teams over eight quarters, of whom two practices make results, one follows them."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.jobs.actions import enqueue
from assess.levers.actions.measuring import Measured, measure
from assess.levers.actions.opening import open_data
from assess.levers.actions.registering import register
from assess.levers.models import Lever
from assess.levers.models.values import LeverValue, TeamCondition
from assess.people.models import Person, Team
from assess.performance.models import Kpi, Measure
from tests.assess.levers.conftest import JOB, REGIONS, said

TEAMS, SIZE, QUARTERS = 12, 8, 8
STARTS = [date(2024 + q // 4, 3 * (q % 4) + 1, 1) for q in range(QUARTERS)]
ENDS = [date(2024 + q // 4, 3 * (q % 4) + 3, 28) for q in range(QUARTERS)]
#: Code, name, whether results may bring it, and the measure it has.
LEVERS = (
    ("several", "Several people on the customer's side", False),
    ("listens", "Lets customers finish", False),
    ("logs", "Logs every call", False),
    ("support", "Is given presales support", True),
)


def practised(people: int = TEAMS * SIZE) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """What each person shows of each lever, and what they earn by it."""
    rng = np.random.default_rng(11)
    several, listens, logs = rng.normal(0, 1, (3, people))
    earned = 0.6 * several + 0.5 * listens + rng.normal(0, 0.5, people)
    return {
        "several": several, "listens": listens, "logs": logs, "support": 0.7 * earned + rng.normal(0, 0.5, people),
    }, earned  # fmt: skip


@pytest.fixture
def company(session: Session) -> list[Person]:
    """People and results; nobody is rated, no hypothesis written."""
    teams = [Team(name=f"Team {t:02}") for t in range(TEAMS)]
    kpis = [Kpi(key="revenue", label="Revenue", weight=1.0), Kpi(key="visits", label="Visits", kind="activity")]
    session.add_all([*teams, *kpis])
    session.flush()
    people = [
        Person(
            code=f"P-{i:03}", name=f"Seller {i:03}", job=JOB, team_id=teams[i % TEAMS].id,
            location=REGIONS[i % TEAMS % 4], role_start_date=date(2018, 1, 1),
        )
        for i in range(TEAMS * SIZE)
    ]  # fmt: skip
    session.add_all(people)
    session.flush()
    rng = np.random.default_rng(12)
    results = 100 + 10 * practised()[1][:, None] + rng.normal(0, 4, (len(people), QUARTERS))
    session.add_all(
        Measure(person_id=one.id, kpi_id=kpis[0].id, period_start=STARTS[q], period_end=ENDS[q],
                value=round(float(results[i, q]), 3))
        for i, one in enumerate(people)
        for q in range(QUARTERS)
    )  # fmt: skip
    session.commit()
    return people


@pytest.fixture
def hypotheses(company: list[Person], session: Session) -> dict[str, Lever]:
    """Four levers with uploaded values, one measured anonymously only, and a condition of teams, all still drafts."""
    made = {}
    for code, name, reverse in LEVERS:
        given = said(name=name, reverse_cause=reverse, reverse_why="It is given to the best." if reverse else "")
        made[code] = register(session, "lead", JOB, code, given)
        done = 50.0 if code == "logs" else None
        measure(session, "analyst", made[code], Measured("upload", code, 0.8, standard=done))
    made["quiet"] = register(session, "lead", JOB, "quiet", said(name="Asks for help"))
    made["coaching"] = register(session, "lead", JOB, "coaching", said(name="Hours of coaching", type="condition"))
    measure(session, "analyst", made["coaching"], Measured("upload", "coaching", 0.9))
    values, _earned = practised()
    session.add_all(
        LeverValue(person_id=one.id, lever_key=code, value=round(50 + 10 * float(values[code][i]), 4), source="upload")
        for code, _name, _reverse in LEVERS
        for i, one in enumerate(company)
    )  # fmt: skip
    teams = session.scalars(select(Team).order_by(Team.name)).all()
    session.add_all(
        TeamCondition(team_id=team.id, condition_key="coaching", value=8 + t % 3) for t, team in enumerate(teams)
    )
    session.commit()
    return made


@pytest.fixture
def rated(
    hypotheses: dict[str, Lever], session: Session, run_jobs: Callable[[], int], once: Callable[..., None]
) -> dict[str, Lever]:
    """Tiers are there."""

    def rate() -> None:
        enqueue(session, "performance.rate")
        session.commit()
        run_jobs()

    once(rate)
    return hypotheses


@pytest.fixture
def judged(
    rated: dict[str, Lever], session: Session, run_jobs: Callable[[], int], once: Callable[..., None]
) -> dict[str, Lever]:
    """The data are opened, and the worker has judged."""

    def judge() -> None:
        open_data(session, "analyst", JOB, seed=7)
        session.commit()
        run_jobs()

    once(judge)
    return rated
