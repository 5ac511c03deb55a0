"""Shares of R² beside R's relaimpo, dominance where it is sure, and halves of teams that keep what is there."""

from itertools import permutations

import numpy as np
import pytest
from sklearn.linear_model import enet_path

from assess.demo.world import NULLS
from scoring.levers.importance import both_ways, by_orders, partialled, shapley, subsets
from scoring.levers.stability import END, SPARSE, STEPS, entered, first_to_enter, kept
from tests.scoring.levers import simple
from tests.scoring.levers.companies import studied

#: R's data set ``swiss`` (47 provinces about 1888; Mosteller & Tukey 1977, p. 550): agriculture, examination,
#: education, catholic, infant mortality; fertility first.
SWISS = """80.2,17,15,12,9.96,22.2 83.1,45.1,6,9,84.84,22.2 92.5,39.7,5,5,93.4,20.2 85.8,36.5,12,7,33.77,20.3
76.9,43.5,17,15,5.16,20.6 76.1,35.3,9,7,90.57,26.6 83.8,70.2,16,7,92.85,23.6 92.4,67.8,14,8,97.16,24.9
82.4,53.3,12,7,97.67,21 82.9,45.2,16,13,91.38,24.4 87.1,64.5,14,6,98.61,24.5 64.1,62,21,12,8.52,16.5
66.9,67.5,14,7,2.27,19.1 68.9,60.7,19,12,4.43,22.7 61.7,69.3,22,5,2.82,18.7 68.3,72.6,18,2,24.2,21.2
71.7,34,17,8,3.3,20 55.7,19.4,26,28,12.11,20.2 54.3,15.2,31,20,2.15,10.8 65.1,73,19,9,2.84,20
65.5,59.8,22,10,5.23,18 65,55.1,14,3,4.52,22.4 56.6,50.9,22,12,15.14,16.7 57.4,54.1,20,6,4.2,15.3
72.5,71.2,12,1,2.4,21 74.2,58.1,14,8,5.23,23.8 72,63.5,6,3,2.56,18 60.5,60.8,16,10,7.72,16.3
58.3,26.8,25,19,18.46,20.9 65.4,49.5,15,8,6.1,22.5 75.5,85.9,3,2,99.71,15.1 69.3,84.9,7,6,99.68,19.8
77.3,89.7,5,2,100,18.3 70.5,78.2,12,6,98.96,19.4 79.4,64.9,7,3,98.22,20.2 65,75.9,9,9,99.06,17.8
92.2,84.6,3,3,99.46,16.3 79.3,63.1,13,13,96.83,18.1 70.4,38.4,26,12,5.62,20.3 65.7,7.7,29,11,13.79,20.5
72.7,16.7,22,13,11.22,18.9 64.4,17.6,35,32,16.92,23 77.6,37.6,15,7,4.97,20 67.6,18.7,25,7,8.65,19.5
35,1.2,37,53,42.34,18 44.7,46.6,16,29,50.43,18.2 42.8,27.7,22,29,58.33,19.3"""
TABLE = np.array([[float(cell) for cell in row.split(",")] for row in SWISS.split()])
R = np.corrcoef(np.roll(TABLE, -1, axis=1).T)[None]
#: relaimpo::calc.relimp(lm(Fertility ~ ., swiss), type = "lmg")
LMG = [0.05709, 0.17117, 0.26013, 0.10557, 0.11277]


def test_shares_of_swiss_fertility_are_those_of_relaimpo():
    every = subsets(R)
    assert shapley(every)[0] == pytest.approx(LMG, abs=5e-6)
    assert every[0, -1] == pytest.approx(0.70674, abs=5e-6)  # R² of all five
    assert shapley(every).sum() == pytest.approx(every[0, -1])


def test_r2_of_every_subset_is_that_of_its_regression():
    z = (TABLE - TABLE.mean(0)) / TABLE.std(0)
    every = subsets(R)[0]
    for place in range(32):
        some = [1 + j for j in range(5) if place >> j & 1]
        fitted = z[:, some] @ np.linalg.lstsq(z[:, some], z[:, 0], rcond=None)[0]
        assert every[place] == pytest.approx((fitted**2).mean(), abs=1e-10)


def test_all_orders_give_the_exact_shares_and_two_hundred_come_near():
    assert by_orders(R, np.array(list(permutations(range(5)))))[0] == pytest.approx(LMG, abs=5e-6)
    drawn = by_orders(R, both_ways(np.random.default_rng(1), 5))[0]
    assert drawn == pytest.approx(LMG, abs=0.02) and drawn.sum() == pytest.approx(0.70674, abs=5e-6)


