"""Is what stands beside a profile right: contrast, increment, corrections, chances, pictures, the very best?"""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from scoring.errors import BadTable, Code
from scoring.profile import CandidateScale, Hiring, from_json, profile, to_json
from scoring.profile.chances import logistic
from scoring.profile.contrast import contrast
from scoring.profile.exceptional import hire_like
from scoring.profile.increment import best_scale
from scoring.profile.pictures import nearness, shape
from scoring.profile.restriction import case_three, case_two, corrections, for_criterion
from scoring.reports.profile import report
from scoring.results import Estimate
from tests.scoring.incumbents import CRITERION_RELIABILITY, SCALE_RELIABILITY, built, draw, tables


def made(n=240, seed=1, existing=None, hiring=None, **columns):
    incumbents, scores = tables(*draw(n, seed))
    scales = [CandidateScale(name, 1, SCALE_RELIABILITY) for name in scores]
    given = incumbents.assign(**columns)
    return profile(given, scores, scales, CRITERION_RELIABILITY, "r", existing=existing, hiring=hiring)


def rows(found, key):
    return {row[0]: row[1:] for row in report(found).table(key).rows}


def test_corrections_reproduce_the_published_oracles():
    # methods §9.2
    assert case_two(0.25, 1.5) == pytest.approx(0.36116, abs=5e-6)
    assert case_two(for_criterion(0.25, 0.60), 1.5) == pytest.approx(0.45538, abs=5e-6)
    assert for_criterion(case_two(0.25, 1.5), 0.60) == pytest.approx(0.46625, abs=1e-5)
    assert case_three(0.20, 0.5, 0.3, 1.5) == pytest.approx(0.32068, abs=5e-6)
    assert (case_two(0.3, 1.0), case_three(0.3, 0.5, 0.2, 1.0)) == (0.3, 0.3)


def test_case_two_finds_the_r_of_all_applicants_from_those_selected_on_the_predictor():
    g = np.random.default_rng(1)
    x = g.normal(size=200_000)
    y = 0.4 * x + np.sqrt(1 - 0.16) * g.normal(size=x.size)
    hired = x > 0.5
    r, u = np.corrcoef(x[hired], y[hired])[0, 1], x.std() / x[hired].std()
    assert r < 0.25
    assert case_two(r, u) == pytest.approx(0.40, abs=0.01)


def test_case_three_finds_it_from_those_selected_on_something_else():
    g = np.random.default_rng(2)
    z = g.normal(size=200_000)
    x = 0.6 * z + 0.8 * g.normal(size=z.size)
    y = 0.3 * x + 0.3 * z + g.normal(size=z.size)
    hired = z > 0.5
    among = np.corrcoef(np.stack([x, y, z])[:, hired])
    found = case_three(among[0, 1], among[0, 2], among[1, 2], z.std() / z[hired].std())
    assert found == pytest.approx(np.corrcoef(x, y)[0, 1], abs=0.01)


def test_hired_people_only_is_said_whatever_the_gate_says():
    for found in (made(240), made(30)):
        assert Code.RANGE_RESTRICTED in [caveat.code for caveat in report(found).caveats]
    assert Code.RANGE_RESTRICTED in [reason.code for reason in report(made(240)).estimates["r_cv"].reasons]


def test_without_knowing_what_decided_nothing_is_corrected_for_selection():
    assert list(rows(made(240), "restriction")) == ["none", "criterion"]


def test_selection_on_the_composite_is_corrected_by_what_applicants_vary_more():
    x, _ = draw(600, 50)
    applicants = pd.DataFrame(50 + 15 * x, columns=[f"scale {k + 1}" for k in range(8)])
    found = rows(made(240, hiring=Hiring("composite", applicants)), "restriction")
    assert list(found) == ["none", "criterion", "case_ii", "criterion_case_ii"]
    u, r = found["case_ii"]
    assert u == pytest.approx(1.5, abs=0.12)
    assert r.value == pytest.approx(case_two(found["none"][1].value, u))
    assert r.low == pytest.approx(case_two(found["none"][1].low, u))
    assert Code.ASSUMPTION not in [reason.code for reason in r.reasons]


@pytest.mark.parametrize("u", [0.9, 2.6])
def test_an_unlikely_or_assumed_ratio_is_called_an_assumption(u):
    x, _ = draw(600, 50)
    applicants = pd.DataFrame(50 + 10 * u * x, columns=[f"scale {k + 1}" for k in range(8)])
    for hiring in (Hiring("composite", applicants), Hiring("composite", u=1.5)):
        r = rows(made(240, hiring=hiring), "restriction")["case_ii"][1]
        assert Code.ASSUMPTION in [reason.code for reason in r.reasons]


