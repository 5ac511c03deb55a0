"""Meridian Instruments as an analysis of its practices is given it: people, values and circumstances."""

from functools import cache

import numpy as np
import pandas as pd

from assess.demo.world import LEVERS, NULLS, World, make
from scoring.bundle import Bundle, Practised, Scale, bundle
from scoring.reference import incumbents
from tests.scoring.test_tiers import judged

NAMES = (*LEVERS, *NULLS)


def people(world: World, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Everybody rated, with group and talent outliers, and their circumstances."""
    found = judged(seed)
    table = incumbents(found).rename(columns={"criterion": "outcome"})
    outliers = {f"P{i:05d}" for i in world.outliers}
    ids = [f"P{i:05d}" for i in range(world.reps)]
    land = pd.DataFrame(
        {"potential": world.potential, "inherited": world.inherited, "size": world.inherited_size}, index=ids
    )
    return table.assign(outlier=table["person_id"].isin(outliers)), land


def values(world: World, names: tuple[str, ...] = NAMES) -> pd.DataFrame:
    wide = pd.DataFrame({name: world.practices[name] for name in names})
    wide.insert(0, "person_id", [f"P{i:05d}" for i in range(world.reps)])
    return wide.melt("person_id", var_name="lever", value_name="value")


def practices(names: tuple[str, ...] = NAMES) -> list[Practised]:
    """Scores without natural ends; the true levers are the supported ones."""
    return [Practised(name, name.title(), scale=Scale(None, None), supported=name in LEVERS) for name in names]


@cache
def found(seed: int) -> Bundle:
    world = make(seed)
    table, land = people(world, seed)
    return bundle(table, values(world), practices(), land, seed=1)


def noise(n: int, teams: int, levers: int, seed: int) -> tuple[pd.DataFrame, pd.DataFrame, list[Practised]]:
    """People whose practices have nothing to do with their results."""
    rng = np.random.default_rng(seed)
    ids = [f"P{i:05d}" for i in range(n)]
    y = rng.normal(size=n)
    group = np.where(y >= np.quantile(y, 0.8), "top", np.where(y < np.median(y), "middle", "other"))
    table = pd.DataFrame(
        {"person_id": ids, "team": [f"T{i % teams:03d}" for i in range(n)], "outcome": y, "group": group,
         "outlier": False}
    )  # fmt: skip
    names = [f"lever {k}" for k in range(levers)]
    wide = pd.DataFrame(rng.random((n, levers)), columns=names)
    wide.insert(0, "person_id", ids)
    return table, wide.melt("person_id", var_name="lever", value_name="value"), [Practised(name) for name in names]
