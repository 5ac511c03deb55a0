"""Do the scores hold when periods, people and teams are fitted in one mixed model instead of step by step?"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from scoring.performers.arrays import Codes, Flags, Floats
from scoring.performers.circumstance import Circumstance

#: Below these the model has little to work with (methods §2.4, method B).
PERIODS, PEOPLE = 8, 60


@dataclass(frozen=True, slots=True)
class Mixed:
    """Estimates by residual maximum likelihood of c_it = μ_t + x_i'γ + u_team + v_i + e_it.

    Attributes
    ----------
    scores : float, N
        û_team + v̂_i, what is left of a person's results once periods and circumstance are taken out; NaN without any.
    gamma : float, p
        In the order of the columns of x.
    teams, people, periods : float
        Variances of u, v and e.
    """

    scores: Floats
    gamma: Floats
    teams: float
    people: float
    periods: float


def mixed(scores: Floats, circumstance: Circumstance, team: Codes) -> Mixed | None:
    """Method B of §2.4; None with too few people or periods for it, or where two covariates say the same.

    Parameters
    ----------
    scores : float, N × T
        Composites before circumstance is taken out.
    circumstance : Circumstance
        Its covariates enter as method A keeps them, so that the two differ in the model alone.
    team : int, N

    Notes
    -----
    The best linear unbiased prediction leaves the team's part in, as method A does: v̂_i alone would take good managers
    and good teams out of their people's results. V is inverted in closed form, team by team (Searle, Casella &
    McCulloch 1992, §3.7), so that one evaluation costs N·(T + p)².
    """
    known = ~np.isnan(scores)
    n = known.sum(1).astype(float)
    rated = n > 0
    if rated.sum() < PEOPLE or np.median(n[rated]) < PERIODS:
        return None
    some = np.asarray(known.any(0))
    # per person: Σ over periods of the columns of X, and of y
    sums = np.column_stack([known[:, some], n[:, None] * circumstance.x, np.where(known, scores, 0.0).sum(1)])[rated]
    group = np.unique(team[rated], return_inverse=True)[1]
    crossed = _crossed(scores, known, some, circumstance.x)
    nested = len(np.unique(group)) > 1
    count = n[rated]
    if np.linalg.matrix_rank(crossed[:-1, :-1], hermitian=True) < len(crossed) - 1:
        return None  # covariates that say the same, such as two gaps of the same person, have no effects of their own

    def fitted(logs: Floats) -> tuple[float, Floats, float]:
        return _fitted(np.exp(logs[0]), np.exp(logs[1]) if nested else 0.0, sums, count, group, crossed)

    found = minimize(lambda logs: fitted(logs)[0], np.log([0.5, 0.1]), method="L-BFGS-B", bounds=[(-12, 6)] * 2)
    by_person, by_team = math.exp(found.x[0]), math.exp(found.x[1]) if nested else 0.0
    _criterion, beta, residual = fitted(found.x)
    left = sums[:, -1] - sums[:, :-1] @ beta
    worth = 1 + count * by_person
    q = np.bincount(group, count / worth)
    u = (by_team / (1 + by_team * q) * np.bincount(group, left / worth))[group]
    v = by_person / worth * (left - count * u)
    out = np.full(len(scores), np.nan)
    out[rated] = u + v
    gamma = beta[int(some.sum()) :]
    return Mixed(out, gamma, by_team * residual, by_person * residual, residual)


def _crossed(scores: Floats, known: Flags, some: Flags, x: Floats) -> Floats:
    """[X y]'[X y] over all results; the columns of X are the periods, then the covariates."""
    periods, p = int(some.sum()), x.shape[1]
    filled, there = np.where(known, scores, 0.0)[:, some], known[:, some].astype(float)
    out = np.zeros((periods + p + 1, periods + p + 1))
    out[:periods, :periods] = np.diag(there.sum(0))
    out[:periods, periods:-1] = there.T @ x
    out[:periods, -1] = filled.sum(0)
    out[periods:-1, periods:-1] = (x * there.sum(1)[:, None]).T @ x
    out[periods:-1, -1] = x.T @ filled.sum(1)
    out[-1, -1] = (filled**2).sum()
    return np.triu(out) + np.triu(out, 1).T


def _fitted(
    by_person: float, by_team: float, sums: Floats, n: Floats, group: Codes, crossed: Floats
) -> tuple[float, Floats, float]:
    """−2 log residual likelihood up to a constant, β̂ and σ̂²_e at these ratios of variances to σ²_e."""
    worth = 1 + n * by_person
    q = np.bincount(group, n / worth)
    scaled = sums / worth[:, None]
    per_team = np.stack([np.bincount(group, column) for column in scaled.T], axis=1)
    inverse = crossed - by_person * sums.T @ scaled - (per_team * (by_team / (1 + by_team * q))[:, None]).T @ per_team
    xx, xy = inverse[:-1, :-1], inverse[:-1, -1]
    beta: Floats = np.asarray(np.linalg.lstsq(xx, xy, rcond=None)[0], dtype=float)
    free = float(n.sum()) - len(beta)
    residual = max(float(inverse[-1, -1] - xy @ beta), 1e-300) / free
    determinant = np.log(worth).sum() + np.log1p(by_team * q).sum()
    return float(free * math.log(residual) + determinant + np.linalg.slogdet(xx)[1]), beta, residual
