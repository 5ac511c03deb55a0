"""What do the parameters of a fitted measurement model say, in the items' own units and standardized?"""

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import norm

from scoring.factors.cfa_estimation import Floats, crossed
from scoring.factors.cfa_model import Directions, Elements, Matrices, Specification, count, directions, elements

#: Modification indices cost the square of the items; beyond this many they are left out.
MOST_ITEMS_MODIFIED = 150
Name = tuple[Hashable, str, Hashable]


def names(spec: Specification, places: Elements) -> list[Name]:
    """What each parameter is, as lavaan writes it: factor =~ item, a ~~ b, item ~ 1."""
    found: list[Name] = [("", "", "")] * count([places])
    for i, j in np.argwhere(places.loadings >= 0):
        found[places.loadings[i, j]] = (spec.factors[j], "=~", spec.items[i])
    for i, j in np.argwhere(np.tril(places.phi >= 0)):
        found[places.phi[i, j]] = (spec.factors[j], "~~", spec.factors[i])
    for i, j in np.argwhere(np.tril(places.theta >= 0)):
        found[places.theta[i, j]] = (spec.items[j], "~~", spec.items[i])
    for i in np.flatnonzero(places.nu >= 0):
        found[places.nu[i]] = (spec.items[i], "~1", "")
    return found


def units(places: Elements, sd: Floats, turn: Floats) -> Floats:
    """What turns each parameter of items in standard deviations into the items' units, factors turned by ±1."""
    found = np.ones(count([places]))
    for at, unit in (
        (places.loadings, np.outer(sd, turn)), (places.phi, np.outer(turn, turn)),
        (places.theta, np.outer(sd, sd)), (places.nu, sd), (places.alpha, turn),
    ):  # fmt: skip
        found[at[at >= 0]] = unit[at >= 0]
    return found


def parameter_table(names: Sequence[Name], estimates: Floats, covariance: Floats, level: float = 0.95) -> pd.DataFrame:
    """Columns lhs, op, rhs, estimate, se, z, p (two-sided), low, high; one row a parameter."""
    se = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    z = np.divide(estimates, se, out=np.full(len(se), np.nan), where=se > 0)
    reach = norm.ppf(0.5 + level / 2) * se
    lhs, op, rhs = zip(*names, strict=True)
    return pd.DataFrame({
        "lhs": lhs, "op": op, "rhs": rhs, "estimate": estimates, "se": se, "z": z, "p": 2 * norm.sf(np.abs(z)),
        "low": estimates - reach, "high": estimates + reach,
    })  # fmt: skip


def standardized(places: Elements, now: Matrices) -> tuple[Floats, Floats]:
    """Parameters when items and factors have variance 1 (factors do already), and how they move with each parameter.

    A residual covariance becomes the correlation of the residuals; an intercept is in standard deviations.
    """
    sigma = np.sqrt(np.diag(now.sigma))
    # half of how far the variance of each item moves with each parameter
    d = directions(places, now)
    moves = np.zeros((len(sigma), count([places])))
    moves[:, d.at] = d.u * d.v
    value, jacobian = np.zeros(moves.shape[1]), np.zeros((moves.shape[1],) * 2)
    i, j = np.nonzero(places.phi >= 0)
    value[places.phi[i, j]] = now.phi[i, j]
    jacobian[places.phi[i, j], places.phi[i, j]] = 1.0
    i, j = np.nonzero(places.loadings >= 0)
    _divided(value, jacobian, places.loadings[i, j], now.loadings[i, j], sigma[i], moves[i])
    i = np.flatnonzero(places.nu >= 0)
    _divided(value, jacobian, places.nu[i], now.nu[i], sigma[i], moves[i])
    own = np.diag(places.theta)
    _divided(value, jacobian, own, np.diag(now.theta), sigma**2, 2 * moves * sigma[:, None] ** 2)
    for a, b in np.argwhere(np.tril(places.theta >= 0, -1)):
        at, scale = places.theta[a, b], np.sqrt(now.theta[a, a] * now.theta[b, b])
        value[at] = now.theta[a, b] / scale
        jacobian[at, [at, own[a], own[b]]] = (
            1 / scale, -value[at] / (2 * now.theta[a, a]), -value[at] / (2 * now.theta[b, b]),
        )  # fmt: skip
    return value, jacobian


