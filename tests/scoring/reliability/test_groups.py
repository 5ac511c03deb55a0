"""Is alpha taken apart by group, and is a difference tested at the level it claims?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.keys import ScoringKey
from scoring.reliability import by_group
from tests.scoring.reliability.exact import one_factor, people

KEY = ScoringKey("s", {f"q{place}": 1 for place in range(1, 5)}, -100, 100)


def two(first, second, n=(200, 200), seed=0):
    """Two groups of people with these loadings, and their group."""
    table = pd.concat([people(one_factor(first), n[0], seed), people(one_factor(second), n[1], seed + 1)])
    return table.reset_index(drop=True), pd.Series(np.repeat(["a", "b"], n))


def test_alpha_is_that_of_each_group_and_a_large_difference_is_seen():
    table, group = two([0.5**0.5] * 4, [0.2**0.5] * 4)
    found = by_group(table, [KEY], group)
    # alpha .8 and 4·.2/1.6 = .5
    assert found.alphas.loc["s", "a"].value == pytest.approx(0.8)
    assert found.alphas.loc["s", "b"].value == pytest.approx(0.5)
    # x = .2^(−1/3), .5^(−1/3); variance (2/9)x²(1/199 + 1/597); the weighted squares by hand
    x = np.array([0.2, 0.5]) ** (-1 / 3)
    weight = 1 / (2 / 9 * x**2 * (1 / 199 + 1 / 597))
    by_hand = np.prod(weight) / weight.sum() * (x[0] - x[1]) ** 2
    assert found.differences.loc["s", "chi2"] == pytest.approx(by_hand)
    assert found.differences.loc["s", "p"] < 1e-6


def test_people_without_a_group_are_left_out_and_a_group_too_small_has_no_alpha():
    table, group = two([0.7] * 4, [0.7] * 4)
    group.iloc[:50] = None
    group.iloc[-1] = "alone"
    found = by_group(table, [KEY], group)
    assert (found.n, found.alphas.loc["s", "a"].n) == (350, 150)
    assert found.alphas.loc["s", "alone"].reasons[0].code is Code.N_TOO_SMALL
    assert found.differences.loc["s", "df"] == 1
    assert by_group(table, [KEY], group.where(group == "a")).differences.loc["s"].isna().all()


def test_groups_of_other_people_are_refused():
    table, group = two([0.7] * 4, [0.7] * 4)
    assert by_group(table, [KEY], group.iloc[1:]).reasons[0].code is Code.BAD_TABLE
    assert by_group(table, [KEY], group.where(group == "c")).reasons[0].code is Code.GROUPS_TOO_SMALL


def test_equal_groups_are_called_different_one_time_in_twenty():
    g = np.random.default_rng(5)
    group = pd.Series(np.repeat(["a", "b", "c"], [60, 100, 200]))
    p = []
    for _ in range(300):
        x = 0.7 * g.normal(size=(360, 1)) + 0.7 * g.normal(size=(360, 4))
        table = pd.DataFrame(x, columns=list(KEY.items))
        p.append(by_group(table, [KEY], group).differences.loc["s", "p"])
    # 300 samples: .05 ± 3·√(.05·.95/300)
    assert np.mean(np.array(p) < 0.05) == pytest.approx(0.05, abs=0.038)
