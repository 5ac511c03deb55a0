"""Tables as people really have them: strange types, names, sizes and shapes give a number or a reason."""

import numpy as np
import pandas as pd
import pytest

from scoring.adaptive import Rules, simulate
from scoring.agreement import gwet, icc, kendall_w, krippendorff
from scoring.dif import logistic, mantel, mantel_haenszel, ordinal_logistic
from scoring.errors import BadTable, Code
from scoring.factors import cfa, efa, invariance, parallel_analysis, polychoric
from scoring.irt import calibrate, information, item_fit, person_fit, score
from scoring.items import distractors, right
from scoring.keys import ScoringKey
from scoring.quality import longstring, mahalanobis, misses, quality, response_spread, synonyms
from scoring.reliability import alpha, by_group, omega

_g = np.random.default_rng(11)
RIGHT = pd.DataFrame((_g.normal(size=(120, 1)) + _g.normal(size=(120, 5)) > 0).astype(int), columns=list("abcde"))
ESTIMATORS = [
    alpha,
    omega,
    icc,
    krippendorff,
    lambda x: efa(x, 1),
    lambda x: calibrate(x, "2PL"),
    lambda x: cfa(x, {"f": list("abcde")}),
]


@pytest.mark.parametrize("estimator", ESTIMATORS)
@pytest.mark.parametrize("size, fault", [(1e300, "too large"), (1e-300, "too small"), (1 + 0j, "no type of answers")])
def test_numbers_nobody_can_calculate_with_are_refused_before_they_overflow(estimator, size, fault):
    found = estimator(RIGHT * size)
    assert found.status == "refused"
    assert fault in found.reasons[0].values["message"]


def test_columns_named_in_levels_are_refused_everywhere_alike():
    levels = RIGHT.set_axis(pd.MultiIndex.from_product([["x"], list("abcde")]), axis=1)
    bank = calibrate(RIGHT, "2PL").bank
    for found in (alpha(levels), calibrate(levels, "2PL"), score(levels, bank), mantel_haenszel(levels, [0, 1] * 60)):
        assert "2 levels" in found.reasons[0].values["message"]


@pytest.mark.parametrize("table", [None, 5, "text", [[1, 2], [3]], np.zeros((2, 2, 2))])
def test_what_is_no_table_is_refused_by_every_module(table):
    model = {"f": ["a", "b", "c"]}
    for found in (alpha(table), cfa(table, model), invariance(table, model, [0, 1]), distractors(table, {"a": 1}),
                  score(table, calibrate(RIGHT, "2PL").bank)):  # fmt: skip
        assert (found.status, found.reasons[0].code) == ("refused", Code.BAD_TABLE)


def test_a_table_without_columns_lacks_questions_and_not_people():
    reason = alpha(pd.DataFrame(index=range(5))).reasons[0]
    assert (reason.code, dict(reason.values)) == (Code.N_TOO_SMALL, {"n": 0, "need": 1, "of": "items"})


def test_too_few_questions_are_not_counted_as_people():
    one = efa(RIGHT[["a", "b"]], 1)
    assert (one.reasons[0].values["of"], one.n) == ("items", 0)
    reason = kendall_w(RIGHT[["a"]]).reasons[0]
    assert (reason.values["n"], reason.values["of"]) == (1, "raters")


def test_a_group_is_matched_by_order_where_people_have_names_of_two_levels():
    two_levels = RIGHT.set_axis(pd.MultiIndex.from_arrays([range(120), range(120)]), axis=0)
    group = pd.Series(["x", "y"] * 60)
    pd.testing.assert_frame_equal(mantel_haenszel(two_levels, group).items, mantel_haenszel(RIGHT, group).items)


def test_raters_at_odds_leave_the_other_forms_of_the_icc_standing():
    # mean squares by hand: ratees .25, raters .25, residual 30.25; then .25 + (.25 − 30.25)/2 is below zero
    found = icc([[0, 6], [6, 1]])
    assert found["A,k"].status == "refused"
    assert found["A,k"].reasons[0].code is Code.UNRELIABLE_MEASURE
    assert found["C,k"].value == pytest.approx(1 - 30.25 / 0.25)


def test_signs_of_careless_answering_read_lists_and_arrays():
    rows = [[3] * 10, [1, 5, 2, 4, 3, 3, 4, 2, 5, 1]]
    assert longstring(rows).tolist() == [10, 2]
    assert response_spread(np.array(rows)).round(3).tolist() == [0.0, 1.491]
    assert misses(rows, {0: 3}).tolist() == [0, 1]
    assert mahalanobis(rows)["d2"].isna().all()
    with pytest.raises(BadTable, match="10000 items"):
        synonyms(np.ones((2, 10_000)))


