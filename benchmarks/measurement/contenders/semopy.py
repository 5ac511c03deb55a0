"""semopy: confirmatory factor analysis by maximum likelihood."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import semopy

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def cfa(data: Arrays) -> Call:
    """Simple structure; standardized loadings with standard errors and fit."""
    x = pd.DataFrame(data["x"]).rename(columns=lambda item: f"x{item}")
    factors = int(data["factors"])
    each = x.shape[1] // factors
    model = "\n".join(
        f"f{factor} =~ " + " + ".join(f"x{item}" for item in range(each * factor, each * (factor + 1)))
        for factor in range(factors)
    )

    def call() -> Arrays:
        found = semopy.Model(model)
        found.fit(x, obj="MLW")
        rows = found.inspect(std_est=True)
        fit = semopy.calc_stats(found)
        rows = rows[rows["lval"].str.startswith("x") & (rows["op"] == "~")].set_index("lval").loc[list(x.columns)]
        errors = pd.to_numeric(rows["Std. Err"], errors="coerce").to_numpy(float)
        return {
            "loadings": rows["Est. Std"].to_numpy(float),
            # the first loading of a factor is fixed and has none
            "se": np.where(np.arange(len(errors)) % each == 0, 0.0, errors),
            "chi2": np.array(float(fit["chi2"].iloc[0])),
            "cfi": np.array(float(fit["CFI"].iloc[0])),
            "rmsea": np.array(float(fit["RMSEA"].iloc[0])),
        }

    return call
