"""Are conditions of teams tested on teams, and never on people who only say the same twice?"""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from assess.demo.world import make
from scoring.conditions import Condition, Conditions, Source, conditions
from scoring.conditions.reml import random_intercept
from scoring.errors import BadTable, Code, Undefined
from scoring.levers import Verdict
from scoring.reports import conditions as reports
from scoring.results import Report
from tests.scoring.bundle.meridian import people

SEEDS = range(1, 41)
FACTS = ("coaching", "new_plan", "crm_quality")


@cache
def found(seed: int) -> tuple[Conditions, float]:
    """The three conditions of Meridian as facts, and the spread coaching happened to have."""
    world = make(seed)
    table, _land = people(world, seed)
    facts = pd.DataFrame(
        {name: getattr(world, name) for name in FACTS}, index=sorted(table["team"].unique())
    )  # fmt: skip
    one = conditions(table, None, [Condition(name, options=None) for name in FACTS], facts=facts)
    return one, float(world.coaching.std(ddof=1))


def codes(estimate) -> set[Code]:
    return {reason.code for reason in estimate.reasons}


@pytest.mark.slow
def test_coaching_is_found_three_times_in_four_and_the_plan_seldom():
    """Methods §16.2: b .23, power .75 at 24 teams; comp plan .18, power .20; CRM quality .02."""
    b = np.array([[one.joint.value for one in found(seed)[0].found] for seed in SEEDS])
    power = np.array([[one.p < 0.05 for one in found(seed)[0].found] for seed in SEEDS]).mean(axis=0)
    per_unit = b[:, 0] / [found(seed)[1] for seed in SEEDS]
    assert per_unit.mean() == pytest.approx(0.23, abs=0.015)
    assert b[:, 1:].mean(axis=0) == pytest.approx([0.18, 0.02], abs=0.02)
    assert power == pytest.approx([0.75, 0.20, 0.05], abs=0.075)
    verdicts = [[one.verdict for one in found(seed)[0].found] for seed in SEEDS]
    assert sum(row[1] is Verdict.INCONCLUSIVE for row in verdicts) >= 28
    assert sum(row[2] is Verdict.SUPPORTED_PROVISIONAL for row in verdicts) <= 2


def test_eight_companies_show_the_same():
    some = [found(seed)[0].found for seed in range(1, 9)]
    assert np.mean([row[0].joint.value for row in some]) == pytest.approx(0.23, abs=0.06)
    assert sum(row[0].verdict is Verdict.SUPPORTED_PROVISIONAL for row in some) >= 5
    assert sum(row[1].verdict is Verdict.INCONCLUSIVE for row in some) >= 5
    assert all(row[1].teams_needed > 24 for row in some if row[1].verdict is Verdict.INCONCLUSIVE)


def test_the_two_level_model_is_that_of_another_program():
    """statsmodels 0.15.0, MixedLM(y, [1, W, x], groups=team).fit(reml=True) on eighteen uneven teams."""
    rng = np.random.default_rng(12)
    team = np.repeat(np.arange(18), rng.integers(3, 15, 18))
    n = len(team)
    w, x = rng.normal(size=18), rng.normal(size=n)
    y = 3 + 0.4 * w[team] - 0.2 * x + 0.5 * rng.normal(size=18)[team] + rng.normal(size=n)
    one = random_intercept(y, np.column_stack([w[team], x]), team)
    assert one.gamma == pytest.approx([3.01145971, 0.37366068, -0.19336531], abs=1e-6)
    assert (one.between, one.within) == (pytest.approx(0.28157442, abs=1e-5), pytest.approx(1.07185582, abs=1e-5))
    assert one.criterion == pytest.approx(450.43542424, abs=1e-6)


def test_teams_that_do_not_differ_have_no_variance_between():
    y = np.tile([1.0, 2.0, 3.0, 4.0], 6)
    assert random_intercept(y, np.zeros((24, 0)), np.repeat(np.arange(6), 4)).between == 0.0
    with pytest.raises(Undefined, match="NO_VARIANCE"):
        random_intercept(y, np.ones((24, 1)), np.repeat(np.arange(6), 4))
    with pytest.raises(Undefined, match="CLUSTERS_TOO_FEW"):
        random_intercept(y, np.zeros((24, 0)), np.zeros(24, dtype=int))


def company(teams=24, size=10, effect=0.0, seed=1, agree=0.6):
    """People, what they say of their team's coaching on four items, and what coaching truly is."""
    rng = np.random.default_rng(seed)
    team, coaching = np.repeat(np.arange(teams), size), rng.normal(size=teams)
    y = effect * coaching[team] + rng.normal(size=len(team))
    table = pd.DataFrame(
        {"person_id": [f"P{i}" for i in range(len(team))], "team": [f"T{t:02d}" for t in team], "outcome": y}
    )
    said = 3 + coaching[team][:, None] + agree * rng.normal(size=(len(team), 1)) + 0.4 * rng.normal(size=(len(team), 4))
    rows = [
        (f"T{team[i]:02d}", "coaching", f"P{i}", f"q{k}", float(np.clip(round(said[i, k]), 1, 5)))
        for i in range(len(team)) for k in range(4)
    ]  # fmt: skip
    return table, pd.DataFrame(rows, columns=["team", "condition", "rater", "item", "rating"])


