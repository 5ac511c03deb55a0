"""How well would likeness to the top's own picture have predicted? A picture to look at, never an order of people."""

from collections.abc import Callable

import numpy as np

from scoring.profile.composite import Floats, Ints
from scoring.profile.results import Picture
from scoring.profile.validation import TOP_SHARE, Learner, Predictor, learned, resampled_r, team_moments, within_fold_r
from scoring.results import Estimate

#: Two points always lie on a line: with fewer scales every profile correlation is 1 or −1.
FEWEST = 3


def pictures(x: Floats, y: Floats, teams: Ints, seed: int) -> tuple[Picture, ...]:
    """Out-of-fold validity of nearness to, and likeness in shape with, the mean of the top fifth (methods §5.1.3).

    Distance punishes being better than the top's mean; correlation throws away level (Cronbach & Gleser 1953).
    """
    if x.shape[1] < FEWEST:
        return ()
    found = []
    for name, likeness in (("mahalanobis", nearness), ("profile_correlation", shape)):
        predictions = learned(x, y, teams, _like_the_top(likeness), np.random.default_rng([seed, 1]))
        moments = team_moments(predictions, y, teams)
        low, high = np.quantile(resampled_r(moments, np.random.default_rng([seed, 2])), [0.025, 0.975])
        r = float(within_fold_r(moments.sum(axis=0)))
        found.append(Picture(name, Estimate(r, len(y), "out-of-fold r", float(low), float(high))))
    return tuple(found)


def nearness(top: Floats, z: Floats, others: Floats) -> Floats:
    """−D² of Mahalanobis from each row of ``others`` to the point ``top``, by the covariance of ``z``."""
    gap = others - top
    return np.asarray(-np.einsum("ij,jk,ik->i", gap, np.linalg.pinv(np.atleast_2d(np.cov(z.T))), gap))


def shape(top: Floats, z: Floats, others: Floats) -> Floats:
    """Correlation, over scales, of each row of ``others`` with ``top``; 0 where a row is flat."""
    a, b = others - others.mean(axis=1, keepdims=True), top - top.mean()
    size = np.sqrt((a * a).sum(axis=1) * (b @ b))
    return np.asarray(np.divide(a @ b, size, out=np.zeros(len(a)), where=size > 0))


def _like_the_top(likeness: Callable[[Floats, Floats, Floats], Floats]) -> Learner:
    def learn(z: Floats, y: Floats, teams: Ints, rng: np.random.Generator) -> Predictor:
        top = z[y >= np.quantile(y, 1 - TOP_SHARE)].mean(axis=0)
        return lambda others: likeness(top, z, others)

    return learn
