"""Is a scale put on another without loss, and is an item that changed found?"""

import numpy as np
import pytest

from scoring.errors import Code
from scoring.irt.calibration import calibrate
from scoring.irt.linking import link, linked
from scoring.irt.models import probabilities
from scoring.irt.scores import score
from tests.scoring.irt.banks import answered, bank_of, invented

METHODS = ["Stocking-Lord", "Haebara", "mean/sigma", "mean/mean"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("model", ["2PL", "GRM", "GPCM"])
@pytest.mark.parametrize(("A", "B"), [(1.0, 0.0), (1.3, -0.7), (0.4, 2.5)])
def test_a_known_line_is_found_again(method, model, A, B):
    bank = invented(model, items=8, categories=2 if model == "2PL" else 4)
    found = link(bank, linked(bank, A, B), method=method)
    assert pytest.approx((A, B), abs=1e-6) == (found.A, found.B)
    assert (found.status, found.n) == ("ok", 8)
    assert not found.anchors["drift"].any()
    assert found.anchors["distance"].max() < 1e-6


def test_a_linked_bank_says_the_same_in_other_units():
    bank = invented(items=6)
    bank.items["se_slope"], bank.items["se_threshold_1"] = 0.1, 0.2
    moved = linked(bank, 10.0, 50.0)
    assert (moved.mean, moved.sd) == (50.0, 10.0)
    theta = np.linspace(-2, 2, 5)
    assert probabilities(moved.parameters, 50 + 10 * theta) == pytest.approx(probabilities(bank.parameters, theta))
    assert moved.items["se_slope"].to_numpy() == pytest.approx(0.01)
    assert moved.items["se_threshold_1"].to_numpy() == pytest.approx(2.0)
    people = answered(bank, theta)
    assert score(people, moved).people["theta"].to_numpy() == pytest.approx(
        50 + 10 * score(people, bank).people["theta"].to_numpy(), abs=1e-4
    )


def test_moments_by_hand():
    # slopes mean 1 and 1.5, thresholds mean 0 and 2, SD 1 and .5
    new = bank_of("2PL", [1.0, 1.0], [[-1.0], [1.0]])
    old = bank_of("2PL", [1.5, 1.5], [[1.5], [2.5]])
    by_mean, by_sigma = (link(new, old, method=method) for method in ("mean/mean", "mean/sigma"))
    assert pytest.approx((2 / 3, 2.0)) == (by_mean.A, by_mean.B)
    assert pytest.approx((0.5, 2.0)) == (by_sigma.A, by_sigma.B)


@pytest.mark.parametrize("model", ["GRM", "GPCM"])
def test_two_groups_calibrated_apart_come_together(model):
    # the second group is .7 higher and 1.3 times as spread: in its own unit θ₂ = (θ − .7)/1.3
    truth = invented(model, items=25, categories=4, seed=4)
    g = np.random.default_rng(5)
    first = calibrate(answered(truth, g.normal(size=3000), 6), model).bank
    second = calibrate(answered(truth, 0.7 + 1.3 * g.normal(size=3000), 7), model).bank
    for method in METHODS:
        found = link(second, first, method=method)
        assert pytest.approx((1.3, 0.7), abs=0.08) == (found.A, found.B), method


def test_an_item_that_became_easier_is_flagged_and_can_be_left_out():
    truth = invented(items=20, categories=4, seed=8)
    changed = invented(items=20, categories=4, seed=8)
    thresholds = [f"threshold_{step}" for step in (1, 2, 3)]
    changed.items.loc["i3", thresholds] -= 0.8
    g = np.random.default_rng(9)
    first = calibrate(answered(truth, g.normal(size=3000), 10), "GRM").bank
    second = calibrate(answered(changed, 0.5 + g.normal(size=3000), 11), "GRM").bank
    found = link(second, first)
    assert found.anchors["robust_z"].abs().idxmax() == "i3" == found.anchors["distance"].idxmax()
    assert found.anchors.loc["i3", "drift"]
    again = link(second, first, items=[name for name in found.anchors.index if name != "i3"])
    assert again.n == 19
    assert abs(again.B - 0.5) < abs(found.B - 0.5)
    assert found.anchors.loc["i3", "difference"] == pytest.approx(-0.8, abs=0.15)


def test_what_cannot_be_linked_is_refused():
    bank = invented(items=4)
    other = invented(items=4, categories=3)
    names = invented(items=3)
    stranger = bank_of("GRM", [1.0], [[0.0, 1.0]], names=["z"])
    assert link(bank, stranger).reasons[0].code is Code.DISCONNECTED
    assert link(bank, other).reasons[0].code is Code.DISCONNECTED
    assert "i3 is not in both" in str(link(bank, names, items=["i3"]).reasons[0].values["message"])
    assert "i0 has other answers" in str(link(bank, other, items=["i0"]).reasons[0].values["message"])
    assert link(bank, invented("GPCM", items=4)).reasons[0].code is Code.BAD_TABLE
    one = bank_of("2PL", [1.0], [[0.5]])
    assert link(one, one, method="mean/sigma").reasons[0].code is Code.NO_VARIANCE
    assert pytest.approx(1.0, abs=1e-6) == link(one, one).A
    turned = bank_of("2PL", [-1.0], [[0.5]])
    assert link(one, turned).reasons[0].code is Code.NOT_CONVERGED
    assert link(bank_of("2PL", [np.nan], [[0.5]]), one).reasons[0].code is Code.BAD_TABLE


def test_anchors_with_other_answers_are_named_and_take_no_part():
    bank = invented(items=4)
    short = bank_of("GRM", [1.2], [[-0.5, 0.5]], 1.0, ["i2"])
    mixed = type(bank)("GRM", bank.items.copy(), {**bank.categories})
    mixed.items.loc["i2", ["threshold_3", "threshold_4"]] = np.nan
    mixed.categories["i2"] = short.categories["i2"]
    found = link(mixed, bank)
    assert (found.left_out, found.n) == (("i2",), 3)
    assert pytest.approx((1.0, 0.0), abs=1e-6) == (found.A, found.B)


def test_wrong_options_are_the_programmers_fault():
    with pytest.raises(ValueError):
        link(invented(items=3), invented(items=3), method="Tucker")
    for A, B in ((0.0, 1.0), (-1.0, 0.0), (np.nan, 0.0), (1.0, np.inf)):
        with pytest.raises(ValueError):
            linked(invented(items=3), A, B)
