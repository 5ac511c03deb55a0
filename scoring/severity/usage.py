"""Is the rating scale used as a scale: each category often enough, higher ones for better people, steps in order?"""

import numpy as np
import pandas as pd

from scoring.severity.analysis import Analysis
from scoring.severity.frames import Texts, by_group, interval
from scoring.severity.origin import Origin
from scoring.severity.reading import Places
from scoring.severity.results import Model


def steps(found: Analysis, zero: Origin, model: Model) -> pd.DataFrame:
    """A row a step."""
    scale, criteria = found.kept.scale, _sets(found, model)
    step = scale.top[criteria][:, None] >= np.arange(1, zero.threshold.shape[1] + 1)
    one, number = np.nonzero(step)
    threshold, se = zero.threshold[step], zero.threshold_se[step]
    low, high = interval(threshold, se)
    return pd.DataFrame({
        "criterion": pd.Series(_names(found, model)[one], dtype=object),
        "step": number + 1,
        "rating": scale.values[criteria[one], number + 1],
        "threshold": threshold, "se": se, "low": low, "high": high,
        "ordered": (number == 0) | (np.diff(threshold, prepend=-np.inf) > 0),
    })  # fmt: skip


def categories(found: Analysis, zero: Origin, model: Model) -> pd.DataFrame:
    """A row a category (methods A8)."""
    plan, scale, stand = found.likelihood.design, found.kept.scale, found.measures
    criteria, width = _sets(found, model), found.kept.scale.values.shape[1]
    own = found.likelihood.structure.difficulty @ found.place.free
    distance = stand.likeliest[plan.ratee] - found.place.level[plan.rater] - own[plan.criterion]
    key = plan.code if model == "rating scale" else plan.criterion * width + plan.code
    one, number = np.nonzero(scale.top[criteria][:, None] >= np.arange(width))
    place, size = one * width + number, len(criteria) * width
    mean = by_group(distance, key, size)[place]
    return pd.DataFrame({
        "criterion": pd.Series(_names(found, model)[one], dtype=object),
        "category": number,
        "rating": scale.values[criteria[one], number],
        "n": np.bincount(key, minlength=size)[place],
        "measure": mean,
        "rising": (number == 0) | (np.diff(mean, prepend=-np.inf) > 0),
    })  # fmt: skip


def _sets(found: Analysis, model: Model) -> Places:
    """A criterion for each set of steps: of everybody's under a rating scale the first."""
    return found.criteria[:1] if model == "rating scale" else found.criteria


def _names(found: Analysis, model: Model) -> Texts:
    """(sets,): whose steps they are; None where everybody's."""
    if model == "rating scale":
        return np.array([None], dtype=object)
    return np.asarray(found.ratings.labels["criterion"][found.criteria], dtype=object)
