"""The study of levers of an invented company: its registry, its people through the performer analysis, its hold-out."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from assess.demo.world import PRACTICE_RELIABILITY, REGIONS, World
from scoring.frames import performance
from scoring.holdout import Team, holdout
from scoring.levers import Data, Registered, Verdicts, verdicts
from scoring.performers import Rules, performers
from scoring.reference import incumbents
from scoring.tiers import tiers
from tests.scoring.worlds import RAMP_MONTHS, make, tables

CIRCUMSTANCES = ("potential", "inherited", "inherited_share")


def registry(world: World) -> list[Registered]:
    """Every practice; what is granted to high performers is known to be, and a panel finds talk on the spot hard."""
    return [
        Registered(
            code, code.replace("_", " "), "rep", "position", "behaviour", 1, PRACTICE_RELIABILITY,
            reverse_cause=code == "presales", replicability=2.1 if code == "improv" else None,
        )
        for code in world.practices
    ]  # fmt: skip


def people(world: World, seed: int) -> Data:
    """Results by the analysis of performers, talent outliers as those who know them would name them."""
    found = tiers(performers(performance(**tables(world)), Rules(ramp_months=RAMP_MONTHS)), seed)
    one = found.performers
    ids = one.grid.people["person_id"].astype(str)
    groups = incumbents(found).set_index("person_id")["group"].reindex(ids).fillna("other")
    outlier = pd.Series(False, range(world.reps))
    outlier[world.outliers] = True
    table = pd.DataFrame(
        {
            "person_id": ids, "team": one.grid.people["team"], "region": [REGIONS[r] for r in world.region],
            "outcome": one.adjusted.means, "raw": one.raw.means, "weight": one.adjusted.effective,
            "group": groups.to_numpy(), "outlier": outlier.to_numpy(),
        }
    )  # fmt: skip
    around = pd.DataFrame({c.key: c.x for c in one.covariates if c.key in CIRCUMSTANCES}, index=ids)
    values = pd.DataFrame(dict(world.practices), index=ids)
    rated = table[table["outcome"].notna()].groupby("team").agg(region=("region", "first"), n=("region", "size"))
    names = sorted(rated.index)
    teams = [Team(place, str(rated["region"][name]), int(rated["n"][name])) for place, name in enumerate(names)]
    kept_back = frozenset(names[place] for place in holdout(teams, seed).teams)
    return Data(table, around, values, kept_back)


@cache
def studied(seed: int, shuffled: bool = False) -> Verdicts:
    """All verdicts of the company of this seed; or of one in which everybody has somebody else's practices."""
    world = make(seed)
    data = people(world, seed)
    if shuffled:
        rng = np.random.default_rng(seed)
        data = replace(data, values=data.values.apply(rng.permutation))
    return verdicts(data, registry(world), seed=seed)
