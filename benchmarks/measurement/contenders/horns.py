"""horns: parallel analysis compiled by Numba."""

from collections.abc import Callable
from typing import Any

import numpy as np
from horns import parallel_analysis

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def parallel(data: Arrays) -> Call:
    """Components against the 95th percentile of random normal data."""
    x, draws = data["values"], int(data["draws"])
    return lambda: {"components": np.array(parallel_analysis(x, draws, "normal", quantile=0.95))}
