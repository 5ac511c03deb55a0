"""ordinalcorr: polychoric correlations pair by pair, in two steps."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from ordinalcorr import hetcor

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def polychoric(data: Arrays) -> Call:
    """The whole matrix."""
    x = pd.DataFrame(data["x"]).rename(columns=str)
    return lambda: {"polychoric": np.asarray(hetcor(x), dtype=float)}
