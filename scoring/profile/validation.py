"""How well does a composite predict people it was not built on? Nested cross-validation, whole teams at a time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scoring.errors import Code, Undefined
from scoring.profile.composite import FOLDS, Floats, Ints, Weigher, folds, standardised, standardiser

#: z scores of others → their predictions.
Predictor = Callable[[Floats], Floats]
#: z scores, criterion, teams, generator → what predicts others.
Learner = Callable[[Floats, Floats, Ints, np.random.Generator], Predictor]

REPEATS = 10
#: Whom a chance is about, among the incumbents (methods §5.3).
TOP_SHARE = 0.20
DRAWS = 2000
#: Resampled folds can hold so few different people that r is ±1; beyond ±.99 one fold would outvote all others.
LARGEST_R = 0.99


@dataclass(frozen=True, slots=True)
class Predictions:
    """Out-of-fold predictions: arrays of shape (repeats, people)."""

    fold: Ints
    value: Floats


def out_of_fold(
    x: Floats, y: Floats, teams: Ints, weigh: Weigher, rng: np.random.Generator, repeats: int = REPEATS
) -> Predictions:
    """Predict every person from people of other teams, in ``repeats`` ways of dealing five folds (methods A10).

    Standardising, filling in missing values at the mean and weighting all happen inside the training part.

    Parameters
    ----------
    x : (people, scales)
        Scale scores, each turned so that more is expected to be better; NaN where missing.
    y : (people,)
        Criterion.
    teams : (people,)
        Team number of each person; people without a team have one of their own.

    Raises
    ------
    Undefined
        ``CLUSTERS_TOO_FEW`` with fewer than five teams.
    """
    return learned(x, y, teams, _composite(weigh), rng, repeats)


def _composite(weigh: Weigher) -> Learner:
    def learn(z: Floats, y: Floats, teams: Ints, rng: np.random.Generator) -> Predictor:
        weights = weigh(z, y, teams, rng)
        return lambda others: np.asarray(others @ weights)

    return learn


def learned(
    x: Floats, y: Floats, teams: Ints, learn: Learner, rng: np.random.Generator, repeats: int = REPEATS
) -> Predictions:
    """As ``out_of_fold``, with anything that learns from some people what it predicts of others."""
    count = len(np.unique(teams))
    if count < FOLDS:
        raise Undefined(Code.CLUSTERS_TOO_FEW, n=count, need=FOLDS)
    fold = np.array([folds(teams, rng) for _ in range(repeats)])
    value = np.empty(fold.shape)
    for repeat in range(repeats):
        for test in range(FOLDS):
            held = fold[repeat] == test
            mean, sd = standardiser(x[~held])
            predict = learn(standardised(x[~held], mean, sd), y[~held], teams[~held], rng)
            value[repeat, held] = predict(standardised(x[held], mean, sd))
    return Predictions(fold, value)


def team_moments(predictions: Predictions, y: Floats, teams: Ints) -> Floats:
    """Per team, repeat and fold: n, Σx, Σy, Σx², Σy², Σxy of predictions x and criterion y, centred within the fold.

    Shape (teams, repeats, folds, 6). A correlation in any resample of teams follows from their sum.
    """
    _, team = np.unique(teams, return_inverse=True)
    count, repeats = int(team.max()) + 1, len(predictions.fold)
    moments = np.zeros((count * repeats * FOLDS, 6))
    for repeat, (fold, value) in enumerate(zip(predictions.fold, predictions.value, strict=True)):
        size = np.maximum(np.bincount(fold, minlength=FOLDS), 1)
        a = value - (np.bincount(fold, value, FOLDS) / size)[fold]
        b = y - (np.bincount(fold, y, FOLDS) / size)[fold]
        terms = np.stack([np.ones_like(a), a, b, a * a, b * b, a * b], axis=1)
        np.add.at(moments, (team * repeats + repeat) * FOLDS + fold, terms)
    return moments.reshape(count, repeats, FOLDS, 6)


def fold_z(moments: Floats) -> Floats:
    """Fisher's z of the correlation within each fold, from sums of shape (…, 6); 0 in a fold where nothing varies."""
    n, sx, sy, sxx, syy, sxy = np.moveaxis(moments, -1, 0)
    safe = np.maximum(n, 1)
    spread = np.maximum(sxx - sx * sx / safe, 0) * np.maximum(syy - sy * sy / safe, 0)
    r = np.divide(sxy - sx * sy / safe, np.sqrt(spread), out=np.zeros_like(n), where=spread > 1e-12 * sxx * syy)
    return np.asarray(np.arctanh(np.clip(r, -LARGEST_R, LARGEST_R)))


def within_fold_r(moments: Floats) -> Floats:
    """Correlation within each fold, averaged as Fisher's z with weight n−3, from sums of shape (…, repeats, folds, 6).

    Predictions are never pooled over folds: on pure noise that gives about −.19 (methods §5.2).
    """
    weight = np.maximum(moments[..., 0] - 3, 0)
    total = (weight * fold_z(moments)).sum(axis=(-2, -1))
    return np.asarray(np.tanh(total / np.maximum(weight.sum(axis=(-2, -1)), 1)))


def resampled_r(moments: Floats, rng: np.random.Generator, draws: int = DRAWS) -> Floats:
    """r of stored predictions in ``draws`` resamples of whole teams, nothing refitted (methods §5.2.4)."""
    teams = len(moments)
    times = rng.multinomial(teams, np.full(teams, 1 / teams), size=draws).astype(float)
    summed = times @ moments.reshape(teams, -1)
    return within_fold_r(summed.reshape(draws, *moments.shape[1:]))