def test_what_people_agree_on_stands_for_their_team():
    table, ratings = company(effect=0.4)
    one = conditions(table, None, [Condition("coaching")], ratings).found[0]
    assert one.aggregation.passes
    assert one.aggregation.agreement.value > 0.7 and one.aggregation.icc2.value > 0.8
    assert one.aggregation.p < 1e-6
    assert one.verdict is Verdict.SUPPORTED_PROVISIONAL and one.alone.low > 0


def test_what_people_do_not_agree_on_is_not_aggregated():
    table, ratings = company(effect=0.4)
    rng = np.random.default_rng(2)
    shuffled = ratings.assign(rating=rng.integers(1, 6, len(ratings)).astype(float))
    one = conditions(table, None, [Condition("coaching")], shuffled).found[0]
    assert not one.aggregation.passes
    assert codes(one.alone) == {Code.PEOPLE_DISAGREE} and one.verdict is Verdict.NOT_TESTABLE


def test_agreement_and_intraclass_correlations_are_those_of_the_book():
    """Shrout & Fleiss 1979, table 3: MSB 11.242, MSW 6.264; each team taken twice, MSB is 10/11 of that."""
    six = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    rows = [(f"T{t}", "c", f"P{t}{k}", "q", value) for t, team in enumerate(six) for k, value in enumerate(team)]
    ratings = pd.DataFrame(rows, columns=["team", "condition", "rater", "item", "rating"])
    table = pd.DataFrame({"person_id": ["a", "b"], "team": ["T0", "T1"], "outcome": [1.0, 2.0]})
    gate = conditions(table, None, [Condition("c", options=10)], ratings).found[0].aggregation
    assert gate.icc1.value is None and gate.icc1.needed == {"teams": 10}  # policy; the estimator below
    from_two = conditions(
        table, None, [Condition("c", options=10)],
        pd.concat([ratings, ratings.assign(team=ratings["team"] + "x", rater=ratings["rater"] + "x")]),
    ).found[0].aggregation  # fmt: skip
    between, within = 11.2417 * 10 / 11, 6.2639
    assert from_two.icc1.value == pytest.approx((between - within) / (between + 3 * within), abs=1e-4)
    assert from_two.icc2.value == pytest.approx((between - within) / between, abs=1e-4)
    assert not from_two.passes


def test_the_same_everywhere_is_refused_because_one_company_cannot_be_compared_with_itself():
    table, _ratings = company()
    facts = pd.DataFrame({"culture": 1.0}, index=sorted(table["team"].unique()))
    one = conditions(table, None, [Condition("culture", options=None)], facts=facts).found[0]
    assert codes(one.alone) == {Code.ONE_COMPANY} and one.verdict is Verdict.NOT_TESTABLE


def test_people_who_agree_about_teams_that_hardly_differ_do_not_speak_for_them():
    """Agreement .75 and F beyond chance, and still half of a team's mean is chance: ICC(2) below .60."""
    rng = np.random.default_rng(6)
    team = np.repeat(np.arange(40), 10)
    said = 3 + 0.22 * rng.normal(size=40)[team] + 0.7 * rng.normal(size=400)
    ratings = pd.DataFrame(
        {"team": [f"T{t:02d}" for t in team], "condition": "c", "rater": np.arange(400), "item": "q", "rating": said}
    )
    table = pd.DataFrame(
        {"person_id": np.arange(400), "team": ratings["team"], "outcome": rng.normal(size=400)}
    )  # fmt: skip
    one = conditions(table, None, [Condition("c")], ratings).found[0]
    gate = one.aggregation
    assert gate.agreement.value > 0.70 and gate.p < 0.05 and gate.icc2.value < 0.60
    assert not gate.passes and codes(one.alone) == {Code.PEOPLE_DISAGREE}


def test_degrees_of_freedom_are_those_of_teams_not_of_people():
    """J − q − 1: 22 for one condition of 24 teams, 20 for three, whatever the number of people."""
    for one in found(1)[0].found:
        error = (one.joint.high - one.joint.value) / student.ppf(0.975, 20)
        assert one.p == pytest.approx(2 * student.sf(abs(one.joint.value) / error, 20))
    table, _ratings = company(effect=0.4)
    facts = pd.DataFrame({"x": np.random.default_rng(1).normal(size=24)}, index=sorted(table["team"].unique()))
    single = conditions(table, None, [Condition("x", options=None)], facts=facts).found[0]
    error = (single.alone.high - single.alone.value) / student.ppf(0.975, 22)
    assert single.p == pytest.approx(2 * student.sf(abs(single.alone.value) / error, 22))


