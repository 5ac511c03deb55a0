"""At which severities, difficulties and steps are the ratings likeliest, and how sure are these?"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve

from scoring.errors import Code, Undefined
from scoring.irt.ascent import Point, ascend
from scoring.irt.expectation import grid
from scoring.responses import Floats
from scoring.severity.design import Design
from scoring.severity.likelihood import Likelihood
from scoring.severity.structure import Structure

#: The top is reached when a Newton step would raise the log-likelihood by less than half of this.
SETTLED = 1e-7
#: Looks before the information is computed anew; rounds of this before the search is given up.
LOOKS, ROUNDS = 12, 12
#: Below this SD, in logits, the ratees have nothing to tell them apart; it is then held there.
LEAST_SPREAD = 0.02
#: Beyond this SD the likelihood rises without end: raters never contradict each other, as where all agree.
MOST_SPREAD = 30.0
#: Rounds in which means of ratees, raters and criteria are taken off for a start.
SWEEPS = 4
#: Longest step: logits, and in the logarithm of the spread.
LONGEST, WIDEST = 2.0, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The top.

    Attributes
    ----------
    x : free parameters, as ``Likelihood.place`` reads them
    log_likelihood : float
        Without the ridge.
    covariance : (parameters, parameters)
    looks : int
    alike : bool
        Whether the spread of the ratees is held at its least.
    """

    x: Floats
    log_likelihood: float
    covariance: Floats
    looks: int
    alike: bool


def maximum(likelihood: Likelihood, start: Floats, ridge: Floats) -> Fit:
    """The maximum of the marginal likelihood, by Newton steps with memory.

    Parameters
    ----------
    likelihood : Likelihood
    start : free parameters
    ridge : (raters, raters)
        Precision of a normal prior of the raters' levels; zero for those with enough ratings.

    Raises
    ------
    Undefined
        ``NOT_CONVERGED``; of ``agreement`` where raters never contradict each other: ratees are endlessly apart.
    """
    raters, held = likelihood.design.raters, False

    def look(x: Floats) -> Point:
        point = likelihood.look(x)
        pull = ridge @ x[:raters]
        gradient = point.gradient.copy()
        gradient[:raters] -= pull
        if held:
            gradient[-1] = 0.0
        return replace(point, value=point.log_likelihood - float(pull @ x[:raters]) / 2, gradient=gradient)

    def curvature(x: Floats, among: Likelihood) -> Floats:
        full = among.information(x)
        full[:raters, :raters] += ridge
        if held:
            full[-1, :] = full[:, -1] = 0.0
            full[-1, -1] = 1.0
        return full

    # the way up need not be known as well as the top: half the points will do
    rough = replace(likelihood, where=grid(len(likelihood.where.points) // 2 + 1))
    point, looks = look(start), 1
    for turn in range(ROUNDS):
        solve = partial(_solved, _factor(curvature(point.free, likelihood if turn else rough)))
        point, more, settled = ascend(look, point, solve, _settled, _longest, steps=LOOKS)
        looks += more
        if point.free[-1] > np.log(MOST_SPREAD):
            raise Undefined(Code.NOT_CONVERGED, of="agreement")
        if not held and point.free[-1] < np.log(LEAST_SPREAD):
            held = True
            point, settled = look(np.append(point.free[:-1], np.log(LEAST_SPREAD))), False
        if settled:
            break
    else:
        raise Undefined(Code.NOT_CONVERGED)
    full = curvature(point.free, likelihood)
    covariance = cho_solve(_factor(full), np.eye(len(full)))
    if held:
        covariance[-1, -1] = 0.0
    return Fit(point.free, point.log_likelihood, covariance, looks, held)


def _factor(full: Floats) -> tuple[Floats, bool]:
    """Cholesky factor; where the curvature bends the wrong way, far from the top, of one that does not."""
    try:
        factor: tuple[Floats, bool] = cho_factor(full)
    except LinAlgError:
        value, vector = np.linalg.eigh(full)
        factor = cho_factor((vector * np.maximum(np.abs(value), 1e-3 * np.abs(value).max())) @ vector.T)
    return factor


def _solved(factor: tuple[Floats, bool], _: Point, v: Floats) -> Floats:
    return np.asarray(cho_solve(factor, v))


def _settled(point: Point, step: Floats) -> bool:
    return float(step @ point.gradient) < SETTLED


def _longest(free: Floats, step: Floats) -> float:
    far = max(float(np.abs(step[:-1]).max(initial=0.0)) / LONGEST, abs(float(step[-1])) / WIDEST)
    return 1 / far if far > 1 else 1.0


def start(plan: Design, structure: Structure) -> Floats:
    """Where to begin: as if a category were normal around v(θ − α − δ) with variance v, as in the middle of a scale.

    Effects of ratees, raters and criteria are then differences of means over v, and the logarithms of the odds of
    neighbouring categories over everybody are 1 + v · var(θ − α − δ) times as near to each other as within one place.
    """
    facets = (plan.ratee, plan.rater, plan.criterion)
    counts = [np.bincount(one) for one in facets]
    effects = [np.zeros(len(one)) for one in counts]
    rest = plan.code - plan.code.mean()
    for _ in range(SWEEPS):
        for place, count, effect in zip(facets, counts, effects, strict=True):
            step = np.bincount(place, rest) / count
            effect += step
            rest = rest - step[place]
    free = max(len(rest) - sum(len(one) for one in counts) + 2, 1)
    variance = max(float(rest @ rest) / free, 0.05)
    noise = variance * float(np.mean(1 / counts[0]))
    between = max(float(effects[0].var()) - noise, 0.05 * variance)
    spread = float(np.clip(np.sqrt(between) / variance, 0.2, 4.0))
    apart = spread**2 + sum(float(np.var(one)) for one in effects[1:]) / variance**2
    used = plan.seen.sum(axis=0) + 0.5
    odds = np.log(used[1:] / used[:-1]) * (1 + variance * apart)
    origin = float(np.mean(effects[2][~structure.difficulty.any(axis=1)]))  # the criteria whose difficulty is 0
    wanted = np.concatenate([(origin - effects[2]) / variance, np.tile(odds.mean() - odds, len(structure.steps))])
    told = np.concatenate([structure.difficulty, *structure.steps])
    bend = np.linalg.lstsq(told, wanted, rcond=None)[0]
    return np.concatenate([-(effects[1] + origin) / variance - odds.mean(), bend, [np.log(spread)]])
