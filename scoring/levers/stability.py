"""Which levers does a sparse model keep, whichever half of the teams it sees?"""

import math
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import enet_path

from scoring.levers.regression import Floats

#: Complementary pairs of halves (Shah & Samworth 2013), and the share of the penalty that is absolute (methods §3.5).
PAIRS, SPARSE = 50, 0.9
#: Threshold of Meinshausen & Bühlmann 2010: at q²/((2π − 1)p) ≤ 1 one lever is expected to be kept by mistake.
THRESHOLD = 0.75
STEPS, END = 60, 1e-3


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
            for place in _entered(_levers(moments[half].sum(0), aside), most):
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


def _entered(r: Floats, most: int) -> list[int]:
    """The first levers on the path, by the size of their coefficient where several enter at once."""
    k = len(r) - 1
    values, vectors = np.linalg.eigh(r[:k, :k])
    root = np.sqrt(np.maximum(values, 1e-10))
    # k rows with the same products as all people: the path does not depend on which
    x, y = root[:, None] * vectors.T, (vectors.T @ r[:k, k]) / root
    largest = float(np.abs(r[:k, k]).max()) / (k * SPARSE)
    if not largest > 1e-12:
        return []
    penalties = largest * np.geomspace(1, END, STEPS)
    with warnings.catch_warnings():  # the order of entry is settled long before the last digits are
        warnings.simplefilter("ignore", ConvergenceWarning)
        _, path, _ = enet_path(x, y, l1_ratio=SPARSE, alphas=penalties, precompute=True)
    entered: list[int] = []
    for step in np.abs(path.T):
        new = [place for place in np.argsort(-step, kind="stable") if step[place] > 0 and place not in entered]
        entered += new[: most - len(entered)]
        if len(entered) >= most:
            break
    return [int(place) for place in entered]
