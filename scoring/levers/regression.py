"""How much does a result change with each of several levers inside teams, and how sure is that when teams are few?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from scoring.errors import Code, Undefined
from scoring.levers.wild import Wild

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

#: With fewer teams t is too generous, and signs of whole teams are drawn instead (methods §3.2).
CLUSTERS = 10
#: Below this share of its length a column says nothing that those before it have not said.
DEPENDENT = 1e-6
CR1 = "Within teams, weighted least squares; errors by team, CR1 with t(G − 1) (Cameron & Miller 2015)"
WILD = "Within teams, weighted least squares; wild cluster bootstrap-t, Webb weights (Cameron, Gelbach & Miller 2008)"


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients of the columns asked for, in their order; NaN where a column has nothing of its own to say.

    Attributes
    ----------
    b, se, p : float, k
        ``p`` is two-sided.
    above : float, k
        One-sided chance of a coefficient as large as this were there none; 1 − ``above`` for the other side.
    low, high, low90, high90 : float, k
    n, teams, free : int
        People and teams used, and people minus everything fitted.
    method : str
    """

    b: Floats
    se: Floats
    p: Floats
    above: Floats
    low: Floats
    high: Floats
    low90: Floats
    high90: Floats
    n: int
    teams: int
    free: int
    method: str


def clustered(
    y: Floats, x: Floats, beside: Floats, team: Codes, weight: Floats, seed: int = 0, *, absorb: bool = True
) -> Regression:
    """Regress y on x and what stands beside it, errors clustered by team (methods §3.2, appendix A3).

    V = (X'X)⁻¹ Σ_g X_g'u_g u_g'X_g (X'X)⁻¹ · G/(G − 1) · (n − 1)/(n − K), K counting teams where they are absorbed;
    t with G − 1 degrees of freedom, and with fewer than ten teams a wild cluster bootstrap.

    Parameters
    ----------
    y : float, n
    x : float, (n, k)
        What is asked about.
    beside : float, (n, c)
        What is held constant; columns that say nothing new are left out.
    team : int, n
    weight : float, n
        Above 0.
    seed : int
        Of the bootstrap.
    absorb : bool
        Whether every team has its own level, so that people are compared inside teams only; teams of one then say
        nothing and are not counted. Else there is one level for all.

    Raises
    ------
    Undefined
        ``CLUSTERS_TOO_FEW`` with fewer than two teams, ``N_TOO_SMALL`` with no more people than coefficients,
        ``NO_VARIANCE`` when y does not vary.
    """
    if absorb:
        together = np.bincount(team, minlength=1)[team] > 1
        y, x, beside, weight = (part[together] for part in (y, x, beside, weight))
        team = team[together]
    group, team = np.unique(team, return_inverse=True)
    teams, n = len(group), len(y)
    if teams < 2:
        raise Undefined(Code.CLUSTERS_TOO_FEW, n=teams, need=2, of="teams")
    root = np.sqrt(weight)[:, None]
    level = team if absorb else np.zeros(n, dtype=np.intp)
    whole = _centred(np.column_stack([beside, x, y]), level, weight) * root
    X, result = whole[:, :-1], whole[:, -1]
    if not result @ result > 1e-12 * n:
        raise Undefined(Code.NO_VARIANCE, n=n)
    kept = _independent(X)
    asked = np.flatnonzero(kept[beside.shape[1] :])
    X = X[:, kept]
    used = X.shape[1] + (teams if absorb else 1)
    if n <= used:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=used + 1, of="people")
    factor = teams / (teams - 1) * (n - 1) / (n - used)
    spread = np.full((8, x.shape[1]), np.nan)
    spread[:, asked] = _solved(X, result, team, teams, factor, len(asked), seed)
    b, se, p, above, low, high, low90, high90 = spread
    method = CR1 if teams >= CLUSTERS else WILD
    return Regression(b, se, p, above, low, high, low90, high90, n, teams, n - used, method)


def _solved(X: Floats, y: Floats, team: Codes, teams: int, factor: float, asked: int, seed: int) -> Floats:
    """Rows b, se, p, above, low, high, low90 and high90 of the last ``asked`` columns."""
    first = X.shape[1] - asked
    inverse: Floats = np.asarray(np.linalg.inv(X.T @ X), dtype=np.float64)
    b = inverse @ (X.T @ y)
    left = y - X @ b
    scores = np.zeros((teams, X.shape[1]))
    np.add.at(scores, team, X * left[:, None])
    shifts = scores @ inverse[:, first:]
    se = np.sqrt(factor * (shifts**2).sum(0))
    own = b[first:]
    if teams >= CLUSTERS:
        t = own / se
        wide, narrow = (student.ppf(share, teams - 1) * se for share in (0.975, 0.95))
        p, above = 2 * student.sf(np.abs(t), teams - 1), student.sf(t, teams - 1)
        return np.array([own, se, p, above, own - wide, own + wide, own - narrow, own + narrow])
    columns = [
        Wild.of(X, y, team, teams, inverse, place, float(own[place - first]), float(se[place - first]), factor, seed)
        for place in range(first, X.shape[1])
    ]
    return np.array([
        own, se, [one.p() for one in columns], [one.above() for one in columns],
        *np.array([(*one.interval(0.95), *one.interval(0.90)) for one in columns]).reshape(-1, 4).T,
    ])  # fmt: skip


def _centred(x: Floats, level: Codes, weight: Floats) -> Floats:
    """x less the weighted mean of its level."""
    total = np.bincount(level, weight)
    means = np.column_stack([np.bincount(level, weight * column) for column in x.T]) / total[:, None]
    return np.asarray(x - means[level])


def _independent(X: Floats) -> NDArray[np.bool_]:
    """Which columns are no combination of those before them."""
    if not X.shape[1]:
        return np.zeros(0, dtype=bool)
    length = np.sqrt((X**2).sum(0))
    alive: NDArray[np.bool_] = length > 1e-9 * np.sqrt(len(X))
    kept: NDArray[np.bool_] = alive.copy()
    if len(X) <= alive.sum():  # the caller says that people are too few
        return kept
    own = np.abs(np.diag(np.linalg.qr(X[:, alive] / length[alive], mode="r")))
    kept[alive] = own > DEPENDENT
    return kept
