"""Is the rating scale used as a scale: each category often enough, higher ones for better people, steps in order?"""

import numpy as np
import pandas as pd

from scoring.severity.analysis import Analysis
from scoring.severity.frames import by_group, interval
from scoring.severity.origin import Origin
from scoring.severity.results import Model


def steps(found: Analysis, zero: Origin, model: Model) -> pd.DataFrame:
    """A row a step."""
    scale, shared = found.kept.scale, model == "rating scale"
    names = [None] if shared else list(found.ratings.labels["criterion"][found.criteria])
    rows = []
    for number, name in enumerate(names):
        criterion = found.criteria[number]
        last = int(scale.top[criterion])
        threshold, se = zero.threshold[number, :last], zero.threshold_se[number, :last]
        low, high = interval(threshold, se)
        rows.append(pd.DataFrame({
            "criterion": pd.Series([name] * last, dtype=object),
            "step": np.arange(1, last + 1),
            "rating": scale.values[criterion, 1 : last + 1],
            "threshold": threshold,
            "se": se,
            "low": low,
            "high": high,
            "ordered": np.diff(threshold, prepend=-np.inf) > 0,
        }))  # fmt: skip
    return pd.concat(rows, ignore_index=True)


def categories(found: Analysis, zero: Origin, model: Model) -> pd.DataFrame:
    """A row a category (methods A8)."""
    plan, scale, stand = found.likelihood.design, found.kept.scale, found.measures
    shared = model == "rating scale"
    own = found.likelihood.structure.difficulty @ found.place.free
    distance = stand.likeliest[plan.ratee] - found.place.level[plan.rater] - own[plan.criterion]
    names = [None] if shared else list(found.ratings.labels["criterion"][found.criteria])
    rows = []
    for number, name in enumerate(names):
        these = np.ones(len(plan.code), dtype=bool) if shared else plan.criterion == number
        criterion = found.criteria[number]
        count = int(scale.top[criterion]) + 1
        mean = by_group(distance[these], plan.code[these], count)
        rows.append(pd.DataFrame({
            "criterion": pd.Series([name] * count, dtype=object),
            "category": np.arange(count),
            "rating": scale.values[criterion, :count],
            "n": np.bincount(plan.code[these], minlength=count),
            "measure": mean,
            "rising": np.diff(mean, prepend=-np.inf) > 0,
        }))  # fmt: skip
    return pd.concat(rows, ignore_index=True)
