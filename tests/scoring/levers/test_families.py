"""Levers that are the same measure, families judged apart, what follows success beside and not among the others."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from scoring.errors import Code
from scoring.levers import Data, Model
from tests.scoring.levers.simple import data, reasons, said, studied


def copied(noise: float, sign: int = 1):
    """Lever b is lever a in other words."""

    def change(data: Data) -> Data:
        rng = np.random.default_rng(5)
        data.values["b"] = 10 + 3 * sign * (data.values["a"] + noise * rng.normal(size=len(data.values)))
        return data

    return change


def effect(found, code, model):
    return next(one for one in found.levers if one.lever.code == code).effects[model]


def test_two_levers_that_are_the_same_measure_are_judged_as_one_and_say_so():
    found = studied([0.6, 0.0, 0.0], copied(0.2))
    assert said(found)["a"] == said(found)["b"] == "supported_replicated"
    assert reasons(found, "a") == reasons(found, "b") == {"SAME_MEASURE"}
    assert effect(found, "a", "joint") == effect(found, "b", "joint")
    assert [one.merged_with for one in found.levers] == [("b",), ("a",), ()]
    assert [one.codes for one in found.importance] == [("a", "b"), ("c",)]


def test_the_very_same_numbers_twice_break_nothing():
    assert said(studied([0.6, 0.0, 0.0], copied(0.0)))["b"] == "supported_replicated"


def test_of_two_contrary_hypotheses_on_one_measure_one_is_contradicted():
    found = studied([0.6, 0.0, 0.0], copied(0.0), b={"direction": -1})
    assert (said(found)["a"], said(found)["b"]) == ("supported_replicated", "contradicted")
    turned = studied([0.6, 0.0, 0.0], copied(0.0, -1))
    assert (said(turned)["a"], said(turned)["b"]) == ("supported_replicated", "contradicted")
    assert effect(turned, "b", "joint").b.value == pytest.approx(-effect(turned, "a", "joint").b.value)


def test_the_contrary_hypothesis_is_confirmed_by_the_teams_kept_back_where_it_is_the_true_one():
    found = studied([-0.6, 0.0, 0.0], copied(0.0), b={"direction": -1})
    assert (said(found)["a"], said(found)["b"]) == ("contradicted", "supported_replicated")


def test_a_correlation_just_above_the_line_is_the_same_measure():
    assert studied([0.6, 0.0, 0.0], copied(0.56)).levers[0].merged_with == ("b",)  # r = .87, inflation 4.2


def test_levers_alike_between_teams_and_not_inside_them_are_kept_apart():
    def climate(data: Data) -> Data:
        level = 5 * np.random.default_rng(8).normal(size=24).repeat(10)
        data.values[["a", "b"]] = data.values[["a", "b"]].add(level, axis=0)
        return data

    found = studied([0.6, 0.0, 0.0], climate)
    assert climate(data([0.6, 0.0, 0.0])).values[["a", "b"]].corr().iloc[0, 1] > 0.9
    assert found.levers[0].merged_with == ()


def test_levers_that_only_resemble_each_other_are_kept_apart():
    found = studied([0.6, 0.0, 0.0], copied(0.8))  # r = .78
    assert [one.merged_with for one in found.levers] == [(), (), ()]


def test_a_lever_that_follows_from_two_others_joins_the_nearer():
    def summed(noise: float):
        def change(data: Data) -> Data:
            rest = np.random.default_rng(9).normal(size=len(data.values))
            data.values["d"] = 1.2 * data.values["a"] + data.values["b"] + noise * rest
            return data

        return change

    for noise in (0.0, 0.3):
        found = studied([0.5, 0.5, 0.0, 0.0], summed(noise))
        assert [one.codes for one in found.importance] == [("a", "d"), ("b",), ("c",)]


def test_an_expected_harm_is_supported_by_a_negative_effect_shown_as_it_is():
    found = studied([-0.6, -0.6, 0.0], a={"direction": -1})
    assert (said(found)["a"], said(found)["b"]) == ("supported_replicated", "contradicted")
    shown = effect(found, "a", "joint")
    assert shown.b.value < 0 and shown.b.low < shown.b.value < shown.b.high < 0
    assert shown.low90 > shown.b.low and shown.high90 < shown.b.high


def test_false_discoveries_are_corrected_inside_a_family_and_tier():
    found = studied([0.4, 0.1, 0.0, 0.0], d={"tier": "position"}, c={"reverse_cause": True})
    p = [effect(found, code, "joint").p for code in "ab"]
    assert [effect(found, code, "joint").q for code in "ab"] == pytest.approx(false_discovery_control(p).tolist())
    for alone in "cd":  # the only one of its kind keeps its p
        assert effect(found, alone, "joint").q == pytest.approx(effect(found, alone, "joint").p)


def test_the_correction_is_that_of_statsmodels():
    """multipletests(p, method="fdr_bh") of statsmodels 0.15.0; the example of methods §3.3."""
    p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
    expected = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105714285714, 0.216, 0.216, 0.216]
    assert false_discovery_control(p, method="bh").tolist() == pytest.approx(expected)


def followed(data: Data) -> Data:
    """Lever b is granted for results."""
    y = data.people["outcome"].to_numpy()
    data.values["b"] = y + np.random.default_rng(6).normal(size=len(y))
    return data


def test_what_follows_success_gets_its_own_fit_and_does_not_shrink_the_others():
    apart = studied([0.5, 0.0, 0.0], followed, b={"reverse_cause": True})
    among = studied([0.5, 0.0, 0.0], followed)
    true = [effect(found, "a", "joint").b.value for found in (apart, among)]
    assert true[0] > true[1] + 0.02
    assert effect(apart, "b", "joint").b.value == pytest.approx(effect(among, "b", "joint").b.value)
    last = next(one for one in apart.levers if one.lever.code == "b")
    assert last.verdict == "supported_replicated" and last.causal == "reverse_cause_plausible" and not last.usable
    assert "REVERSE_CAUSE_PLAUSIBLE" in reasons(apart, "b")
    assert ("b",) not in [one.codes for one in apart.importance]


def test_what_was_registered_late_stands_in_no_family_and_changes_no_other_number():
    late = studied([0.5, 0.4, 0.0], b={"exploratory": True})
    without = studied([0.5, 0.4, 0.0], lambda data: replace(data, values=data.values.assign(b=np.nan)))
    assert said(late)["b"] == "exploratory" and reasons(late, "b") == {"REGISTERED_LATE"}
    assert effect(late, "b", "joint").b.low > 0 and effect(late, "b", "joint").q is None
    assert effect(late, "a", "joint") == effect(without, "a", "joint")


def test_not_even_by_the_people_it_was_not_measured_on():
    def gaps(data: Data) -> Data:
        data.values.loc[data.values.index[:90], "b"] = np.nan
        return data

    late = studied([0.5, 0.4, 0.0], gaps, b={"exploratory": True})
    without = studied([0.5, 0.4, 0.0], lambda data: replace(data, values=data.values.assign(b=np.nan)))
    assert effect(late, "b", "joint").b.n == 150
    assert effect(late, "a", "joint") == effect(without, "a", "joint")


def test_effects_stand_beside_what_they_would_be_without_errors_of_measurement():
    found = studied([0.5, 0.0, 0.0], a={"reliability": 0.64}, b={"reliability": None})
    first, second, _ = found.levers
    assert first.corrected.value == pytest.approx(first.effects[Model.JOINT].b.value / 0.8)
    assert second.corrected.status == "refused"
    # a measure nobody knows the reliability of is judged, and that it is unknown stands beside its verdict
    unknown = [Code.RELIABILITY_UNKNOWN in {one.code for one in lever.reasons} for lever in found.levers]
    assert unknown == [False, True, False]


def talented(data: Data) -> Data:
    """Outliers do far more of b than anybody, whatever their results."""
    rng = np.random.default_rng(7)
    outlier = np.zeros(len(data.people), dtype=bool)
    outlier[rng.choice(len(outlier), 12, replace=False)] = True
    data.values["b"] = data.values["b"] + 1.5 * outlier
    return replace(data, people=data.people.assign(outlier=outlier))


def test_what_goes_with_talent_is_flagged_kept_out_of_use_and_others_are_shown_without_it():
    found = studied([0.5, 0.5, 0.0], talented)
    assert said(found)["b"].startswith("supported")
    flagged = {one.lever.code: (one.is_talent_linked, one.usable) for one in found.levers}
    assert flagged["b"] == (True, False) and flagged["a"] == (False, True)
    assert found.levers[1].talent_linked.low > 0 and "TALENT_LINKED" in reasons(found, "b")
    fewer = studied([0.5, 0.5, 0.0], talented, b={"direction": -1}).levers[1]
    assert fewer.talent_linked.low > 0 and not fewer.is_talent_linked  # it is the opposite that would be expected
    assert Model.UNTALENTED in found.levers[0].effects and Model.UNTALENTED not in found.levers[1].effects
    assert Model.UNTALENTED not in studied([0.5, 0.5, 0.0]).levers[0].effects