def test_who_rated_the_results_too_is_no_source_of_a_condition():
    table, ratings = company(effect=0.4)
    same = conditions(table, None, [Condition("coaching", source=Source.RATED_RESULTS)], ratings).found[0]
    assert same.alone.value is None and codes(same.alone) == {Code.CRITERION_CONTAMINATED}
    knew = conditions(table, None, [Condition("coaching", source=Source.SAW_RESULTS)], ratings).found[0]
    assert knew.alone.value is not None and Code.CRITERION_CONTAMINATED in codes(knew.alone)


@pytest.mark.parametrize("teams", [1, 3, 9])
def test_fewer_than_ten_teams_are_refused(teams):
    table, ratings = company(teams, effect=1.0)
    facts = pd.DataFrame({"plan": np.arange(teams, dtype=float)}, index=[f"T{t:02d}" for t in range(teams)])
    found = conditions(table, None, [Condition("coaching"), Condition("plan", options=None)], ratings, facts)
    assert all(one.alone.value is None and one.verdict is Verdict.NOT_TESTABLE for one in found.found)
    assert found.icc.value is None
    assert reports.report(found).sentence.key == "conditions.untested"


def test_ten_people_are_refused_and_nobody_is_survived():
    table, ratings = company(5, 2)
    assert conditions(table, None, [Condition("coaching")], ratings).found[0].alone.value is None
    assert conditions(table.iloc[:0], None, [Condition("coaching")], ratings.iloc[:0]).people == 0
    assert conditions(table, None, []).found == ()


def test_noise_is_supported_in_few_of_many_companies():
    said = []
    for seed in range(60):
        table, ratings = company(seed=seed, size=5)
        said.append(conditions(table, None, [Condition("coaching")], ratings).found[0].verdict)
    assert sum(one in {Verdict.SUPPORTED_PROVISIONAL, Verdict.CONTRADICTED} for one in said) <= 12  # q < .10 of one


def test_results_that_never_differ_have_no_conditions():
    table, ratings = company()
    one = conditions(table.assign(outcome=2.0), None, [Condition("coaching")], ratings).found[0]
    assert one.alone.value is None and codes(one.alone) == {Code.NO_VARIANCE}


def test_a_lever_that_works_only_where_coaching_is_good_is_seen_as_a_crossing():
    table, ratings = company(30, 12, seed=4)
    rng = np.random.default_rng(5)
    truth = ratings.groupby("team")["rating"].mean()
    level = ((truth - truth.mean()) / truth.std()).reindex(table["team"]).to_numpy()
    lever = rng.normal(size=len(table))
    crossed = table.assign(outcome=table["outcome"] + 0.5 * lever * level)
    levers = pd.DataFrame({"helps": lever, "none": rng.normal(size=len(table))}, index=table["person_id"])
    found = conditions(crossed, None, [Condition("coaching")], ratings, levers=levers).crossings
    assert [(one.lever, one.condition) for one in found] == [("helps", "coaching"), ("none", "coaching")]
    assert found[0].effect.low > 0 and found[0].p < 0.01 and found[1].p > 0.05
    assert Code.NOT_CROSS_VALIDATED in codes(found[0].effect)


def test_the_joint_model_waits_for_five_teams_a_condition():
    table, _ratings = company(12)
    rng = np.random.default_rng(1)
    facts = pd.DataFrame(rng.normal(size=(12, 3)), index=sorted(table["team"].unique()), columns=list("abc"))
    listed = [Condition(name, options=None) for name in "abc"]
    found = conditions(table, None, listed, facts=facts)
    assert all(one.alone.value is not None and one.joint.value is None for one in found.found)
    assert found.found[0].joint.reasons[0].values == {"n": 12, "need": 15, "of": "teams"}


def test_the_report_goes_to_json_and_back():
    table, ratings = company(effect=0.4)
    one = reports.report(conditions(table, None, [Condition("coaching", "Coaching")], ratings))
    assert Report.from_json(one.to_json()).to_json() == one.to_json()
    assert [row[0] for row in one.table("aggregation").rows] == ["coaching"]
    assert one.table("conditions").rows[0][2] == "supported_provisional"


def test_a_bad_table_is_refused_with_its_place():
    table, ratings = company()
    with pytest.raises(BadTable, match="is there twice"):
        conditions(table, None, [Condition("coaching")], pd.concat([ratings, ratings.head(1)]))
    with pytest.raises(BadTable, match="people: column outcome is missing"):
        conditions(table.drop(columns="outcome"), None, [])
    twice = pd.DataFrame({"plan": [1.0, 2.0]}, index=["T00", "T00"])
    with pytest.raises(BadTable, match="facts: team T00 is there twice"):
        conditions(table, None, [Condition("plan", options=None)], facts=twice)
