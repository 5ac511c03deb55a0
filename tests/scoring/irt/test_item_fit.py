"""Does item fit find what other programs find, leave good items alone and catch bad ones?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.irt.calibration import calibrate
from scoring.irt.item_fit import item_fit
from scoring.irt.models import Parameters, probabilities
from scoring.irt.scores import score
from scoring.irt.sum_scores import expected_shares
from tests.scoring.hostile import HOSTILE
from tests.scoring.irt.banks import (
    LSAT6,
    LSAT6_PEOPLE,
    answered,
    bank_of,
    golden_2pl,
    golden_grm,
    invented,
    needs_shared,
)


def test_lsat6_fits_as_in_mirt():
    # mirt 1.45.1, itemfit of the 2PL of LSAT6 (Bock & Lieberman 1970)
    found = item_fit(LSAT6_PEOPLE, LSAT6)
    assert found.items["s_x2"].to_numpy() == pytest.approx([0.45035, 1.69104, 0.66627, 0.17530, 0.11104], abs=2e-3)
    assert list(found.items["df"]) == [2, 2, 1, 2, 2]
    assert found.items["p"].to_numpy() == pytest.approx([0.79838, 0.42933, 0.41435, 0.91608, 0.94599], abs=1e-3)
    assert (found.n, found.complete, found.status) == (1000, 1000, "ok")


@needs_shared
@pytest.mark.parametrize(("model", "name"), [("GRM", "A"), ("GRM", "N"), ("2PL", "LSAT6"), ("2PL", "LSAT7")])
def test_s_x2_is_that_of_mirt(model, name):
    numbers, bank, people = golden_grm(name) if model == "GRM" else golden_2pl(name)
    found = item_fit(people, bank).items
    expected = pd.DataFrame(numbers["itemfit"]).set_index("item")
    assert found["s_x2"].to_numpy() == pytest.approx(expected["S_X2"].to_numpy(), abs=1e-3)
    assert list(found["df"]) == list(expected["df.S_X2"])
    assert found["p"].to_numpy() == pytest.approx(expected["p.S_X2"].to_numpy(), abs=1e-5)
    assert found["rmsea"].to_numpy() == pytest.approx(expected["RMSEA.S_X2"].to_numpy(), abs=1e-6)


def test_shares_by_sum_score_are_those_of_every_pattern_counted_one_by_one():
    items = Parameters(True, np.array([1.0, 1.6, 0.7]), np.array([[1.0, -0.5], [0.3, np.nan], [0.8, 0.1]]))
    theta, weight = np.array([-1.0, 0.2, 1.5]), np.array([0.2, 0.5, 0.3])
    p = probabilities(items, theta)
    patterns = [(a, b, c) for a in range(3) for b in range(2) for c in range(3)]
    likely = {pattern: (p[0, pattern[0]] * p[1, pattern[1]] * p[2, pattern[2]]) @ weight for pattern in patterns}
    for item, share in enumerate(expected_shares(items, theta, weight)):
        for total in range(6):
            those = {pattern: chance for pattern, chance in likely.items() if sum(pattern) == total}
            for k in range(share.shape[1]):
                mine = sum(chance for pattern, chance in those.items() if pattern[item] == k)
                assert share[total, k] == pytest.approx(mine / sum(those.values()), abs=1e-12)


def test_good_items_fit_at_about_the_rate_of_chance():
    p = []
    for seed in range(4):
        theta = np.random.default_rng(seed).normal(size=1000)
        people = answered(invented(items=10, categories=3, seed=seed), theta, seed + 10)
        p += list(item_fit(people, calibrate(people, "GRM").bank).items["p"])
    assert 0 <= np.mean(np.array(p) < 0.05) <= 0.15  # 95 of 100 samples of 40 have at most 5 of them
    assert 0.35 < np.mean(p) < 0.65


def test_an_item_whose_curve_turns_back_does_not_fit():
    theta = np.random.default_rng(3).normal(size=2000)
    bank = invented("2PL", items=12, categories=2, seed=3)
    people = answered(bank, theta)
    middle = 1 / (1 + np.exp(-3 * (1 - np.abs(theta))))  # right in the middle, wrong at both ends
    people["i5"] = 1.0 + (np.random.default_rng(4).random(2000) < middle)
    found = item_fit(people, calibrate(people, "2PL").bank)
    assert found.items["p"].idxmin() == "i5"
    assert found.items.loc["i5", "p"] < 1e-6


def test_infit_is_above_one_for_noise_and_outfit_more_so():
    theta = np.random.default_rng(5).normal(size=2000)
    bank = invented(items=20, seed=5)
    people = answered(bank, theta)
    people["i7"] = np.random.default_rng(6).integers(1, 6, 2000)
    found = item_fit(people, bank).items
    others = found.drop(index="i7")
    assert others["infit"].between(0.8, 1.1).all()
    assert found.loc["i7", "infit"] > 1.5 and found.loc["i7", "outfit"] > 1.5


def test_two_items_that_share_more_than_the_trait_are_named():
    g = np.random.default_rng(7)
    theta, shared = g.normal(size=(2, 1500))
    bank = invented(items=15, seed=7)
    people = answered(bank, theta)
    for name, seed in (("i2", 8), ("i11", 9)):
        people[name] = answered(bank.of([name]), theta + 1.2 * shared, seed)[name]
    found = item_fit(people, bank)
    assert list(found.dependent[["item", "other"]].itertuples(index=False, name=None)) == [("i2", "i11")]
    assert found.dependent["q3"][0] == found.q3.loc["i2", "i11"]
    assert item_fit(answered(bank, theta), bank).dependent.empty


def test_a_gap_costs_s_x2_the_person_and_the_residuals_one_answer():
    people = pd.DataFrame(LSAT6_PEOPLE, columns=LSAT6.items.index).astype(float)
    people.iloc[::10, 0] = np.nan
    found = item_fit(people, LSAT6)
    assert (found.status, found.complete, found.n) == ("caveat", 900, 1000)
    assert found.reasons[0].values == {"n": 900, "of": "people", "people": 1000}
    assert list(found.items["n"]) == [900, 1000, 1000, 1000, 1000]
    whole = item_fit(people.dropna(), LSAT6)
    assert found.items["s_x2"].to_numpy() == pytest.approx(whole.items["s_x2"].to_numpy())
    people.iloc[:, 0] = np.nan
    nobody = item_fit(people, LSAT6)
    assert nobody.items["s_x2"].isna().all()
    assert nobody.items["infit"].notna().tolist() == [False, True, True, True, True]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_are_refused_or_judged(name):
    table = HOSTILE[name]
    names = list(dict.fromkeys(table.columns)) or ["a"]
    found = item_fit(table, bank_of("GRM", np.ones(len(names)), [[-1.5, -0.5, 0.5, 1.5]] * len(names), 1.0, names))
    if name in {"constants", "a constant column", "two identical columns", "more items than people"}:
        assert found.status == "ok" and np.isfinite(found.items["infit"]).all()
    else:
        assert found.status == "refused" and found.reasons and found.items.empty
    if name == "10,000 columns":
        assert found.reasons[0].code is Code.BAD_TABLE


@pytest.mark.slow
@pytest.mark.parametrize(("model", "categories"), [("2PL", 2), ("GRM", 4), ("GPCM", 3)])
def test_chance_alone_calls_one_good_item_in_twenty_a_misfit(model, categories):
    p = []
    for seed in range(40):
        theta = np.random.default_rng(seed).normal(size=1500)
        people = answered(invented(model, items=12, categories=categories, seed=seed), theta, seed + 100)
        p += list(item_fit(people, calibrate(people, model).bank).items["p"])
    assert np.nanmean(np.array(p) < 0.05) == pytest.approx(0.05, abs=0.03)


def test_groups_run_from_the_sum_where_every_answer_is_possible_to_the_last_such_sum():
    # four items of three answers: sums 0 to 8, every answer possible at 2 to 6; five groups of two free cells, less
    # three parameters
    bank = bank_of("GRM", [1.0, 1.1, 0.9, 1.2], [[-1.0, 1.0], [-0.8, 0.9], [-1.1, 0.8], [-0.9, 1.2]])
    found = item_fit(answered(bank, np.random.default_rng(11).normal(size=20_000)), bank)
    assert list(found.items["df"]) == [7, 7, 7, 7]


def test_mean_squares_by_their_formulas():
    people = LSAT6_PEOPLE[[40, 200, 500, 700]]
    theta = score(people, LSAT6, "WLE").people["theta"].to_numpy()
    P = probabilities(LSAT6.parameters, theta)[:, 1].T
    square, variance = (people - P) ** 2, P * (1 - P)
    found = item_fit(people, LSAT6).items
    assert found["outfit"].to_numpy() == pytest.approx((square / variance).mean(axis=0))
    assert found["infit"].to_numpy() == pytest.approx(square.sum(axis=0) / variance.sum(axis=0))
    residual = pd.DataFrame(people - P)
    assert item_fit(people, LSAT6).q3.to_numpy() == pytest.approx(residual.corr().to_numpy())
