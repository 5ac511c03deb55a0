"""Is the randomisation test exact, and does its interval hold what it does not reject?"""

from math import inf

import numpy as np
import pytest

from scoring.change.randomisation import chance, interval


def test_the_lady_tasting_tea():
    """Fisher 1935: all eight cups right has a chance of 1 in 70 one-sided; both tails make 2."""
    right = np.array([1.0, 1, 1, 1, 0, 0, 0, 0])
    assert chance(right, right.astype(bool)) == pytest.approx(2 / 70)


@pytest.mark.parametrize("seed", range(5))
def test_the_interval_ends_where_the_test_begins_to_reject(seed):
    rng = np.random.default_rng(seed)
    changes, treated = rng.normal(size=9), np.arange(9) < 4
    low, high = interval(changes, treated)
    for inside in (low + 1e-6, high - 1e-6):
        assert chance(changes, treated, inside) > 0.05
    for outside in (low - 1e-6, high + 1e-6):
        assert chance(changes, treated, outside) <= 0.05


def test_three_and_three_teams_can_reject_nothing_at_five_of_a_hundred():
    low, high = interval(np.array([9.0, 8, 7, 1, 2, 3]), np.arange(6) < 3)
    assert (low, high) == (-inf, inf)


def test_without_an_effect_it_rejects_no_more_often_than_it_says():
    rng = np.random.default_rng(11)
    treated = np.arange(10) < 5
    rejected = np.mean([chance(rng.standard_t(2, size=10), treated) <= 0.05 for _ in range(2000)])
    assert rejected <= 0.06
