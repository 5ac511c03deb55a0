"""Are difficulty, discrimination and item-total correlations exact, and bad items called by their name?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.items import item_analysis
from scoring.keys import ScoringKey
from scoring.reliability import alpha
from tests.scoring.hostile import HOSTILE
from tests.scoring.reliability import bfi
from tests.scoring.reliability.exact import one_factor, people

#: Five people, three questions right or wrong; the sums are 2, 1, 3, 0, 2.
TEST = pd.DataFrame({"a": [1, 1, 1, 0, 1], "b": [1, 0, 1, 0, 1], "c": [0, 0, 1, 0, 0]})


def test_a_short_test_worked_by_hand():
    found = item_analysis(TEST).items
    assert found["difficulty"].tolist() == [0.8, 0.6, 0.2]
    assert found["ceiling"].tolist() == [0.8, 0.6, 0.2]
    # b with the sum of a and c: 1, 1, 2, 0, 1
    rest = TEST["a"] + TEST["c"]
    assert found.loc["b", "r_drop"] == pytest.approx(np.corrcoef(TEST["b"], rest)[0, 1])
    assert found.loc["b", "r_total"] == pytest.approx(np.corrcoef(TEST["b"], TEST.sum(axis=1))[0, 1])
    assert found.loc["b", "alpha_if_dropped"] == pytest.approx(alpha(TEST[["a", "c"]]).value)
    # 27 % of five people reach to the second lowest and second highest sum: 0 and 1, 2, 2 and 3
    assert found.loc["b", "discrimination"] == pytest.approx(3 / 3 - 0 / 2)
    assert found.loc["c", "discrimination"] == pytest.approx(1 / 3)


def test_right_answers_turn_options_into_points():
    answers = pd.DataFrame({"a": ["B", "B", "B", "C", "B"], "b": [2, 3, 2, 1, 2], "c": ["x", "x", "y", None, "x"]})
    found = item_analysis(answers, {"a": "B", "b": 2, "c": "y"}, missing="pairwise")
    assert found.items["difficulty"].tolist() == [0.8, 0.6, 0.25]
    assert found.items["missing"].tolist() == [0, 0, 1]


def test_a_scoring_key_turns_reversed_items_and_bounds_the_answers():
    right = people(one_factor([0.8, 0.7, 0.6, 0.7])) * 0.4 + 3
    given = right.assign(q2=6 - right["q2"])
    found = item_analysis(given, ScoringKey("s", {"q1": 1, "q2": -1, "q3": 1, "q4": 1}, 0, 6))
    assert found.items["difficulty"].to_numpy() == pytest.approx(np.full(4, 0.5))
    assert found.items["r_drop"].to_numpy() == pytest.approx(item_analysis(right).items["r_drop"].to_numpy())
    assert (found.items["flag"] == "keep").all() and found.status == "ok"
    wrong = item_analysis(given, ScoringKey("s", {"q1": 1, "q2": 1, "q3": 1, "q4": 1}, 0, 6))
    assert wrong.items["flag"].tolist() == ["keep", "keyed_wrong", "keep", "keep"]
    assert (wrong.reasons[0].code, wrong.reasons[0].values["item"]) == (Code.KEYED_WRONG, "q2")


def test_items_are_kept_looked_at_or_called_weak_by_their_correlation_with_the_rest():
    # corrected item-total correlation of the last item: λ·Σλ/√(rest), methods §4.2: keep from .20, weak below .10
    for loading, flag in ((0.35, "keep"), (0.2, "review"), (0.08, "weak"), (-0.1, "keyed_wrong")):
        found = item_analysis(people(one_factor([0.8, 0.7, 0.8, loading]))).items.loc["q4"]
        rest = one_factor([0.8, 0.7, 0.8]).sum()
        assert found["r_drop"] == pytest.approx(loading * 2.3 / np.sqrt(rest))
        assert found["flag"] == flag


def test_an_item_everyone_answers_alike_has_no_correlation():
    items = people(one_factor([0.7, 0.6, 0.8])).assign(q4=3.0)
    found = item_analysis(items)
    assert found.items.loc["q4", "flag"] == "constant"
    assert found.items.loc["q4", ["r_total", "r_drop", "r_cor"]].isna().all()
    assert found.items.loc["q1", ["r_total", "r_drop", "r_cor"]].notna().all()


def test_ten_thousand_items_are_analysed_without_a_matrix_of_all_pairs():
    g = np.random.default_rng(1)
    wide = g.normal(size=(60, 1)) * 0.4 + g.normal(size=(60, 10_000))
    found = item_analysis(wide)
    assert len(found.items) == 10_000 and found.items["r_drop"].median() == pytest.approx(0.37, abs=0.05)
    assert found.items["r_cor"].isna().all()


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("missing", ["complete", "pairwise"])
@pytest.mark.filterwarnings("error")
def test_hostile_tables_give_a_reason_or_an_analysis(name, missing):
    found = item_analysis(HOSTILE[name], missing=missing)
    defined = {"a constant column", "two identical columns", "more items than people", "10,000 columns", "booleans"}
    assert (found.status != "refused") == (name in defined)
    if found.status == "refused":
        assert found.reasons and found.items.empty and found.alpha.status == "refused"
    else:
        assert np.isfinite(found.items[["difficulty", "discrimination", "sd"]].to_numpy()).all()


@bfi.needs_bfi
@pytest.mark.parametrize("letter", bfi.SCALES)
def test_item_statistics_of_the_bfi_match_psych(letter):
    golden, found = bfi.golden(letter), item_analysis(bfi.scale(letter)).items
    for ours, theirs in {"r_total": "raw.r", "r_drop": "r.drop", "r_cor": "r.cor", "mean": "mean", "sd": "sd"}.items():
        expected = [item[theirs] for item in golden["item_stats_complete"]]
        assert found[ours].to_numpy() == pytest.approx(np.array(expected), abs=1e-8), ours
    dropped = [item["raw_alpha"] for item in golden["alpha_drop_complete"]]
    assert found["alpha_if_dropped"].to_numpy() == pytest.approx(np.array(dropped), abs=1e-8)
