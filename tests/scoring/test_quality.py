"""Are hurried answers noticed, and honest ones left alone?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable
from scoring.quality import longstring, quality, response_spread


def test_longest_run_and_spread_of_a_row_worked_by_hand():
    rows = pd.DataFrame([[3, 3, 3, 1, 1, 5], [1, 2, 3, 4, 5, 1], [2, 2, np.nan, 2, 2, 2]], dtype=float)
    assert longstring(rows).tolist() == [3, 1, 3]
    # SD of 1, 2, 3, 4, 5, 1 with n − 1: √(13.333/5)
    assert response_spread(rows)[1] == pytest.approx(np.sqrt(40 / 3 / 5))


def people(seed=3):
    """500 who answer 50 items of five mixed-key scales, then ten who tick the middle at 1.1 seconds an item (§4.7)."""
    g = np.random.default_rng(seed)
    trait = np.repeat(g.normal(size=(500, 5)), 10, axis=1) * np.tile([1, -1], 25)
    honest = np.clip(np.round(3 + 0.8 * trait + 0.8 * g.normal(size=(500, 50))), 1, 5)
    rows = pd.DataFrame(np.vstack([honest, np.full((10, 50), 3.0)]))
    seconds = pd.Series(np.r_[np.exp(g.normal(1.5, 0.35, 500)), np.full(10, 1.1)])
    return rows, seconds


def test_straight_liners_are_all_noticed_and_hardly_anyone_else():
    rows, seconds = people()
    found = quality(rows, 1, 5, seconds)
    assert found["careless"].iloc[500:].all()
    assert found["careless"].iloc[:500].mean() <= 0.01


def test_one_sign_alone_is_not_enough():
    rows, seconds = people()
    seconds[0] = 1.0
    found = quality(rows, 1, 5, seconds)
    assert found.loc[0, "flag_speed"] and not found.loc[0, "careless"]


def test_eight_alike_say_nothing_where_all_items_point_the_same_way():
    rows = pd.DataFrame([[4.0] * 10, [1.0, 2, 3, 4, 5, 1, 2, 3, 4, 5]])
    assert quality(rows, 1, 5)["flag_longstring"].tolist() == [True, False]
    assert quality(rows, 1, 5, mixed_key=False)["flag_longstring"].tolist() == [False, False]


def test_seconds_of_other_people_are_refused():
    with pytest.raises(BadTable):
        quality(pd.DataFrame([[1.0, 2.0]]), 1, 5, pd.Series([3.0], index=["other"]))
