"""How much of a result comes from how few people: is it 80/20 here?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scoring.errors import Code, Undefined
from scoring.performers.results import Floats
from scoring.results import Estimate
from scoring.tiers import EXCEPTIONAL, TOP

RESAMPLES = 2000
METHOD = "Percentile bootstrap of persons, 2000 resamples"
#: Resampled values held at once, to bound the memory.
_CELLS = 2_000_000
#: Places at which the Lorenz curve is told, as shares of people from the lowest.
PLACES = np.linspace(0, 1, 21)


@dataclass(frozen=True, slots=True)
class Concentration:
    """One measure's distribution over people.

    Attributes
    ----------
    gini : Estimate
        0 when all have the same, (n − 1)/n when one has everything; the sample's own, not corrected for n.
    top_fifth, top_few : Estimate
        Part of the whole, 0–1, that the best 20 % and the best 4 % of people bring.
    lasting : Estimate or None
        Part that the top fifth of one half of the periods brings in the other half, mean of both ways: what is left
        of ``top_fifth`` where luck does not also choose who is counted. None without two halves.
    curve : float, 21
        Part of the whole brought by the lowest 0, 5, … 100 % of people (Lorenz 1905).
    """

    gini: Estimate
    top_fifth: Estimate
    top_few: Estimate
    lasting: Estimate | None
    curve: Floats


def concentration(x: Floats, halves: tuple[Floats, Floats] | None = None, seed: int = 7) -> Concentration:
    """Gini, shares of the top and the Lorenz curve of amounts per person, each with its interval.

    Parameters
    ----------
    x : float, n
        What each person brings, such as revenue a period; NaN is left out.
    halves : two of float, n, optional
        The same from odd and from even periods.
    seed : int
        Of the resampling.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` below two people, ``NO_VARIANCE`` where nobody brings anything or some bring less than nothing:
        shares of a whole that is partly negative mean nothing.

    Examples
    --------
    >>> found = concentration([1, 1, 2, 4, 12])
    >>> round(found.gini.value, 3), found.top_fifth.value
    (0.5, 0.6)
    """
    known = np.asarray(x, dtype=float)
    known = known[~np.isnan(known)]
    if len(known) < 2:
        raise Undefined(Code.N_TOO_SMALL, n=len(known), of="people", need=2)
    if known.min() < 0 or not known.sum() > 0:
        raise Undefined(Code.NO_VARIANCE, n=len(known), of="amounts")
    ranked = np.sort(known)

    def parts(counts: Floats) -> Floats:
        down = counts[:, ::-1]
        return np.column_stack(
            [_gini(ranked, counts), *(_top(ranked[::-1], down, share) for share in (TOP, EXCEPTIONAL))]
        )

    gini, fifth, few = _resampled(len(known), parts, seed)
    return Concentration(gini, fifth, few, _lasting(halves, seed) if halves else None, lorenz(known))


def _gini(ranked: Floats, counts: Floats) -> Floats:
    """Σ(2i − n − 1)x_i / nΣx (Gini 1912) of rising values that stand ``counts`` times in each row."""
    n = len(ranked)
    before = np.cumsum(counts, axis=1) - counts
    return _over((counts * (2 * before + counts - n)) @ ranked, n * (counts @ ranked))


def _top(values: Floats, counts: Floats, share: float) -> Floats:
    """Part of each row's sum that the first ``share`` of people bring; of the person on the border a part counts."""
    before = np.cumsum(counts, axis=1) - counts
    return _over(np.clip(share * len(values) - before, 0, counts) @ values, counts @ values)


def lorenz(x: Floats) -> Floats:
    """Part of the whole brought by the lowest shares of people in ``PLACES``; straight lines between persons."""
    part = np.concatenate([[0.0], np.cumsum(np.sort(x))])
    return np.asarray(np.interp(PLACES * len(x), np.arange(len(x) + 1), part / part[-1]))


def _lasting(halves: tuple[Floats, Floats], seed: int) -> Estimate | None:
    both = np.column_stack(halves).astype(float)
    both = both[~np.isnan(both).any(1)]
    if len(both) < 2 or both.min() < 0 or not (both.sum(0) > 0).all():
        return None

    # the order in which people are taken rests on one half, what they bring on the other
    orders = [(np.argsort(-both[:, one], kind="stable"), both[:, other]) for one, other in ((0, 1), (1, 0))]

    def brought(counts: Floats) -> Floats:
        ways = [_top(values[order], counts[:, order], TOP) for order, values in orders]
        return np.asarray(np.mean(ways, axis=0)[:, None])

    return _resampled(len(both), brought, seed)[0]


def _over(part: Floats, whole: Floats) -> Floats:
    return np.asarray(np.divide(part, whole, where=whole > 0, out=np.zeros(len(whole))))


def _resampled(n: int, of: Callable[[Floats], Floats], seed: int) -> list[Estimate]:
    """Each column of ``of`` where everyone counts once, and on resamples: counts (rows, n) to numbers (rows, k)."""
    rng = np.random.Generator(np.random.PCG64(seed))
    drawn = []
    for start in range(0, RESAMPLES, max(1, _CELLS // n)):
        rows = min(max(1, _CELLS // n), RESAMPLES - start)
        places = rng.integers(0, n, (rows, n)) + n * np.arange(rows)[:, None]
        drawn.append(of(np.bincount(places.ravel(), minlength=rows * n).reshape(rows, n).astype(float)))
    low, high = np.quantile(np.concatenate(drawn), [0.025, 0.975], axis=0)
    return [
        Estimate(float(value), n, METHOD, float(lowest), float(highest))
        for value, lowest, highest in zip(of(np.ones((1, n)))[0], low, high, strict=True)
    ]
