"""RaschPy: item parameters from pairs of answers, without a distribution of the trait."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import raschpy

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def partial_credit(data: Arrays) -> Call:
    """Partial credit thresholds with standard errors."""
    x = pd.DataFrame(data["x"].astype(float))
    most = [int(data["x"].max())] * x.shape[1]

    def call() -> Arrays:
        found = raschpy.PCM(x, max_score_vector=most)
        found.calibrate()
        found.std_errors()
        return {
            "threshold": np.asarray(found.thresholds_uncentred, dtype=float),
            "se_threshold": np.array([found.threshold_se[item] for item in x.columns], dtype=float),
        }

    return call


def rasch(data: Arrays) -> Call:
    """Item difficulties with standard errors."""
    x = pd.DataFrame(data["x"].astype(float))

    def call() -> Arrays:
        found = raschpy.SLM(x)
        found.calibrate()
        found.std_errors()
        return {
            "threshold": np.asarray(found.items, dtype=float)[:, None],
            "se_threshold": np.asarray(found.item_se, dtype=float)[:, None],
        }

    return call
