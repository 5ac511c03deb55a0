"""Does the simulator tell what the test would do, and does the test keep its promises?"""

import numpy as np
import pandas as pd
import pytest

from scoring.adaptive.chance import seeds
from scoring.adaptive.course import administer
from scoring.adaptive.exposure import exposure
from scoring.adaptive.procedure import STOPS, prepare
from scoring.adaptive.rules import Rules
from scoring.adaptive.simulation import simulate
from scoring.irt.bank import Bank
from tests.scoring.adaptive.banks import drawn

AREAS = {f"i{number}": "abc"[number % 3] for number in range(500)}


@pytest.mark.parametrize(
    "rules",
    [
        Rules(),
        Rules(score="EAP", precision=0.2, gain=0.02),
        Rules(content={"a": 0.5, "b": 0.3, "c": 0.2}, enemies=(("i1", "i2"),)),
        Rules(content={"a": (2, 9), "b": (0, 20), "c": (4, 20)}),
    ],
)
def test_the_simulator_takes_the_very_test_that_people_take(rules):
    chance = {f"i{number}": 0.4 + 0.6 * (number % 2) for number in range(60)}
    test = prepare(drawn(60), rules, AREAS if rules.content else None, chance)
    answers = np.random.default_rng(3).integers(-1, 5, (12, 60)).astype(np.int8)
    course = administer(test, answers, seeds(range(12)))
    for person in range(12):
        answered = []
        while (step := test.step(answered, person)).item:
            category = answers[person, test.place[step.item]]
            answered.append((step.item, None if category < 0 else category + 1.0))
        assert {test.place[item] for item, _ in answered} == set(np.flatnonzero(course.used[person]))
        assert (step.n, step.stop) == (course.length[person], STOPS[course.stop[person]])
        assert (step.theta, step.se) == pytest.approx((course.theta[person], course.se[person]), abs=1e-9)


@pytest.fixture(scope="module", params=[("2PL", 2), ("GRM", 5)], ids=["2PL", "GRM"])
def simulation(request):
    return simulate(drawn(300, *request.param), each=400, people=1500, seed=4)


def test_bias_error_and_exposure_are_what_the_methods_ask(simulation):
    # methods §4.5; the errors of a bias of 400 people is .016, of an RMSE 3.5 %
    inner = simulation.conditional.loc[-1.5:1.5]
    assert inner["bias"].abs().max() <= 0.10
    assert (simulation.conditional["rmse"] / simulation.conditional["se"]).between(0.88, 1.12).all()
    assert simulation.rmse == pytest.approx(simulation.se, rel=0.10)
    assert simulation.most <= 0.30
    assert simulation.conditional["length"].between(8, 20).all()


def test_the_simulation_adds_up(simulation):
    assert simulation.items["exposure"].sum() == pytest.approx(simulation.length)
    assert simulation.stops.sum() == pytest.approx(1)
    assert simulation.unused == (simulation.items["exposure"] == 0).sum()
    seen = simulation.items["exposure"]
    assert simulation.overlap == pytest.approx((seen**2).sum() / seen.sum())
    assert simulation.status == "ok"


def test_an_eap_is_drawn_to_the_mean_by_the_square_of_its_error():
    # E(EAP − θ) = −θ·SE² with a normal prior and likelihood: .15 at 1.5, why the default reports Warm's estimate
    found = simulate(drawn(300, "2PL", 2), Rules(score="EAP", exposure=None), thetas=[-1.5, 1.5], each=1500)
    assert found.conditional["bias"].to_numpy() == pytest.approx([0.15, -0.15], abs=0.04)


def test_every_point_says_how_many_people_stood_there_and_must_be_one():
    found = simulate(drawn(30), Rules(exposure=None), people=20, thetas=[1.0, 0.0, 1.0], each=10)
    assert found.conditional["n"].to_dict() == {1.0: 20, 0.0: 10}
    assert found.n == 20
    for wrong in ([np.nan], [0.0, np.inf], [], [[0.0]]):
        with pytest.raises(ValueError, match="thetas"):
            simulate(drawn(30), Rules(exposure=None), people=20, thetas=wrong, each=10)


