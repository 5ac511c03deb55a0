"""Is the probability of a ranking right, and are its derivatives?"""

import math

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from scoring.forced_choice.ranking import ranking


@pytest.mark.parametrize("k", [2, 3, 4])
def test_equal_utilities_are_ranked_in_every_order_equally_often(k):
    log_p, first, _ = ranking(np.zeros((1, k)), np.ones((1, k)))
    assert math.exp(log_p[0]) == pytest.approx(1 / math.factorial(k), abs=1e-6)
    assert first.sum() == pytest.approx(0, abs=1e-12)


def test_two_utilities_are_thurstones_case():
    # Thurstone 1927: Φ of the standardised difference
    log_p, _, _ = ranking(np.array([[0.2, 1.0]]), np.array([[0.6, 0.8]]))
    assert math.exp(log_p[0]) == pytest.approx(norm.cdf(0.8), abs=1e-12)


@pytest.mark.parametrize("k", [3, 4])
def test_three_and_four_are_the_orthant_of_their_differences(k):
    rng = np.random.default_rng(3)
    for _ in range(4):
        mean, sd = rng.normal(0, 1, k), rng.uniform(0.6, 1.5, k)
        turn = np.diff(np.eye(k), axis=0)
        orthant = multivariate_normal(-turn @ mean, turn @ np.diag(sd**2) @ turn.T).cdf(np.zeros(k - 1))
        assert math.exp(ranking(mean[None], sd[None])[0][0]) == pytest.approx(orthant, rel=2e-3, abs=1e-5)


@pytest.mark.parametrize("k", [2, 3, 4])
def test_derivatives_are_those_of_the_probability(k):
    # the nodes of four are so few that an unlikely order is summed, and derived, to about .001
    rng, h = np.random.default_rng(3), 1e-4
    mean, sd = rng.normal(0, 0.7, (5, k)), rng.uniform(0.6, 1.5, (5, k))
    _, first, second = ranking(mean, sd)
    for place in range(k):
        step = h * np.eye(k)[place]
        up, down = ranking(mean + step, sd), ranking(mean - step, sd)
        assert first[:, place] == pytest.approx((up[0] - down[0]) / (2 * h), rel=1e-3, abs=1e-3)
        assert second[:, :, place] == pytest.approx((up[1] - down[1]) / (2 * h), rel=1e-3, abs=2e-3)


def test_a_ranking_against_all_odds_keeps_its_numbers_finite():
    for parts in ranking(np.array([[6.0, 0.0, -6.0], [90.0, 0.0, -90.0]]), np.ones((2, 3))):
        assert np.isfinite(parts).all()
