"""rater-agreement: coefficients in numpy; knows no ordinal alpha."""

from collections.abc import Callable
from typing import Any

import numpy as np
import raters

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def interval(data: Arrays) -> Call:
    """Krippendorff's alpha on an interval scale."""
    x = [[None if np.isnan(cell) else float(cell) for cell in row] for row in data["ratings"].T]
    return lambda: {"alpha": np.array(raters.krippendorff_alpha(x, level="interval"))}


def icc(data: Arrays) -> Call:
    """Two of the six intraclass correlations, without intervals."""
    x = data["ratings"]
    return lambda: {"A,1": np.array(raters.icc(x, form="2,1")), "C,1": np.array(raters.icc(x, form="3,1"))}


def kappa(data: Arrays) -> Call:
    """Cohen's kappa with quadratic weights, without an interval."""
    first, second = data["ratings"][:, 0].tolist(), data["ratings"][:, 1].tolist()
    scale = [1.0, 2.0, 3.0, 4.0, 5.0]
    return lambda: {"kappa": np.array(raters.cohen_kappa(first, second, scale, weights="quadratic"))}
