"""Can anybody work out something about a few people by adding and subtracting what was released?

Methods §10.4.4. Every released pair of n and mean is a sum over its members, so whatever arithmetic gives is a vector
in the row space of the released sets. It says something about fewer than k people when it is zero for everybody else:
their plain sum is one case, "twice Ann and once Bo" another, and both are looked for.

People who are in the same sets are one atom. Vectors that are zero on all atoms of k people or more are kept, and
among those the search for few people is that for light words of a code (Zimmermann 1996; Betten et al. 2006, §1.8):
in a set of columns that carries the rank every vector is a combination of as many rows as it has entries there; where
several disjoint sets of people carry the rank, a vector of few people has very few entries in one of them, and to try
every row and every pair of rows is enough. Work is done modulo a prime; hits are confirmed in exact rationals.

Over several waves columns are answers and few are people: who answered w waves has up to w columns. Every vector with
fewer than (k - 1)·w + 1 of them is looked for, and it is a leak when it has fewer than k people.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from surveys.anonymity.elimination import PRIME, Residues, exchanged, reduced, residue
from surveys.anonymity.people import ONE_WAVE, People
from surveys.errors import AuditTooLarge

#: Exchanges of a pivot times lines times entries; beyond, a release is refused rather than left unchecked.
MOST_WORK = 5_000_000
#: Rows, and pairs of rows, are tried of every set of columns that carries the rank.
TRIED = 2
#: A hit that takes more sets than this is believed without the exact rationals: it costs one group at most.
MOST_CONFIRMED = 80

#: The atoms a vector is not zero on, and the sets it takes.
Vector = tuple[list[int], list[int]]


@dataclass(frozen=True)
class Leak:
    """Answers of fewer than k people about whom something follows, and the places of the sets it takes."""

    people: frozenset[str]
    places: tuple[int, ...]


@dataclass(frozen=True)
class _Few:
    """When a vector is one of few people: fewer than ``k``, which takes less than ``most`` by the sizes of atoms."""

    members: Sequence[frozenset[str]]
    sizes: NDArray[np.int64]
    k: int
    most: int
    people: People

    def of(self, row: Residues) -> Vector | None:
        """The vector of a row that is light enough; None when more people are in it."""
        found = _vector(row, len(self.sizes))
        return found if self.people.fewest(self.behind(found[0])) < self.k else None

    def behind(self, atoms: Sequence[int]) -> frozenset[str]:
        """The answers of these atoms."""
        return frozenset().union(*(self.members[atom] for atom in atoms))


def leak(sets: Sequence[frozenset[str]], k: int, people: People = ONE_WAVE) -> Leak | None:
    """A group of fewer than ``k`` people about whom something follows from the sets; None when there is none."""
    return next(iter(leaks(sets, k, people)), None)


def leaks(sets: Sequence[frozenset[str]], k: int, people: People = ONE_WAVE) -> list[Leak]:
    """Groups of fewer than ``k`` people about whom something follows from the sets: some of them, none if none.

    Raises AuditTooLarge when that cannot be decided with a bounded effort.
    """
    atoms = _atoms(sets)
    members = [own for _, own in atoms]
    sizes = np.array([people.fewest(own) for own in members])
    if not len(atoms) or sizes.min() >= k:
        return []
    large, small = np.flatnonzero(sizes >= k), np.flatnonzero(sizes < k)
    rows, pivots = reduced(_matrix(atoms, len(sets)), [*large.tolist(), *small.tolist()])
    rows = rows[np.isin(pivots, small)]  # these are zero on every large atom
    found = []
    for part in _parts(rows, len(atoms)):
        touched = np.flatnonzero((part[:, : len(atoms)] != 0).any(axis=0))
        waves = len(people.span(frozenset().union(*(members[atom] for atom in touched))))
        few = _Few(members, sizes, k, (k - 1) * waves + 1, people)
        for support, takes in _light(part, touched, few):
            hit = Leak(few.behind(support), tuple(takes))
            if _confirmed([sets[place] for place in hit.places], hit.people):
                found.append(hit)
    return found


def within(sets: Sequence[frozenset[str]], people: frozenset[str]) -> list[tuple[int, ...]]:
    """Places of sets that together say something about some of these people and nobody else, one entry a way."""
    atoms = _atoms(sets)
    inside = [column for column, (_, who) in enumerate(atoms) if who <= people]
    outside = [column for column in range(len(atoms)) if column not in set(inside)]
    base, pivots = reduced(_matrix(atoms, len(sets)), [*outside, *inside])
    held = set(inside)
    return [tuple(_vector(row, len(atoms))[1]) for row, pivot in zip(base, pivots, strict=True) if pivot in held]


def _atoms(sets: Sequence[frozenset[str]]) -> list[tuple[tuple[int, ...], frozenset[str]]]:
    """People in the same sets, with the places of these."""
    within: dict[str, list[int]] = defaultdict(list)
    for place, members in enumerate(sets):
        for person in members:
            within[person].append(place)
    together: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for person, found in within.items():
        together[tuple(found)].add(person)
    return [(key, frozenset(people)) for key, people in sorted(together.items())]


def _matrix(atoms: Sequence[tuple[tuple[int, ...], frozenset[str]]], sets: int) -> Residues:
    """A line a set: which atoms it has, and after them a one in its own column, by which rows remember their sets."""
    rows = np.zeros((sets, len(atoms) + sets))
    for column, (places, _) in enumerate(atoms):
        rows[list(places), column] = 1
    rows[:, len(atoms) :] = np.eye(sets)
    return rows


def _parts(rows: Residues, width: int) -> Iterator[Residues]:
    """Rows that share atoms, directly or by others: of a leak over several parts, what it has in one is a leak too."""
    there = (rows[:, :width] != 0).astype(float)
    near = there @ there.T > 0
    left = np.ones(len(rows), dtype=bool)
    while left.any():
        part = near[np.argmax(left)]
        while (grown := near[part].any(axis=0)).sum() > part.sum():
            part = grown
        left &= ~part
        yield rows[part]


def _light(rows: Residues, small: NDArray[np.int64], few: _Few) -> list[Vector]:
    """Vectors of few people: those of the first pass that finds any, none when there are none."""
    left = few.sizes.copy()
    first: Residues | None = None
    sure = 0  # a vector not yet tried has so much by the sizes at least
    while sure < few.most:
        order = small[np.argsort(-left[small], kind="stable")]
        base, pivots = reduced(rows, order.tolist())
        found = [*_rows(base, few), *_pairs(base, few)]
        if found:
            return found
        first = base if first is None else first
        fresh = [column for column in pivots if left[column]]
        left[fresh] -= 1
        gain = TRIED + 1 - (len(base) - len(fresh))
        if gain <= 0:
            return _deep(first, few, TRIED + few.most - sure)
        sure += gain
    return []


def _rows(base: Residues, few: _Few) -> Iterator[Vector]:
    weights = (base[:, : len(few.sizes)] != 0) @ few.sizes
    for line in np.flatnonzero(weights < few.most):
        if (found := few.of(base[line])) is not None:
            yield found


def _pairs(base: Residues, few: _Few) -> Iterator[Vector]:
    """Two rows together: people in one of them alone stay, of those in both one ratio goes, the most frequent first."""
    sizes = few.sizes
    values = base[:, : len(sizes)]
    there = (values != 0).astype(float)
    both = (there * sizes) @ there.T
    own = np.diag(both)
    alone = own[:, None] + own[None, :] - 2 * both
    near = np.triu(alone < few.most, 1)
    for one in np.flatnonzero(near.any(axis=1)):
        inverse = np.array([pow(int(value), -1, PRIME) if value else 0 for value in values[one]], dtype=float)
        for other in np.flatnonzero(near[one]):
            shared = np.flatnonzero(there[one] * there[other])
            if not len(shared):
                continue
            ratios, kinds = np.unique(residue(values[other, shared] * inverse[shared]) % PRIME, return_inverse=True)
            weights = np.bincount(kinds, sizes[shared], len(ratios))
            kept = alone[one, other] + weights.sum() - weights
            for kind in np.argsort(kept, kind="stable"):
                if kept[kind] >= few.most:
                    break
                ratio = residue(ratios[[kind]])
                if (found := few.of(residue(base[other] - residue(ratio * base[one])))) is not None:
                    yield found
                    break


def _deep(base: Residues, few: _Few, deep: int) -> list[Vector]:
    """Combinations of up to ``deep`` rows, by exchanging pivots until one of two rows is left.

    A vector of few people misses one of any ``most - deep`` atoms of a row it takes that carry no pivot, or the row
    itself is of few people: with a pivot there it takes one row less.
    """
    work = 0
    sizes = few.sizes

    def search(base: Residues, taken: int) -> list[Vector]:
        nonlocal work
        work += len(base) * base.size
        if work > MOST_WORK:
            raise AuditTooLarge(people=few.k)
        found = [*_rows(base, few), *_pairs(base, few)]
        if found or taken <= TRIED:
            return found
        pivot = np.count_nonzero(base[:, : len(sizes)], axis=0) == 1
        for line in range(len(base)):
            # a vector takes exactly ``taken`` rows here; an atom in one row alone cannot be missed
            open_to = np.flatnonzero((base[line, : len(sizes)] != 0) & ~pivot)
            for column in open_to[np.argsort(-sizes[open_to], kind="stable")][: few.most - taken]:
                found = search(exchanged(base, line, int(column)), taken - 1)
                if found:
                    return found
        return []

    for taken in range(TRIED + 1, deep + 1):
        found = search(base, taken)
        if found:
            return found
    return []


def _vector(row: Residues, width: int) -> Vector:
    return np.flatnonzero(row[:width]).tolist(), np.flatnonzero(row[width:]).tolist()


def _confirmed(sets: Sequence[frozenset[str]], people: frozenset[str]) -> bool:
    """Whether these sets, in exact rationals, give something about these people and nobody else."""
    if len(sets) > MOST_CONFIRMED:
        return True
    columns = [[int(place in places) for place in range(len(sets))] for places, _ in _atoms(sets)]
    others = [column for column, (_, who) in zip(columns, _atoms(sets), strict=True) if not who <= people]
    return _rank(columns) > _rank(others)


def _rank(lines: list[list[int]]) -> int:
    left = [[Fraction(value) for value in line] for line in lines]
    rank = 0
    for column in range(len(left[0]) if left else 0):
        at = next((line for line in range(rank, len(left)) if left[line][column]), None)
        if at is None:
            continue
        left[rank], left[at] = left[at], left[rank]
        for line in range(rank + 1, len(left)):
            factor = left[line][column] / left[rank][column]
            if factor:
                left[line] = [a - factor * b for a, b in zip(left[line], left[rank], strict=True)]
        rank += 1
    return rank
