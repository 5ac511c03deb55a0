"""theta-irt: expectation and maximisation compiled by JAX; items of two categories."""

from collections.abc import Callable
from typing import Any

import numpy as np
import theta

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def two_parameters(data: Arrays) -> Call:
    """Two-parameter model on 61 Gauss–Hermite nodes, with standard errors."""
    return _two_parameters(data, n_points=61)


def two_parameters_fine(data: Arrays) -> Call:
    """On 121 nodes: 61 are too far apart for 50 items."""
    return _two_parameters(data, n_points=121)


def eap(data: Arrays) -> Call:
    """EAP with the posterior's spread, 61 nodes."""
    x = data["x"].astype(float)
    a, b = data["slope"], data["threshold"][:, 0]
    none, all_ = np.zeros(len(a)), np.ones(len(a))

    def call() -> Arrays:
        found, sd = theta.score(x, a, b, none, all_, method="EAP", n_points=61)
        return {"theta": np.asarray(found), "sd": np.asarray(sd)}

    return call


def _two_parameters(data: Arrays, **options: Any) -> Call:
    x = data["x"].astype(float)

    def call() -> Arrays:
        found = theta.fit(x, "2PL", **options)
        errors = found.standard_errors(x)
        return {
            "slope": np.asarray(found.a),
            "threshold": np.asarray(found.b)[:, None],
            "se_slope": np.asarray(errors["a"]),
            "se_threshold": np.asarray(errors["b"])[:, None],
            "converged": np.array(found.converged),
        }

    return call
