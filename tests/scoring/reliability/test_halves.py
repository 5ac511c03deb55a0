"""Do halves give Spearman-Brown and lambda 4 as they are defined, and as R's psych?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.reliability import split_half
from tests.scoring.hostile import HOSTILE
from tests.scoring.reliability import bfi
from tests.scoring.reliability.exact import HOLZINGER_SWINEFORD, one_factor, people


def test_odd_and_even_items_worked_by_hand():
    # halves a + c and b: parallel items of correlation .5 make Var 3, Var 1, covariance 1
    found = split_half(people(one_factor([0.5**0.5] * 3)))
    r = 1 / np.sqrt(3)
    assert (found.r, found.splits) == (pytest.approx(r), 1)
    assert found.spearman_brown.value == pytest.approx(2 * r / (1 + r))
    assert found.lambda4 == pytest.approx(4 * 1 / 6)
    low, high = np.tanh(np.arctanh(r) + np.array([-1, 1]) * 1.959964 / np.sqrt(298))
    assert (found.spearman_brown.low, found.spearman_brown.high) == pytest.approx(
        (2 * low / (1 + low), 2 * high / (1 + high)), abs=1e-6
    )


def test_all_splits_of_four_items_are_three_and_their_mean_lambda_4_is_alpha():
    # Cronbach 1951: alpha is the mean of all split-half coefficients of Flanagan-Rulon
    loadings = [0.9, 0.7, 0.5, 0.3]
    found = split_half(people(one_factor(loadings)), "all")
    r = np.outer(loadings, loadings)
    covariances = [4 * r[np.ix_(a, b)].sum() for a, b in (([0, 1], [2, 3]), ([0, 2], [1, 3]), ([0, 3], [1, 2]))]
    total = one_factor(loadings).sum()
    assert found.splits == 3
    assert (found.lowest, found.highest) == pytest.approx((min(covariances) / total, max(covariances) / total))
    assert found.lambda4 == pytest.approx(4 / 3 * (1 - 4 / total))


def test_random_halves_are_the_same_each_time_and_near_the_mean_of_all():
    items = people(one_factor([0.9, 0.7, 0.5, 0.3, 0.6, 0.8]))
    every = split_half(items, "all")
    some = split_half(items, "random", splits=400, seed=3)
    assert (every.splits, some.splits) == (10, 400)
    assert some.lambda4 == split_half(items, "random", splits=400, seed=3).lambda4
    assert some.lambda4 == pytest.approx(every.lambda4, abs=0.01)
    assert some.lambda4 != every.lambda4


def test_standardized_halves_forget_the_units():
    items = people(HOLZINGER_SWINEFORD)
    found = split_half(items, standardize=True)
    assert found.lambda4 == pytest.approx(split_half(items * [1, 10, 3], standardize=True).lambda4)
    assert found.lambda4 != pytest.approx(split_half(items * [1, 10, 3]).lambda4, abs=0.01)


def test_halves_that_do_not_vary_or_options_unknown_are_refused():
    constant = pd.DataFrame({"a": [1, 2, 3, 4], "b": [3, 3, 3, 3]})
    assert split_half(constant).reasons[0].code is Code.NO_VARIANCE
    assert split_half(constant).spearman_brown.reasons[0].code is Code.NO_VARIANCE
    with pytest.raises(ValueError, match="thirds"):
        split_half(constant, "thirds")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("method", ["odd_even", "all", "random"])
@pytest.mark.filterwarnings("error")
def test_hostile_tables_give_a_reason_or_finite_halves(name, method):
    found = split_half(HOSTILE[name], method, splits=50)
    assert found.reasons or np.isfinite([found.spearman_brown.value, found.r, found.lambda4, found.highest]).all()


@bfi.needs_bfi
@pytest.mark.parametrize("letter", bfi.SCALES)
def test_best_and_worst_halves_of_the_bfi_reach_at_least_as_far_as_psychs(letter):
    # psych::splitHalf tries the first five of the ten splits of five items into two and three; we try all ten
    golden = bfi.golden(letter)["splithalf"]
    found = split_half(bfi.scale(letter), "all", standardize=True)
    assert found.splits == 10
    assert found.highest >= golden["maxrb"] - 1e-9
    assert found.lowest <= golden["minrb"] + 1e-9
    near = {"A": ("maxrb", "minrb"), "C": ("minrb",), "E": ("maxrb",), "N": ("maxrb",), "O": ("maxrb",)}[letter]
    for key in near:  # where the extreme is among the first five, it is the same number
        ours = found.highest if key == "maxrb" else found.lowest
        assert ours == pytest.approx(golden[key], abs=1e-9)
