"""Does a composite weigh what is there, refuse where too much is missing, and know how wide it is?"""

import math

import numpy as np
import pandas as pd
import pytest

from scoring.decisions import BadRule, Rule, combined, local_weights, preset
from scoring.errors import BadTable, Code

KINDS = ["fit", "interview", "simulation"]


def pool(n: int = 60, seed: int = 3) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    scores = pd.DataFrame(rng.normal(size=(n, 3)), [f"C{i:02d}" for i in range(n)], KINDS)
    scores["interview"] = 3 + 0.6 * scores["interview"]
    errors = pd.DataFrame({"fit": 0.4, "interview": 0.3, "simulation": 0.5}, scores.index)
    return scores, errors


UNIT = Rule(preset("unit", KINDS))


def test_a_composite_is_the_weighted_mean_of_standard_scores() -> None:
    """Three people by hand would be refused as a norm, so five; z by the sample SD."""
    scores = pd.DataFrame(
        {"fit": [1.0, 2, 3, 4, 5], "interview": [5.0, 3, 4, 2, 1]}, [f"C{i}" for i in range(5)]
    )  # fmt: skip
    found = combined(scores, scores * 0 + 0.1, Rule({"fit": 3, "interview": 1}), 1)
    first = next(one for one in found.people if one.person_id == "C0")
    sd = math.sqrt(2.5)
    assert first.composite.value == pytest.approx(0.75 * (-2 / sd) + 0.25 * (2 / sd), abs=1e-12)
    assert sum(part.weight * part.z for part in first.parts.values()) == pytest.approx(first.composite.value, abs=1e-12)
    assert first.composite.low == pytest.approx(
        first.composite.value - 1.959963984540054 * (0.1 / sd) * math.hypot(0.75, 0.25)
    )


def test_weights_sum_to_one_for_everybody_whatever_is_missing() -> None:
    scores, errors = pool()
    scores.loc["C00", "simulation"] = np.nan
    rule = Rule({"fit": 2, "interview": 2, "simulation": 1})
    for one in combined(scores, errors, rule, 1).people:
        assert sum(part.weight for part in one.parts.values()) == pytest.approx(1, abs=1e-12)
    assert sum(rule.shares.values()) == pytest.approx(1, abs=1e-12)


def test_the_order_of_people_and_of_components_changes_nothing() -> None:
    scores, errors = pool()
    scores.iloc[::7, 2] = np.nan
    rule = Rule({"fit": 0.5, "interview": 0.42, "simulation": 0.2})
    straight = combined(scores, errors, rule, 9)
    turned = combined(scores.iloc[::-1, ::-1], errors.iloc[::-1, ::-1], Rule(dict(reversed(rule.weights.items()))), 9)
    for one, other in zip(straight.people, turned.people, strict=True):
        assert (one.person_id, one.band, one.place, one.share) == (
            other.person_id, other.band, other.place, pytest.approx(other.share),
        )  # fmt: skip
        assert one.composite.value == pytest.approx(other.composite.value, abs=1e-12)


def test_seven_tenths_of_the_weight_are_enough_and_less_is_refused() -> None:
    scores, errors = pool()
    scores.loc["C01", "simulation"] = np.nan
    scores.loc["C02", "interview"] = np.nan
    found = {one.person_id: one for one in combined(
        scores, errors, Rule({"fit": 0.3, "interview": 0.4, "simulation": 0.3}), 1).people}  # fmt: skip
    assert found["C01"].share == pytest.approx(0.7) and found["C01"].composite.value is not None
    refused = found["C02"].composite
    assert refused.value is None and refused.status == "refused" and found["C02"].band is None
    assert [one.code for one in refused.reasons] == [Code.COMPONENTS_MISSING]
    assert refused.needed == {"share": 0.70}


def test_a_missing_component_is_missing_and_not_low() -> None:
    scores, errors = pool()
    before = combined(scores, errors, Rule({"fit": 4, "simulation": 1}), 1)
    best = before.people[0].person_id
    scores.loc[best, "simulation"] = np.nan
    after = {one.person_id: one for one in combined(scores, errors, Rule({"fit": 4, "simulation": 1}), 1).people}
    assert after[best].composite.value == pytest.approx(after[best].parts["fit"].z, abs=1e-12)


def test_a_hurdle_is_missed_only_below_the_cut_by_more_than_one_standard_error() -> None:
    scores, errors = pool()
    scores.loc[["C00", "C01", "C02"], "interview"] = [2.71, 2.69, np.nan]
    rule = Rule(preset("unit", KINDS), "hurdles", {"interview": 3.0})
    found = {one.person_id: one for one in combined(scores, errors, rule, 1).people}
    assert found["C00"].look == () and found["C01"].look == ("hurdle:interview",) and found["C02"].look == ()
    assert found["C01"].composite.value is not None, "nobody is turned away by a hurdle"


