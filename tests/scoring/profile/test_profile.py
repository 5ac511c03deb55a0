"""Is a profile described, gated and kept as methods §5 asks?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable, Code
from scoring.keys import ScoringKey, score
from scoring.profile import CandidateScale, from_json, profile, refusals, to_json
from scoring.profile.description import hedges_g
from scoring.reliability import alphas
from scoring.reports.profile import report
from scoring.results import Caveat, Estimate, Report
from tests.reference import SHARED, beside
from tests.scoring.incumbents import CRITERION_RELIABILITY, SCALE_RELIABILITY, built, draw, tables


def closed_checks(found):
    return [check.code for check in found.gate if not check.passed]


def test_weights_make_a_composite_of_mean_0_and_sd_1_among_the_incumbents():
    found, scores = built(120)
    fitted = sum(s.weight * (scores[s.scale] - s.all.mean) / s.all.sd for s in found.scales)
    assert (fitted.mean(), fitted.std()) == (pytest.approx(0, abs=1e-12), pytest.approx(1))
    assert found.chosen.model == "unit"
    assert len({round(s.weight, 12) for s in found.scales if s.weight}) == 1


def test_what_it_predicts_is_less_than_what_it_seems_to():
    found, _ = built(240)
    for validity in found.validities:
        assert validity.r_cv.low < validity.r_cv.value < validity.r_cv.high
        assert validity.r_low < validity.r_cautious < validity.r_cv.value < validity.r_high
    assert all(v.r_in_sample > v.r_cv.value for v in found.validities if v.model == "ridge")


def test_a_scale_against_its_direction_gets_no_weight_and_is_never_reversed():
    incumbents, scores = tables(*draw(150, 2))
    scales = [CandidateScale(name, -1 if name == "scale 1" else 1, SCALE_RELIABILITY) for name in scores]
    found = profile(incumbents, scores, scales, CRITERION_RELIABILITY, "r")
    assert found.scales[0].weight == 0
    assert all(scale.weight >= 0 for scale in found.scales)
    rows = report(found).table("scales")
    assert rows.column("entry")[0] == "against_expectation"


def test_a_scale_where_less_is_better_carries_a_negative_weight():
    incumbents, scores = tables(*draw(150, 2))
    scores["scale 1"] = 100 - scores["scale 1"]
    scales = [CandidateScale(name, -1 if name == "scale 1" else 1, SCALE_RELIABILITY) for name in scores]
    turned = profile(incumbents, scores, scales, CRITERION_RELIABILITY, "r")
    straight, _ = built(150, seed=2)
    assert turned.scales[0].weight == pytest.approx(-straight.scales[0].weight)
    assert turned.chosen.r_cv.value == pytest.approx(straight.chosen.r_cv.value)


def test_unreliable_and_barred_scales_are_described_but_do_not_predict():
    incumbents, scores = tables(*draw(150, 2))
    weak, off = Estimate(0.65, 150, "alpha"), (Caveat(Code.OFF_LABEL_USE),)
    scales = [CandidateScale("scale 1", 1, weak), CandidateScale("scale 2", 1, SCALE_RELIABILITY, off)]
    scales += [CandidateScale(f"scale {k}", 1, SCALE_RELIABILITY) for k in range(3, 9)]
    found = profile(incumbents, scores, scales, CRITERION_RELIABILITY, "r")
    assert [scale.weight for scale in found.scales[:2]] == [0, 0]
    assert [scale.reasons[0].code for scale in found.scales[:2]] == [Code.UNRELIABLE_MEASURE, Code.OFF_LABEL_USE]
    assert found.scales[0].r.value is not None and found.scales[2].weight > 0


def test_each_check_of_the_gate_can_close_it():
    incumbents, scores = tables(*draw(240, 1))
    scales = [CandidateScale(name, 1, SCALE_RELIABILITY) for name in scores]

    def closed(incumbents=incumbents, scales=scales, criterion=CRITERION_RELIABILITY):
        return closed_checks(profile(incumbents, scores, scales, criterion, "r"))

    assert closed() == []
    assert closed(criterion=Estimate(0.49, 240, "r")) == ["criterion_reliability"]
    few_top = incumbents.assign(group=np.where(incumbents["criterion"].rank() > 221, "top", "middle"))
    assert closed(few_top) == ["reference_top"]
    assert closed(scales=[replace(s, reliability=Estimate(0.69, 240, "alpha")) for s in scales])[0] == "scales"
    shuffled = incumbents.assign(criterion=np.random.default_rng(4).permutation(incumbents["criterion"]))
    assert "prediction_corrected" in closed(shuffled)
    assert closed_checks(built(59)[0])[0] == "people"
    assert "people_per_scale" in closed_checks(built(79)[0])
    assert "people_per_scale" not in closed_checks(built(80)[0])


def test_ten_people_are_described_as_in_preparation_and_nothing_is_made_of_them():
    found, _ = built(10)
    shown = report(found)
    assert (found.open, found.chosen, found.validities) == (False, None, ())
    assert shown.sentence.key == "profile.in_preparation"
    assert shown.sentence.values["people"] == 10 and shown.sentence.values["need"] == 60
    assert shown.estimates["r_cv"].value is None
    table = shown.table("scales")
    assert {cell.value for key in ("r", "g") for cell in table.column(key)} == {None}
    assert set(table.column("weight")) == set(table.column("top_mean")) == {None}


def test_a_closed_profile_still_shows_correlations_as_exploratory():
    shown = report(built(59)[0])
    table = shown.table("scales")
    r = table.column("r")[0]
    assert r.low < r.value < r.high
    assert Code.NOT_CROSS_VALIDATED in [reason.code for reason in r.reasons]
    assert set(table.column("status")) == {"exploratory"}
    assert set(table.column("weight")) == {None}
    assert shown.estimates["r_cv"].value is None


def test_no_result_at_all_and_one_result_for_all_is_no_criterion():
    incumbents, scores = tables(*draw(80, 1))
    scales = [CandidateScale(name, 1, SCALE_RELIABILITY) for name in scores]
    none = profile(incumbents.assign(criterion=np.nan), scores, scales, CRITERION_RELIABILITY, "r")
    assert (none.people, none.open) == (0, False)
    same = profile(incumbents.assign(criterion=1.0), scores, scales, CRITERION_RELIABILITY, "r")
    assert (same.open, same.scales[0].r.reasons[0].code) == (False, Code.NO_VARIANCE)


def test_a_missing_score_stands_at_the_mean_and_who_lacks_a_fifth_is_left_out():
    incumbents, scores = tables(*draw(150, 2))
    scores.iloc[0, 0] = np.nan
    scores.iloc[1, :2] = np.nan
    scales = [CandidateScale(name, 1, SCALE_RELIABILITY) for name in scores]
    found = profile(incumbents, scores, scales, CRITERION_RELIABILITY, "r")
    assert found.people == 149
    assert found.scales[0].all.n == 148


def test_a_profile_survives_json_bit_for_bit_and_equal_seeds_give_equal_profiles():
    found, _ = built(240)
    assert from_json(to_json(found)) == found == built(240)[0]
    shown = report(found)
    assert Report.from_json(shown.to_json()).to_json() == shown.to_json()
    assert report(built(240)[0]).to_json() == shown.to_json()


def test_hedges_g_of_two_groups_worked_by_hand():
    # means 5 and 3, pooled SD √(5/3)... values 3 4 5 6 7 and 1 2 3 4 5: SD √2.5, d = 2/√2.5, J = 1 − 3/31
    g = hedges_g(np.array([3.0, 4, 5, 6, 7]), np.array([1.0, 2, 3, 4, 5]))
    assert g.value == pytest.approx(2 / np.sqrt(2.5) * (1 - 3 / 31))
    half = 1.959964 * np.sqrt(10 / 25 + g.value**2 / 20)
    assert (g.low, g.high) == (pytest.approx(g.value - half), pytest.approx(g.value + half))


def test_bad_tables_are_named():
    incumbents, scores = tables(*draw(80, 1))
    scales = [CandidateScale("no such", 1, SCALE_RELIABILITY)]
    with pytest.raises(BadTable, match="no such"):
        profile(incumbents, scores, scales, CRITERION_RELIABILITY, "r")
    with pytest.raises(BadTable, match="criterion"):
        profile(incumbents.assign(criterion="high"), scores, [], CRITERION_RELIABILITY, "r")
    with pytest.raises(ValueError, match="none of 1, -1 and 0"):
        CandidateScale("s", 2, SCALE_RELIABILITY)


def test_reasons_of_a_closed_gate_are_told_once_each():
    codes = [reason.code for reason in refusals(built(30)[0].gate)]
    assert codes[:2] == [Code.N_TOO_SMALL, Code.GROUPS_TOO_SMALL]
    assert len(codes) == len(set(codes))


@beside("the invented incumbents prove the rest")
def test_real_answers_extraversion_from_four_other_scales():
    # psych::bfi: conscientious, agreeable, calm and open people call themselves more outgoing; 400 of 2,800 people
    everyone = pd.read_csv(SHARED / "data/bfi.csv", index_col=0)
    bfi = everyone.iloc[:400]
    reverse = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}
    keys = [ScoringKey(s, {f"{s}{n}": -1 if f"{s}{n}" in reverse else 1 for n in range(1, 6)}, 1, 6) for s in "ACENO"]
    scores = score(bfi, keys).values
    scores.index = scores.index.astype(str)
    y = scores.pop("E")
    incumbents = pd.DataFrame(
        {"person_id": y.index, "criterion": y.to_numpy(), "group": np.where(y >= y.quantile(0.8), "top", "middle")}
    )
    reliabilities = alphas(everyone, keys)
    scales = [CandidateScale(name, -1 if name == "N" else 1, reliabilities[name]) for name in scores]
    found = profile(incumbents, scores, scales, reliabilities["E"], "outgoing")
    weights = {scale.scale: scale.weight for scale in found.scales}
    assert weights["A"] > 0 and weights["C"] > 0 and weights["N"] < 0
    assert weights["O"] == 0  # alpha .60
    assert found.open and 0.3 < found.chosen.r_cv.value < 0.6
