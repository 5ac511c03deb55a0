"""What could the middle gain from one practice, and from all, if the association were causal?"""

from collections.abc import Sequence

import numpy as np

from scoring.bundle.results import Ceiling, Floats, Ints, Practised
from scoring.errors import Code
from scoring.policy import judged, minimum
from scoring.results import Caveat, Estimate

METHOD = "joint regression within teams × difference of medians × calibration slope, interval by bootstrap of teams"


def ceilings(
    practices: Sequence[Practised], share: Floats, y: Floats, team: Ints, beside: Floats, top: np.ndarray,
    middle: np.ndarray, slope: float, rng: np.random.Generator, draws: int,
) -> tuple[Ceiling, ...]:  # fmt: skip
    """Each practice, then all together under code "" (methods §3.6); nothing where a group has fewer than five people.

    Gain = (1 − shrinkage)·b_j·(median of the replicable top − median of the middle) with the b's of one model, so
    that those of single practices add up to that of all.

    Parameters
    ----------
    practices : sequence of Practised
    share : float, (people, practices)
        NaN stands at the mean.
    y : float, (people,)
        Results in SD.
    team : int, (people,)
    beside : float, (people, circumstances)
    top, middle : bool, (people,)
    slope : float
        Calibration slope of the joint prediction in other teams.
    rng, draws
        Of the bootstrap; medians are drawn by their own standard error from order statistics, since resampling
        them draw by draw would cost a sort of everybody each time.
    """
    fewest = minimum("slice", "people").refuse
    ends = [_median(share[group]) for group in (top, middle)]
    if min(top.sum(), middle.sum()) < fewest or not all(np.isfinite(values).all() for values, _error in ends):
        return ()
    filled = np.where(np.isfinite(share), share, np.nanmean(share, axis=0))
    b, drawn = _coefficients(filled, y, team, beside, rng, draws)
    if drawn is None:
        return ()
    gap = ends[0][0] - ends[1][0]
    error = np.hypot(ends[0][1], ends[1][1])
    gains = slope * b * gap
    spread = slope * drawn * (gap + error * rng.standard_normal(drawn.shape))
    people = len(y)
    names = [(one.code, one.label, float(ends[0][0][k]), float(ends[1][0][k])) for k, one in enumerate(practices)]
    found = [
        Ceiling(*name, _estimate(float(gains[k]), spread[:, k], people, len(practices))) for k, name in enumerate(names)
    ]
    whole = _estimate(float(gains.sum()), spread.sum(axis=1), people, len(practices))
    return (*found, Ceiling("", "", None, None, whole))


def _estimate(value: float, drawn: Floats, people: int, practices: int) -> Estimate:
    low, high = np.quantile(drawn, [0.025, 0.975])
    found = Estimate(value, people, METHOD, float(low), float(high))
    shown = judged(found, "lever_correlation", people=people, people_per_predictor=people / practices)
    return shown.doubted(Caveat(Code.ASSOCIATION_ONLY))


def _median(x: Floats) -> tuple[Floats, Floats]:
    """Median of each column and its standard error: the ranks n/2 ± √n/2 are one standard error away."""
    middle, error = np.full(x.shape[1], np.nan), np.full(x.shape[1], np.nan)
    for k, column in enumerate(x.T):
        known = np.sort(column[np.isfinite(column)])
        n = len(known)
        if n >= 2:
            low, high = (int(np.clip(round(n / 2 + side * np.sqrt(n) / 2), 0, n - 1)) for side in (-1, 1))
            middle[k], error[k] = np.median(known), (known[high] - known[low]) / 2
    return middle, error


def _coefficients(
    x: Floats, y: Floats, team: Ints, beside: Floats, rng: np.random.Generator, draws: int
) -> tuple[Floats, Floats | None]:
    """Joint coefficients within teams, and in resamples of whole teams; None where they cannot be told apart."""
    _, group = np.unique(team, return_inverse=True)
    teams, k = int(group.max()) + 1, x.shape[1]
    whole = np.column_stack([x, beside, y])
    size = np.bincount(group)[:, None]
    means = np.stack([np.bincount(group, column) for column in whole.T], axis=1) / size
    inside = whole - means[group]
    order = np.argsort(group, kind="stable")
    ends = np.cumsum(np.bincount(group))[:-1]
    squares = np.stack([part.T @ part for part in np.split(inside[order], ends)])
    total = squares.sum(axis=0)
    scale = np.sqrt(np.diag(total)[:-1])
    if teams < 2 or not (scale[:k] > 1e-9 * max(float(scale.max()), 1e-300)).all():
        return np.zeros(k), None
    p = len(total) - 1
    # a circumstance that is the same in every team leaves with a pseudo-inverse; practices must be told apart
    if np.linalg.matrix_rank((total[:k, :k] / scale[:k]) / scale[:k, None], tol=1e-8, hermitian=True) < k:
        return np.zeros(k), None
    times = rng.multinomial(teams, np.full(teams, 1 / teams), size=draws).astype(float)
    summed = (times @ squares.reshape(teams, -1)).reshape(draws, p + 1, p + 1)
    found = np.linalg.pinv(total[:p, :p], hermitian=True) @ total[:p, p]
    ridge = 1e-10 * np.eye(p) * np.trace(total[:p, :p]) / p
    drawn = np.linalg.solve(summed[:, :p, :p] + ridge, summed[:, :p, p][..., None])[..., 0]
    return found[:k], drawn[:, :k]
