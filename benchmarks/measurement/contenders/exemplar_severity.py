"""Ours: severity of raters."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from scoring.severity import severity

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def rating_scale(data: Arrays) -> Call:
    """All tables, from a long frame of names as an interviewing system has them."""
    return _call(data, "rating scale")


def partial_credit(data: Arrays) -> Call:
    """Steps of each criterion's own."""
    return _call(data, "partial credit")


def _call(data: Arrays, model: str) -> Call:
    x = data["x"]
    criteria = x.shape[1]
    names = {
        "rater": [f"rater {number:05}" for number in range(int(data["rater"].max()) + 1)],
        "ratee": [f"candidate {number:07}" for number in range(int(data["ratee"].max()) + 1)],
        "criterion": [f"criterion {number:02}" for number in range(criteria)],
    }
    places = {
        "rater": np.repeat(data["rater"], criteria),
        "ratee": np.repeat(data["ratee"], criteria),
        "criterion": np.tile(np.arange(criteria), len(x)),
    }
    columns = {name: np.array(names[name], dtype=object)[place] for name, place in places.items()}
    ratings = pd.DataFrame({**columns, "rating": x.ravel().astype(float) + 1})

    def call() -> Arrays:
        found = severity(ratings, model)
        raters = found.raters
        return {name: raters[name].to_numpy() for name in ("severity", "se", "infit", "outfit")} | {
            "difficulty": found.criteria["difficulty"].to_numpy(),
            "log_likelihood": np.array(-found.deviance / 2),
        }

    return call
