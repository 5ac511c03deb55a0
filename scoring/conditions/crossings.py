"""Does a lever go with results more where a condition is better? A look, not a test."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from scoring.conditions.reml import Floats, Ints
from scoring.conditions.results import Crossing
from scoring.errors import Code, Undefined
from scoring.levers.regression import clustered
from scoring.policy import judged
from scoring.results import Caveat, Estimate

#: Fewer people with a value say nothing of a product of two.
PEOPLE = 50


def crossings(
    y: Floats, beside: Floats, team: Ints, levers: pd.DataFrame | None, conditions: Mapping[str, Floats | None]
) -> tuple[Crossing, ...]:
    """The product of each lever with each condition, within teams, p corrected for their number.

    Within teams the condition itself is the same for everyone and drops out, and errors by team allow the lever to
    work differently from team to team (Enders & Tofighi 2007; Cameron & Miller 2015).

    Parameters
    ----------
    y, beside, team
        Of each person.
    levers : DataFrame or None
        A row a person, a column a lever.
    conditions : Mapping of code to float, teams
    """
    if levers is None:
        return ()
    found, tested = [], []
    for code in levers.columns:
        lever = levers[code].to_numpy(float)
        for name, values in conditions.items():
            if values is None:
                continue
            level = values[team]
            known = np.isfinite(lever) & np.isfinite(level)
            one = _one(y[known], beside[known], team[known], lever[known], level[known])
            if one is not None:
                found.append((str(code), name, one[0]))
                tested.append(one[1])
    if not tested:
        return ()
    corrected = false_discovery_control(tested, method="bh")
    return tuple(Crossing(*one, float(p)) for one, p in zip(found, corrected, strict=True))


def _one(y: Floats, beside: Floats, team: Ints, lever: Floats, level: Floats) -> tuple[Estimate, float] | None:
    if len(y) < PEOPLE or not np.ptp(lever) > 0:
        return None
    lever = (lever - lever.mean()) / lever.std(ddof=1)
    product = (lever * (level - level.mean()))[:, None]
    try:
        model = clustered(y, product, np.column_stack([lever, beside]), team, np.ones(len(y)))
    except Undefined:
        return None
    b, low, high, p = (float(part[0]) for part in (model.b, model.low, model.high, model.p))
    if not np.isfinite([b, low, high, p]).all():
        return None
    shown = judged(
        Estimate(b, model.n, model.method, low, high, n_eff=float(model.teams)), "condition", teams=model.teams
    )
    return shown.doubted(Caveat(Code.NOT_CROSS_VALIDATED)), p
