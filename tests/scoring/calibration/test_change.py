"""Would the decision change? Told with its chance, and never a rejection."""

import pytest

from scoring.calibration import would_change
from scoring.errors import Code
from scoring.results import Caveat, Estimate


def fair(value: float, half: float = 0.2) -> Estimate:
    return Estimate(value, 15, "fair average", value - half, value + half)


RAW = {"Ana": 3.6, "Bo": 3.5, "Cy": 2.6}


def test_nothing_changes_where_everybody_met_the_same_strictness():
    found = would_change(RAW, {"Ana": fair(3.6), "Bo": fair(3.1), "Cy": fair(2.6)}, places=1)
    assert found.changes is False
    assert [(one.ratee, one.inside, one.verdict) for one in found.standings] == [
        ("Ana", True, "same"), ("Bo", False, "same"), ("Cy", False, "same"),
    ]  # fmt: skip


def test_who_met_the_hard_panel_would_be_the_first():
    found = would_change(RAW, {"Ana": fair(3.2), "Bo": fair(3.9), "Cy": fair(2.6)}, places=1)
    assert found.changes is True
    assert [one.verdict for one in found.standings] == ["changes", "changes", "same"]
    ana, bo, _cy = found.standings
    assert (ana.raw_place, ana.fair_place, bo.raw_place, bo.fair_place) == (1, 2, 2, 1)
    assert [(one.ahead, one.behind) for one in found.swaps] == [("Ana", "Bo")]
    # .7 points apart, errors of .2/1.96 each: .7/.1443 = 4.85 standard errors
    assert found.swaps[0].chance == pytest.approx(1.0, abs=1e-5)


def test_near_a_bar_the_chance_of_the_other_side_is_told():
    found = would_change({"Ana": 3.05, "Bo": 2.9}, {"Ana": fair(3.05), "Bo": fair(3.02)}, bar=3.0)
    ana, bo = found.standings
    assert ana.chance_other == pytest.approx(0.3121, abs=1e-4)  # .05/(.2/1.96) = .49 standard errors
    assert (ana.verdict, bo.verdict, found.changes) == ("close", "changes", True)


def test_without_bar_and_places_neighbours_are_compared():
    found = would_change(RAW, {"Ana": fair(3.3), "Bo": fair(3.6), "Cy": fair(2.0)})
    assert [(one.ratee, one.inside, one.verdict) for one in found.standings] == [
        ("Ana", None, "changes"), ("Bo", None, "changes"), ("Cy", None, "same"),
    ]  # fmt: skip


def test_equal_raw_means_have_no_order_to_turn_round():
    found = would_change({"Ana": 3.0, "Bo": 3.0}, {"Ana": fair(2.8), "Bo": fair(3.2)})
    assert (found.swaps, found.changes) == ((), False)
    assert [one.raw_place for one in found.standings] == [1.5, 1.5]


def test_who_has_no_fair_average_is_left_out_and_named():
    nobody = Estimate.refusal(Caveat(Code.DISCONNECTED), method="fair average")
    found = would_change(RAW, {"Ana": fair(3.6), "Bo": nobody, "Cy": fair(2.6)}, bar=3.0)
    assert (found.n, found.left_out) == (2, ("Bo",))


def test_one_candidate_alone_has_no_order():
    found = would_change({"Ana": 3.6}, {"Ana": fair(3.6)})
    assert (found.status, found.reasons[0].code, found.changes) == ("refused", Code.N_TOO_SMALL, None)


def test_as_many_places_as_candidates_leave_nothing_to_change():
    found = would_change(RAW, {"Ana": fair(3.2), "Bo": fair(3.9), "Cy": fair(2.6)}, places=3)
    assert found.changes is False


def test_the_same_seed_gives_the_same_chances():
    fairs = {"Ana": fair(3.4, 0.5), "Bo": fair(3.5, 0.5), "Cy": fair(2.6, 0.5)}
    one, other = (would_change(RAW, fairs, places=2) for _ in range(2))
    assert [s.chance_other for s in one.standings] == [s.chance_other for s in other.standings]


@pytest.mark.parametrize("asked", [{"bar": 3.0, "places": 1}, {"places": 0}])
def test_questions_that_contradict_themselves_are_the_callers_mistake(asked):
    with pytest.raises(ValueError, match="place"):
        would_change(RAW, {"Ana": fair(3.6)}, **asked)
