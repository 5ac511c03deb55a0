"""What do missing answers, odd codes, rare categories, priors and fixed items do to a calibration?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.irt import LogNormal, calibrate, dump, load
from tests.scoring.irt.simulated import graded

SLOPE = np.array([1.2, 0.8, 1.6, 1.0, 2.0, 1.4])
THRESHOLD = np.array([[-1.5, -0.5, 0.4, 1.3]]) + np.array([[-0.6], [-0.3], [0.0], [0.1], [0.3], [0.5]])
NAMES = ["sells", "listens", "plans", "calls", "closes", "learns"]
THETA = np.random.default_rng(8).normal(size=800)
ANSWERS = pd.DataFrame(graded(THETA, SLOPE, THRESHOLD, seed=9) + 1, columns=NAMES)
PLAIN = calibrate(ANSWERS, "GRM")


def codes(calibration):
    return [reason.code for reason in calibration.reasons]


def test_order_of_people_changes_not_one_bit():
    shuffled = calibrate(ANSWERS.sample(frac=1, random_state=3), "GRM")
    assert shuffled.items.equals(PLAIN.items)
    assert shuffled.log_likelihood == PLAIN.log_likelihood


def test_order_of_items_changes_nothing_but_the_rows():
    turned = calibrate(ANSWERS[NAMES[::-1]], "GRM")
    assert turned.items.index.tolist() == NAMES[::-1]
    assert turned.items.loc[NAMES].to_numpy() == pytest.approx(PLAIN.items.to_numpy(), abs=1e-4)


@pytest.mark.parametrize(
    "recoded",
    [ANSWERS - 1, ANSWERS * 10 - 7, ANSWERS / 4, ANSWERS.astype(str), ANSWERS.astype(object), ANSWERS.to_numpy()],
    ids=["from 0", "in tens", "in quarters", "as text", "as objects", "as an array"],
)
def test_only_the_order_of_the_answers_counts(recoded):
    calibration = calibrate(recoded, "GRM")
    assert calibration.items.to_numpy() == pytest.approx(PLAIN.items.to_numpy(), abs=1e-12)
    assert calibration.status == "ok"


def test_bank_knows_the_answers_as_they_stand_in_the_data():
    bank = calibrate((ANSWERS > 3) * 2 - 1, "2PL").bank
    assert bank.categories["sells"] == (-1.0, 1.0)
    assert (bank.model, bank.mean, bank.sd, bank.n) == ("2PL", 0.0, 1.0, 800)


def test_an_item_keyed_wrong_comes_out_negative_and_named():
    turned = ANSWERS.assign(plans=6 - ANSWERS["plans"])
    calibration = calibrate(turned, "GRM")
    assert calibration.items.loc["plans", "slope"] == pytest.approx(-PLAIN.items.loc["plans", "slope"], abs=1e-4)
    assert calibration.log_likelihood == pytest.approx(PLAIN.log_likelihood, abs=1e-6)
    assert [(r.code, r.values["item"]) for r in calibration.reasons] == [(Code.KEYED_WRONG, "plans")]
    assert calibration.status == "caveat"


def test_most_slopes_are_positive_however_the_scale_is_keyed():
    assert (calibrate(6 - ANSWERS, "GRM").items["slope"] > 0).all()
    upright = calibrate(ANSWERS.assign(**{name: 6 - ANSWERS[name] for name in NAMES[:4]}), "GRM").items["slope"]
    assert (upright[NAMES[:4]] > 0).all()
    assert (upright[NAMES[4:]] < 0).all()


def test_items_may_have_different_numbers_of_answers():
    mixed = ANSWERS.assign(sells=(ANSWERS["sells"] > 3).astype(int), closes=ANSWERS["closes"].clip(upper=3))
    items = calibrate(mixed, "GRM").items
    assert items.filter(like="threshold").loc["sells"].notna().sum() == 2  # one threshold and its error
    assert items.filter(like="threshold").loc["closes"].notna().sum() == 4
    assert items.loc["sells", "threshold_1"] == pytest.approx(PLAIN.items.loc["sells", "threshold_3"], abs=0.1)


def test_missing_answers_are_skipped():
    # each person is asked four of the six items, planned by chance: 33 % missing
    asked = np.argsort(np.random.default_rng(2).random(ANSWERS.shape), axis=1) < 4
    calibration = calibrate(ANSWERS.where(asked), "GRM")
    gap = (calibration.items["slope"] - PLAIN.items["slope"]) / calibration.items["se_slope"]
    assert gap.abs().max() < 2.5
    assert (calibration.items["se_slope"] > PLAIN.items["se_slope"]).all()
    assert calibration.n == 800


def test_people_without_an_answer_are_left_out_and_said():
    calibration = calibrate(pd.concat([ANSWERS, ANSWERS.iloc[:7] * np.nan]), "GRM")
    assert calibration.n == 800
    assert [(r.code, r.values["people"]) for r in calibration.reasons] == [(Code.MISSING_TOO_MUCH, 7)]
    assert calibration.items.equals(PLAIN.items)


def test_a_category_nobody_used_is_dropped_and_said():
    calibration = calibrate(ANSWERS.assign(calls=ANSWERS["calls"].replace(2, 1)), "GRM")
    assert calibration.bank.categories["calls"] == (1.0, 3.0, 4.0, 5.0)
    assert [(r.code, r.values["item"], r.values["answer"]) for r in calibration.reasons] == [
        (Code.UNUSED_CATEGORY, "calls", 2.0)
    ]
    at_the_end = calibrate(ANSWERS.assign(calls=ANSWERS["calls"].replace(1, 2)), "GRM")
    assert [(r.code, r.values["answer"]) for r in at_the_end.reasons] == [(Code.UNUSED_CATEGORY, 1.0)]


def test_a_rare_category_is_a_caveat_and_collapsed_only_when_asked():
    rare = ANSWERS.assign(learns=ANSWERS["learns"].replace(5, 4))
    rare.loc[rare["learns"].eq(4).idxmax(), "learns"] = 5
    calibration = calibrate(rare, "GRM")
    assert [(r.code, r.values["n"], r.values["item"]) for r in calibration.reasons] == [(Code.N_TOO_SMALL, 1, "learns")]
    collapsed = calibrate(rare, "GRM", collapse=10)
    assert collapsed.status == "ok"
    assert collapsed.bank.categories["learns"] == (1.0, 2.0, 3.0, 4.0)
    assert collapsed.bank.merged["learns"] == {5.0: 4.0}
    assert collapsed.category_counts.loc["learns"].sum() == 800


def test_category_counts_are_those_of_the_answers():
    assert PLAIN.category_counts.loc["sells"].tolist() == ANSWERS["sells"].value_counts().sort_index().tolist()


def test_a_prior_draws_slopes_to_its_centre():
    tight = calibrate(ANSWERS, "GRM", prior=LogNormal(0.0, 0.05)).items["slope"]
    loose = calibrate(ANSWERS, "GRM", prior=LogNormal(0.0, 50.0)).items["slope"]
    assert (np.abs(np.log(tight)) < np.abs(np.log(PLAIN.items["slope"])) / 2).all()
    assert loose.to_numpy() == pytest.approx(PLAIN.items["slope"].to_numpy(), abs=0.02)


def test_a_prior_keeps_the_slopes_of_copies_finite():
    copies = ANSWERS.assign(again=ANSWERS["sells"])
    assert codes(calibrate(copies, "GRM")) == [Code.HEYWOOD]
    assert calibrate(copies, "GRM").reasons[0].values["item"] in ("sells", "again")
    assert calibrate(copies, "GRM", prior=LogNormal(0.0, 0.1)).items["slope"].max() < 8


def test_items_that_sort_people_without_error_are_refused_with_the_item():
    ladder = (np.arange(60)[:, None] > np.arange(5, 55, 9)).astype(int)
    for model in ("2PL", "GRM", "1PL", "PCM"):
        refused = calibrate(ladder, model)
        assert (refused.status, codes(refused)) == ("refused", [Code.HEYWOOD])
        assert "item" in refused.reasons[0].values


def test_items_without_anything_in_common_have_no_spread_in_a_rasch_model():
    # each answer to one item equally often with each answer to the other
    crossed = np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 30)
    assert codes(calibrate(crossed, "1PL")) == codes(calibrate(crossed, "PCM")) == [Code.NO_VARIANCE]


def test_sets_of_items_nobody_links_are_refused():
    halves = ANSWERS.astype(float)
    halves.iloc[:400, :3] = np.nan
    halves.iloc[400:, 3:] = np.nan
    assert codes(calibrate(halves, "GRM")) == [Code.DISCONNECTED]
    halves.iloc[0] = ANSWERS.iloc[0]
    assert calibrate(halves, "GRM").status == "ok"


@pytest.mark.parametrize("model", ["1PL", "2PL", "GRM", "PCM", "GPCM"])
def test_fixed_items_keep_their_parameters_and_tell_the_mean_and_spread_of_new_people(model):
    binary = model in ("1PL", "2PL")
    table = (ANSWERS > 3).astype(int) if binary else ANSWERS
    bank = calibrate(table, model).bank.of(NAMES[:4])
    theta = 0.6 + 1.3 * np.random.default_rng(5).normal(size=1500)
    new = pd.DataFrame(graded(theta, SLOPE, THRESHOLD, seed=6) + 1, columns=NAMES)
    calibration = calibrate((new > 3).astype(int) if binary else new, model, fixed=bank)
    assert calibration.items.loc[NAMES[:4]].equals(bank.items)
    assert calibration.bank.items.loc[NAMES].equals(calibration.items)
    spread = bank.sd  # the unit of the bank's own people; the generating model is theirs
    assert calibration.mean / spread == pytest.approx(0.6, abs=0.15)
    assert calibration.sd / spread == pytest.approx(1.3, abs=0.17)
    free = calibrate(table, model).items.loc[NAMES[4:]]
    steps = free.filter(regex="^threshold").columns
    gap = calibration.items.loc[NAMES[4:], steps] - free[steps]
    error = np.hypot(calibration.items.filter(regex="^se_thr"), 0).loc[NAMES[4:]].to_numpy() + 0.1
    assert (np.abs(gap.to_numpy()) < 4 * error).all()
    if model == "GRM":
        errors = pd.Series(np.sqrt(np.diag(calibration.covariance)), calibration.covariance.index)
        assert errors["", "mean"] == pytest.approx(1.3 / np.sqrt(1500), rel=0.25)
        assert {item for item, _ in errors.index} == {"closes", "learns", ""}


def test_fixing_all_items_where_they_came_from_gives_back_mean_0_and_spread_1():
    again = calibrate(ANSWERS, "GRM", fixed=PLAIN.bank)
    assert (again.mean, again.sd, again.parameters) == (pytest.approx(0, abs=1e-5), pytest.approx(1, abs=1e-5), 2)
    assert again.log_likelihood == pytest.approx(PLAIN.log_likelihood, abs=1e-6)


def test_fixed_items_not_asked_this_time_stay_in_the_bank():
    calibration = calibrate(ANSWERS[NAMES[2:]], "GRM", fixed=PLAIN.bank.of(NAMES[:4]))
    assert calibration.items.index.tolist() == NAMES[2:]
    assert sorted(calibration.bank.items.index) == sorted(NAMES)
    assert calibration.bank.items.loc[NAMES[:2]].equals(PLAIN.items.loc[NAMES[:2]])


def test_an_array_is_matched_to_fixed_items_by_order_or_by_the_numbers_they_are_named_by():
    table = ANSWERS.to_numpy()
    expected = calibrate(ANSWERS, "GRM", fixed=PLAIN.bank.of(NAMES[:4]))
    by_order = calibrate(table, "GRM", fixed=PLAIN.bank.of(NAMES[:4]))
    assert by_order.items.index.tolist() == [*NAMES[:4], 4, 5]
    assert by_order.items.to_numpy() == pytest.approx(expected.items.to_numpy(), abs=1e-12, nan_ok=True)
    kept = load(dump(calibrate(table, "GRM").bank))
    again = calibrate(table, "GRM", fixed=kept.of([4, 1, 0, 3]))
    assert again.items.index.tolist() == [*range(6)]
    assert again.items.loc[[0, 1, 3, 4]].equals(kept.items.loc[[0, 1, 3, 4]])
    assert not again.items.loc[[2]].equals(kept.items.loc[[2]])
    short = calibrate(table[:, :3], "GRM", fixed=PLAIN.bank)
    assert short.reasons[0].values["message"].endswith("one column for each of the bank's 6 items")


def test_items_may_be_fixed_by_a_calibration_as_it_is():
    assert calibrate(ANSWERS, "GRM", fixed=PLAIN).items.equals(calibrate(ANSWERS, "GRM", fixed=PLAIN.bank).items)
    refused = calibrate(ANSWERS[:1], "GRM")
    assert calibrate(ANSWERS, "GRM", fixed=refused).reasons[0] == refused.reasons[0]


def test_a_damaged_bank_fixes_nothing():
    items = PLAIN.items.copy()
    items.loc["plans", "slope"] = np.nan
    refused = calibrate(ANSWERS, "GRM", fixed=replace(PLAIN.bank, items=items))
    assert codes(refused) == [Code.BAD_TABLE]
    assert "item plans: slope nan" in refused.reasons[0].values["message"]


def test_an_answer_a_fixed_item_does_not_know_is_refused():
    refused = calibrate(ANSWERS.replace(5, 9), "GRM", fixed=PLAIN.bank)
    assert codes(refused) == [Code.BAD_TABLE]
    assert "9 is not among the answers" in refused.reasons[0].values["message"]


def test_without_errors_there_are_none():
    calibration = calibrate(ANSWERS, "GRM", se=False)
    assert calibration.items.filter(like="se_").isna().all(axis=None)
    assert calibration.covariance.empty
    assert calibration.items["slope"].equals(PLAIN.items["slope"])


def test_more_nodes_change_nothing_that_matters():
    fine = calibrate(ANSWERS, "GRM", nodes=121)
    assert fine.items.to_numpy() == pytest.approx(PLAIN.items.to_numpy(), abs=1e-4)


def test_more_answers_than_two_are_no_data_for_a_model_of_two():
    refused = calibrate(ANSWERS, "2PL")
    assert refused.reasons[0].values["message"] == "answers, column sells: 5 different answers; a 2PL takes two"


@pytest.mark.parametrize(
    ("model", "options"),
    [
        ("3PL", {}),
        ("PCM", {"prior": LogNormal()}),
        ("GRM", {"nodes": 7}),
        ("PCM", {"fixed": PLAIN.bank}),
    ],
)
def test_wrong_options_are_the_programmers_fault(model, options):
    with pytest.raises(ValueError, match=r"model|prior|nodes|fixed"):
        calibrate(ANSWERS, model, **options)
