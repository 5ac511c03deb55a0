"""Do the intervals equal the published ones, and exist only where they should?"""

import math

import pytest

from scoring.errors import Code, Undefined
from scoring.intervals import fisher, newcombe, wilson


def test_fisher_interval_of_a_quarter_on_150_people_is_the_one_computed_in_r():
    # methods 0.5, recomputed in R: r = .25, n = 150
    assert fisher(0.25, 150) == pytest.approx((0.093, 0.394), abs=5e-4)


def test_fisher_interval_is_symmetric_in_sign_and_narrows_with_people_and_lower_levels():
    assert fisher(-0.25, 150) == pytest.approx(tuple(-bound for bound in reversed(fisher(0.25, 150))))
    assert fisher(0.25, 600)[1] < fisher(0.25, 150)[1]
    assert fisher(0.25, 150, 0.90)[1] < fisher(0.25, 150)[1]


def test_fisher_interval_of_a_perfect_correlation_is_that_point():
    assert fisher(1.0, 20) == (1.0, 1.0)


def test_fisher_interval_does_not_exist_on_three_pairs():
    with pytest.raises(Undefined) as refusal:
        fisher(0.5, 3)
    assert refusal.value.code is Code.N_TOO_SMALL


@pytest.mark.parametrize(
    ("k", "n", "published"),
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3
    [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611)), (1, 29, (0.0061, 0.1718))],
)
def test_wilson_interval_equals_newcombes_table(k, n, published):
    assert wilson(k, n) == pytest.approx(published, abs=5e-5)


def test_wilson_interval_does_not_exist_without_cases():
    with pytest.raises(Undefined):
        wilson(0, 0)


@pytest.mark.parametrize("impossible", [lambda: fisher(1.2, 50), lambda: fisher(math.nan, 50), lambda: wilson(5, 4)])
def test_impossible_input_is_an_error_and_not_an_interval(impossible):
    with pytest.raises(ValueError):
        impossible()


def test_newcombes_interval_of_a_difference():
    # Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10, cases (a), (b), (e)
    assert [round(bound, 4) for bound in newcombe(56, 70, 48, 80)] == [0.0524, 0.3339]
    assert [round(bound, 4) for bound in newcombe(9, 10, 3, 10)] == [0.1705, 0.8090]
    assert [round(bound, 4) for bound in newcombe(5, 56, 0, 29)] == [-0.0381, 0.1926]
