"""Are the indices of careless answering those of R's careless, worked by hand?"""

import numpy as np
import pandas as pd
import pytest

from scoring.keys import ScoringKey
from scoring.quality import average_longstring, even_odd, longstring, misses, response_spread, synonyms
from tests.scoring.quality.answers import RANDOM, campaign


def test_longest_run_and_spread_of_a_row_worked_by_hand():
    rows = pd.DataFrame([[3, 3, 3, 1, 1, 5], [1, 2, 3, 4, 5, 1], [2, 2, np.nan, 2, 2, 2]], dtype=float)
    assert longstring(rows).tolist() == [3, 1, 3]
    # runs 3 2 1, six of one, 2 and 3
    assert average_longstring(rows).tolist() == [2.0, 1.0, 2.5]
    # SD of 1, 2, 3, 4, 5, 1 with n − 1: √(13.333/5)
    assert response_spread(rows)[1] == pytest.approx(np.sqrt(40 / 3 / 5))


def test_even_odd_is_the_stepped_up_correlation_of_halves_over_scales():
    keys = [ScoringKey(f"s{k}", {f"a{k}": 1, f"b{k}": 1, f"c{k}": -1}, 1, 5) for k in range(4)]
    columns = [f"{letter}{k}" for k in range(4) for letter in "abc"]
    row = [1, 2, 5, 5, 4, 1, 2, 4, 2, 4, 3, 3]
    # halves: first and third item, the third turned (6 − x), and the second: 1 5 3 3.5 against 2 4 4 3
    rows = pd.DataFrame([row, [3] * 12, row[:9] + [np.nan] * 3], columns=columns, dtype=float)
    found = even_odd(rows, keys, least=4)
    r = np.corrcoef([1, 5, 3, 3.5], [2, 4, 4, 3])[0, 1]
    assert found[0] == pytest.approx(2 * r / (1 + r))
    assert found.isna().tolist() == [False, True, True]  # no difference; three scales left
    assert even_odd(rows, keys).isna().all()  # ten scales or nothing
    assert even_odd(rows.iloc[:, :1], keys, least=1).isna().all()


def test_opposite_halves_are_never_below_minus_one():
    keys = [ScoringKey(f"s{k}", {f"a{k}": 1, f"b{k}": 1}, 1, 5) for k in range(3)]
    rows = pd.DataFrame([[1, 5, 2, 4, 5, 1], [1, 4, 2, 4, 5, 2]], columns=["a0", "b0", "a1", "b1", "a2", "b2"])
    assert even_odd(rows, keys, least=3).tolist() == [-1.0, -1.0]


def test_even_odd_tells_random_answers_from_honest_ones():
    c = campaign(3, scales=12, items=6)
    found = even_odd(c.answers, c.keys)
    assert found[c.kind == 0].median() > 0.7
    assert (found[c.kind == 0] < 0.30).mean() < 0.1
    assert (found[c.kind == RANDOM] < 0.30).mean() > 0.4


def test_synonyms_go_together_in_honest_answers_and_antonyms_apart():
    g = np.random.default_rng(1)
    trait = g.normal(size=(300, 6))
    one, two = trait + 0.3 * g.normal(size=(300, 6)), trait + 0.3 * g.normal(size=(300, 6))
    rows = pd.DataFrame(np.hstack([one, two]))
    rows.iloc[0] = g.normal(size=12)
    rows.iloc[0, 6:] = -rows.iloc[0, :6].to_numpy()
    found = synonyms(rows)
    assert found[0] == pytest.approx(-1.0)
    assert found[1:].median() > 0.8
    apart = synonyms(pd.DataFrame(np.hstack([one, -two])), antonyms=True)
    assert apart.median() < -0.8
    assert synonyms(rows, critical=0.999).isna().all()


def test_an_instructed_item_left_out_is_not_wrong():
    rows = pd.DataFrame({"t1": [2, 3, np.nan], "t2": [5, 1, 4]})
    assert misses(rows, {"t1": 2, "t2": (4, 5)}).tolist() == [0, 2, 0]
