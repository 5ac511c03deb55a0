"""Ours: differential item functioning."""

from collections.abc import Callable
from typing import Any

import numpy as np

from scoring.dif import mantel_haenszel as compare

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def mantel_haenszel(data: Arrays) -> Call:
    """Common odds ratio, its standard error and χ² of every item, with the ETS classes."""

    def call() -> Arrays:
        items = compare(data["x"], data["group"], reference=0).items
        return {
            "log_odds": np.log(items["alpha_mh"].to_numpy(float)),
            "se": items["se_delta"].to_numpy(float) / 2.35,
            "chi2": items["chi2"].to_numpy(float),
        }

    return call
