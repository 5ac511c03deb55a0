"""Which weights of predictors promise valid selection, and which of them treat groups most alike?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from scoring.errors import BadTable, Code, Undefined

Floats = NDArray[np.float64]

#: Methods §7.6: at a step of .05 five predictors make 10,626 points.
STEPS, MOST = 20, 5
FOUR_FIFTHS = 0.80
#: Halvings of the interval in which the cut lies: it is then known to 1e-12.
_HALVINGS = 50
DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Predictor:
    """One component: its validity, and how far the focal group's mean lies below the others', in standard deviations.

    Attributes
    ----------
    validity, d : float
    validity_error, d_error : float
        Standard errors, or how far off an assumption may plausibly be.
    source : str
        Where both come from, such as ``"literature"``, ``"local"`` or ``"assumed"``.
    """

    name: str
    validity: float
    d: float
    validity_error: float = 0.05
    d_error: float = 0.10
    source: str = "assumed"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned, before any applicant's group is known.

    Attributes
    ----------
    correlations : float, (k, k)
        Of the predictors among applicants.
    focal : float
        Expected share of the focal group among applicants, 0 to 1.
    selected : float
        Planned selection ratio, 0 to 1.
    """

    predictors: tuple[Predictor, ...]
    correlations: Floats
    focal: float
    selected: float


@dataclass(frozen=True, slots=True)
class Point:
    """What one set of weights is expected to do; each with the range the predictors' errors leave (95 of 100 draws)."""

    weights: tuple[float, ...]
    validity: float
    ratio: float
    difference: float
    validity_range: tuple[float, float]
    ratio_range: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frontier:
    """Every set of weights on the grid.

    Attributes
    ----------
    weights : float, (points, k)
        Each row sums to 1.
    validity, ratio : float, points
        r_c = w'v/√(w'Rw) and the expected impact ratio.
    dominated : bool, points
        Another point is at least as good in both and better in one.
    proposal : int or None
        The valid most among those of at least four fifths (methods A11); None where there is none.
    """

    plan: Plan
    weights: Floats
    validity: Floats
    ratio: Floats
    dominated: NDArray[np.bool_]
    proposal: int | None

    def point(self, weights: Sequence[float], seed: int = 1) -> Point:
        """What these weights are expected to do; they need not lie on the grid."""
        return expected(self.plan, weights, seed)


def frontier(plan: Plan) -> Frontier:
    """Enumerate weights in steps of .05 (De Corte, Lievens & Sackett 2007; methods §7.6).

    Raises
    ------
    BadTable
        When there are no predictors or more than five, or a number is out of its range; the message names it.
    Undefined
        ``NOT_CONVERGED`` when the correlations cannot all be true together.
    """
    _check(plan)
    weights = grid(len(plan.predictors))
    validities, ds = _columns(plan)
    size = np.sqrt(np.einsum("ij,jk,ik->i", weights, plan.correlations, weights))
    validity, difference = weights @ validities / size, weights @ ds / size
    ratio = impact_ratio(difference, plan.focal, plan.selected)
    able = np.flatnonzero(ratio >= FOUR_FIFTHS - 1e-12)
    proposal = int(able[np.lexsort((ratio[able], validity[able]))[-1]]) if len(able) else None
    return Frontier(plan, weights, validity, ratio, _dominated(validity, ratio), proposal)


def expected(plan: Plan, weights: Sequence[float], seed: int = 1) -> Point:
    """Composite validity and impact ratio of one set of weights, with the range the predictors' errors leave.

    Examples
    --------
    Four predictors of which one differs by .70 (methods §7.6): equal weights differ by .455, without it by .220.

    >>> four = tuple(Predictor(str(d), 0.2, d) for d in (0.70, 0.10, 0.15, 0.20))
    >>> plan = Plan(four, np.full((4, 4), 0.2) + 0.8 * np.eye(4), 0.3, 0.25)
    >>> [round(expected(plan, w).difference, 3) for w in ((1, 1, 1, 1), (0, 1, 1, 1), (2, 1, 1, 1))]
    [0.455, 0.22, 0.568]
    """
    _check(plan)
    w = np.asarray(weights, dtype=float)
    if w.shape != (len(plan.predictors),) or (w < 0).any() or not w.any():
        raise BadTable(f"weights: {list(weights)} are not one for each predictor, none below zero, not all zero")
    size = math.sqrt(w @ plan.correlations @ w)
    validities, ds = _columns(plan)
    rng = np.random.default_rng(seed)
    errors = np.array([(one.validity_error, one.d_error) for one in plan.predictors]).T
    drawn = rng.normal(size=(DRAWS, 2, len(w))) * errors
    r = np.clip((validities + drawn[:, 0]) @ w / size, -1, 1)
    difference = float(ds @ w / size)
    ratios = impact_ratio((ds + drawn[:, 1]) @ w / size, plan.focal, plan.selected)
    return Point(
        tuple((w / w.sum()).tolist()),
        float(validities @ w / size),
        float(impact_ratio(np.array([difference]), plan.focal, plan.selected)[0]),
        difference,
        _middle(r),
        _middle(ratios),
    )


