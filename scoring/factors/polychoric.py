"""How would ordered answers correlate if the traits beneath their categories could be seen?"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtri

from scoring.errors import BadTable, Code, Undefined
from scoring.factors.bivariate import cumulative, density
from scoring.refusals import refusing
from scoring.responses import Answers, answers
from scoring.results import Caveat, Result

Floats = npt.NDArray[np.float64]
POLYCHORIC = "polychoric correlations, two-step maximum likelihood (Olsson 1979)"
MOST_CATEGORIES = 10
#: More items than any inventory has; from there on eigenvalues take minutes.
MOST_ITEMS = 1000
#: Stands for a threshold at infinity: the normal distribution has nothing beyond it in double precision.
BEYOND = 40.0
#: A correlation is sought between minus and plus this.
MOST = 0.9999
#: People whose answers are turned into indicators at a time.
BLOCK = 20_000
#: Pairs of items fitted at a time.
PAIRS = 2_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Polychoric(Result):
    """Polychoric correlations of items with ordered categories; tetrachoric where an item has two.

    ``n`` counts the people behind the pair that has fewest.

    Attributes
    ----------
    correlations : DataFrame
        Item × item, as estimated pair by pair; caveat ``HEYWOOD`` when together they are no correlation matrix, or
        hardly one, with the item that follows from the others.
    se : DataFrame
        Standard errors from the information of each pair, thresholds taken as known.
    thresholds : DataFrame
        Item × category boundary (1 = between the lowest two), standard normal; NaN beyond an item's last.
    """

    correlations: pd.DataFrame = field(default_factory=pd.DataFrame)
    se: pd.DataFrame = field(default_factory=pd.DataFrame)
    thresholds: pd.DataFrame = field(default_factory=pd.DataFrame)


@refusing(Polychoric, POLYCHORIC)
def polychoric(table: Answers, correct: float = 0.5) -> Polychoric:
    """Polychoric correlations of every pair of columns, from the people who answered both.

    Thresholds come from each item's own answers; given them, the correlation of a pair makes its table of counts
    most likely (Olsson 1979). Continuous partners (polyserial correlations) are not provided.

    Parameters
    ----------
    table : (people, items)
        At most ten different values an item; any ordered numbers.
    correct : float
        Count put into an empty cell of a 2 × 2 table, which would make the correlation 1 or −1; 0 for none. Larger
        tables are taken as they are.

    Raises
    ------
    ValueError
        When ``correct`` is negative.

    Refused with ``BAD_TABLE`` for an item with more than ten values, ``NO_VARIANCE`` for one with a single value,
    ``MISSING_TOO_MUCH`` when nobody answered both of a pair, ``N_TOO_SMALL`` with fewer than two items or no more
    people than items.
    """
    frame = answers(table)
    found = polychoric_correlations(frame, correct)
    names = frame.columns
    least, item = weakest(found.rho)
    reasons = (Caveat(Code.HEYWOOD, {"item": str(names[item])}),) if least < 2 * (1 - MOST) else ()
    thresholds = pd.DataFrame(np.where(found.thresholds == BEYOND, np.nan, found.thresholds), names)
    return Polychoric(
        n=found.fewest, method=POLYCHORIC,
        correlations=pd.DataFrame(found.rho, names, names), se=pd.DataFrame(found.se, names, names),
        thresholds=thresholds.rename(columns=lambda place: place + 1),
    ).doubted(*reasons)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pairs:
    """Bare numbers of all pairs: ``rho`` and ``se`` (items, items), ``thresholds`` (items, steps) filled with BEYOND,
    ``kept`` (items,) how much of an item's trait its categories keep (1 = all), ``fewest`` people behind a pair."""

    rho: Floats
    se: Floats
    thresholds: Floats
    kept: Floats
    fewest: int


def polychoric_correlations(frame: pd.DataFrame, correct: float = 0.5) -> Pairs:
    """The numbers behind ``polychoric``; its refusals are raised here as BadTable and Undefined."""
    if correct < 0:
        raise ValueError(f"{correct} people cannot be put into an empty cell")
    n, items = frame.shape
    enough(n, items)
    codes, sizes = _codes(frame)
    steps = int(sizes.max()) - 1
    indicators = np.eye(steps + 2)[:, : steps + 1]  # the last row, for a missing answer, is all zero
    counts = np.zeros((items * (steps + 1),) * 2)
    for first in range(0, n, BLOCK):
        block = indicators[codes[first : first + BLOCK]].reshape(-1, items * (steps + 1))
        counts += block.T @ block
    tables = counts.reshape(items, steps + 1, items, steps + 1).transpose(0, 2, 1, 3)
    margins = tables[np.arange(items), np.arange(items)].diagonal(axis1=1, axis2=2)
    shares = np.cumsum(margins, axis=1)[:, :-1] / margins.sum(axis=1, keepdims=True)
    thresholds = np.where(np.arange(steps) < sizes[:, None] - 1, ndtri(np.minimum(shares, 1)), BEYOND)
    edges = np.hstack([np.full((items, 1), -BEYOND), thresholds, np.full((items, 1), BEYOND)])
    dichotomous = sizes == 2
    rho, se = np.eye(items), np.zeros((items, items))
    above, below = np.triu_indices(items, 1)
    for first in range(0, len(above), PAIRS):
        i, j = above[first : first + PAIRS], below[first : first + PAIRS]
        pair = tables[i, j]
        empty = pair.sum(axis=(1, 2)) == 0
        if empty.any():
            k = int(np.argmax(empty))
            raise Undefined(Code.MISSING_TOO_MUCH, item=str(frame.columns[i[k]]), other=str(frame.columns[j[k]]))
        fourfold = dichotomous[i] & dichotomous[j]
        corners = pair[fourfold, :2, :2]
        pair[fourfold, :2, :2] = np.where(corners == 0, correct, corners)
        rho[i, j], se[i, j] = rho[j, i], se[j, i] = most_likely(pair, edges[i], edges[j])
    heights = np.exp(-(edges**2) / 2) / np.sqrt(2 * np.pi)
    kept = np.diff(heights) ** 2 / np.where(margins > 0, margins / margins.sum(axis=1, keepdims=True), 1)
    return Pairs(rho, se, thresholds, kept.sum(axis=1), int(tables.sum(axis=(2, 3)).min()))