def test_a_lever_that_follows_from_others_gets_a_share_and_nothing_breaks():
    z = (TABLE - TABLE.mean(0)) / TABLE.std(0)
    twice = np.corrcoef(np.column_stack([z[:, 1:3], z[:, 1] + z[:, 2], z[:, 0]]).T)[None]
    shares = shapley(subsets(twice))
    assert np.isfinite(shares).all() and shares.sum() == pytest.approx(subsets(twice)[0, -1])


def test_what_is_held_constant_takes_its_part_first():
    z = TABLE - TABLE.mean(0)
    order = [4, 5, 1, 2, 3, 0]  # catholic and infant mortality are held constant
    rest = partialled((z[:, order].T @ z[:, order])[None], 2)
    held = z[:, [4, 5]] @ np.linalg.lstsq(z[:, [4, 5]], z[:, [1, 2, 3, 0]], rcond=None)[0]
    assert rest[0] == pytest.approx(np.corrcoef((z[:, [1, 2, 3, 0]] - held).T))


def test_shares_of_a_study_add_up_to_the_r2_of_its_joint_model_and_lie_in_their_intervals():
    shares = [one.share for one in studied(1).importance]
    assert len(shares) == 13  # presales, which may follow success, takes no part
    assert all(one.low <= one.value <= one.high for one in shares)
    assert 0.3 < sum(one.value for one in shares) < 0.7
    nothing = [one.share for one in studied(1).importance if one.codes[0] in NULLS]
    assert len(nothing) == 4 and max(one.value for one in nothing) < 0.02 and min(one.low for one in nothing) == 0


def moments(effects: list[float], teams: int = 40, size: int = 10, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(teams, size, len(effects)))
    z = np.concatenate([x, (x @ effects + rng.normal(size=(teams, size)))[..., None]], axis=2)
    z -= z.mean(1, keepdims=True)
    return np.einsum("gij,gik->gjk", z, z)


def test_halves_of_teams_keep_what_is_there_and_nearly_never_what_is_not():
    """With q = 2 of 8 levers one mistake is expected at most above 75 of 100 (Meinshausen & Bühlmann 2010)."""
    times = kept(moments([0.8, 0.8] + [0.0] * 6), 0, np.random.default_rng(2))
    assert (times[:2] == 100).all() and times[2:].max() <= 25
    noise = kept(moments([0.0] * 20, seed=3), 0, np.random.default_rng(2))
    assert (noise > 75).sum() <= 1 and noise.sum() == 100 * first_to_enter(20)


def test_levers_enter_in_the_order_of_the_path_of_scikit_learn():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        x = rng.normal(size=(200, 12)) + 0.8 * rng.normal(size=(200, 1))
        y = x @ np.where(rng.random(12) < 0.4, rng.normal(size=12), 0) + 2 * rng.normal(size=200)
        x, y = (x - x.mean(0)) / x.std(0), (y - y.mean()) / y.std()
        alphas = np.abs(x.T @ y).max() / 200 / SPARSE * np.geomspace(1, END, STEPS)
        _, path, _ = enet_path(x, y, l1_ratio=SPARSE, alphas=alphas, tol=1e-12, max_iter=100_000)
        order: list[int] = []
        for step in np.abs(path.T):
            order += [int(j) for j in np.argsort(-step, kind="stable") if step[j] > 0 and j not in order]
        assert entered(np.corrcoef(np.column_stack([x, y]).T), 8) == order[:8]


def test_a_half_without_anything_to_explain_keeps_nothing():
    flat = moments([0.0] * 4)
    flat[:, -1, :-1] = flat[:, :-1, -1] = 0.0
    assert (kept(flat, 0, np.random.default_rng(1)) == 0).all()


def test_dominance_is_said_only_where_nearly_all_resamples_show_it():
    strong, weak, none = simple.studied([0.9, 0.1, 0.0]).importance
    assert strong.codes == ("a",) and set(strong.dominates) == {"b", "c"}
    assert none.dominates == () and "a" not in weak.dominates


def test_the_largest_fifth_of_levers_that_all_carry_alike_is_told_with_its_range_and_less_its_luck():
    """Of ten levers with equal effects two carry a fifth; the two largest found are large by luck."""
    told, plain = [], []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        found = simple.studied([0.2] * 10, lambda data, rng=rng: shuffled(data, rng)).importance
        sizes = sorted((one.share.value for one in found), reverse=True)
        plain.append(sum(sizes[:2]) / sum(sizes))
        told.append(found[0].largest.value)
        assert found[0].largest.low <= told[-1] <= found[0].largest.high and found[0].largest.n == 240
    assert abs(np.mean(told) - 0.2) < abs(np.mean(plain) - 0.2)


def shuffled(data, rng):
    """The same company with other luck."""
    data.people["outcome"] += rng.normal(0, 0.5, len(data.people))
    return data
