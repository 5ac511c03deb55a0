"""Ours: polychoric correlations, factors and how many there are."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from scoring.factors import cfa as confirm
from scoring.factors import efa as explore
from scoring.factors import parallel_analysis
from scoring.factors import polychoric as correlate

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def polychoric(data: Arrays) -> Call:
    """The whole matrix, with standard errors."""
    return lambda: {"polychoric": correlate(data["x"]).correlations.to_numpy()}


def cfa(data: Arrays) -> Call:
    """Simple structure; standardized loadings with standard errors and fit."""
    x = pd.DataFrame(data["x"]).rename(columns=lambda item: f"x{item}")
    factors = int(data["factors"])
    each = x.shape[1] // factors
    model = {f"f{factor}": list(x.columns[each * factor : each * (factor + 1)]) for factor in range(factors)}

    def call() -> Arrays:
        found = confirm(x, model)
        loads = found.unstandardized[found.unstandardized["op"] == "=~"]
        return {
            "loadings": found.loadings.to_numpy().sum(axis=1),
            "se": loads["se"].fillna(0.0).to_numpy(),
            "chi2": np.array(found.chi2),
            "cfi": np.array(found.cfi),
            "rmsea": np.array(found.rmsea),
        }

    return call


def efa(data: Arrays) -> Call:
    """Minimum residuals, oblimin."""

    def call() -> Arrays:
        found = explore(data["x"], int(data["factors"]))
        return {"loadings": found.loadings.to_numpy(), "phi": found.phi.to_numpy()}

    return call


def parallel(data: Arrays) -> Call:
    """Components against the 95th percentile of random eigenvalues."""
    return lambda: {"components": np.array(parallel_analysis(data["values"], int(data["draws"])).n_factors)}