def most_likely(tables: Floats, rows: Floats, columns: Floats) -> tuple[Floats, Floats]:
    """Correlation and standard error of many tables at once, given their thresholds.

    Fisher scoring on the exact score, kept inside a bracket that each sign of the score narrows.

    Parameters
    ----------
    tables : (pairs, r, c)
        Counts.
    rows, columns : (pairs, r + 1), (pairs, c + 1)
        Category boundaries with ±BEYOND at the ends.

    Raises
    ------
    Undefined
        ``NOT_CONVERGED`` when a correlation is still moving after 100 steps.
    """
    h, k = rows[:, :, None], columns[:, None, :]
    rho = np.zeros(len(tables))
    information = np.zeros(len(tables))
    low, high = np.full(len(tables), -MOST), np.full(len(tables), MOST)
    moving = np.arange(len(tables))
    for _ in range(100):
        at = rho[moving, None, None]
        chance = np.maximum(_cells(cumulative(h[moving], k[moving], at)), 1e-15)
        slope = _cells(density(h[moving], k[moving], at))
        score = (tables[moving] * slope / chance).sum(axis=(1, 2))
        information[moving] = tables[moving].sum(axis=(1, 2)) * (slope**2 / chance).sum(axis=(1, 2))
        low[moving] = np.where(score > 0, rho[moving], low[moving])
        high[moving] = np.where(score > 0, high[moving], rho[moving])
        step = rho[moving] + score / np.maximum(information[moving], 1e-300)
        inside = (step > low[moving]) & (step < high[moving])
        step = np.where(inside, step, (low[moving] + high[moving]) / 2)
        change = np.abs(step - rho[moving])
        rho[moving] = step
        moving = moving[change > 1e-9]
        if not len(moving):
            return rho, 1 / np.sqrt(np.maximum(information, 1e-300))
    raise Undefined(Code.NOT_CONVERGED, pairs=len(moving))


def enough(people: int, items: int) -> None:
    """Nothing, when so many people can give a full correlation matrix of so many items.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` with fewer than two items or with no more people than items, ``BAD_TABLE`` above MOST_ITEMS.
    """
    if items < 2:
        raise Undefined(Code.N_TOO_SMALL, n=items, need=2, of="items")
    if people <= items:
        raise Undefined(Code.N_TOO_SMALL, n=people, need=items + 1, of="people")
    if items > MOST_ITEMS:
        raise Undefined(Code.BAD_TABLE, n=people, message=f"{items} items, at most {MOST_ITEMS}")


def weakest(R: Floats) -> tuple[float, int]:
    """The smallest eigenvalue of R and the item that weighs most in it, the first of equals."""
    values, vectors = np.linalg.eigh(R)
    weight = np.abs(vectors[:, 0])
    return float(values[0]), int(np.argmax(weight > weight.max() - 1e-6))


def _cells(corners: Floats) -> Floats:
    return np.asarray(np.diff(np.diff(corners, axis=1), axis=2))


def _codes(frame: pd.DataFrame) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(people, items) place of each answer among its item's categories, −1 for none; categories an item."""
    codes, sizes = np.empty(frame.shape, dtype=np.int64), np.empty(frame.shape[1], dtype=np.int64)
    for place, name in enumerate(frame.columns):
        codes[:, place], values = pd.factorize(frame[name].to_numpy(), sort=True)
        if not len(values):
            raise Undefined(Code.N_TOO_SMALL, n=0, need=2, of="people", item=str(name))
        if len(values) == 1:
            raise Undefined(Code.NO_VARIANCE, item=str(name), n=len(frame))
        if len(values) > MOST_CATEGORIES:
            raise BadTable(
                f"column {name} has {len(values)} different values; polychoric correlations take {MOST_CATEGORIES}"
            )
        sizes[place] = len(values)
    return codes, sizes
