"""Where does the search for item parameters begin?"""

import numpy as np
from scipy.sparse.linalg import svds

from scoring.irt.coding import MISSING
from scoring.irt.design import Design
from scoring.irt.expectation import Patterns
from scoring.irt.models import Floats

#: A normal ogive is a logistic curve steeper by this (Camilli 1994).
OGIVE = 1.702
#: No slope begins flatter.
FLAT = 0.3


def starts(plan: Design, patterns: Patterns, positive: bool = False) -> Floats:
    """Free parameters to begin with.

    Slopes from the first principal component of the answers, less each item's own share of it; intercepts from the
    share of people at or above each category. ``positive`` for a prior that knows no other slopes.
    """
    loading = np.clip(_loadings(patterns), -0.85, 0.85)
    held = ~plan.own.any(axis=1)
    if (loading[held] @ plan.shared[held, 0, 0] if held.any() else np.sign(loading).sum()) < 0:
        loading = -loading
    slope = OGIVE * loading / np.sqrt(1 - loading**2)
    if not plan.graded:  # there the slope is that from one category to the next, not from all below to all above
        slope /= np.maximum(1.0, plan.exists[:, 1:].sum(axis=1) / 2)
    dense = np.zeros(plan.exists.shape)
    dense[:, 0] = np.where((slope < 0) & (not positive), np.minimum(slope, -FLAT), np.maximum(slope, FLAT))
    used = np.stack(
        [((patterns.codes == k) * patterns.weights).sum(axis=1) for k in range(plan.exists.shape[1])], axis=1
    )
    used = np.where(plan.exists, used + 0.5, 0.0)
    if plan.graded:
        upper = used[:, ::-1].cumsum(axis=1)[:, ::-1]
        odds = np.where(plan.exists[:, 1:], upper[:, 1:] / (upper[:, :1] - upper[:, 1:]), 1.0)
        dense[:, 1:] = np.log(odds) * np.sqrt(1 + (dense[:, :1] / OGIVE) ** 2)
    else:
        dense[:, 1:] = np.log(np.where(plan.exists[:, 1:], used[:, 1:] / np.maximum(used[:, :-1], 0.5), 1.0))
    tied = plan.shared.shape[2]
    first = np.array([1.0, 0.0]) if tied > 1 else np.full(tied, np.median(np.abs(dense[:, 0])))
    return np.concatenate([first, dense.T[plan.own.T]])


def _loadings(patterns: Patterns) -> Floats:
    given = patterns.codes != MISSING
    weight = given * patterns.weights
    count = np.maximum(weight.sum(axis=1, keepdims=True), 1.0)
    scores = np.where(given, patterns.codes - (weight * patterns.codes).sum(axis=1, keepdims=True) / count, 0.0)
    spread = np.sqrt((weight * scores**2).sum(axis=1, keepdims=True) / count)
    scores *= np.sqrt(patterns.weights) / np.where(spread > 0, spread, 1.0) / np.sqrt(patterns.weights.sum())
    if min(scores.shape) < 2:
        return np.full(len(scores), 0.5)
    vector, value, _ = svds(scores, k=1, v0=np.random.default_rng(0).normal(size=min(scores.shape)))
    share = max(float(value[0]) ** 2 - 1, 0.1) * len(scores) / (len(scores) - 1)
    return np.asarray(vector[:, 0] * np.sqrt(share))
