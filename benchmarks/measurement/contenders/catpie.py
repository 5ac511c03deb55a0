"""catpie: R's catR in Python without any library; select by information, score by EAP."""

from collections.abc import Callable
from typing import Any

import catpie
import numpy as np

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def adaptive(data: Arrays) -> Call:
    """At 61 nodes from −6 to 6."""
    return _adaptive(data, (-6, 6, 61))


def adaptive_defaults(data: Arrays) -> Call:
    """At catR's 33 nodes from −4 to 4."""
    return _adaptive(data, (-4, 4, 33))


def _adaptive(data: Arrays, grid: tuple[float, float, int]) -> Call:
    x, length = data["x"].tolist(), int(data["length"])
    bank = [(a, b, 0.0, 1.0) for a, b in zip(data["slope"].tolist(), data["threshold"][:, 0].tolist(), strict=True)]

    def call() -> Arrays:
        theta, sd = np.zeros(len(x)), np.empty(len(x))
        for person, answers in enumerate(x):
            given: list[int] = []
            for _ in range(length):
                given.append(catpie.selectNextItem(bank, float(theta[person]), given).item)
                told = [answers[item] for item in given]
                found = catpie.estimateTheta(bank, given, told, parInt=grid)
                theta[person], sd[person] = found.theta, found.se
        return {"theta": theta, "sd": sd}

    return call