def test_distractors_read_columns_with_a_heading_and_refuse_cells_that_are_lists():
    headed = RIGHT.rename_axis(columns="item")
    assert right(headed, dict.fromkeys("abcde", 1)).to_numpy().tolist() == RIGHT.to_numpy().tolist()
    assert distractors(headed, {"a": 1}).options.loc[("a", "1"), "chosen"] == pytest.approx(RIGHT["a"].mean())
    assert (
        "neither numbers nor texts"
        in distractors(pd.DataFrame({"a": [[1], [2]]}), {"a": 1}).reasons[0].values["message"]
    )


def test_an_item_nobody_answered_leaves_pairwise_alpha_without_a_warning():
    found = alpha(RIGHT.assign(e=np.nan), missing="pairwise")
    assert found.reasons[0].code is Code.MISSING_TOO_MUCH


def test_words_are_counted_once_categories_are_named():
    words = [["no", "no"], ["yes", "yes"], ["yes", "no"], ["no", "no"]]
    assert gwet(words, categories=["no", "yes"]).value == pytest.approx(gwet([[0, 0], [1, 1], [1, 0], [0, 0]]).value)


def test_a_group_is_matched_alike_by_every_comparison_of_groups():
    people = RIGHT.set_axis([f"p{place}" for place in range(120)], axis=0)
    sex = pd.Series(["f", "m"] * 60, index=people.index)
    model, key = {"f": list("abcde")}, [ScoringKey("s", dict.fromkeys("abcde", 1), 0, 1)]
    for compared in (
        lambda group: mantel_haenszel(people, group).items,
        lambda group: invariance(people, model, group).levels,
        lambda group: by_group(people, key, group).differences,
    ):
        first = compared(sex)
        assert len(first)
        for same in (sex.sample(frac=1, random_state=1), sex.astype("category").cat.add_categories("x"),
                     sex.reset_index(drop=True), sex.tolist(), sex.to_numpy()):  # fmt: skip
            pd.testing.assert_frame_equal(compared(same), first)
        for wrong in (sex[1:], sex.tolist()[1:], 7, "sex", None):
            assert compared(wrong).empty


def test_a_copy_of_an_item_is_told_by_every_use_of_polychoric_correlations():
    copied = pd.concat([RIGHT.assign(e=RIGHT["d"])] * 10)  # the cells of a table of few people are never quite empty
    for found in (
        polychoric(copied),
        efa(copied, 1, kind="polychoric"),
        parallel_analysis(copied, 20, kind="polychoric"),
    ):
        assert Code.HEYWOOD in {reason.code for reason in found.reasons}
        assert {reason.values["item"] for reason in found.reasons} <= {"d", "e"}


def test_a_calibration_can_be_handed_on_as_it_is_whatever_its_items_are_called():
    found = calibrate(RIGHT.to_numpy(), "2PL")
    assert score(RIGHT.to_numpy(), found).people.equals(score(RIGHT.to_numpy(), found.bank).people)
    assert information(found, [0.0]).test["information"].iloc[0] > 0
    assert item_fit(RIGHT.to_numpy(), found).status != "refused"
    assert person_fit(RIGHT.to_numpy(), found).n == 120
    rules = Rules(least=2, most=3, among=1)
    assert simulate(found.bank, rules, people=20, thetas=[0.0], each=20).items.index.tolist() == [*"01234"]
    refused = calibrate(RIGHT[["a"]], "2PL")
    assert score(RIGHT[["a"]], refused).reasons[0] == refused.reasons[0]
    with pytest.raises(ValueError, match="a bank is needed"):
        score(RIGHT, None)


def test_a_number_of_factors_may_come_out_of_a_calculation():
    assert efa(RIGHT, 4 / 4).loadings.equals(efa(RIGHT, 1).loadings)


def test_seconds_a_question_may_be_a_list_in_the_order_of_people():
    answers = pd.DataFrame(_g.integers(1, 6, (30, 10)), index=[f"p{place}" for place in range(30)])
    fast = quality(answers, 1, 5, seconds=[1.0] * 10 + [5.0] * 20).people["flag_speed"]
    assert fast.sum() == 10
    assert fast[:10].all()
    assert "not the same people" in quality(answers, 1, 5, seconds=[1.0]).reasons[0].values["message"]
    assert "not a number" in quality(answers, 1, 5, seconds=["fast"] * 30).reasons[0].values["message"]


def test_people_of_one_name_are_matched_to_groups_by_order():
    sex = pd.Series(["f", "m"] * 60)
    namesakes = RIGHT.set_axis([0] * 120, axis=0)
    pd.testing.assert_frame_equal(mantel_haenszel(namesakes, sex).items, mantel_haenszel(RIGHT, sex).items)


@pytest.mark.parametrize("compared", [mantel_haenszel, mantel, logistic, ordinal_logistic])
def test_an_item_nobody_answered_leaves_nobody_with_a_total(compared):
    found = compared(RIGHT.assign(e=np.nan), [0, 1] * 60)
    assert (found.status, found.reasons[0].code) == ("refused", Code.GROUPS_TOO_SMALL)
