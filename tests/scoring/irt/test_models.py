"""Are the curves probabilities, and their slopes the slopes of those curves?"""

import numpy as np
import pytest

from scoring.irt.models import (
    Parameters,
    item_information,
    log_probabilities,
    log_slopes,
    probabilities,
)

MIXED = {
    graded: Parameters(
        graded,
        np.array([1.2, 0.7, -1.5, 2.0]),
        np.array([[1.5, 0.2, -1.0], [0.4, np.nan, np.nan], [0.8, -0.6, np.nan], [2.0, 1.0, -0.5]]),
    )
    for graded in (True, False)
}


@pytest.mark.parametrize("graded", [True, False])
def test_probabilities_sum_to_one_and_categories_an_item_lacks_have_none(graded):
    p = probabilities(MIXED[graded], np.linspace(-8, 8, 33))
    assert p.sum(axis=1) == pytest.approx(1.0, abs=1e-14)
    assert (p >= 0).all()
    assert (p[1, 2:] == 0).all() and (p[2, 3:] == 0).all()


def test_a_graded_item_by_hand():
    # P(X ≥ k) at θ = 1 with a = 1, b = −1, 0.5: 1/(1 + e^−2) = .880797, 1/(1 + e^−.5) = .622459
    p = probabilities(Parameters(True, np.array([1.0]), np.array([[1.0, -0.5]])), [1.0])[0, :, 0]
    assert p == pytest.approx([0.119203, 0.258338, 0.622459], abs=1e-6)


def test_a_partial_credit_item_by_hand():
    # e^0 : e^(1+1) : e^(2+1−.5) = 1 : 7.389056 : 12.182494 at θ = 1 with a = 1, d = 1, −.5
    p = probabilities(Parameters(False, np.array([1.0]), np.array([[1.0, -0.5]])), [1.0])[0, :, 0]
    assert p == pytest.approx(np.array([1, 7.389056, 12.182494]) / 20.571550, abs=1e-7)


def test_a_rare_answer_keeps_its_probability_far_from_the_item():
    # middle of three, a = 4, b = −3, 3, at θ = 9: σ(48) − σ(24) is e^−24; a plain difference is off by 1e-6
    p = probabilities(Parameters(True, np.array([4.0]), np.array([[12.0, -12.0]])), [9.0])[0, :, 0]
    assert p[1] / np.exp(-24.0) == pytest.approx(1.0, abs=1e-9)
    # and lowest, where a difference from one would be zero: 1 − σ(48) = e^−48
    assert log_probabilities(Parameters(True, np.array([4.0]), np.array([[12.0, -12.0]])), [9.0])[
        0, 0, 0
    ] == pytest.approx(-48)


@pytest.mark.parametrize("graded", [True, False])
def test_slopes_are_those_of_the_curves(graded):
    theta, step = np.linspace(-3, 3, 13), 1e-4
    before, here, after = (probabilities(MIXED[graded], theta + move) for move in (-step, 0, step))
    p, first, second = log_slopes(MIXED[graded], theta)
    assert p == pytest.approx(here, abs=1e-15)
    assert p * first == pytest.approx((after - before) / (2 * step), abs=1e-7)
    assert p * (first**2 + second) == pytest.approx((after - 2 * here + before) / step**2, abs=1e-6)


@pytest.mark.parametrize("graded", [True, False])
def test_information_is_the_expected_bend_of_the_log_likelihood(graded):
    theta, step = np.linspace(-3, 3, 13), 1e-4
    before, here, after = (
        np.log(np.maximum(probabilities(MIXED[graded], theta + move), 1e-300)) for move in (-step, 0, step)
    )
    bend = (after - 2 * here + before) / step**2
    expected = -(probabilities(MIXED[graded], theta) * bend).sum(axis=1)
    assert item_information(MIXED[graded], theta) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("graded", [True, False])
def test_the_log_likelihood_never_bends_upwards(graded):
    # so that every likelihood has one maximum at most, which Newton's search relies on
    assert (log_slopes(MIXED[graded], np.linspace(-40, 40, 81))[2] <= 0).all()