def _divided(
    value: Floats, jacobian: Floats, at: npt.NDArray[np.int64], above: Floats, below: Floats, moves: Floats
) -> None:
    """A parameter divided by a scale, whose own movement times itself is ``moves``."""
    value[at] = above / below
    jacobian[at] = -(above / below**3)[:, None] * moves
    jacobian[at, at] += 1 / below


def omega(spec: Specification, now: Matrices) -> pd.Series:
    """Share of each factor in the sum of its items, (Σ|λ|)²/((Σ|λ|)² + Σθ) (McDonald 1999; Bollen 1980).

    Items that load negatively are taken as keyed the other way round, as whoever adds them up has to.
    """
    found = {}
    for factor, name in enumerate(spec.factors):
        at = np.flatnonzero(spec.loads[:, factor])
        key = np.sign(now.loadings[at, factor])
        true = float(key @ now.loadings[at, factor]) ** 2 * now.phi[factor, factor]
        found[name] = true / (true + float(key @ now.theta[np.ix_(at, at)] @ key))
    return pd.Series(found, name="omega", dtype=float)


def modification_indices(spec: Specification, places: Elements, now: Matrices, S: Floats, n: int) -> pd.DataFrame:
    """By how much χ² would fall if one more loading or covariance were free (Sörbom 1989), largest first.

    Columns lhs, op, rhs, mi, epc (its expected value in the items' units), sepc (standardized); empty beyond 150 items.
    """
    columns = ["lhs", "op", "rhs", "mi", "epc", "sepc"]
    p, m = spec.loads.shape
    if p > MOST_ITEMS_MODIFIED:
        return pd.DataFrame(columns=columns)
    pairs = tuple((a, b) for a in range(p) for b in range(a))
    whole = Specification(spec.items, spec.factors, np.ones((p, m), dtype=bool), pairs)
    (every,) = elements(whole)
    lower_phi, lower_theta = np.tril(every.phi >= 0), np.tril(every.theta >= 0)
    fixed = np.concatenate([
        places.loadings.ravel() < 0, places.phi[lower_phi] < 0, places.theta[lower_theta] < 0,
    ])  # fmt: skip
    d, free = directions(every, now), directions(places, now)
    new = Directions(d.at[fixed], d.u[:, fixed], d.v[:, fixed], d.mean[:, fixed])
    A: Floats = np.asarray(np.linalg.inv(now.sigma), dtype=float)
    Au, Av = A @ new.u, A @ new.v
    alone = (new.v * Au).sum(axis=0) ** 2 + (new.v * Av).sum(axis=0) * (new.u * Au).sum(axis=0)
    shared = crossed(new, free, A, A)
    taken = np.linalg.solve(crossed(free, free, A, A), shared.T).T
    information = n * (alone - (taken * shared).sum(axis=1))
    score = n * (new.u * ((A @ S @ A - A) @ new.v)).sum(axis=0)
    # a parameter that the free ones already take the place of has nothing of its own
    open_ = information > 1e-8 * n * alone
    mi, epc = score[open_] ** 2 / information[open_], score[open_] / information[open_]
    sd = np.sqrt(np.diag(now.sigma))
    residual = np.sqrt(np.diag(now.theta))
    unit = np.concatenate([
        np.repeat(1 / sd, m), np.ones(int(lower_phi.sum())), (1 / np.outer(residual, residual))[lower_theta],
    ])  # fmt: skip
    named = np.array(names(whole, every), dtype=object)[new.at][open_]
    frame = pd.DataFrame(dict(zip(columns, (*named.T, mi, epc, epc * unit[fixed][open_]), strict=True)))
    return frame.sort_values("mi", ascending=False, ignore_index=True)
