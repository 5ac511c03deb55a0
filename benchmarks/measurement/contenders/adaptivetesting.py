"""adaptivetesting: select by information, score by EAP or by the mode of the posterior."""

from collections.abc import Callable
from typing import Any

import numpy as np
from adaptivetesting.implementations import TestAssembler
from adaptivetesting.math.estimators import BayesModal, ExpectedAPosteriori, NormalPrior
from adaptivetesting.models import ItemPool

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def eap(data: Arrays) -> Call:
    """Mean of the posterior, at its 1,000 nodes."""
    return _adaptive(data, ExpectedAPosteriori)


def mode(data: Arrays) -> Call:
    """Mode of the posterior."""
    return _adaptive(data, BayesModal)


def _adaptive(data: Arrays, estimator: Any) -> Call:
    x, length = data["x"].tolist(), int(data["length"])
    a, b = data["slope"].tolist(), data["threshold"][:, 0].tolist()
    none, all_ = [0.0] * len(a), [1.0] * len(a)

    def call() -> Arrays:
        theta, sd = np.zeros(len(x)), np.empty(len(x))
        for person, answers in enumerate(x):
            test = TestAssembler(
                ItemPool.load_from_list(b, a, none, all_, simulated_responses=answers), "", "", estimator,
                {"prior": NormalPrior(0, 1), "optimization_interval": (-10, 10)},
            )  # fmt: skip
            for _ in range(length):
                test.run_test_once()
            theta[person], sd[person] = test.ability_level, test.standard_error
        return {"theta": theta, "sd": sd}

    return call
