"""The audit sees what trying everybody sees, also where it must search deep, and refuses where it cannot decide."""

import random
from itertools import combinations

import numpy as np
import pytest

from surveys.anonymity import hidden, leak
from surveys.anonymity.elimination import PRIME, inverse, reduced, residue
from surveys.errors import AuditTooLarge


def drawn(seed: int, people: int, sets: int, least: int, most: int) -> list[frozenset[str]]:
    rng = random.Random(seed)
    staff = [f"p{number:03d}" for number in range(people)]
    return [frozenset(rng.sample(staff, rng.randint(least, most))) for _ in range(sets)]


def tried(sets: list[frozenset[str]], k: int) -> bool:
    """Whether leaving out any fewer than k people loses rank, every choice tried in floating point."""
    everybody = sorted(frozenset().union(*sets))
    rows = np.array([[float(person in members) for person in everybody] for members in sets])
    known = np.linalg.matrix_rank(rows)
    chosen = list(combinations(range(len(everybody)), k - 1))
    kept = np.ones((len(chosen), len(everybody)), dtype=bool)
    np.put_along_axis(kept, np.array(chosen), False, axis=1)
    return any(
        (np.linalg.matrix_rank(rows[None] * part[:, None, :]) < known).any()
        for part in np.array_split(kept, len(kept) // 5000 + 1)
    )


@pytest.mark.parametrize("seed", range(6))
def test_where_people_do_not_suffice_for_many_bases_the_deep_search_agrees_with_trying_everybody(seed: int) -> None:
    # six sets of fifteen people: two disjoint bases and three people over, a vector of six may take three rows of each
    sets = drawn(seed, 15, 6, 7, 12)
    assert (leak(sets, 7) is not None) == tried(sets, 7)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6, 60))
def test_the_deep_search_agrees_with_trying_everybody_on_many_more(seed: int) -> None:
    rng = random.Random(seed)
    count = rng.randint(4, 7)
    people = rng.randint(2 * count, min(3 * count - 2, 17))
    sets = drawn(seed, people, count, 5, people - 3)
    k = rng.randint(4, 7)
    assert (leak(sets, k) is not None) == tried(sets, k)


def test_an_audit_too_large_to_finish_refuses_instead_of_passing() -> None:
    sets = drawn(1, 90, 40, 25, 60)
    with pytest.raises(AuditTooLarge):
        leak(sets, 10)
    with pytest.raises(AuditTooLarge):
        hidden({"one more": sets[0]}, [], sets[1:], 10)


def test_what_cannot_be_audited_together_is_released_without_its_finer_half() -> None:
    sets = {f"group {place:02d}": members for place, members in enumerate(drawn(1, 90, 40, 25, 60))}
    out = hidden(sets, [], [], 10)
    assert 20 <= len(out) < 40
    largest = max(sets, key=lambda name: len(sets[name]))
    assert largest not in out
    assert leak([sets[name] for name in sets.keys() - out], 10) is None


def test_rows_in_terms_of_their_pivots_span_the_same_as_before() -> None:
    rng = np.random.default_rng(1)
    matrix = rng.integers(0, 2, (90, 200)).astype(float)  # more columns than one block
    matrix[50:] = matrix[:40] + matrix[5:45]  # and rows that add nothing
    rows, pivots = reduced(matrix, list(range(200)))
    assert len(rows) == len(set(pivots)) == np.linalg.matrix_rank(matrix) == 50
    assert np.array_equal(rows[:, pivots], np.eye(50))
    again = np.zeros_like(matrix)
    for line, pivot in enumerate(pivots):
        again = residue(again + residue(matrix[:, [pivot]] * rows[[line]]))
    assert np.array_equal(again % PRIME, matrix % PRIME)


def test_the_inverse_times_its_matrix_is_one() -> None:
    square = np.array([[0.0, 2.0, 1.0], [1.0, 1.0, 0.0], [3.0, 0.0, 5.0]])
    assert np.array_equal(residue(inverse(square) @ square), np.eye(3))
