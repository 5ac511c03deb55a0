"""How sure are the item parameters, on the scale on which they are reported?"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.linalg import cho_factor, cho_solve

from scoring.errors import Code, Undefined
from scoring.irt.ascent import Point
from scoring.irt.design import Design
from scoring.irt.estimation import PAIRED, Likelihood
from scoring.irt.louis import missing_information
from scoring.irt.models import Floats

#: A variance below this is rounding error of one that is zero.
DUST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Precision:
    """Covariances of slopes and intercepts.

    Attributes
    ----------
    blocks : (items, 1 + steps, 1 + steps)
        Within items; zero where nothing was estimated.
    whole : (parameters, parameters) or None
        Of all, in the order of ``Design``, then of the trait's SD and mean where they are free; None when there are
        too many.
    """

    blocks: Floats
    whole: Floats | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """The trait of these people on the scale of the items: θ = mean + sd · z.

    ``free`` counts how many of (sd, mean) lead the free parameters.
    """

    sd: float = 1.0
    mean: float = 0.0
    free: int = 0


def scale(free: Floats, tied: int, scaled: bool) -> Scale:
    """Read off the free parameters, where they hold it."""
    if not scaled:
        return Scale()
    return Scale(sd=float(free[0]), mean=float(free[1]) if tied > 1 else 0.0, free=tied)


def precision(likelihood: Likelihood, point: Point, where: Scale) -> Precision:
    """Errors from the observed information (Louis 1982), by the delta method on the scale of the items.

    Raises
    ------
    Undefined
        ``NOT_CONVERGED`` when the information is not positive definite: this is no top, or the answers do not tell the
        parameters apart.
    """
    plan = likelihood.plan
    if plan.exists.sum() > PAIRED:
        return Precision(_within(likelihood, point))
    try:
        factor = cho_factor(likelihood.information(point))
    except np.linalg.LinAlgError as error:
        raise Undefined(Code.NOT_CONVERGED) from error
    turn = _reported(plan, point.free, where)
    whole = np.asarray(turn @ (turn @ cho_solve(factor, np.eye(plan.parameters))).T)
    certain = np.diag(whole) < DUST
    whole[certain], whole[:, certain] = 0.0, 0.0
    place = plan.place
    blocks = whole[place[:, :, None], place[:, None, :]]
    return Precision(np.where(plan.exists[:, :, None] & plan.exists[:, None, :], blocks, 0.0), whole)


def _reported(plan: Design, free: Floats, where: Scale) -> sp.csr_matrix:
    """Derivative of slopes α/σ, intercepts δ − αμ/σ, σ and μ by the free parameters."""
    kind, item = np.nonzero(plan.exists.T)
    tied = plan.shared.shape[2]
    mine = plan.own.T[plan.exists.T]
    alone = sp.csr_matrix((np.ones(mine.sum()), (np.flatnonzero(mine), np.arange(mine.sum()))), (len(mine), mine.sum()))
    by_free = sp.hstack([sp.csr_matrix(plan.shared.transpose(1, 0, 2)[plan.exists.T]), alone], format="csr")
    if not where.free:
        return by_free
    slope = plan.dense(free)[item, 0] / where.sd
    is_slope = kind == 0
    turned = sp.diags(np.where(is_slope, 1 / where.sd, 1.0)) @ by_free
    turned = turned - sp.diags(np.where(is_slope, 0.0, where.mean / where.sd)) @ by_free[item]
    direct = np.zeros((len(item), by_free.shape[1]))
    direct[:, 0] = np.where(is_slope, -1.0, where.mean) * slope / where.sd
    if tied > 1:
        direct[:, 1] = np.where(is_slope, 0.0, -slope)
    return sp.vstack([turned + sp.csr_matrix(direct), sp.eye(tied, by_free.shape[1])], format="csr")


def _within(likelihood: Likelihood, point: Point) -> Floats:
    """Each item by itself, all else taken as known."""
    plan = likelihood.plan
    missing = missing_information(plan.items(point.free), likelihood.patterns.rough(), likelihood.where, within=True)
    free = plan.own[:, :, None] & plan.own[:, None, :]
    inner = np.where(free, point.blocks - missing, np.eye(free.shape[1]))
    if (np.linalg.eigvalsh(inner)[:, 0] <= 0).any():
        raise Undefined(Code.NOT_CONVERGED)
    return np.where(free, np.linalg.inv(inner), 0.0)
