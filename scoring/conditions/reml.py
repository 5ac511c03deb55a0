"""How much of a result goes with something about teams, when people of a team are alike anyway?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from scoring.errors import Code, Undefined

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

#: Ratios of variances looked at, as logarithms; beyond them teams are all or nothing.
_LOWEST, _HIGHEST = -12.0, 8.0


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Residual maximum likelihood of y_ij = x_ij'γ + u_j + e_ij.

    Attributes
    ----------
    gamma, se : float, p
        In the order of the columns; the first is the intercept.
    between, within : float
        Variances of u and e.
    criterion : float
        −2 log residual likelihood, with all its constants.
    """

    gamma: Floats
    se: Floats
    between: float
    within: float
    criterion: float


def random_intercept(y: Floats, x: Floats, team: Ints) -> Model:
    """Fit by profiling the one ratio of variances (Searle, Casella & McCulloch 1992, §6.6).

    Parameters
    ----------
    y : float, n
    x : float, (n, p)
        Without the intercept, which is added first.
    team : int, n

    Raises
    ------
    Undefined
        ``CLUSTERS_TOO_FEW`` below two teams, ``N_TOO_SMALL`` with no more people than coefficients, ``NO_VARIANCE``
        when y does not vary or a column says nothing that others do not say.

    Examples
    --------
    Davies & Goldsmith 1972, table 6.1 (Dyestuff in lme4): six batches of five, σ 42.00 between and 49.51 within.

    >>> yields = [1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605, 1510, 1560, 1445, 1440,
    ...           1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450, 1480, 1445]
    >>> found = random_intercept(np.array(yields, dtype=float), np.zeros((30, 0)), np.repeat(np.arange(6), 5))
    >>> [round(float(one), 2) for one in (found.gamma[0], found.se[0], found.between**0.5, found.within**0.5)]
    [1527.5, 19.38, 42.0, 49.51]
    >>> round(found.criterion, 4)
    319.6543
    """
    labels, group = np.unique(team, return_inverse=True)
    n, teams = len(y), len(labels)
    if teams < 2:
        raise Undefined(Code.CLUSTERS_TOO_FEW, n=teams, need=2, of="teams")
    columns = np.column_stack([np.ones(n), x])
    p = columns.shape[1]
    if n <= p + 1:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=p + 2, of="people")
    # equal scales, so that what is singular does not depend on units
    scale = np.sqrt((columns**2).mean(axis=0))
    if not (scale > 0).all() or np.linalg.matrix_rank(columns / np.where(scale > 0, scale, 1), tol=1e-8 * n) < p:
        raise Undefined(Code.NO_VARIANCE, n=n)
    if not np.ptp(y) > 0:
        raise Undefined(Code.NO_VARIANCE, n=n)
    whole = np.column_stack([columns / scale, y - y.mean()])
    crossed = whole.T @ whole
    sums = np.stack([np.bincount(group, column) for column in whole.T], axis=1)
    size = np.bincount(group).astype(float)

    def fitted(ratio: float) -> tuple[float, Floats, Floats, float]:
        weight = ratio / (1 + ratio * size)
        inside = crossed - sums.T @ (weight[:, None] * sums)
        xx, xy = inside[:-1, :-1], inside[:-1, -1]
        gamma = np.linalg.solve(xx, xy)
        residual = max(float(inside[-1, -1] - xy @ gamma), 1e-300) / (n - p)
        determinant = float(np.log1p(ratio * size).sum()) + float(np.linalg.slogdet(xx)[1])
        criterion = (n - p) * (np.log(2 * np.pi * residual) + 1) + determinant + 2 * float(np.log(scale).sum())
        return float(criterion), gamma, xx, residual

    best = minimize_scalar(lambda log: fitted(np.exp(log))[0], bounds=(_LOWEST, _HIGHEST), method="bounded",
                           options={"xatol": 1e-8})  # fmt: skip
    ratio = float(np.exp(best.x))
    if fitted(0.0)[0] <= fitted(ratio)[0]:
        ratio = 0.0
    criterion, gamma, xx, residual = fitted(ratio)
    se = np.sqrt(residual * np.diag(np.linalg.inv(xx))) / scale
    gamma = gamma / scale
    gamma[0] += y.mean()
    return Model(np.asarray(gamma), np.asarray(se), ratio * residual, residual, criterion)
