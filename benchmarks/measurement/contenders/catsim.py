"""catsim: select by information, score by maximum likelihood; its parts used alone, without its simulator."""

from collections.abc import Callable
from typing import Any

import numpy as np
from catsim import ItemBank, irt
from catsim.estimation import NumericalSearchEstimator
from catsim.selection import MaxInfoSelector

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def adaptive(data: Arrays) -> Call:
    """Answers one at a time, the standard error with each."""
    x, length = data["x"].astype(bool), int(data["length"])
    items = np.column_stack([data["slope"], data["threshold"][:, 0]])
    bank, selector, estimator = ItemBank(items), MaxInfoSelector(), NumericalSearchEstimator()

    def call() -> Arrays:
        theta, sd = np.zeros(len(x)), np.empty(len(x))
        for person, answers in enumerate(x):
            given: list[int] = []
            told: list[bool] = []
            for _ in range(length):
                item = selector.select(item_bank=bank, administered_items=given, est_theta=theta[person])
                given.append(int(item))
                told.append(bool(answers[item]))
                theta[person] = estimator.estimate(
                    item_bank=bank, administered_items=given, response_vector=told, est_theta=theta[person]
                )
                sd[person] = irt.see(theta[person], bank.get_items(given))
        return {"theta": theta, "sd": sd}

    return call
