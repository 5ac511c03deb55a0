"""Where do the very best fall on the composite, and how do they differ from the rest of the top? Never a model."""

import math

import numpy as np

from scoring.profile.composite import Floats
from scoring.profile.results import HireLike
from scoring.profile.validation import TOP_SHARE

SHARE = 0.04
#: People whose weight the mean of the top fifth has against that of so few (methods §5.2.8).
PRIOR = 10


def hire_like(x: Floats, y: Floats, top: np.ndarray, fitted: Floats) -> HireLike | None:
    """The best 4 % by results within the reference top; None where the top is empty.

    Parameters
    ----------
    x : (people, scales)
        Scores as they are, NaN where missing.
    top : (people,) of bool
        The reference top.
    fitted : (people,)
        The composite.
    """
    if not top.any():
        return None
    count = min(math.ceil(SHARE * len(y)), int(top.sum()))
    best = np.flatnonzero(top)[np.argsort(-y[top], kind="stable")[:count]]
    means = [_mean(x[top]), _mean(x[best])]
    pull = count / (count + PRIOR)
    shrunken = means[0] + pull * (means[1] - means[0])
    cut = np.quantile(fitted, 1 - TOP_SHARE)
    return HireLike(
        count,
        int((fitted[best] > fitted.mean()).sum()),
        int((fitted[best] > cut).sum()),
        tuple(None if math.isnan(one) else float(one) for one in shrunken),
    )


def _mean(x: Floats) -> Floats:
    given = (~np.isnan(x)).sum(axis=0)
    total = np.where(np.isnan(x), 0.0, x).sum(axis=0)
    return np.asarray(np.divide(total, given, out=np.full(x.shape[1], np.nan), where=given > 0))
