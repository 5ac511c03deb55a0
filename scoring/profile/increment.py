"""Does the composite tell more than the best single scale, and than what is used already?"""

from collections.abc import Sequence

import numpy as np

from scoring.profile.composite import Floats, Ints, Weigher
from scoring.profile.results import Increment
from scoring.profile.validation import (
    Learner,
    Predictor,
    learned,
    out_of_fold,
    resampled_r,
    team_moments,
    within_fold_r,
)
from scoring.results import Estimate

METHOD = "difference of out-of-fold r, paired resamples of teams"


def over_best_scale(
    x: Floats, names: Sequence[str], y: Floats, teams: Ints, weigh: Weigher, seed: int
) -> Increment | None:
    """Against the one scale that stood out in each training part; None where there is but one."""
    if x.shape[1] < 2:
        return None
    sides = (out_of_fold(x, y, teams, one, np.random.default_rng([seed, 1])) for one in (best_scale, weigh))
    base, full = (team_moments(side, y, teams) for side in sides)
    whole = np.array([np.corrcoef(np.nan_to_num(column - np.nanmean(column)), y)[0, 1] for column in x.T])
    return _increment("best_scale", (names[int(np.nan_to_num(whole).argmax())],), base, full, len(y), seed)


def over_existing(
    x: Floats, existing: Floats, names: Sequence[str], y: Floats, teams: Ints, weigh: Weigher, seed: int
) -> Increment:
    """Least squares on the scores already used, without and with the composite (methods §5.2.7).

    Parameters
    ----------
    existing : (people, columns)
        Scores of the hurdles there are; NaN stands at the mean.
    """
    both, own = np.hstack([x, existing]), x.shape[1]
    sides = (
        learned(both, y, teams, learn, np.random.default_rng([seed, 1]))
        for learn in (_existing(own), _beside(own, weigh))
    )
    base, full = (team_moments(side, y, teams) for side in sides)
    return _increment("existing", tuple(names), base, full, len(y), seed)


def best_scale(z: Floats, y: Floats, teams: Ints, rng: np.random.Generator) -> Floats:
    """All weight on the scale that goes with the criterion most closely in the expected direction."""
    weights = np.zeros(z.shape[1])
    weights[(z.T @ (y - y.mean())).argmax()] = 1.0
    return weights


def _existing(own: int) -> Learner:
    def learn(z: Floats, y: Floats, teams: Ints, rng: np.random.Generator) -> Predictor:
        slopes = _slopes(z[:, own:], y)
        return lambda others: np.asarray(others[:, own:] @ slopes)

    return learn


def _beside(own: int, weigh: Weigher) -> Learner:
    def learn(z: Floats, y: Floats, teams: Ints, rng: np.random.Generator) -> Predictor:
        weights = weigh(z[:, :own], y, teams, rng)

        def predictors(some: Floats) -> Floats:
            return np.column_stack([some[:, own:], some[:, :own] @ weights])

        slopes = _slopes(predictors(z), y)
        return lambda others: np.asarray(predictors(others) @ slopes)

    return learn


def _slopes(z: Floats, y: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(z - z.mean(axis=0), y - y.mean(), rcond=None)[0])


def _increment(over: str, scales: tuple[str, ...], base: Floats, full: Floats, n: int, seed: int) -> Increment:
    # equal seeds draw the same teams for both sides, so that the difference is paired
    points = [float(within_fold_r(side.sum(axis=0))) for side in (base, full)]
    draws = [resampled_r(side, np.random.default_rng([seed, 2])) for side in (base, full)]
    first, second = (_estimate(point, drawn, n, "out-of-fold r") for point, drawn in zip(points, draws, strict=True))
    # a negative correlation explains nothing of people it was not built on
    explained = [max(point, 0.0) ** 2 for point in points]
    drawn = [np.maximum(one, 0.0) ** 2 for one in draws]
    return Increment(
        over, scales, first, second,
        _estimate(points[1] - points[0], draws[1] - draws[0], n, METHOD),
        _estimate(explained[1] - explained[0], drawn[1] - drawn[0], n, METHOD),
    )  # fmt: skip


def _estimate(value: float, draws: Floats, n: int, method: str) -> Estimate:
    low, high = np.quantile(draws, [0.025, 0.975])
    return Estimate(value, n, method, float(low), float(high))
