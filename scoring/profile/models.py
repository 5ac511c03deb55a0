"""Which way of weighting is chosen, and how well does each predict people it was not built on?"""

import numpy as np
from scipy.stats import t as student

from scoring.profile.composite import (
    FOLDS,
    Floats,
    Ints,
    Weigher,
    ridge_weights,
    standardised,
    standardiser,
    unit_weights,
)
from scoring.profile.gate import least
from scoring.profile.results import Validity
from scoring.profile.validation import fold_z, out_of_fold, resampled_r, team_moments, within_fold_r
from scoring.results import Estimate

MODELS: dict[str, tuple[Weigher, str]] = {
    "unit": (unit_weights, "unit weights, 10 × 5 cross-validation by team (Dawes 1979)"),
    "ridge": (ridge_weights, "ridge bound to expected directions, nested 10 × 5 cross-validation by team"),
}


def validities(x: Floats, y: Floats, teams: Ints, seed: int) -> tuple[tuple[Validity, ...], Validity | None]:
    """Unit weights, and ridge where people suffice; ridge is chosen only if better by more than one SE (Dawes 1979)."""
    if not x.shape[1] or len(y) < 4 * FOLDS or len(np.unique(teams)) < FOLDS or np.ptp(y) == 0:
        return (), None
    unit, unit_draws = validity("unit", x, y, teams, seed)
    if len(y) < least("profile_estimated", "people"):
        return (unit,), unit
    ridge, ridge_draws = validity("ridge", x, y, teams, seed)
    gain = (ridge.r_cv.value or 0.0) - (unit.r_cv.value or 0.0)
    better = gain > float((ridge_draws - unit_draws).std(ddof=1))
    return (unit, ridge), ridge if better else unit


def validity(model: str, x: Floats, y: Floats, teams: Ints, seed: int) -> tuple[Validity, Floats]:
    """What one way of weighting predicts out of fold, and its resampled r."""
    weigh, method = MODELS[model]
    # equal seeds deal both models the same folds and the same resamples, so that their difference is paired
    moments = team_moments(out_of_fold(x, y, teams, weigh, np.random.default_rng([seed, 1])), y, teams)
    draws = resampled_r(moments, np.random.default_rng([seed, 2]))
    whole = moments.sum(axis=0)
    r = float(within_fold_r(whole))
    z = fold_z(whole)
    spread_z = np.sqrt((1 / z.size + 1 / (FOLDS - 1)) * z.var(ddof=1))
    corrected = float(np.tanh(np.arctanh(r) - student.ppf(0.975, z.size - 1) * spread_z))
    low, fifth, quarter, high95, high = np.quantile(draws, [0.025, 0.05, 0.25, 0.95, 0.975])
    fitted = composite(x, final_weights(x, y, teams, model, seed))
    in_sample = float(np.corrcoef(fitted, y)[0, 1]) if np.ptp(fitted) else 0.0
    estimate = Estimate(r, len(y), method, float(low), float(high), n_eff=float(len(moments)))
    return Validity(model, in_sample, estimate, float(fifth), float(quarter), float(high95), corrected), draws


def final_weights(x: Floats, y: Floats, teams: Ints, model: str, seed: int) -> Floats:
    """Weights from everyone, scaled so that the composite has SD 1 among them."""
    mean, sd = standardiser(x)
    weights = MODELS[model][0](standardised(x, mean, sd), y, teams, np.random.default_rng([seed, 3]))
    return _of_spread_1(standardised(x, mean, sd), weights)


def of_spread_1(weigh: Weigher) -> Weigher:
    """The same weights, scaled so that the composite of those they were learnt from has SD 1."""

    def weights(z: Floats, y: Floats, teams: Ints, rng: np.random.Generator) -> Floats:
        return _of_spread_1(z, weigh(z, y, teams, rng))

    return weights


def composite(x: Floats, weights: Floats) -> Floats:
    """The composite of the people themselves; a missing score stands at the mean."""
    mean, sd = standardiser(x)
    return np.asarray(standardised(x, mean, sd) @ weights)


def _of_spread_1(z: Floats, weights: Floats) -> Floats:
    size = float((z @ weights).std(ddof=1))
    return weights / size if size > 0 else weights
