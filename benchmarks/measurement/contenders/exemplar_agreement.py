"""Ours: agreement of raters."""

from collections.abc import Callable
from typing import Any

import numpy as np

from scoring.agreement import gwet as coefficient
from scoring.agreement import icc as intraclass
from scoring.agreement import kappa as weighted
from scoring.agreement import krippendorff
from scoring.results import Estimate

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def ordinal(data: Arrays) -> Call:
    """Krippendorff's alpha with its interval."""
    return lambda: _estimate("alpha", krippendorff(data["ratings"], "ordinal"))


def interval(data: Arrays) -> Call:
    """The same on an interval scale."""
    return lambda: _estimate("alpha", krippendorff(data["ratings"], "interval"))


def icc(data: Arrays) -> Call:
    """All six, with intervals."""

    def call() -> Arrays:
        found = intraclass(data["ratings"])
        forms = [found[form] for form in ("1,1", "A,1", "C,1", "1,k", "A,k", "C,k")]
        return {
            **{form: np.array(found[form].value) for form in ("1,1", "A,1", "C,1", "1,k", "A,k", "C,k")},
            "low": np.array([one.low for one in forms], dtype=float),
            "high": np.array([one.high for one in forms], dtype=float),
        }

    return call


def gwet(data: Arrays) -> Call:
    """AC2, quadratic weights."""
    return lambda: _estimate("ac2", coefficient(data["ratings"], "quadratic"))


def kappa(data: Arrays) -> Call:
    """Cohen's, quadratic weights."""
    return lambda: _estimate("kappa", weighted(data["ratings"], weights="quadratic"))


def _estimate(name: str, found: Estimate) -> Arrays:
    return {
        key: np.array(value, dtype=float)
        for key, value in ((name, found.value), ("low", found.low), ("high", found.high))
    }
