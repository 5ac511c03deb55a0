"""Is every answer the category it should be?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable, Code, Undefined
from scoring.irt.coding import coded

TABLE = pd.DataFrame({"a": [5.0, 1, 3, 5, np.nan, 5], "b": [0.5, -2, 0.5, 0.5, np.nan, -2]})


def test_answers_become_their_place_among_the_answers_of_their_item():
    read = coded(TABLE)
    assert read.categories == {"a": (1.0, 3.0, 5.0), "b": (-2.0, 0.5)}
    people = sorted(zip(read.codes.T.tolist(), read.weights.tolist(), strict=True))
    # worked by hand: 1 −2, 3 .5, 5 −2, 5 .5 twice
    assert people == [([0, 0], 1.0), ([1, 1], 1.0), ([2, 0], 1.0), ([2, 1], 2.0)]
    assert (read.people, read.silent) == (5, 1)
    assert read.counts.loc["a"].tolist() == [1, 1, 3]


def test_a_missing_answer_is_no_category():
    assert coded(pd.DataFrame({"a": [1, 2, np.nan], "b": [1, 2, 2]})).codes.min() == -1


def test_patterns_of_shuffled_people_are_the_same_in_the_same_order():
    table = pd.DataFrame(np.random.default_rng(1).integers(0, 3, (300, 4)))
    once, again = coded(table), coded(table.sample(frac=1, random_state=1))
    assert np.array_equal(once.codes, again.codes)
    assert np.array_equal(once.weights, again.weights)
    assert once.codes.shape[1] == len(table.drop_duplicates())
    assert once.weights.sum() == 300


def test_the_rarest_category_joins_its_rarer_neighbour_until_none_is_rare():
    item = np.repeat([1, 2, 3, 4, 5], [20, 3, 30, 4, 9])
    # by hand: 2 (3 times) joins 1 (20 < 30); 4 (4 times) joins 5 (9 < 30)
    read = coded(pd.DataFrame({"a": item, "b": item % 2}), collapse=10)
    assert read.categories["a"] == (1.0, 3.0, 4.0)
    assert read.merged["a"] == {2.0: 1.0, 5.0: 4.0}
    assert read.counts.loc["a"].tolist() == [23, 30, 13]


def test_two_categories_are_always_left():
    item = np.repeat([1, 2, 3], [2, 2, 1])
    assert coded(pd.DataFrame({"a": item, "b": item}), collapse=10).categories["a"] == (1.0, 2.0)


def test_known_items_keep_their_categories_whether_used_or_not():
    read = coded(pd.DataFrame({"a": [1, 4, 2]}), {"a": (1.0, 2.0, 3.0)}, {"a": {4.0: 3.0}})
    assert sorted(read.codes[0].tolist()) == [0, 1, 2]
    assert read.categories["a"] == (1.0, 2.0, 3.0)
    with pytest.raises(BadTable, match="column a: 7 is not among the answers"):
        coded(pd.DataFrame({"a": [1, 7]}), {"a": (1.0, 2.0)})


def test_a_measure_is_no_item():
    with pytest.raises(BadTable, match="column height: 101 different answers"):
        coded(pd.DataFrame({"height": np.arange(101) / 7}))


@pytest.mark.parametrize(
    ("table", "code"),
    [([[1, 2]], Code.NO_VARIANCE), ([[1, 2], [1, 3]], Code.NO_VARIANCE), ([], Code.N_TOO_SMALL)],
)
def test_what_cannot_tell_people_apart_is_refused(table, code):
    with pytest.raises(Undefined) as caught:
        coded(np.array(table).reshape(-1, 2))
    assert caught.value.code == code
