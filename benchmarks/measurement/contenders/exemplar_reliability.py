"""Ours: reliability of scales."""

from collections.abc import Callable
from typing import Any

import numpy as np

from scoring.reliability import alpha as cronbach
from scoring.reliability import omega as mcdonald

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def alpha(data: Arrays) -> Call:
    """With its interval."""

    def call() -> Arrays:
        found = cronbach(data["x"])
        values = {"alpha": found.value, "low": found.low, "high": found.high}
        return {key: np.array(value, dtype=float) for key, value in values.items()}

    return call


def omega(data: Arrays) -> Call:
    """Total and hierarchical, without the bootstrap the peers have none of."""
    factors = int(data["factors"])

    def call() -> Arrays:
        found = mcdonald(data["x"], factors, resamples=0)
        values = {"total": found.total.value, "hierarchical": found.hierarchical.value}
        return {key: np.array(value, dtype=float) for key, value in values.items()}

    return call
