"""Are options counted by group, and is a wrong key found out?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.items import distractors, right
from tests.scoring.hostile import HOSTILE


def test_options_of_one_question_worked_by_hand():
    answers = pd.DataFrame({"q": ["A", "A", "B", "C", None, "A"], "w": [1, 1, 0, 0, 1, 0], "v": [1, 1, 1, 0, 1, 0]})
    found = distractors(answers, {"q": "A", "w": 1, "v": 1})
    options = found.options.loc["q"]
    # totals 3, 3, 1, 0, 2, 1: lower 27 % at most 1 (B, C and the last A), upper at least 2.65 (the two first A)
    assert options["chosen"].to_dict() == {"A": 0.6, "B": 0.2, "C": 0.2}
    assert options["lower"].to_dict() == {
        "A": pytest.approx(1 / 3),
        "B": pytest.approx(1 / 3),
        "C": pytest.approx(1 / 3),
    }
    assert options["upper"].to_dict() == {"A": 1.0, "B": 0.0, "C": 0.0}
    # rest sums of those who answered: 2, 2, 1, 0, 0
    assert options.loc["A", "r"] == pytest.approx(np.corrcoef([1, 1, 0, 0, 1], [2, 2, 1, 0, 0])[0, 1])
    assert options["correct"].to_dict() == {"A": True, "B": False, "C": False}
    assert not found.options["alarm"].any() and found.status == "ok"


def world(seed=4, people=400):
    """Ten questions of four options; those who know choose A, the others guess."""
    g = np.random.default_rng(seed)
    knows = g.random((people, 10)) < 1 / (1 + np.exp(-1.5 * g.normal(size=(people, 1))))
    chosen = np.where(knows, "A", g.choice(list("ABCD"), (people, 10)))
    return pd.DataFrame(chosen, columns=[f"q{place}" for place in range(10)])


def test_a_wrong_key_is_found_because_a_distractor_draws_those_who_know():
    answers = world()
    key = dict.fromkeys(answers, "A")
    assert not distractors(answers, key).options["alarm"].any()
    found = distractors(answers, key | {"q3": "C"})
    alarms = found.options[found.options["alarm"]]
    assert alarms.index.tolist() == [("q3", "A")]
    assert (found.reasons[0].code, found.reasons[0].values["item"]) == (Code.KEYED_WRONG, "q3")


def test_numbers_and_their_texts_are_the_same_option_and_nothing_is_no_option():
    answers = pd.DataFrame({"a": ["1", 1, 1.0, " 1 ", "", None, "2"]}, dtype=object)
    assert right(answers, {"a": 1})["a"].tolist()[:4] == [1.0] * 4
    assert right(answers, {"a": "1.0"})["a"].isna().tolist() == [False] * 4 + [True, True, False]


def test_an_item_that_is_no_column_and_a_key_without_items_are_refused():
    assert distractors(world(), {"strange": "A"}).reasons[0].code is Code.BAD_TABLE
    assert distractors(world().iloc[:1], {"q1": "A"}).reasons[0].code is Code.N_TOO_SMALL
    with pytest.raises(ValueError, match="without an item"):
        distractors(world(), {})


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "10,000 columns"])
@pytest.mark.filterwarnings("error")
def test_hostile_tables_give_a_reason_or_shares(name):
    table = HOSTILE[name]
    found = distractors(table, dict.fromkeys(table.columns, 3) or {"a": 3})
    if found.status == "refused":
        assert found.reasons and name in {"empty", "no rows", "one row", "duplicate names", "all NaN", "None objects"}
    else:
        shares = found.options["chosen"].dropna()
        assert ((shares >= 0) & (shares <= 1)).all()
