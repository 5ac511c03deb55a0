"""Which parameters make these answers most likely, and how sure is that?"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from scoring.errors import Code, Undefined
from scoring.irt.ascent import Point, ascend
from scoring.irt.design import Design
from scoring.irt.expectation import Grid, Patterns, expected
from scoring.irt.louis import missing_information
from scoring.irt.maximization import complete
from scoring.irt.models import Floats, log_probabilities, probabilities
from scoring.irt.priors import LogNormal

#: The search begins on a sample of so many patterns where there are more than twice as many.
SAMPLE = 4096
#: In the sample a category may be empty; answers of so many invented people, spread as at the start, keep it finite.
INVENTED = 2.0
#: Beyond so many parameters no matrix of all pairs is built.
PAIRED = 3000
GRADIENT = 1e-3
CHANGE = 1e-5
#: Looks at everybody with the curvature a sample showed, and looks at most.
PATIENCE, MOST = 12, 200
#: Height, in units of log-likelihood, still to be gained when the rough search ends.
ROUGH = 0.02
#: The steepest slope times the spacing of the grid; steeper curves fall between its points.
STEEP = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Likelihood:
    """Marginal likelihood of the free parameters, times their prior.

    Attributes
    ----------
    plan : Design
    patterns : Patterns
    where : Grid
    prior : LogNormal, optional
    invented : (items, categories, points)
        Expected counts added to those of the answers.
    """

    plan: Design
    patterns: Patterns
    where: Grid
    prior: LogNormal | None = None
    invented: Floats | float = 0.0

    def look(self, free: Floats) -> Point:
        """Value and exact gradient (Fisher's identity), with the complete-data information as blocks."""
        items = self.plan.items(free)
        logs = log_probabilities(items, self.where.points)
        likelihood, counts = expected(self.patterns, logs, self.where)
        value = likelihood + float(np.sum(self.invented * logs)) if np.ndim(self.invented) else likelihood
        gradient, blocks = complete(items, self.where.points, counts + self.invented)
        if self.prior is not None:
            mine = self.plan.own[:, 0]
            height, rise, bend = self.prior.log_density(items.slope[mine])
            value += height
            gradient[mine, 0] += rise
            blocks[mine, 0, 0] += np.maximum(bend, 0.0)
        return Point(free, value, likelihood, self.plan.gathered(gradient), blocks)

    def information(self, point: Point) -> Floats:
        """The observed information of the free parameters."""
        missing = missing_information(self.plan.items(point.free), self.patterns.rough(), self.where)
        return self.plan.between(self.plan.spread(point.blocks) - missing)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The top that was found, and how often the answers were gone through."""

    point: Point
    looks: int


def maximum(likelihood: Likelihood, start: Floats, names: tuple[str, ...]) -> Fit:
    """Climbs on a sample first, then on everybody with the curvature the sample showed.

    Raises
    ------
    Undefined
        ``HEYWOOD`` with the item whose slope outgrows the grid, ``NOT_CONVERGED`` with the item that would not settle.
    """
    plan = likelihood.plan

    def watched(done: Callable[[Point, Floats], bool]) -> Callable[[Point, Floats], bool]:
        def settled(point: Point, direction: Floats) -> bool:
            slope = np.abs(plan.dense(point.free)[:, 0])
            if slope.max() * likelihood.where.spacing > STEEP:
                raise Undefined(Code.HEYWOOD, item=str(names[int(slope.argmax())]))
            return done(point, direction)

        return settled

    rough, scale = _sampled(likelihood, start)
    near, looks, _ = ascend(
        rough.look,
        rough.look(start),
        lambda point, v: plan.solved(point.blocks, v),
        watched(lambda point, direction: float(direction @ point.gradient) < 2 * ROUGH),
        plan.longest,
        slack=1e-7,
    )
    top = near if scale == 1 else likelihood.look(near.free)
    solve = _curvature(rough, near, scale)
    at_top = watched(lambda point, step: bool(np.abs(point.gradient).max() < GRADIENT and np.abs(step).max() < CHANGE))
    for steps in (PATIENCE, MOST):
        top, more, found = ascend(likelihood.look, top, solve, at_top, plan.longest, steps=steps)
        looks += more
        if found:
            break
        # a sample knows little of answers hardly anybody gave: now the curvature of all
        solve = _curvature(likelihood, top, 1.0)
    if not found:
        raise Undefined(Code.NOT_CONVERGED, item=str(names[_worst(plan, top.gradient)]))
    upright = plan.oriented(top.free)
    return Fit(top if upright is top.free else likelihood.look(upright), looks)


def _worst(plan: Design, gradient: Floats) -> int:
    """The item whose own parameters the likelihood still pulls most."""
    pull = np.zeros(plan.own.shape)
    pull.T[plan.own.T] = np.abs(gradient[plan.shared.shape[2] :])
    return int(pull.max(axis=1).argmax())


def _sampled(likelihood: Likelihood, start: Floats) -> tuple[Likelihood, float]:
    """The likelihood of a sample, and by how much it is too small."""
    patterns = likelihood.patterns
    if patterns.codes.shape[1] <= 2 * SAMPLE:
        return likelihood, 1.0
    few = patterns.sample(SAMPLE)
    spread = probabilities(likelihood.plan.items(start), likelihood.where.points)
    invented = INVENTED * spread * likelihood.where.weights
    return replace(likelihood, patterns=few, invented=invented), float(patterns.weights.sum() / few.weights.sum())


def _curvature(likelihood: Likelihood, point: Point, scale: float) -> Callable[[Point, Floats], Floats]:
    """Newton's step where the observed information can be had and is positive definite, else that of EM."""
    plan = likelihood.plan
    if plan.exists.sum() <= PAIRED:
        try:
            factor = cho_factor(scale * likelihood.information(point))
        except np.linalg.LinAlgError:
            pass
        else:
            return lambda _, v: np.asarray(cho_solve(factor, v))
    return lambda here, v: plan.solved(here.blocks, v)
