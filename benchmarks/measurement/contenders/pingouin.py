"""pingouin: intraclass correlations and alpha, on frames."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pingouin

Arrays = dict[str, Any]
Call = Callable[[], Arrays]
#: pingouin's words for Shrout and Fleiss' forms, and McGraw and Wong's.
FORMS = {"ICC1": "1,1", "ICC2": "A,1", "ICC3": "C,1", "ICC1k": "1,k", "ICC2k": "A,k", "ICC3k": "C,k"}
NAMES = {
    "ICC(1,1)": "1,1",
    "ICC(A,1)": "A,1",
    "ICC(C,1)": "C,1",
    "ICC(1,k)": "1,k",
    "ICC(A,k)": "A,k",
    "ICC(C,k)": "C,k",
}


def icc(data: Arrays) -> Call:
    """All six, with intervals."""
    x = data["ratings"]
    long = pd.DataFrame(
        {
            "ratee": np.repeat(np.arange(len(x)), x.shape[1]),
            "rater": np.tile(np.arange(x.shape[1]), len(x)),
            "rating": x.ravel(),
        }
    )

    def call() -> Arrays:
        found = pingouin.intraclass_corr(data=long, targets="ratee", raters="rater", ratings="rating")
        forms = [{**FORMS, **NAMES}[name] for name in found["Type"]]
        bounds = np.vstack(found[next(name for name in found if name.startswith("CI95"))])
        return {
            **{form: np.array(value) for form, value in zip(forms, found["ICC"], strict=True)},
            "low": bounds[:, 0],
            "high": bounds[:, 1],
        }

    return call


def alpha(data: Arrays) -> Call:
    """Cronbach's alpha with its interval."""
    x = pd.DataFrame(data["x"])

    def call() -> Arrays:
        value, (low, high) = pingouin.cronbach_alpha(x)
        return {"alpha": np.array(value), "low": np.array(low), "high": np.array(high)}

    return call
