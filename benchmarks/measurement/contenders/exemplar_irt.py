"""Ours: calibration and scores."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from scoring.irt import Bank, Calibration, calibrate, score

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def grm(data: Arrays) -> Call:
    """Graded response model as called without options: 61 nodes or more, observed information."""
    return lambda: _items(calibrate(data["x"], "GRM"))


def grm_items(data: Arrays) -> Call:
    """Without standard errors."""
    return lambda: _items(calibrate(data["x"], "GRM", se=False))


def two_parameters(data: Arrays) -> Call:
    """Two-parameter model."""
    return lambda: _items(calibrate(data["x"], "2PL"))


def partial_credit(data: Arrays) -> Call:
    """Slopes of one, a free spread of the trait."""
    return lambda: _one_slope(calibrate(data["x"], "PCM"))


#: With two categories the partial credit model is Rasch's.
rasch = partial_credit


def eap(data: Arrays) -> Call:
    """Mean and sd of the posterior."""
    known = bank(data["slope"], data["threshold"])

    def call() -> Arrays:
        people = score(data["x"], known).people
        return {"theta": people["theta"].to_numpy(), "sd": people["se"].to_numpy()}

    return call


def bank(slope: Any, threshold: Any) -> Bank:
    """Known items, named by their place."""
    steps = [f"threshold_{step + 1}" for step in range(threshold.shape[1])]
    items = pd.DataFrame(np.column_stack([slope, threshold]), columns=["slope", *steps])
    categories = {str(item): tuple(float(k) for k in range(threshold.shape[1] + 1)) for item in items.index}
    items.index = pd.Index([str(item) for item in items.index], name="item")
    return Bank("GRM" if threshold.shape[1] > 1 else "2PL", items, categories)


def _items(found: Calibration) -> Arrays:
    if found.status == "refused":
        raise RuntimeError(f"refused: {found.reasons}")
    steps = [str(name) for name in found.items if str(name).startswith("threshold_")]
    return {
        "slope": found.items["slope"].to_numpy(),
        "threshold": found.items[steps].to_numpy(),
        "se_slope": found.items["se_slope"].to_numpy(),
        "se_threshold": found.items[[f"se_{name}" for name in steps]].to_numpy(),
        "converged": np.array(found.converged),
    }


def _one_slope(found: Calibration) -> Arrays:
    given = _items(found)
    return {"threshold": given["threshold"], "se_threshold": given["se_threshold"], "sd": np.array(found.sd)}