def test_without_exposure_control_the_best_items_are_seen_by_more():
    free = simulate(drawn(300), Rules(exposure=None), each=2, people=500)
    assert free.most > 0.35
    assert (free.items["eligibility"] == 1).all()


def test_exposure_is_held_at_any_limit():
    found = exposure(drawn(200), Rules(exposure=0.15), seed=3)
    assert found.most <= 0.15 + 4 * np.sqrt(0.15 * 0.85 / 1000)
    assert found.items["eligibility"].between(0, 1, inclusive="right").all()
    # what is scarce is used up to its limit, not far below it
    assert (found.items["exposure"] > 0.12).sum() > 20


def test_a_small_bank_cannot_hold_its_exposure_and_says_so():
    found = exposure(drawn(99))
    assert (found.status, found.reasons[0].values) == ("refused", {"n": 99, "need": 100, "of": "items"})
    assert simulate(drawn(99), each=2, people=100).status == "ok"
    with pytest.raises(ValueError, match="no limit"):
        exposure(drawn(200), Rules(exposure=None))


def test_shares_of_content_come_out_over_people():
    share = {"a": 0.5, "b": 0.3, "c": 0.2}
    found = simulate(drawn(60), Rules(content=share, exposure=None), AREAS, each=2, people=300)
    assert found.content["share"].to_dict() == pytest.approx(share, abs=0.05)  # a test of 8 cannot hold 30 % exactly


def test_a_bank_on_another_scale_gives_the_same_test_on_that_scale():
    # T scores: θ' = 50 + 10θ, so a' = a/10, b' = 50 + 10b
    bank = drawn(90)
    items = bank.items.copy()
    items["slope"] /= 10
    items.iloc[:, 1:] = 50 + 10 * items.iloc[:, 1:]
    moved = Bank(bank.model, items, bank.categories, mean=50.0, sd=10.0, n=bank.n)
    here, there = (simulate(one, each=50, people=50, seed=2) for one in (bank, moved))
    assert there.conditional["rmse"].to_numpy() == pytest.approx(10 * here.conditional["rmse"].to_numpy(), rel=1e-6)
    assert there.conditional["length"].tolist() == here.conditional["length"].tolist()


def test_errors_of_calibration_make_the_test_worse_than_it_thinks():
    # van der Linden & Glas 2000: from a small calibration the chosen slopes err upwards
    bank = drawn(300, "2PL", 2)
    bank.items["se_slope"], bank.items["se_threshold_1"] = 0.35, 0.25
    sure, doubted = (
        simulate(bank, Rules(exposure=None), each=2, people=1500, seed=5, calibration_error=error)
        for error in (False, True)
    )
    assert doubted.rmse / doubted.se > sure.rmse / sure.se + 0.04
    assert simulate(drawn(20), each=2, calibration_error=True).status == "refused"


def test_the_simulation_prints_what_an_analyst_looks_for():
    text = str(simulate(drawn(60), Rules(content={"a": 0.5, "b": 0.3, "c": 0.2}), AREAS, each=20, people=50))
    for word in ("bias", "rmse", "length", "exposure", "precision", "content", "-1.5"):
        assert word in text


def test_simulations_run_the_same_for_the_same_seed():
    first, again, other = (simulate(drawn(30), each=10, people=20, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first.conditional, again.conditional)
    assert not first.conditional.equals(other.conditional)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("model", "categories"), [("2PL", 2), ("GRM", 5), ("GPCM", 4)])
def test_the_promises_hold_for_any_bank(model, categories, seed):
    found = simulate(drawn(500, model, categories, seed=seed), each=1000, people=4000, seed=seed)
    assert found.conditional["bias"].loc[-1.5:1.5].abs().max() <= 0.10
    assert (found.conditional["rmse"] / found.conditional["se"]).between(0.9, 1.1).all()
    assert found.most <= 0.30
