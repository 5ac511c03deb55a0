"""The files Meridian Instruments would upload, made from its truth; and companies in which there is nothing to find."""

from dataclasses import replace

import numpy as np
import pandas as pd

from assess.demo.world import KPIS, RAMP_QUARTERS, SEGMENTS, WEIGHTS, World, make

__all__ = ["RAMP_MONTHS", "make", "noise", "tables"]

RAMP_MONTHS = 3 * RAMP_QUARTERS
FIRST_QUARTER = pd.Period("2023Q1")


def tables(world: World, quarters: int | None = None, segments: bool = True) -> dict[str, pd.DataFrame]:
    """The five tables of ``scoring.frames.performance``, in ISO text as a file would hold them."""
    quarters = quarters or world.quarters
    who = [f"P{i:05d}" for i in range(world.reps)]
    span = [FIRST_QUARTER + t for t in range(quarters)]
    starts = np.array([f"{one.start_time:%Y-%m-%d}" for one in span])
    ends = np.array([f"{one.end_time:%Y-%m-%d}" for one in span])
    i, t, m = (index.ravel() for index in np.indices((world.reps, quarters, len(KPIS))))
    kpis = pd.DataFrame(
        {
            "person_id": np.array(who)[i],
            "metric_key": np.array(KPIS)[m],
            "period_start": starts[t],
            "period_end": ends[t],
            "value": world.kpis[:, :quarters].ravel(),
        }
    ).dropna(subset=["value"])
    joined = [f"{(FIRST_QUARTER + int(hired)).start_time:%Y-%m-%d}" for hired in world.hired]
    people = pd.DataFrame(
        {
            "person_id": who,
            "team": [f"T{team:02d}" for team in world.team],
            "role": "account executive",
            "segment": [SEGMENTS[segment] for segment in world.segment] if segments else None,
            "hire_date": joined,
            "role_start_date": joined,
        }
    )
    territories = pd.DataFrame(
        {
            "territory_id": [f"Z{i:05d}" for i in range(world.reps)],
            "potential": world.potential,
            "prior_run_rate": 1e6,
            "measured": "2010-01-01",
        }
    )
    assignments = pd.DataFrame(
        {
            "person_id": who,
            "territory_id": territories["territory_id"],
            "start": joined,
            "inherited_book_value": 3e5 * world.inherited_size,
            "reason": "hire",
        }
    )
    metrics = pd.DataFrame(
        {
            "metric_key": KPIS,
            "direction": ["higher"] * 4 + ["lower"],
            "weight": WEIGHTS,
        }
    )
    return {
        "kpis": kpis,
        "metrics": metrics,
        "people": people,
        "assignments": assignments,
        "territories": territories,
    }


def noise(seed: int) -> World:
    """The same company in which every quarter is luck and nobody differs from anybody."""
    world = make(seed)
    return replace(world, kpis=np.random.default_rng(seed).normal(size=world.kpis.shape))
