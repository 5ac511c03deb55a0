"""Up to which level does more of an activity go with better results, and how exactly can the data say so?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from scoring.errors import Code, Undefined
from scoring.performers.results import Codes, Floats
from scoring.policy import judged
from scoring.results import Caveat, Estimate

DRAWS, PERMUTATIONS = 2000, 5000
LEVEL = 0.90
ALPHA = 0.05
#: A grid of more levels than this is made coarser.
MOST_LEVELS = 40
#: AICc better by this much than a straight line (Burnham & Anderson 2002, §2.6).
BETTER = 2.0
METHOD = "y = a + b·min(x, c), c by least squares on a grid; percentile bootstrap of teams"
_CELLS = 2_000_000

Verdict = Literal["plateau", "straight", "no_link", "no_end"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """What the data say of "c of these are enough".

    Attributes
    ----------
    level, slope : Estimate
        ĉ with a 90 % interval, and what one more is worth below it.
    p : float
        Chance of a fit as good at any level of the grid if x and y were unrelated (permutation within teams).
    gain : float
        AICc of the straight line minus AICc of the line with an end; positive speaks for the end.
    grid : float, C
    share : float, C
        Of the bootstrap samples, those that chose each level: what the data cannot tell apart.
    spread : float
        SD of x, to tell the slope by.
    verdict
        ``plateau``; ``straight`` where a straight line does as well; ``no_end`` where ĉ is the last level of the grid;
        ``no_link`` where the slope may be chance or falls.
    """

    level: Estimate
    slope: Estimate
    p: float
    gain: float
    grid: tuple[float, ...]
    share: tuple[float, ...]
    verdict: Verdict
    spread: float


def levels_of(x: Floats) -> Floats:
    """Whole numbers from the 10th to the 90th percentile; coarser or finer steps where that makes too many or few."""
    low, high = np.quantile(x, [0.10, 0.90])
    step = 1.0
    if high - low < 3:
        step = 10.0 ** np.floor(np.log10((high - low) / 4)) if high > low else 1.0
    while (high - low) / step > MOST_LEVELS:
        step *= 2 if step in (1.0, 5.0) or step >= 10 else 2.5
    first, last = np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9)
    return np.asarray(np.arange(first, last + 1) * step)


def threshold(
    x: Floats,
    y: Floats,
    seed: int,
    team: Codes | None = None,
    circumstance: Floats | None = None,
    grid: Floats | None = None,
    draws: int = DRAWS,
    permutations: int = PERMUTATIONS,
) -> Threshold:
    """Segmented regression with circumstance and team effects (methods §13.5).

    Parameters
    ----------
    x, y : float, n
        Level of the activity and result of each person.
    seed : int
        Of numpy's PCG64.
    team : int, n, optional
        Clusters: their means are taken out and they are what is resampled; without them each person is one.
    circumstance : float, n × p, optional
    grid : float, C, optional
        Levels to try; ``levels_of(x)`` by default.

    Raises
    ------
    Undefined
        ``NO_VARIANCE`` where x or y do not vary or the grid has fewer than two levels.
    """
    tried = levels_of(x) if grid is None else grid
    if len(tried) < 2 or not np.ptp(x) > 0 or not np.ptp(y) > 0:
        raise Undefined(Code.NO_VARIANCE)
    rng = np.random.Generator(np.random.PCG64(seed))
    cluster = np.arange(len(x)) if team is None else np.unique(team, return_inverse=True)[1]
    base = np.zeros((len(x), 0)) if circumstance is None else circumstance
    bent = np.minimum(x[:, None], tried)
    if team is None:
        base = np.column_stack([np.ones(len(x)), base])
        own, ends, line, result = base, bent, x[:, None], y[:, None]
    else:
        own, ends, line, result = (_within(part, cluster) for part in (base, bent, x[:, None], y[:, None]))
    free = len(x) - own.shape[1] - (len(np.unique(cluster)) if team is not None else 0)

    fits = [_least(own, ends[:, [c]], result) for c in range(len(tried))]
    best = int(np.argmin([error for error, _slope in fits]))
    straight = _least(own, line, result)[0]
    used = own.shape[1] + 2 + (len(np.unique(cluster)) if team is not None else 0)  # with b and the error variance
    gain = _aicc(straight, len(x), used) - _aicc(fits[best][0], len(x), used + 1)
    chosen, slopes = _resampled(own, ends, result, cluster, rng, draws)
    p = _chance(own, ends, result[:, 0], cluster if team is not None else np.zeros(len(x), np.intp), rng, permutations)
    low, high = np.quantile(tried[chosen], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    b_low, b_high = np.quantile(slopes, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    verdict = _verdict(fits[best][1], p, gain, best == len(tried) - 1)
    value = float(tried[best])
    level = Estimate(value, len(x), METHOD, min(float(low), value), max(float(high), value), LEVEL, float(free))
    b = fits[best][1]
    slope = Estimate(b, len(x), METHOD, min(float(b_low), b), max(float(b_high), b), LEVEL, float(free))
    if verdict in ("no_link", "straight", "no_end"):
        level = level.refused(Caveat(Code.NO_THRESHOLD, {"why": verdict}))
    share = np.bincount(chosen, minlength=len(tried)) / len(chosen)
    return Threshold(
        judged(level, "threshold", people=len(x)), judged(slope, "threshold", people=len(x)), p, gain,
        tuple(map(float, tried)), tuple(map(float, share)), verdict, float(x.std(ddof=1)),
    )  # fmt: skip


def _verdict(slope: float, p: float, gain: float, last: bool) -> Verdict:
    if slope <= 0 or p > ALPHA:
        return "no_link"
    if last:
        return "no_end"
    return "plateau" if gain > BETTER else "straight"


def _within(part: Floats, cluster: Codes) -> Floats:
    size = np.bincount(cluster)
    means = np.column_stack([np.bincount(cluster, column) for column in part.T]) if part.shape[1] else part[: len(size)]
    return np.asarray(part - (means / size[:, None])[cluster]) if part.shape[1] else part


def _least(own: Floats, ends: Floats, y: Floats) -> tuple[float, float]:
    """Error sum of squares and the slope of the last column."""
    X = np.column_stack([own, ends])
    b = np.linalg.lstsq(X, y[:, 0], rcond=None)[0]
    return float(((y[:, 0] - X @ b) ** 2).sum()), float(b[-1])


def _aicc(error: float, n: int, k: int) -> float:
    return n * float(np.log(max(error, 1e-300) / n)) + 2 * k + 2 * k * (k + 1) / max(n - k - 1, 1)


def _resampled(
    own: Floats, ends: Floats, y: Floats, cluster: Codes, rng: np.random.Generator, draws: int
) -> tuple[Codes, Floats]:
    """The level each sample of clusters chooses, and its slope: sums of products add up over clusters."""
    clusters = int(cluster.max()) + 1
    weight = rng.multinomial(clusters, np.full(clusters, 1 / clusters), draws).astype(float)
    errors = np.empty((draws, ends.shape[1]))
    slopes = np.empty_like(errors)
    yy = weight @ np.bincount(cluster, y[:, 0] ** 2)
    for c in range(ends.shape[1]):
        X = np.column_stack([own, ends[:, c]])
        p = X.shape[1]
        inner = np.column_stack([np.bincount(cluster, X[:, i] * X[:, j]) for i in range(p) for j in range(p)])
        outer = np.column_stack([np.bincount(cluster, X[:, i] * y[:, 0]) for i in range(p)])
        XX, Xy = (weight @ inner).reshape(-1, p, p), weight @ outer
        b = np.einsum("nij,nj->ni", np.linalg.pinv(XX, hermitian=True), Xy)
        errors[:, c], slopes[:, c] = yy - (b * Xy).sum(1), b[:, -1]
    chosen = errors.argmin(1)
    return chosen, slopes[np.arange(draws), chosen]


def _chance(own: Floats, ends: Floats, y: Floats, blocks: Codes, rng: np.random.Generator, times: int) -> float:
    """Share of permutations of what circumstance leaves of y, within teams, that fit as well at their best level.

    The search over levels is part of every permutation, so that it costs what it costs (Davies 1987).
    """
    if own.shape[1]:
        y = y - own @ np.linalg.lstsq(own, y, rcond=None)[0]
        ends = ends - own @ np.linalg.lstsq(own, ends, rcond=None)[0]
    size = np.sqrt((ends**2).sum(0))
    ends = ends / np.where(size > 1e-12, size, np.inf)
    seen, above, rows = float((y @ ends).max()), 0, max(1, _CELLS // len(y))
    order = np.argsort(blocks, kind="stable")
    for start in range(0, times, rows):
        count = min(rows, times - start)
        keys = rng.random((count, len(y))) + blocks[order]
        shuffled = np.empty((count, len(y)))
        shuffled[:, order] = y[order][np.argsort(keys, axis=1)]
        above += int(((shuffled @ ends).max(1) >= seen - 1e-12).sum())
    return (above + 1) / (times + 1)
