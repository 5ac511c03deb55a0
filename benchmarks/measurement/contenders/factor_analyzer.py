"""factor-analyzer: exploratory factor analysis by minimum residuals."""

from collections.abc import Callable
from typing import Any

import numpy as np
from factor_analyzer import FactorAnalyzer

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def efa(data: Arrays) -> Call:
    """Minimum residuals, oblimin."""
    x, factors = data["x"].astype(float), int(data["factors"])

    def call() -> Arrays:
        found = FactorAnalyzer(n_factors=factors, rotation="oblimin", method="minres")
        found.fit(x)
        return {"loadings": np.asarray(found.loadings_), "phi": np.asarray(found.phi_)}

    return call
