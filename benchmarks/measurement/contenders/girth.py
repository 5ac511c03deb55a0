"""girth: marginal maximum likelihood item by item, by search over the slope; no standard errors but by bootstrap."""

from collections.abc import Callable
from typing import Any

import girth
import numpy as np

Arrays = dict[str, Any]
Call = Callable[[], Arrays]
#: Sixty-one nodes, the width and the rest as girth has them.
NODES = {"quadrature_n": 61}


def grm(data: Arrays) -> Call:
    """Graded response model at 61 nodes."""
    x = data["x"].T.astype(int)
    return lambda: _items(girth.grm_mml(x, NODES))


def grm_defaults(data: Arrays) -> Call:
    """Graded response model as girth does it unless told otherwise: 41 nodes."""
    x = data["x"].T.astype(int)
    return lambda: _items(girth.grm_mml(x))


def two_parameters(data: Arrays) -> Call:
    """Two-parameter model at 61 nodes."""
    x = data["x"].T.astype(int)
    return lambda: _items(girth.twopl_mml(x, NODES))


def rasch(data: Arrays) -> Call:
    """One slope for all items."""
    x = data["x"].T.astype(int)

    def call() -> Arrays:
        found = girth.onepl_mml(x, options=NODES)
        sd = float(found["Discrimination"])
        return {"threshold": found["Difficulty"][:, None] * sd, "sd": np.array(sd)}

    return call


def rasch_conditional(data: Arrays) -> Call:
    """Conditional maximum likelihood."""
    x = data["x"].T.astype(int)
    return lambda: {"threshold": girth.rasch_conditional(x)["Difficulty"][:, None]}


def partial_credit(data: Arrays) -> Call:
    """Partial credit with a free slope for each item: girth has no other by marginal likelihood."""
    x = data["x"].T.astype(int)

    def call() -> Arrays:
        found = girth.pcm_mml(x, NODES)
        slope = found["Discrimination"]
        return {"threshold": found["Difficulty"] * slope[:, None], "slope": slope}

    return call


def eap(data: Arrays) -> Call:
    """EAP of two-category items, 61 nodes; without the posterior's spread."""
    x = data["x"].T.astype(int)
    difficulty, slope = data["threshold"][:, 0], data["slope"]
    return lambda: {"theta": girth.ability_eap(x, difficulty, slope, NODES)}


def _items(found: Arrays) -> Arrays:
    difficulty = np.asarray(found["Difficulty"])
    return {
        "slope": np.asarray(found["Discrimination"]),
        "threshold": difficulty if difficulty.ndim == 2 else difficulty[:, None],
    }