def test_selection_on_a_hurdle_is_case_three():
    x, _y = draw(240, 1)
    hurdle = pd.DataFrame({"hurdle": x[:, 0] + np.random.default_rng(3).normal(size=240)})
    hurdle.index = [f"P{number:04d}" for number in range(240)]
    found = rows(made(240, existing=hurdle, hiring=Hiring("hurdle", u=1.4)), "restriction")
    assert list(found) == ["none", "criterion", "case_iii"]
    assert found["case_iii"][1].value > found["none"][1].value
    g = np.random.default_rng(8)
    applicants = pd.DataFrame({"hurdle": g.normal(0, 1.5 * 7 * hurdle["hurdle"].std(), 900)})
    u, _r = rows(made(240, existing=7 * hurdle, hiring=Hiring("hurdle", applicants)), "restriction")["case_iii"]
    assert u == pytest.approx(1.5, abs=0.15)
    with pytest.raises(BadTable, match="nowhere"):
        made(240, existing=hurdle, hiring=Hiring("nowhere", u=1.4))


def test_few_applicants_or_none_that_vary_correct_nothing():
    r = Estimate(0.3, 100, "r", 0.1, 0.5)
    few = Hiring("composite", pd.DataFrame({"s": np.arange(29.0)}))
    x = np.random.default_rng(1).normal(size=100)
    assert [one.correction for one in corrections(r, None, few, lambda t: t["s"].to_numpy(), x, x, None)] == ["none"]


def test_power_of_the_contrast_is_that_of_appendix_a17():
    # methods A17: 1:2 groups, d = .3: 131, .5: 48, .8: 19 in the top
    for d, top in ((0.3, 131), (0.5, 48), (0.8, 19)):
        assert contrast(top, 2 * top, 240).detectable_d == pytest.approx(d, abs=0.015)
    assert contrast(20, 20, 60).power_large == pytest.approx(0.716, abs=2e-3)
    assert contrast(0, 30, 2).detectable_d is contrast(0, 30, 2).detectable_r is None


def test_a_top_without_a_middle_to_compare_closes_the_gate():
    incumbents, scores = tables(*draw(240, 1))
    scales = [CandidateScale(name, 1, SCALE_RELIABILITY) for name in scores]
    ranks = incumbents["criterion"].rank()
    few = incumbents.assign(group=np.where(ranks > 192, "top", np.where(ranks > 173, "middle", "other")))
    found = profile(few, scores, scales, CRITERION_RELIABILITY, "r")
    assert [check.code for check in found.gate if not check.passed] == ["contrast"]
    even = incumbents.assign(group=np.where(ranks > 219, "top", np.where(ranks > 199, "middle", "other")))
    found = profile(even, scores, scales, CRITERION_RELIABILITY, "r")
    assert [check.code for check in found.gate if not check.passed] == ["contrast_power"]


def test_the_composite_adds_to_the_best_scale_and_nothing_to_itself():
    increments = {one.over: one for one in made(500).increments}
    best = increments["best_scale"]
    assert best.scales == ("scale 2",)  # the closest in this sample
    assert best.delta_r.low < best.delta_r.value < best.delta_r.high and best.delta_r.value > 0.03
    assert best.delta_r.value == pytest.approx(best.full.value - best.base.value)
    assert best.delta_r2.value == pytest.approx(best.full.value**2 - best.base.value**2)
    assert best.full.value == pytest.approx(made(500).chosen.r_cv.value)
    x, _ = draw(90, 1)
    same = pd.DataFrame({"used": x.sum(axis=1)}, index=[f"P{number:04d}" for number in range(90)])
    already = {one.over: one for one in made(90, existing=same).increments}["existing"]
    assert already.scales == ("used",)
    assert already.delta_r.low <= 0 <= already.delta_r.high and abs(already.delta_r.value) < 0.05


def test_the_best_scale_is_one_and_chosen_by_what_goes_with_results_in_the_expected_direction():
    y = np.array([1.0, 2, 3, 4, 5])
    z = np.stack([-3 * y, np.array([1.0, 0, 2, 1, 3]), np.array([0.0, 1, 0, 1, 0])], axis=1)
    assert best_scale(z, y, y, None).tolist() == [0, 1, 0]


def test_noise_adds_nothing_to_a_hurdle_that_works():
    gains = []
    for seed in range(12):
        incumbents, scores = tables(*draw(120, seed, noise=True))
        g = np.random.default_rng(seed)
        used = pd.DataFrame({"used": incumbents["criterion"].to_numpy() + g.normal(size=120)})
        used.index = incumbents["person_id"]
        scales = [CandidateScale(name, 1, SCALE_RELIABILITY) for name in scores]
        found = profile(incumbents, scores, scales, CRITERION_RELIABILITY, "r", existing=used)
        gains.append({one.over: one for one in found.increments}["existing"].delta_r.value)
    assert -0.05 < np.mean(gains) < 0.02


def test_pictures_are_nearness_and_likeness_of_shape_worked_by_hand():
    z = np.array([[1.0, 1], [-1, -1], [1, -1], [-1, 1]])
    # covariance 4/3·I: D² of (3, 1) from (1, 1) is 4/(4/3)
    assert nearness(np.array([1.0, 1]), z, np.array([[3.0, 1], [1, 1]])) == pytest.approx([-3, 0])
    assert shape(np.array([1.0, 2, 4]), z, np.array([[2.0, 4, 8], [1, 1, 1], [3, 2, 0]])) == pytest.approx([1, 0, -1])


