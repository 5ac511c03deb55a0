"""Who works at Meridian, in which team, since when?"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from assess.demo.names import address, names
from assess.demo.story import CASES
from assess.demo.world import REGIONS, SEGMENTS, TEAMS, World

TODAY = date(2026, 11, 22)
#: First days of the twelve quarters 2023-Q4 … 2026-Q3.
STARTS = pd.date_range("2023-10-01", periods=12, freq="QS")

ROLE, MANAGER, ENGINEER = "Sales representative", "Sales manager", "Service engineer"
ENGINEERS = 38
TEAM_NAMES = tuple(f"{REGIONS[team // 6]} {team % 6 + 1}" for team in range(TEAMS))


def rep_ids(world: World) -> list[str]:
    """Person ids of the generated reps by their index, then of the story cases in order."""
    return [f"M-{number:04}" for number in range(1, world.reps + len(CASES) + 1)]


def engineer_ids() -> list[str]:
    return [f"S-{number:04}" for number in range(1, ENGINEERS + 1)]


def people(world: World) -> pd.DataFrame:
    """Reps, story cases, 24 sales managers, 38 service engineers and their head; one row a person."""
    reps = world.reps + len(CASES)
    called = [f"{first} {last}" for first, last in names(world.reps + TEAMS + ENGINEERS + 1, world.seed)]
    story = [case.name for case in CASES]
    teams = [*world.team, *(case.team for case in CASES)]
    rng = np.random.default_rng([world.seed, 1])
    joined = [TODAY - timedelta(days=int(days)) for days in rng.integers(1500, 5200, reps + TEAMS + ENGINEERS + 1)]
    hired = [
        STARTS[quarter].date() if quarter >= 0 else day for quarter, day in zip(world.hired, joined, strict=False)
    ] + [case.hire_date for case in CASES]

    rows = [
        _person(person, name, ROLE, TEAM_NAMES[team], f"M-09{team + 1:02}", day, team)
        for person, name, team, day in zip(rep_ids(world), called[: world.reps] + story, teams, hired, strict=True)
    ]
    rows += [
        _person(
            f"M-09{team + 1:02}", called[world.reps + team], MANAGER, TEAM_NAMES[team], "", joined[reps + team], team
        )
        for team in range(TEAMS)
    ]
    head = len(called) - 1
    rows += [
        _person(person, called[world.reps + TEAMS + place], ENGINEER, f"Service {REGIONS[place % 4]}", "S-0900",
                joined[reps + TEAMS + place], place % 4 * 6, segment="")
        for place, person in enumerate(engineer_ids())
    ]  # fmt: skip
    rows.append(_person("S-0900", called[head], "Head of service", "Service North", "", joined[-1], 0, segment=""))
    return pd.DataFrame(rows)


def _person(
    person: str, name: str, role: str, team: str, manager: str, hired: date, place: int, segment: str | None = None
) -> dict[str, str]:
    return {
        "person_id": person,
        "display_name": name,
        "email": address(name),
        "role": role,
        "team": team,
        "manager_id": manager,
        "hire_date": hired.isoformat(),
        "role_start_date": hired.isoformat(),
        "location": REGIONS[place // 6],
        "employment_status": "active",
        "segment": SEGMENTS[place % 3] if segment is None else segment,
        "region": REGIONS[place // 6],
    }