def test_a_critical_topic_rated_below_the_least_is_to_be_looked_at() -> None:
    scores, errors = pool()
    topics = pd.DataFrame({"care": [1.9, 2.0, np.nan]}, ["C00", "C01", "C02"])
    rule = Rule(preset("unit", KINDS), minimum={"care": 2.0})
    found = {one.person_id: one.look for one in combined(scores, errors, rule, 1, topics).people}
    assert [found[one] for one in ("C00", "C01", "C02")] == [("minimum:care",), (), ()]


def test_a_higher_score_never_lowers_a_composite() -> None:
    scores, errors = pool()
    before = {one.person_id: one.composite.value for one in combined(scores, errors, UNIT, 1).people}
    for kind in KINDS:
        raised = scores.copy()
        raised.loc["C05", kind] += 0.5
        after = {one.person_id: one.composite.value for one in combined(raised, errors, UNIT, 1).people}
        assert after["C05"] > before["C05"]


def test_bands_are_as_wide_as_the_error_of_a_difference() -> None:
    scores, errors = pool()
    found = combined(scores, errors, UNIT, 1)
    assert found.band_width == pytest.approx(1.959963984540054 * math.sqrt(2) * found.se)
    for band in {one.band for one in found.people}:
        values = [one.composite.value for one in found.people if one.band == band]
        assert max(values) - min(values) <= found.band_width


def test_evidence_that_is_the_same_for_everybody_loses_its_weight_and_says_so() -> None:
    scores, errors = pool()
    scores["simulation"] = 3.0
    found = combined(scores, errors, UNIT, 1)
    assert found.weights == {"fit": pytest.approx(0.5), "interview": pytest.approx(0.5)}
    assert (Code.NO_VARIANCE, "simulation") in {(one.code, one.values.get("component")) for one in found.caveats}


def test_evidence_of_four_people_is_no_norm_and_of_ten_one_with_caution() -> None:
    scores, errors = pool(4)
    assert {one.composite.status for one in combined(scores, errors, UNIT, 1).people} == {"refused"}
    scores, errors = pool(10)
    found = combined(scores, errors, UNIT, 1)
    assert {one.composite.status for one in found.people} == {"caveat"}
    assert {one.code for one in found.caveats} == {Code.N_TOO_SMALL}


def test_an_error_nobody_knows_is_taken_to_be_large_and_said() -> None:
    scores, errors = pool()
    known = combined(scores, errors, UNIT, 1)
    errors["interview"] = np.nan
    found = combined(scores, errors, UNIT, 1)
    assert found.se > known.se
    assert [one.code for one in found.caveats] == [Code.RELIABILITY_ASSUMED]
    assert found.reliabilities["interview"] == pytest.approx(0.50)


def test_nobody_has_applied() -> None:
    empty = pd.DataFrame(columns=KINDS, dtype=float)
    found = combined(empty, empty.copy(), UNIT, 1)
    assert found.people == () and found.se is None


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ({"weights": {}}, "none"),
        ({"weights": {"fit": 0.0}}, "none"),
        ({"weights": {"fit": -1.0, "interview": 2.0}}, "negative"),
        ({"weights": {"age": 1.0}}, "component"),
        ({"weights": {"fit": math.nan}}, "number"),
        ({"weights": {"fit": 1.0}, "model": "hurdles"}, "no_hurdle"),
        ({"weights": {"fit": 1.0}, "model": "gut"}, "model"),
    ],
)
def test_a_rule_that_cannot_be_applied_says_why(rule: dict[str, object], key: str) -> None:
    with pytest.raises(BadRule) as refusal:
        Rule(**rule)
    assert refusal.value.key == key


def test_a_person_twice_is_refused_by_name() -> None:
    scores, errors = pool(6)
    double = pd.concat([scores, scores.iloc[:1]])
    with pytest.raises(BadTable, match="C00"):
        combined(double, pd.concat([errors, errors.iloc[:1]]), UNIT, 1)


def test_local_weights_need_a_hundred_and_fifty_and_find_what_is_there() -> None:
    rng = np.random.default_rng(5)
    x = pd.DataFrame(rng.normal(size=(4000, 2)), columns=["fit", "interview"])
    y = 0.3 * x["fit"] + 0.15 * x["interview"] + rng.normal(size=4000) * 0.94
    few, why = local_weights(x[:149], list(y[:149]))
    assert few == {} and why[0].code is Code.N_TOO_SMALL
    found, why = local_weights(x, list(y))
    assert why == () and found["fit"] == pytest.approx(0.30, abs=0.04) and found["interview"] == pytest.approx(
        0.15, abs=0.04
    )  # fmt: skip


def test_local_weights_are_never_negative() -> None:
    rng = np.random.default_rng(6)
    x = pd.DataFrame(rng.normal(size=(400, 2)), columns=["fit", "interview"])
    found, _ = local_weights(x, list(0.5 * x["fit"] - 0.4 * x["interview"] + rng.normal(size=400)))
    assert set(found) == {"fit"}


def test_cognitive_ability_has_little_weight_in_sales() -> None:
    """Vinchur et al. 1998: .04 with objective sales; Sackett et al. 2022: structured interview .42."""
    found = preset("literature", ["cognitive", "interview", "simulation"])
    assert found == {"cognitive": 0.04, "interview": 0.42, "simulation": 0.33}
