"""Which territory did each rep hold, what did it promise, and what came with it?"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from assess.demo.roster import STARTS, rep_ids
from assess.demo.story import CASES
from assess.demo.world import REGIONS, SEGMENTS, Floats, World

#: Territories were valued before anybody worked the window, so the value is no result of the rep.
MEASURED = date(2023, 9, 1)
REORGANISED = date(2025, 7, 1)


def inherited_share(world: World) -> Floats:
    """Share of the territory's revenue that came with handed-over accounts, 0–1."""
    return np.asarray(np.r_[0.15 * world.inherited_size, [case.share for case in CASES]])


def assignments(world: World) -> pd.DataFrame:
    """Who holds which territory since when; hired people from their first quarter, Reo in two parts."""
    rows = []
    accounts, revenue = _books(world)
    starts = [*(STARTS[max(quarter, 0)].date() for quarter in world.hired), *(_first_day(case.hired) for case in CASES)]
    inherited = [*np.ceil(0.15 * world.inherited_size * accounts[: world.reps]).astype(int)]
    inherited += [case.accounts_inherited for case in CASES]
    given = np.round(inherited_share(world) * revenue, 2)
    for place, person in enumerate(rep_ids(world)):
        first = {
            "person_id": person,
            "territory_id": f"T-{place + 1:04}",
            "start": starts[place].isoformat(),
            "end": "",
            "inherited_book_value": given[place] if given[place] else np.nan,
            "accounts_inherited": inherited[place] if inherited[place] else np.nan,
            "reason": "hire",
        }
        if place == _reo(world):
            # what moved is in no column of the layout: the territories' accounts tell, 70 before and 44 after
            end = (REORGANISED - timedelta(days=1)).isoformat()
            rows.append({**first, "territory_id": f"T-{place + 1:04}A", "end": end})
            first |= {"start": REORGANISED.isoformat(), "reason": "reassign"}
        rows.append(first)
    return pd.DataFrame(rows)


def territories(world: World) -> pd.DataFrame:
    """What each territory promised before the window; Reo's old one is the row that ends in A."""
    potential = np.r_[world.potential, [case.potential for case in CASES]]
    teams = np.r_[world.team, [case.team for case in CASES]]
    accounts, revenue = _books(world)
    table = pd.DataFrame(
        {
            "territory_id": [f"T-{place + 1:04}" for place in range(len(teams))],
            "potential": np.round(potential, 6),
            "accounts": accounts,
            "segment": [SEGMENTS[team % 3] for team in teams],
            "region": [REGIONS[team // 6] for team in teams],
            "prior_run_rate": revenue,
            "measured": MEASURED.isoformat(),
        }
    )
    old = table.iloc[[_reo(world)]].copy()
    old["territory_id"] += "A"
    old["accounts"], old["prior_run_rate"] = 70, 9_800_000.0
    return pd.concat([table, old], ignore_index=True)


def _books(world: World) -> tuple[Floats, Floats]:
    """Accounts and yearly revenue of each rep's territory."""
    rng = np.random.default_rng([world.seed, 4])
    accounts = np.r_[rng.integers(40, 90, world.reps), [case.accounts for case in CASES]]
    revenue = np.r_[np.round(rng.normal(4e6, 5e5, world.reps), -3), [case.run_rate for case in CASES]]
    return accounts, revenue


def _reo(world: World) -> int:
    return world.reps + next(place for place, case in enumerate(CASES) if case.name.startswith("Reo"))


def _first_day(quarter: int) -> date:
    day: date = STARTS[max(quarter, 0)].date()
    return day
