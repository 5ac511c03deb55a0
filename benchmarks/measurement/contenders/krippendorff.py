"""krippendorff: alpha by the coincidence matrix."""

from collections.abc import Callable
from typing import Any

import krippendorff
import numpy as np

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def ordinal(data: Arrays) -> Call:
    """Alpha of ordinal ratings."""
    x = np.ascontiguousarray(data["ratings"].T)
    return lambda: {"alpha": np.array(krippendorff.alpha(reliability_data=x, level_of_measurement="ordinal"))}


def interval(data: Arrays) -> Call:
    """Alpha of ratings on an interval scale."""
    x = np.ascontiguousarray(data["ratings"].T)
    return lambda: {"alpha": np.array(krippendorff.alpha(reliability_data=x, level_of_measurement="interval"))}
