"""OmniSEM: confirmatory factor analysis by maximum likelihood; covariances of factors have to be asked for."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import omnisem
import pandas as pd

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def cfa(data: Arrays) -> Call:
    """Simple structure; standardized loadings with standard errors and fit."""
    x = pd.DataFrame(data["x"]).rename(columns=lambda item: f"x{item}")
    factors = int(data["factors"])
    each = x.shape[1] // factors
    lines = [
        f"f{factor} =~ " + " + ".join(f"x{item}" for item in range(each * factor, each * (factor + 1)))
        for factor in range(factors)
    ]
    lines += [f"f{first} ~~ f{second}" for first, second in combinations(range(factors), 2)]

    def call() -> Arrays:
        found = omnisem.Model("\n".join(lines)).fit(x).result
        loadings = {one.rhs: one for one in found.parameters if one.op == "=~"}
        return {
            "loadings": np.array([loadings[item].std_all for item in x], dtype=float),
            "se": np.array([0.0 if loadings[item].estimate == 1 else loadings[item].se for item in x], dtype=float),
            "chi2": np.array(float(found.fit.chisq)),
            "cfi": np.array(float(found.fit.cfi)),
            "rmsea": np.array(float(found.fit.rmsea)),
        }

    return call
