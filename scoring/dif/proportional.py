"""How do the odds of a higher answer depend on what is known of people, fitted to many items at once?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

Floats = npt.NDArray[np.float64]
STEPS, HALVINGS, DECREMENT = 60, 30, 1e-13
TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Fit:
    """Proportional-odds models P(Y ≥ k) = 1/(1 + exp(−(α_k + xβ))), one an item (McCullagh 1980).

    Attributes
    ----------
    log_likelihood : (items,)
    parameters : (items, answers − 1 + predictors)
        α falling, then β.
    errors : (items, answers − 1 + predictors)
        Standard errors; infinite where the data do not bound a parameter.
    converged : (items,) bool
    """

    log_likelihood: Floats
    parameters: Floats
    errors: Floats
    converged: npt.NDArray[np.bool_]


def fit(counts: Floats, x: Floats, start: Floats | None = None) -> Fit:
    """Maximum likelihood by Newton's method with halved steps; with two answers it is logistic regression.

    Parameters
    ----------
    counts : (items, cells, answers)
        People of each cell who gave each answer; every answer was given by somebody.
    x : (cells, predictors)
    start : (items, answers − 1 + fewer predictors), optional
        Parameters of a smaller model; those missing start at zero.
    """
    items, _, answers = counts.shape
    width = answers - 1 + x.shape[1]
    theta = np.zeros((items, width))
    if start is None:
        shares = counts.sum(axis=1) / counts.sum(axis=(1, 2))[:, None]
        theta[:, : answers - 1] = logit(np.cumsum(shares[:, ::-1], axis=1)[:, -2::-1])
    else:
        theta[:, : start.shape[1]] = start
    value = _log_likelihood(theta, counts, x)
    busy = np.arange(items)
    for _ in range(STEPS):
        slope, information = _derivatives(theta[busy], counts[busy], x)
        step = np.linalg.solve(information, slope[:, :, None])[:, :, 0]
        going = np.abs((slope * step).sum(axis=1)) >= DECREMENT * (1 + np.abs(value[busy]))
        busy, step = busy[going], step[going]
        if not len(busy):
            break
        for _ in range(HALVINGS):
            trial = _log_likelihood(theta[busy] + step, counts[busy], x)
            worse = ~(trial >= value[busy] - 1e-12 * (1 + np.abs(value[busy])))
            if not worse.any():
                break
            step[worse] /= 2
        theta[busy] += step
        value[busy] = trial
    converged = np.ones(items, dtype=bool)
    converged[busy] = False
    information = _derivatives(theta, counts, x)[1]
    errors = np.sqrt(np.maximum(np.diagonal(np.linalg.inv(information), axis1=1, axis2=2), 0))
    return Fit(value, theta, errors, converged)


def _predictors(theta: Floats, x: Floats, steps: int) -> Floats:
    """(items, cells, steps) α_k + xβ."""
    return np.asarray(theta[:, None, :steps] + (theta[:, steps:] @ x.T)[:, :, None])


def _shares(eta: Floats) -> tuple[Floats, Floats, Floats]:
    """P(Y = k) (items, cells, answers) as differences, taken on the side where they do not cancel; P(Y ≥ k), P(Y < k)
    (items, cells, steps)."""
    above, below = expit(eta), expit(-eta)
    none = np.zeros((*eta.shape[:2], 1))
    falling = np.concatenate([1 - none, above], axis=2) - np.concatenate([above, none], axis=2)
    rising = np.concatenate([below, 1 - none], axis=2) - np.concatenate([none, below], axis=2)
    flip = np.concatenate([none == 0, eta[:, :, :-1] + eta[:, :, 1:] > 0, none > 0], axis=2)
    return np.maximum(np.where(flip, rising, falling), TINY), above, below


def _log_likelihood(theta: Floats, counts: Floats, x: Floats) -> Floats:
    steps = counts.shape[2] - 1
    crossed = (np.diff(theta[:, :steps], axis=1) >= 0).any(axis=1)
    shares, _, _ = _shares(_predictors(theta, x, steps))
    return np.where(crossed, -np.inf, (counts * np.log(shares)).sum(axis=(1, 2)))


def _derivatives(theta: Floats, counts: Floats, x: Floats) -> tuple[Floats, Floats]:
    """(items, parameters) gradient and (items, parameters, parameters) observed information."""
    steps = counts.shape[2] - 1
    shares, above, below = _shares(_predictors(theta, x, steps))
    density = above * below
    ratio = counts / shares
    curve = ratio / shares
    turn = ratio[:, :, 1:] - ratio[:, :, :-1]
    each = density * turn
    diagonal = density**2 * (curve[:, :, 1:] + curve[:, :, :-1]) - density * (1 - 2 * above) * turn
    beside = -density[:, :, 1:] * density[:, :, :-1] * curve[:, :, 1:-1]
    rows = diagonal.copy()
    rows[:, :, 1:] += beside
    rows[:, :, :-1] += beside
    items, width = len(theta), theta.shape[1]
    slope = np.concatenate([each.sum(axis=1), each.sum(axis=2) @ x], axis=1)
    information = np.zeros((items, width, width))
    place = np.arange(steps)
    information[:, place, place] = diagonal.sum(axis=1)
    information[:, place[1:], place[:-1]] = information[:, place[:-1], place[1:]] = beside.sum(axis=1)
    mixed = rows.transpose(0, 2, 1) @ x
    information[:, :steps, steps:] = mixed
    information[:, steps:, :steps] = mixed.transpose(0, 2, 1)
    information[:, steps:, steps:] = (rows.sum(axis=2)[:, None, :] * x.T) @ x
    # keeps a step finite where the data leave a direction flat; too small to move the maximum
    every = np.arange(width)
    information[:, every, every] = information[:, every, every] * (1 + 1e-10) + 1e-30
    return slope, information