def grid(count: int) -> Floats:
    """Every way to share out 1 among ``count`` predictors in steps of .05, shape (points, count).

    Examples
    --------
    >>> [len(grid(k)) for k in (1, 2, 3, 4, 5)]
    [1, 21, 231, 1771, 10626]
    """
    ways = list(combinations(range(STEPS + count - 1), count - 1))
    bars = np.array(ways, dtype=float).reshape(len(ways), count - 1)
    edges = np.column_stack((np.full(len(bars), -1.0), bars, np.full(len(bars), STEPS + count - 1.0)))
    return (np.diff(edges, axis=1) - 1) / STEPS


def impact_ratio(difference: Floats, focal: float, selected: float) -> Floats:
    """Focal group's selection rate divided by the others' when the best ``selected`` of all are taken.

    Both groups are normal with equal spread; the cut c solves p_f·Φ̄(c + d) + (1 − p_f)·Φ̄(c) = selected. Above 1
    where the focal group does better (d below 0).

    Examples
    --------
    >>> impact_ratio(np.array([0.2, 0.5, 1.0]), 0.30, 0.25).round(3).tolist()
    [0.77, 0.506, 0.225]
    """
    d = np.asarray(difference, dtype=float)
    # the cut lies between those of either group alone
    alone = float(norm.isf(selected))
    low, high = np.minimum(alone, alone - d), np.maximum(alone, alone - d)
    for _ in range(_HALVINGS):
        cut = (low + high) / 2
        many = focal * norm.sf(cut + d) + (1 - focal) * norm.sf(cut) > selected
        low, high = np.where(many, cut, low), np.where(many, high, cut)
    cut = (low + high) / 2
    return np.asarray(norm.sf(cut + d) / norm.sf(cut))


def _dominated(validity: Floats, ratio: Floats) -> NDArray[np.bool_]:
    """Rounded to what no reader could see, so that the last bits of a root dominate nobody."""
    r, i = validity.round(9), ratio.round(9)
    order = np.lexsort((-i, -r))
    result = np.zeros(len(r), dtype=bool)
    best, edge = -math.inf, -math.inf
    for at in order:
        # best: the highest ratio among points more valid than this one; edge: the same with those as valid
        if r[at] != edge:
            edge, above = float(r[at]), best
        result[at] = i[at] <= above or i[at] < best
        best = max(best, float(i[at]))
    return result


def _columns(plan: Plan) -> tuple[Floats, Floats]:
    return np.array([one.validity for one in plan.predictors]), np.array([one.d for one in plan.predictors])


def _middle(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def _check(plan: Plan) -> None:
    count = len(plan.predictors)
    if not 1 <= count <= MOST:
        raise BadTable(f"predictors: {count}; 1 to {MOST} are possible")
    for one in plan.predictors:
        if not (-1 <= one.validity <= 1 and abs(one.d) <= 5 and one.validity_error >= 0 and one.d_error >= 0):
            raise BadTable(f"predictor {one.name}: a validity of {one.validity} with a difference of {one.d}")
    if not (0 < plan.focal < 1 and 0 < plan.selected < 1):
        raise BadTable(f"shares: focal group {plan.focal} and selected {plan.selected} must lie between 0 and 1")
    if plan.correlations.shape != (count, count):
        raise BadTable(f"correlations: {plan.correlations.shape} for {count} predictors")
    lowest = float(np.linalg.eigvalsh(plan.correlations).min())
    if not lowest > 1e-9:
        raise Undefined(Code.NOT_CONVERGED, of="correlations")