def test_pictures_predict_less_than_the_composite_and_say_so():
    found = rows(made(500), "pictures")
    assert list(found) == ["composite", "mahalanobis", "profile_correlation"]
    assert found["mahalanobis"][0].value < found["profile_correlation"][0].value < found["composite"][0].value


def test_two_scales_have_no_shape_to_compare():
    incumbents, scores = tables(*draw(120, 1, scales=2))
    scales = [CandidateScale(name, 1, SCALE_RELIABILITY) for name in scores]
    assert profile(incumbents, scores, scales, CRITERION_RELIABILITY, "r").pictures == ()


def test_the_very_best_are_drawn_towards_the_top_worked_by_hand():
    # 25 people, 4 % is one; he has 90, the top of two has the mean 80: 80 + 1/11·10
    x, y = np.full((25, 1), 50.0), np.arange(25.0)
    x[24], x[23] = 90, 70
    top = y >= 23
    found = hire_like(x, y, top, x[:, 0])
    assert (found.people, found.above_average, found.in_top_fifth) == (1, 1, 1)
    assert found.shrunken == (pytest.approx(80 + 10 / 11),)
    assert hire_like(x, y, y > 99, x[:, 0]) is None


def test_a_scale_too_few_of_the_top_answered_has_no_mean_of_the_very_best():
    shown = report(made(120))
    keys = [table.key for table in shown.tables]
    assert "hire_like" in keys or shown.table("scales").column("top_n")[0] < 20
    assert "hire_like" not in [table.key for table in report(built(80)[0]).tables]


def test_logistic_curve_recovers_a_known_one_and_repeats_count_once():
    g = np.random.default_rng(5)
    z = g.normal(size=20_000)
    top = (g.random(z.size) < expit(-1.5 + 0.7 * z)).astype(float)
    beta, covariance = logistic(z[None], top, np.arange(z.size))
    assert beta == pytest.approx([-1.5, 0.7], abs=0.05)
    again, same = logistic(np.stack([z, z]), top, np.arange(z.size))
    assert again == pytest.approx(beta) and same == pytest.approx(covariance)
    # the sandwich equals the inverse information where the model holds
    p = expit(beta[0] + beta[1] * z)
    design = np.stack([np.ones_like(z), z])
    assert covariance == pytest.approx(np.linalg.inv((design * p * (1 - p)) @ design.T), rel=0.05)


def test_chances_are_calibrated_and_a_curve_is_estimated_only_from_sixty_at_the_top():
    few, many = made(240).chances, made(600).chances
    assert few.logistic is None and many.logistic is not None
    assert 0.8 <= many.slope.value <= 1.2
    assert many.brier < many.brier_base == pytest.approx(0.16)
    observed = [fifth.observed.value for fifth in many.fifths]
    assert observed[4] > 0.3 > 0.12 > observed[0]
    for fifth in many.fifths:
        assert fifth.observed.low - 0.03 < fifth.expected < fifth.observed.high + 0.03
    assert made(90).chances is None


def test_leaving_out_people_helped_by_circumstance_and_single_teams_is_shown():
    plain = rows(made(240), "sensitivity")
    assert list(plain) == ["as_built", "without_a_team_low", "without_a_team_high"]
    assert plain["without_a_team_low"][1].value < plain["as_built"][1].value < plain["without_a_team_high"][1].value
    _, y = draw(240, 1)
    screened = np.where(y > np.quantile(y, 0.9), "circumstance", "earned")
    told = rows(made(240, screened=screened), "sensitivity")
    assert told["without_circumstance"][0] == 216


def test_a_top_nobody_has_looked_at_is_named_with_its_size():
    caveats = {caveat.code: caveat for caveat in made(240).caveats}
    assert caveats[Code.NOT_SCREENED].values == {"n": 48, "of": "top"}
    assert Code.NOT_SCREENED not in [caveat.code for caveat in made(240, screened="earned").caveats]


def test_below_the_least_number_nothing_beside_the_contrast_is_shown():
    keys = [table.key for table in report(made(59)).tables]
    assert keys == ["scales", "gate", "validity", "contrast"]


def test_a_profile_kept_by_an_earlier_release_is_read():
    whole = json.loads(to_json(made(120)))
    news = (
        "caveats",
        "contrast",
        "increments",
        "corrections",
        "sensitivity",
        "pictures",
        "hire_like",
        "chances",
        "correlations",
    )
    old = from_json(json.dumps({key: value for key, value in whole.items() if key not in news}))
    assert old == replace(made(120), caveats=(), contrast=None, increments=(), corrections=(), sensitivity=(),
                          pictures=(), hire_like=None, chances=None, correlations=())  # fmt: skip
