"""Are stated chances of the top fifth right in people the profile was not built on?"""

import math

import numpy as np
from scipy.special import expit, logit, ndtr
from scipy.stats import norm

from scoring.intervals import wilson
from scoring.profile.composite import FOLDS, Floats, Ints
from scoring.profile.results import Chances, Fifth, Logistic
from scoring.profile.validation import TOP_SHARE, Predictions
from scoring.results import Estimate

#: From so many in the top fifth on, a logistic curve is estimated (methods §5.3); its slope must come out near 1.
ESTIMATED = 60
SLOPE = (0.8, 1.2)
#: Fewer a fifth say nothing of a share (methods §9.3).
FIFTH = 20
METHOD = "logistic calibration slope, out of fold; sandwich by team (Cox 1958)"
Z95 = 1.959963984540054
Z80 = float(norm.ppf(1 - TOP_SHARE))


def expectancy(r: float, z: Floats | float) -> Floats:
    """P(top fifth | z) = 1 − Φ((z.80 − r·z)/√(1−r²)) for a standard normal predictor and criterion.

    Examples
    --------
    >>> round(float(expectancy(0.30, -0.8)), 3)  # an average applicant from a pool .8 SD below
    0.128
    """
    return np.asarray(ndtr((r * z - Z80) / math.sqrt(1 - r * r)))


def chances(predictions: Predictions, y: Floats, teams: Ints, r_cautious: float) -> Chances | None:
    """Stated beside observed shares by fifths of the prediction, Brier score and calibration slope; None with too few.

    Parameters
    ----------
    predictions : Predictions
        Of a composite whose SD is 1 where it was built.

    Notes
    -----
    A logistic curve is fitted to the other folds and judged in the one held out. It takes the place of the normal
    expectancy only with ``ESTIMATED`` people in the top fifth and a slope within ``SLOPE``.
    """
    top = (y >= np.quantile(y, 1 - TOP_SHARE)).astype(float)
    z = predictions.value
    if len(y) < FIFTH / TOP_SHARE or r_cautious <= 0 or not 0 < top.sum() < len(y) or np.ptp(z) == 0:
        return None  # too few, or a composite that promises everybody the same
    normal = expectancy(r_cautious, z)
    curve, stated = None, normal
    if top.sum() >= ESTIMATED:
        held_out = _held_out(predictions, top)
        slope = _slope(held_out, top, teams)
        if slope.value is not None and SLOPE[0] <= slope.value <= SLOPE[1]:
            found, covariance = logistic(z, top, teams)
            curve = Logistic(*map(float, (*found, covariance[0, 0], covariance[0, 1], covariance[1, 1])))
            stated = held_out
    brier = float(((stated - top) ** 2).mean())
    base = float(((top.mean() - top) ** 2).mean())
    return Chances(curve, brier, base, _slope(stated, top, teams), _fifths(z, stated, top))


def logistic(z: Floats, top: Floats, teams: Ints) -> tuple[Floats, Floats]:
    """Intercept and slope of P(top) = 1/(1 + e^−(a + bz)) over repeats, and their covariance by teams (Liang & Zeger).

    ``z`` has shape (repeats, people); each person counts once, whatever the number of repeats.
    """
    repeats = len(z)
    beta = np.array([logit(top.mean()), 0.0])
    for _ in range(50):
        p = expit(beta[0] + beta[1] * z)
        residual, weight = (top - p) / repeats, p * (1 - p) / repeats
        score = np.array([residual.sum(), (residual * z).sum()])
        information = _information(weight, z)
        step = np.linalg.solve(information, score)
        beta = beta + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    p = expit(beta[0] + beta[1] * z)
    residual = (top - p) / repeats
    each = np.stack([residual.sum(axis=0), (residual * z).sum(axis=0)], axis=1)
    _, member = np.unique(teams, return_inverse=True)
    scores = np.zeros((int(member.max()) + 1, 2))
    np.add.at(scores, member, each)
    bread = np.linalg.inv(_information(p * (1 - p) / repeats, z))
    groups = len(scores)
    return beta, np.asarray(bread @ (scores.T @ scores) @ bread * groups / (groups - 1))


def _information(weight: Floats, z: Floats) -> Floats:
    a, b, c = weight.sum(), (weight * z).sum(), (weight * z * z).sum()
    return np.array([[a, b], [b, c]])


def _held_out(predictions: Predictions, top: Floats) -> Floats:
    stated = np.empty_like(predictions.value)
    for repeat, (fold, z) in enumerate(zip(predictions.fold, predictions.value, strict=True)):
        for test in range(FOLDS):
            held = fold == test
            beta, _ = logistic(z[None, ~held], top[~held], np.arange((~held).sum()))
            stated[repeat, held] = expit(beta[0] + beta[1] * z[held])
    return stated


def _slope(stated: Floats, top: Floats, teams: Ints) -> Estimate:
    """1 where stated chances are right, below 1 where they are too extreme."""
    beta, covariance = logistic(np.asarray(logit(stated)), top, teams)
    half = Z95 * math.sqrt(covariance[1, 1])
    return Estimate(float(beta[1]), len(top), METHOD, float(beta[1] - half), float(beta[1] + half))


def _fifths(z: Floats, stated: Floats, top: Floats) -> tuple[Fifth, ...]:
    """People dealt into fifths by their mean prediction over repeats."""
    place = z.mean(axis=0).argsort(kind="stable").argsort(kind="stable") * 5 // len(top)
    expected = stated.mean(axis=0)
    found = []
    for fifth in range(5):
        among = place == fifth
        n, k = int(among.sum()), float(top[among].sum())
        low, high = wilson(k, n)
        found.append(
            Fifth(fifth + 1, float(expected[among].mean()), Estimate(k / n, n, "share, Wilson 1927", low, high))
        )
    return tuple(found)
