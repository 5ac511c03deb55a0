"""statsmodels: Mantel–Haenszel of one item's strata; the loop over items and scores is ours."""

from collections.abc import Callable
from typing import Any

import numpy as np
from statsmodels.stats.contingency_tables import StratifiedTable

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def mantel_haenszel(data: Arrays) -> Call:
    """Common odds ratio, its standard error and the χ² with continuity correction of every item, by total score."""
    x, group = data["x"].astype(int), data["group"].astype(int)
    strata = x.shape[1] + 1

    def call() -> Arrays:
        total = x.sum(axis=1)
        ratio, error, chi2 = (np.empty(x.shape[1]) for _ in range(3))
        for item in range(x.shape[1]):
            cells = np.bincount((total * 2 + group) * 2 + 1 - x[:, item], minlength=4 * strata).reshape(strata, 2, 2)
            kept = cells[(cells.sum(axis=1) > 0).all(axis=1) & (cells.sum(axis=2) > 0).all(axis=1)].astype(float)
            found = StratifiedTable(list(kept))
            ratio[item], error[item] = found.logodds_pooled, found.logodds_pooled_se
            chi2[item] = found.test_null_odds(correction=True).statistic
        return {"log_odds": ratio, "se": error, "chi2": chi2}

    return call
