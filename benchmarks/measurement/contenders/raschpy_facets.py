"""RaschPy: many-facet Rasch from pairs of ratings, without a distribution of the ratees."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import raschpy

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def rating_scale(data: Arrays) -> Call:
    """One severity a rater, standard errors by the sandwich, fit of the raters."""
    index = pd.MultiIndex.from_arrays([data["rater"], data["ratee"]], names=["Rater", "Person"])
    ratings = pd.DataFrame(data["x"].astype(float), index=index).sort_index()
    most = int(data["x"].max())

    def call() -> Arrays:
        found = raschpy.MFRM(ratings, max_score=most)
        found.calibrate(model="global")
        found.std_errors(model="global")
        found.facet_fit_statistics_global()
        effects = found.facet_effects_global.sort_index()
        order = effects.index
        severity = np.asarray(effects, dtype=float)
        items = np.asarray(found.items_global, dtype=float)
        return {
            "severity": severity - severity.mean(),
            "se": np.asarray(_errors(found).reindex(order), dtype=float),
            "infit": np.asarray(found.rater_infit_ms_global.reindex(order), dtype=float),
            "outfit": np.asarray(found.rater_outfit_ms_global.reindex(order), dtype=float),
            "difficulty": items - items.mean(),
        }

    return call


def _errors(found: Any) -> Any:
    return found.rater_se_global
