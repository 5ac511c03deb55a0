"""Meridian Instruments with twelve of its teams trained from the ninth quarter on, and the truth of it."""

from functools import cache

import numpy as np
import pandas as pd

from assess.demo.world import Floats, World, composite, make
from scoring.change import Design, Intervention, difference_in_differences

START = 8


def rows(world: World, values: Floats, name: str = "outcome") -> pd.DataFrame:
    who, when = np.indices(values.shape)
    return pd.DataFrame(
        {
            "person_id": [f"P{i:03d}" for i in who.ravel()],
            "team": [f"T{world.team[i]:02d}" for i in who.ravel()],
            "period": when.ravel(),
            name: values.ravel(),
        }
    )


def trained(seed: int, many: int = 12) -> tuple[World, Floats, list[int]]:
    """The company, its composites a quarter, and which teams were drawn for training."""
    world = make(seed)
    chosen = np.random.default_rng(seed + 5000).choice(24, many, replace=False)
    return world, composite(world), [int(team) for team in chosen]


def lever(world: World, chosen: list[int], by: float, seed: int = 1) -> pd.DataFrame:
    """A practice measured each quarter with error, that moves by so many SD in the teams trained."""
    rng = np.random.default_rng(seed)
    values = world.practised["multithread"][:, None] + 0.5 * rng.normal(size=(world.reps, world.quarters))
    values[:, START:] += by * np.isin(world.team, chosen)[:, None]
    return rows(world, values, "value")


@cache
def found(seed: int, effect: float, moved: float | None = None, many: int = 12) -> Intervention:
    world, y, chosen = trained(seed, many)
    y = y.copy()
    y[:, START:] += effect * np.nanstd(np.nanmean(y[:, :START], axis=1)) * np.isin(world.team, chosen)[:, None]
    starts = {f"T{team:02d}": START for team in chosen}
    measured = None if moved is None else lever(world, chosen, moved)
    return difference_in_differences(rows(world, y), starts, Design.RANDOMISED, lever=measured, planned=True, seed=1)
