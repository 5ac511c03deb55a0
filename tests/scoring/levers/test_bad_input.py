"""Whatever people, teams and values are like, each lever gets its verdict and reason; only wrong tables are errors."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable, LeftOut
from scoring.levers import Data, verdicts
from scoring.reports.levers import report
from tests.scoring.levers import simple
from tests.scoring.levers.simple import reasons, said, studied

TRUE = [0.5, 0.0, 0.0]


def missing(share: float, tilted: bool = False, codes: str = "b"):
    """A share of people has no value of a lever: by chance, or those with the lowest results."""

    def change(data: Data) -> Data:
        y = data.people["outcome"].to_numpy()
        order = y.argsort() if tilted else np.random.default_rng(4).permutation(len(y))
        for code in codes:
            data.values.loc[data.values.index[order[: int(share * len(y))]], code] = np.nan
        return data

    return change


def test_a_lever_measured_on_half_the_people_is_refused_and_the_others_are_not():
    found = studied(TRUE, missing(0.5, codes="a"))
    assert said(found)["a"] == "not_testable" and reasons(found, "a") == {"MISSING_TOO_MUCH"}
    assert said(found)["b"] != "not_testable" and said(found)["c"] != "not_testable"
    assert next(one for one in found.levers if one.lever.code == "a").people == 120


def test_a_lever_unknown_for_a_quarter_is_tested_on_the_rest_and_costs_the_others_nothing():
    found, whole = studied(TRUE, missing(0.25, codes="a")), studied(TRUE)
    effects = [
        next(one for one in study.levers if one.lever.code == "a").effects["joint"].b for study in (found, whole)
    ]
    assert said(found)["a"].startswith("supported")
    assert effects[0].n == effects[1].n == 240
    assert effects[0].value == pytest.approx(effects[1].value, abs=0.05)
    assert effects[0].high - effects[0].low > effects[1].high - effects[1].low


def test_people_without_a_value_who_have_other_results_are_suspected():
    assert reasons(studied(TRUE, missing(0.3, tilted=True)), "b") >= {"NOT_MISSING_AT_RANDOM_SUSPECTED"}
    assert "NOT_MISSING_AT_RANDOM_SUSPECTED" not in reasons(studied(TRUE, missing(0.3)), "b")


def test_who_answered_no_question_leaves_the_joint_model_and_not_the_study():
    found = studied(TRUE, missing(0.3, codes="abc"))
    joint = found.levers[0].effects["joint"].b
    assert (joint.n, found.people) == (168, 240) and said(found)["a"].startswith("supported")


@pytest.mark.parametrize("people", [0, 1, 2, 5, 10, 30])
def test_with_a_handful_of_people_nothing_is_testable_and_everything_is_named(people):
    def few(data: Data) -> Data:
        return replace(data, people=data.people.iloc[:people].reset_index(drop=True))

    found = studied(TRUE, few)
    assert set(said(found).values()) == {"not_testable"}
    assert all(one.reasons and not one.usable for one in found.levers)
    assert all(one.g.value is None for one in found.groups) and found.pairs == ()
    assert report(found).to_json()


def test_teams_of_one_are_told_to_be_alone_and_nobody_is_compared():
    def alone(data: Data) -> Data:
        return replace(data, people=data.people.assign(team=data.people["person_id"]), holdout=frozenset())

    found = studied(TRUE, alone)
    assert found.left_out == {LeftOut.ALONE: 240} and found.people == found.teams == 0
    assert set(said(found).values()) == {"not_testable"}
    assert next(one for one in found.groups).g.value is not None  # the display needs no teams


def test_people_without_a_team_or_a_result_are_counted_apart():
    def some(data: Data) -> Data:
        data.people.loc[:9, "team"] = None
        data.people.loc[20:24, "outcome"] = np.nan
        data.people.loc[30, "weight"] = 0.0
        return data

    found = studied(TRUE, some)
    assert found.left_out == {LeftOut.NO_RESULT: 6, LeftOut.TEAM_UNKNOWN: 10}
    assert found.people == 240 - 16 and said(found)["a"].startswith("supported")


@pytest.mark.parametrize(("teams", "testable"), [(1, False), (4, False), (5, True), (9, True)])
def test_few_teams_are_refused_below_five_and_doubted_below_ten(teams, testable):
    def few(data: Data) -> Data:
        team = [f"T{i % teams}" for i in range(240)]
        return replace(data, people=data.people.assign(team=team), holdout=frozenset())

    found = studied([0.8, 0.0, 0.0], few)
    assert (said(found)["a"] != "not_testable") is testable
    shown = found.levers[0].effects["joint"].b
    assert (shown.status, shown.reasons[-1].code) == ("caveat" if testable else "refused", "CLUSTERS_TOO_FEW")
    if testable:
        assert "Webb" in shown.method and said(found)["a"] == "supported_provisional"


def test_one_region_changes_nothing():
    def north(data: Data) -> Data:
        return replace(data, people=data.people.assign(region="North"))

    assert said(studied(TRUE, north)) == said(studied(TRUE))


def test_without_teams_kept_back_nothing_is_more_than_provisional():
    def none(data: Data) -> Data:
        return replace(data, holdout=frozenset())

    found = studied([0.9, 0.0, 0.0], none)
    assert said(found)["a"] == "supported_provisional" and reasons(found, "a") == {"NOT_CROSS_VALIDATED"}
    assert found.levers[0].replication_power is None and found.holdout.teams == 0
    assert {one.code for one in found.caveats} == {"NOT_CROSS_VALIDATED"}


def test_more_levers_than_people_can_bear_are_refused_together():
    def small(data: Data) -> Data:
        return replace(data, people=data.people.iloc[:100].reset_index(drop=True), holdout=frozenset())

    found = studied([0.5] + [0.0] * 11, small)
    assert set(said(found).values()) == {"not_testable"} and reasons(found, "a") == {"N_TOO_SMALL"}
    assert found.levers[0].effects["alone"].b.value is not None  # one lever by itself is still shown


def test_what_is_the_same_for_everybody_or_for_every_team_cannot_be_compared_inside_one():
    def flat(data: Data) -> Data:
        data.values["b"] = 3.0
        data.values["c"] = pd.factorize(data.people["team"])[0].astype(float)
        return data

    found = studied(TRUE, flat)
    assert said(found)["b"] == said(found)["c"] == "not_testable"
    assert reasons(found, "b") == reasons(found, "c") == {"NO_VARIANCE"} and said(found)["a"].startswith("supported")


def test_results_that_do_not_vary_are_refused():
    def flat(data: Data) -> Data:
        return replace(data, people=data.people.assign(outcome=1.0, raw=1.0))

    found = studied(TRUE, flat)
    assert set(said(found).values()) == {"not_testable"} and reasons(found, "a") == {"NO_VARIANCE"}


def test_without_circumstances_the_study_says_so():
    def bare(data: Data) -> Data:
        return replace(data, circumstances=pd.DataFrame(index=data.circumstances.index))

    found = studied(TRUE, bare)
    assert [one.code for one in found.caveats] == ["CONFOUNDED_BY_CIRCUMSTANCE"] and said(found)["a"] != "not_testable"


def test_a_circumstance_unknown_for_many_is_named_and_for_a_few_it_is_not():
    def half(data: Data) -> Data:
        data.circumstances.iloc[:120, 0] = np.nan
        return data

    def tenth(data: Data) -> Data:
        data.circumstances.iloc[:20, 0] = np.nan
        return data

    assert studied(TRUE, half).caveats[0].values == {"missing": "potential"}
    assert studied(TRUE, tenth).caveats == ()


def test_measures_that_share_a_kpi_or_are_unreliable_are_refused_by_name():
    found = studied([0.5, 0.5, 0.5], b={"contaminated": "shared_kpi"}, c={"reliability": 0.59})
    assert said(found)["b"] == said(found)["c"] == "not_testable"
    assert (reasons(found, "b"), reasons(found, "c")) == ({"CRITERION_CONTAMINATED"}, {"UNRELIABLE_MEASURE"})


def test_a_lever_measured_anonymously_is_exploratory_without_any_number_of_persons():
    def gone(data: Data) -> Data:
        return replace(data, values=data.values.drop(columns="b"))

    plain = gone(simple.data(TRUE))
    registered = simple.registry(simple.data(TRUE), b={"anonymous": True})
    found = verdicts(plain, registered, seed=3)
    assert said(found)["b"] == "exploratory" and reasons(found, "b") == {"MEASURED_ANONYMOUSLY"}
    hidden = next(one for one in found.levers if one.lever.code == "b")
    assert hidden.effects == {} and hidden.people == 0 and not hidden.usable


def change_people(**columns: object):
    return lambda data: replace(data, people=data.people.assign(**columns))


@pytest.mark.parametrize(
    ("change", "of", "words"),
    [
        (lambda data: replace(data, people=data.people.drop(columns="weight")), {}, "no column weight"),
        (lambda data: replace(data, people=pd.concat([data.people, data.people.iloc[:1]])), {}, "P0000 stands twice"),
        (change_people(outcome="good"), {}, "outcome holds something that is no number"),
        (change_people(raw=np.inf), {}, "raw holds an infinite number"),
        (change_people(group="star"), {}, "group is star"),
        (lambda data: replace(data, values=data.values.assign(b="often")), {}, "b holds something that is no number"),
        (lambda data: replace(data, values=data.values.assign(b=np.inf)), {}, "b of P0000 is infinite"),
        (lambda data: data, {"b": {"anonymous": True}}, "b was measured anonymously"),
        (lambda data: data, {"b": {"code": "a"}}, "code a stands twice"),
        (lambda data: data, {"b": {"direction": 0}}, "b has a direction of 0"),
        (lambda data: data, {"b": {"reliability": 80.0}}, "b has a reliability of 80"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(change, of, words):
    with pytest.raises(BadTable, match=words):
        studied(TRUE, change, **of)
