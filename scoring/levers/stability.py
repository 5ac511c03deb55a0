"""Which levers does a sparse model keep, whichever half of the teams it sees?"""

import math

import numpy as np

from scoring.levers.regression import Floats

#: Complementary pairs of halves (Shah & Samworth 2013), and the share of the penalty that is absolute (methods §3.5).
PAIRS, SPARSE = 50, 0.9
#: Threshold of Meinshausen & Bühlmann 2010: at q²/((2π − 1)p) ≤ 1 one lever is expected to be kept by mistake.
THRESHOLD = 0.75
STEPS, END = 60, 1e-3
SWEEPS, SETTLED = 1000, 1e-9


def kept(moments: Floats, aside: int, rng: np.random.Generator) -> Floats:
    """In how many of 100 halves of the teams each lever is among the first to enter the path of the elastic net.

    Parameters
    ----------
    moments : float, (G, m, m)
        Products inside teams: ``aside`` columns held constant, then k levers, then the result.
    aside : int
    rng : Generator

    Returns
    -------
    int, k
    """
    teams, k = len(moments), moments.shape[1] - aside - 1
    most = first_to_enter(k)
    counts = np.zeros(k)
    for _ in range(PAIRS):
        order = rng.permutation(teams)
        for half in (order[: teams // 2], order[teams // 2 : 2 * (teams // 2)]):
            for place in entered(_levers(moments[half].sum(0), aside), most):
                counts[place] += 1
    return counts


def first_to_enter(k: int) -> int:
    """The most levers a half may keep so that no more than one is expected to be kept by mistake.

    Examples
    --------
    >>> [first_to_enter(k) for k in (8, 20, 60)]
    [2, 3, 5]
    """
    return max(1, math.floor(math.sqrt((2 * THRESHOLD - 1) * k)))


def _levers(moments: Floats, aside: int) -> Floats:
    """Correlations of levers and result with the columns aside taken out; 0 where nothing is left of a column."""
    rest = moments[aside:, aside:]
    if aside:
        across = moments[:aside, aside:]
        rest = rest - across.T @ np.linalg.pinv(moments[:aside, :aside], hermitian=True) @ across
    length = np.sqrt(np.maximum(np.diag(rest), 0.0))
    gone = length <= 1e-9 * np.sqrt(np.diag(moments)[aside:])
    safe = np.where(gone, np.inf, length)
    found = rest / (safe[:, None] * safe[None, :])
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)


def entered(r: Floats, most: int) -> list[int]:
    """The first levers on the path of the elastic net, by the size of their coefficient where several enter at once.

    Coordinate descent on products (Friedman, Hastie & Tibshirani 2010, eq. 9): b_j = S(ρ_j, λα)/(r_jj + λ(1 − α)), over
    the few that are not zero and then over those that the rest of the gradient calls in; λ falls in sixty steps.

    Parameters
    ----------
    r : float, (k + 1, k + 1)
        Correlations of levers and, last, the result.
    most : int
        Where the path may end.
    """
    k = len(r) - 1
    gradient, b = r[:k, k].copy(), np.zeros(k)
    largest = float(np.abs(gradient).max()) / SPARSE
    found: list[int] = []
    if not largest > 1e-12:
        return found
    active: list[int] = []
    for penalty in largest * np.geomspace(1, END, STEPS):
        called = True
        while called:
            _descend(r, b, gradient, active, penalty)
            outside = np.abs(gradient) > penalty * SPARSE + 1e-12
            outside[active] = False
            called = bool(outside.any())
            active += np.flatnonzero(outside).tolist()
        new = [place for place in np.argsort(-np.abs(b), kind="stable") if b[place] and place not in found]
        found += [int(place) for place in new[: most - len(found)]]
        if len(found) >= most:
            break
    return found


def _descend(r: Floats, b: Floats, gradient: Floats, active: list[int], penalty: float) -> None:
    """Settle the active coefficients in place."""
    k = len(b)
    for _ in range(SWEEPS):
        moved = 0.0
        for j in active:
            pull = gradient[j] + r[j, j] * b[j]
            now = math.copysign(max(abs(pull) - penalty * SPARSE, 0.0), pull) / (r[j, j] + penalty * (1 - SPARSE))
            step = now - b[j]
            if step:
                b[j] = now
                gradient -= step * r[:k, j]
                moved = max(moved, abs(step))
        if moved < SETTLED:
            return
