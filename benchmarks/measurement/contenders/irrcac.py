"""irrCAC: Gwet's own coefficients, with standard errors."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from irrCAC.raw import CAC

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def ac2(data: Arrays) -> Call:
    """Gwet's AC2 with quadratic weights."""
    return _coefficient(data, "gwet", "ac2")


def conger(data: Arrays) -> Call:
    """Conger's kappa with quadratic weights, which for two raters is Cohen's."""
    return _coefficient(data, "conger", "kappa")


def ordinal(data: Arrays) -> Call:
    """Krippendorff's alpha with Gwet's ordinal weights, another statistic of the same name."""
    return _coefficient(data, "krippendorff", "alpha", "ordinal")


def _coefficient(data: Arrays, method: str, name: str, weights: str = "quadratic") -> Call:
    x = pd.DataFrame(data["ratings"])

    def call() -> Arrays:
        found = getattr(CAC(x, weights=weights, digits=12), method)()["est"]
        low, high = found["confidence_interval"]
        return {name: np.array(found["coefficient_value"]), "low": np.array(low), "high": np.array(high)}

    return call
