"""Which levers do people on top have together that people in the middle do not? A look, not a test."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from scoring.intervals import newcombe
from scoring.levers.regression import Floats
from scoring.levers.results import Together
from scoring.levers.sample import Flags, Sample
from scoring.levers.screening import Candidate
from scoring.policy import judgement, minimum
from scoring.profile.description import correlation
from scoring.results import Estimate

METHOD = "Difference of shares, interval Newcombe 1998, method 10; exploratory, no correction for many looks"
#: Beyond so many nobody reads them, and the best of so many are mostly luck; threes are built from the pairs.
MOST, GROWN_FROM = 15, 30


def patterns(people: Sample, candidates: Sequence[Candidate]) -> tuple[tuple[Together, ...], tuple[Together, ...]]:
    """Pairs and threes of levers that people have above the middle of all, those furthest apart first (S1-16).

    Every pair is looked at; threes are those made of the pairs furthest apart. None where a group is too small.
    """
    if judgement("lever_groups", top=int(people.top.sum()), middle=int(people.middle.sum())).status == "refused":
        return (), ()
    usable = [one for one in candidates if not one.refusals and not one.lever.anonymous]
    x = np.column_stack([np.zeros((len(people.y), 0))] + [
        people.values[:, one.place] * one.lever.direction for one in usable
    ])  # fmt: skip
    known = ~np.isnan(x)
    middle = np.array([np.median(column[some]) for column, some in zip(x.T, known.T, strict=True)])
    high = known & (np.where(known, x, -np.inf) > middle)
    pairs = [
        (places, _look(people, usable, places, x, high, known))
        for places in _furthest(people, high, known)[:GROWN_FROM]
    ]  # fmt: skip
    grown = sorted({
        tuple(sorted({*one, *other}))
        for one, other in combinations([places for places, _ in pairs], 2)
        if len({*one, *other}) == 3
    })  # fmt: skip
    threes = [_look(people, usable, places, x, high, known) for places in grown]
    told = sorted((one for one in threes if one), key=lambda one: -abs(one.difference.value or 0.0))
    return tuple(one for _, one in pairs if one)[:MOST], tuple(told)[:MOST]


def _furthest(people: Sample, high: Flags, known: Flags) -> list[tuple[int, int]]:
    """All pairs, by how far the shares of those high on both lie apart in top and middle."""
    shares = []
    for who in (people.top, people.middle):
        on, of = high[who].astype(float), known[who].astype(float)
        both, all_ = on.T @ on, of.T @ of
        shares.append(np.where(all_ >= minimum("lever_groups", "top").refuse, both / np.maximum(all_, 1), np.nan))
    apart = np.abs(shares[0] - shares[1])
    return sorted(
        ((i, j) for i, j in combinations(range(high.shape[1]), 2) if np.isfinite(apart[i, j])),
        key=lambda pair: (-apart[pair], pair),
    )


def _look(
    people: Sample, usable: Sequence[Candidate], places: tuple[int, ...], x: Floats, high: Flags, known: Flags
) -> Together | None:  # fmt: skip
    """These levers in both groups, among people known on all of them; None where one group is too small."""
    above, below = (
        high[who & known[:, places].all(1)][:, places] for who in (people.top, people.middle)
    )  # fmt: skip
    if min(len(above), len(below)) < minimum("lever_groups", "top").refuse:
        return None
    counts = [(int(group.all(1).sum()), len(group)) for group in (above, below)]
    (up, n), (down, m) = counts
    difference = Estimate(up / n - down / m, n + m, METHOD, *newcombe(up, n, down, m))
    r = correlation(x[:, places[0]], x[:, places[1]]) if len(places) == 2 else None
    codes = tuple(usable[place].lever.code for place in places)
    return Together(codes, r, up / n, down / m, float(np.prod(above.mean(0))), difference)
