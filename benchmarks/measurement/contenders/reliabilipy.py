"""reliabiliPy: alpha and both omegas from a Schmid–Leiman solution."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from reliabilipy import reliability_analysis

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def omega(data: Arrays) -> Call:
    """Omega total and hierarchical, as many factors as the data have."""
    x, factors = pd.DataFrame(data["x"]), int(data["factors"])

    def call() -> Arrays:
        found = reliability_analysis(
            raw_dataset=x, is_corr_matrix=False, n_factors_f=factors, round_decimals=12, impute="drop"
        )
        found.fit()
        return {"total": np.array(found.omega_total), "hierarchical": np.array(found.omega_hierarchical)}

    return call
