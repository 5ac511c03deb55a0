"""Can anybody work out a small group's answers by adding and subtracting what was released?

Methods §10.4.4. Every released pair of n and mean is a sum over its members. People who are in the same released sets
are one atom: no arithmetic on sums separates them. A union of atoms can be worked out exactly when its indicator lies
in the row space of the sets, that is, when it is orthogonal to their null space. The null space is taken modulo a prime
and hashed to one number an atom; unions of fewer than k people whose numbers sum to zero are found by meeting in the
middle, and confirmed in exact rationals, so that nothing is blocked by chance.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from surveys.errors import AuditTooLarge

PRIME = (1 << 61) - 1
#: A release with more small atoms than this allows is refused rather than left unchecked.
MOST_PARTS = 300_000


def leak(sets: Sequence[frozenset[str]], k: int) -> tuple[frozenset[str], tuple[int, ...]] | None:
    """A group of fewer than ``k`` people whose sum follows from the sets, and which sets it takes.

    Returns None when there is no such group. The sets come as places in ``sets``.
    """
    atoms = _atoms(sets)
    small = [place for place, people in enumerate(atoms) if len(people) < k]
    if not small:
        return None
    rows = [[int(atom <= whole) for atom in atoms] for whole in sets]
    marks = _marks(rows, len(atoms))
    sizes = [len(atom) for atom in atoms]
    for union in _unions(small, marks, sizes, k):
        combination = _combination(rows, [int(place in union) for place in range(len(atoms))])
        if combination is not None:
            return frozenset().union(*(atoms[place] for place in union)), combination
    return None


def _atoms(sets: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    together: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for person in sorted(frozenset().union(*sets)):
        together[tuple(place for place, members in enumerate(sets) if person in members)].add(person)
    return [frozenset(people) for _, people in sorted(together.items())]


def _marks(rows: list[list[int]], width: int) -> list[int]:
    """Each atom's row of the null space modulo PRIME, projected on one random number."""
    reduced: dict[int, list[int]] = {}  # by pivot; each row has 1 at its own and 0 at the other pivots
    for row in rows:
        rest = row
        for pivot, kept in reduced.items():
            rest = _less(rest, rest[pivot], kept)
        lead = next((place for place, value in enumerate(rest) if value), None)
        if lead is None:
            continue
        inverse = pow(rest[lead], -1, PRIME)
        rest = [value * inverse % PRIME for value in rest]
        for pivot, kept in reduced.items():
            reduced[pivot] = _less(kept, kept[lead], rest)
        reduced[lead] = rest
    rng = random.Random(2**61 - 1)  # noqa: S311  a hash that tests can repeat, no secret
    marks = [0] * width
    for free in range(width):
        if free not in reduced:
            weight = rng.randrange(1, PRIME)
            marks[free] = (marks[free] + weight) % PRIME
            for pivot, row in reduced.items():
                marks[pivot] = (marks[pivot] - weight * row[free]) % PRIME
    return marks


def _less(row: list[int], factor: int, other: list[int]) -> list[int]:
    return [(a - factor * b) % PRIME for a, b in zip(row, other, strict=True)] if factor else row


def _parts(small: list[int], sizes: list[int], most_atoms: int, most_people: int) -> Iterator[tuple[int, ...]]:
    """Every choice of small atoms with so many atoms and people at most, the empty one first."""
    layer: list[tuple[tuple[int, ...], int, int]] = [((), 0, 0)]
    made = 0
    for atoms in range(most_atoms + 1):
        following = []
        for chosen, people, first in layer:
            yield chosen
            if atoms < most_atoms:
                following += [
                    ((*chosen, atom), people + sizes[atom], place)
                    for place, atom in enumerate(small[first:], start=first + 1)
                    if people + sizes[atom] <= most_people
                ]
            if made + len(following) > MOST_PARTS:
                raise AuditTooLarge(atoms=len(small))
        made += len(following)
        layer = following


def _unions(small: list[int], marks: list[int], sizes: list[int], k: int) -> Iterator[frozenset[int]]:
    """Unions of atoms with fewer than ``k`` people whose marks sum to zero."""
    halves: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    # a union of at most k - 1 atoms is two disjoint parts of at most k // 2
    for part in _parts(small, sizes, k // 2, k - 1):
        halves[sum(marks[atom] for atom in part) % PRIME].append(part)
    seen = set()
    for mark, lefts in halves.items():
        for left in lefts:
            for right in halves.get(-mark % PRIME, ()):
                union = frozenset(left + right)
                small_enough = 0 < len(union) == len(left) + len(right) and sum(sizes[atom] for atom in union) < k
                if small_enough and union not in seen:
                    seen.add(union)
                    yield union


def _combination(rows: list[list[int]], target: list[int]) -> tuple[int, ...] | None:
    """Places of the rows that sum, with exact rational weights, to the target; None when no weights do."""
    height = len(rows)
    equations = [[*(Fraction(row[column]) for row in rows), Fraction(target[column])] for column in range(len(target))]
    pivots: list[int] = []
    for unknown in range(height):
        at = next((line for line in range(len(pivots), len(equations)) if equations[line][unknown]), None)
        if at is None:
            continue
        line = len(pivots)
        equations[line], equations[at] = equations[at], equations[line]
        lead = equations[line][unknown]
        equations[line] = [value / lead for value in equations[line]]
        for other in range(len(equations)):
            factor = equations[other][unknown]
            if other != line and factor:
                equations[other] = [a - factor * b for a, b in zip(equations[other], equations[line], strict=True)]
        pivots.append(unknown)
    if any(equation[-1] for equation in equations[len(pivots) :]):
        return None
    return tuple(unknown for line, unknown in enumerate(pivots) if equations[line][-1])
