"""Ratings drawn from known variances."""

import numpy as np
import pandas as pd

TRUE = {
    "ratee": 0.50, "rater": 0.10, "criterion": 0.05, "ratee_rater": 0.10, "ratee_criterion": 0.15,
    "rater_criterion": 0.03, "residual": 0.40,
}  # fmt: skip
#: Shrout & Fleiss 1979: six ratees, four raters.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def long(x: np.ndarray) -> pd.DataFrame:
    """A complete array (ratees, raters, criteria) as a long table."""
    p, r, i = np.indices(x.shape).reshape(3, -1)
    return pd.DataFrame({"ratee": p, "rater": r, "criterion": i, "rating": x.ravel()}).astype(
        {"ratee": str, "rater": str, "criterion": str}
    )


def draw(ratees: int, raters: int, criteria: int, each: int, seed: int) -> pd.DataFrame:
    """Each ratee meets ``each`` of the raters, drawn by lot."""
    rng = np.random.default_rng(seed)
    sizes = {
        "ratee": (ratees, 1, 1), "rater": (1, raters, 1), "criterion": (1, 1, criteria),
        "ratee_rater": (ratees, raters, 1), "ratee_criterion": (ratees, 1, criteria),
        "rater_criterion": (1, raters, criteria), "residual": (ratees, raters, criteria),
    }  # fmt: skip
    x = 3 + sum(rng.normal(0, TRUE[name] ** 0.5, size) for name, size in sizes.items())
    met = rng.random((ratees, raters)).argsort(axis=1) < each
    return long(np.where(met[:, :, None], x, np.nan)).dropna().reset_index(drop=True)


def nested(ratees: int, each: int, criteria: int, seed: int) -> pd.DataFrame:
    """Every ratee meets raters nobody else meets."""
    table = draw(ratees, ratees * each, criteria, ratees * each, seed)
    own = table["rater"].astype(int) // each == table["ratee"].astype(int)
    return table[own].reset_index(drop=True)
