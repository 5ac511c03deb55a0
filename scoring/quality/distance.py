"""How far is a person's pattern of answers from everybody's?"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2

from scoring.quality.indices import shown
from scoring.responses import Answers

Floats = npt.NDArray[np.float64]
#: So many items at once, so many complete people for each (methods §4.7).
MOST_ITEMS, PEOPLE_PER_ITEM = 60, 5
#: Below so many items at once a distance is not worth having.
LEAST_ITEMS = 5
LEAST_PEOPLE = LEAST_ITEMS * PEOPLE_PER_ITEM
#: A person who answered less than this share of the items is not judged.
LEAST_ANSWERED = 0.5
CHUNK = 2000


def mahalanobis(responses: Answers) -> pd.DataFrame:
    """Squared Mahalanobis distance of each person's answers from the mean (Mahalanobis 1936; Meade & Craig 2012).

    Parameters
    ----------
    responses : DataFrame
        Answers as given, a row a person. A person's gaps are left out and the degrees of freedom counted accordingly.

    Returns
    -------
    DataFrame
        Columns ``d2``, ``df``, ``p`` from χ². Items beyond 60, or beyond a fifth of the people who answered all, are
        taken in blocks as they follow each other: then each person's least likely block stands, its p multiplied by
        the number of blocks. NaN where a block would hold fewer than five items, and for people who answered less
        than half of it.
    """
    frame = shown(responses)
    nothing = pd.DataFrame(np.nan, index=frame.index, columns=["d2", "df", "p"])
    x = frame.to_numpy(dtype=float)
    varies = np.zeros(x.shape[1], dtype=bool)
    if len(x):
        with np.errstate(invalid="ignore"):
            varies = np.fmax.reduce(x, axis=0) > np.fmin.reduce(x, axis=0)
    x = x[:, varies]
    complete = int((~np.isnan(x)).all(axis=1).sum())
    at_once = min(MOST_ITEMS, complete // PEOPLE_PER_ITEM)
    if x.shape[1] < LEAST_ITEMS or at_once < LEAST_ITEMS:
        return nothing
    blocks = np.array_split(np.arange(x.shape[1]), -(-x.shape[1] // at_once))
    if min(map(len, blocks)) < LEAST_ITEMS:
        return nothing
    found = np.stack([_block(x[:, block]) for block in blocks])
    p = np.where(np.isnan(found[..., 2]), np.inf, found[..., 2])
    worst = p.argmin(axis=0)
    table = found[worst, np.arange(len(x))]
    table[:, 2] = np.minimum(table[:, 2] * len(blocks), 1)
    return pd.DataFrame(table, index=frame.index, columns=nothing.columns)


def _block(x: Floats) -> Floats:
    """(people, 3): distance, degrees of freedom, p."""
    given = ~np.isnan(x)
    whole = given.all(axis=1)
    mean = x[whole].mean(axis=0)
    covariance = np.atleast_2d(np.cov(x[whole], rowvar=False))
    z = np.where(given, x - mean, 0.0)
    d2, df = np.full(len(x), np.nan), np.full(len(x), np.nan)
    value, vector = np.linalg.eigh(covariance)
    held = value > 1e-10 * value[-1]
    d2[whole] = ((z[whole] @ (vector[:, held] / np.sqrt(value[held]))) ** 2).sum(axis=1)
    df[whole] = held.sum()
    partly = np.flatnonzero(~whole & (given.mean(axis=1) >= LEAST_ANSWERED)) if held.all() else np.array([], dtype=int)
    for start in range(0, len(partly), CHUNK):
        rows = partly[start : start + CHUNK]
        there = given[rows]
        # with a one in place of each missing item the inverse is that of the answered ones alone
        own = np.where(there[:, :, None] & there[:, None, :], covariance, np.eye(x.shape[1]))
        d2[rows] = (np.linalg.solve(own, z[rows][..., None])[..., 0] * z[rows]).sum(axis=1)
        df[rows] = there.sum(axis=1)
    return np.column_stack([d2, df, chi2.sf(d2, df)])
