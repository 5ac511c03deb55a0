"""The invented company with the funnel its stars bend: at-bats, of which outliers need fewer, and how many are won."""

import numpy as np
import pandas as pd

from assess.demo.world import World, make
from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.performers.results import Flags
from scoring.tiers import Tiers, tiers
from tests.scoring.worlds import RAMP_MONTHS, tables

KEYS = ("prospecting", "win_rate")


def company(seed: int) -> tuple[World, Tiers, Flags]:
    """World, tiers, and who truly is a talent outlier; ``prospecting`` and ``win_rate`` stand beside the score."""
    world = make(seed)
    files = tables(world)
    rng = np.random.default_rng([seed, 13])
    # 40 meetings a quarter, 8 more for each SD of prospecting; wins are what earned success makes of them
    meetings = 40 + 8 * world.practised["prospect"][:, None] + rng.normal(0, 4, (world.reps, world.quarters))
    wins = 12 + 3 * (world.earned + 0.3 * rng.normal(0, 1, (world.quarters, world.reps))).T
    funnel = {"prospecting": np.round(meetings), "win_rate": 100 * wins / np.maximum(meetings, 5)}
    spans = files["kpis"][["period_start", "period_end"]].drop_duplicates().sort_values("period_start")
    started = files["kpis"][["person_id", "period_start"]].drop_duplicates()
    extra = []
    for key, values in funnel.items():
        for t, (start, end) in enumerate(spans.itertuples(index=False)):
            rows = {"person_id": files["people"]["person_id"], "metric_key": key, "period_start": start}
            extra.append(pd.DataFrame(rows | {"period_end": end, "value": values[:, t]}))
    more = pd.concat(extra).merge(started, on=["person_id", "period_start"])
    metrics = files["metrics"].assign(kind=["result", "result", "quality", "quality", "activity"])
    beside = pd.DataFrame(
        {"metric_key": KEYS, "direction": "higher", "weight": 0.0, "kind": ["activity", "efficiency"]}
    )
    found = performance(**files | {"kpis": pd.concat([files["kpis"], more]), "metrics": pd.concat([metrics, beside])})
    outlier = np.zeros(world.reps, dtype=bool)
    outlier[world.outliers] = True
    return world, tiers(performers(found, Rules(ramp_months=RAMP_MONTHS)), seed), outlier
