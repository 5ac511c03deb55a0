"""Do answers become the scale scores methods §4.2 describes?"""

import json

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable
from scoring.keys import ScoringKey, keyed, score
from tests.reference import SHARED, beside

AGREEABLENESS = ScoringKey("A", {"A1": -1, "A2": 1, "A3": 1, "A4": 1, "A5": 1}, low=1, high=6)


def answers(*rows, items="A1 A2 A3 A4 A5"):
    return pd.DataFrame(list(rows), columns=items.split(), dtype=float)


def test_a_reversed_item_counts_as_max_plus_min_less_the_answer_and_data_stay_as_given():
    # the first two people of psych::bfi (Revelle): A1 is reversed, 7 − 2 = 5
    given = answers([2, 4, 3, 4, 4], [2, 4, 5, 2, 5])
    before = given.copy()
    assert score(given, [AGREEABLENESS]).values["A"].tolist() == [4.0, 4.2]
    assert keyed(given, AGREEABLENESS)["A1"].tolist() == [5.0, 5.0]
    pd.testing.assert_frame_equal(given, before)


def test_one_of_five_may_be_missing_and_two_may_not():
    scored = score(answers([2, None, 3, 4, 4], [2, None, None, 4, 4]), [AGREEABLENESS])
    assert scored.values["A"].iloc[0] == 4.0  # (5 + 3 + 4 + 4) / 4
    assert np.isnan(scored.values["A"].iloc[1])
    assert scored.answered["A"].tolist() == [4, 3]


@pytest.mark.parametrize(("items", "may_lack"), [(3, 0), (4, 1), (5, 1), (9, 1), (10, 2), (20, 4)])
def test_a_fifth_of_the_items_may_be_missing_but_one_of_four(items, may_lack):
    assert ScoringKey("s", {f"i{n}": 1 for n in range(items)}, 1, 5).may_lack == may_lack


def test_a_sum_with_a_gap_is_the_mean_times_all_items():
    key = ScoringKey("A", AGREEABLENESS.items, 1, 6, method="sum")
    assert score(answers([2, 4, 3, 4, 4], [2, None, 3, 4, 4]), [key]).values["A"].tolist() == [20.0, 20.0]


def test_weights_weigh():
    key = ScoringKey("s", {"a": 2, "b": -1}, 1, 5)
    assert score(answers([5, 5], items="a b"), [key]).values["s"].tolist() == [pytest.approx((2 * 5 + 1) / 3)]


def test_an_answer_outside_the_range_names_scale_item_and_person():
    with pytest.raises(BadTable, match="scale A, item A2, person 1: 7 is not between 1 and 6"):
        score(answers([2, 4, 3, 4, 4], [2, 7, 3, 4, 4]), [AGREEABLENESS])
    with pytest.raises(BadTable, match="no column A5"):
        score(answers([2, 4, 3, 4], items="A1 A2 A3 A4"), [AGREEABLENESS])
    with pytest.raises(BadTable, match="not a number"):
        score(pd.DataFrame({"A1": ["x"], "A2": 1, "A3": 1, "A4": 1, "A5": 1}), [AGREEABLENESS])


def test_a_key_that_cannot_score_is_refused():
    for wrong in ({"a": 0.0}, {}):
        with pytest.raises(ValueError, match="weight"):
            ScoringKey("s", wrong, 1, 5)
    with pytest.raises(ValueError, match="5 to 1"):
        ScoringKey("s", {"a": 1}, 5, 1)


@beside("the first test scores two of the people of the bfi")
def test_scale_means_of_2800_people_match_psych():
    # psych 2.2.9, alpha(): mean and sd of scale A among complete cases, n = 2709
    bfi = pd.read_csv(SHARED / "data/bfi.csv", index_col=0)
    golden = json.loads((SHARED / "golden/alpha_omega_bfi.json").read_text())["A"]["total_complete"]
    scored = score(bfi, [AGREEABLENESS])
    complete = scored.values["A"][scored.answered["A"] == 5]
    assert len(complete) == 2709
    assert [complete.mean(), complete.std()] == pytest.approx([golden["mean"], golden["sd"]], abs=1e-9)
