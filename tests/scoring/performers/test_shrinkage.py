"""Do autocorrelation, effective periods and empirical Bayes equal hand and independent computation?"""

import numpy as np
import pytest

from scoring.performers.shrinkage import autocorrelation, effective_periods, shrunk, trends

NAN = np.nan


def test_four_periods_at_a_quarter_are_worth_two_and_three_quarters():
    # 4 / (1 + 2(¾·¼ + ½·¹⁄₁₆ + ¼·¹⁄₆₄)) = 4 / 1.4453125
    assert effective_periods(np.array([4.0]), 0.25)[0] == pytest.approx(4 / 1.4453125, abs=1e-12)


def test_periods_without_autocorrelation_are_worth_themselves():
    assert effective_periods(np.array([1.0, 5.0, 12.0]), 0.0) == pytest.approx([1, 5, 12])


def test_autocorrelation_is_corrected_for_the_estimated_mean():
    # mean 0, lag products 1−1+1−1+1−1+1 = 1 over 7: r = 1/7; φ = 1/7 + (1 + 4/7)/8
    scores = np.array([[1.0, 1, -1, -1, 1, 1, -1, -1]])
    phi, pairs = autocorrelation(scores)
    assert phi == pytest.approx(1 / 7 + 11 / 56, abs=1e-12)
    assert pairs == 7


def test_autocorrelation_stays_between_none_and_four_fifths():
    assert autocorrelation(np.array([[1.0, 1, 1, 1, -1, -1, -1, -1]]))[0] == 0.8
    assert autocorrelation(np.array([[1.0, -1, 1, -1, 1, -1, 1, -1]]))[0] == 0.0


def test_a_gap_is_not_bridged():
    # 1, 1, –, −1, −1, 1, 1, −1, −1: the mean is 0 and six pairs are left, their products 1 + 1 − 1 + 1 − 1 + 1 = 2
    phi, pairs = autocorrelation(np.array([[1.0, 1, NAN, -1, -1, 1, 1, -1, -1]]))
    assert pairs == 6
    assert phi == pytest.approx(2 / 6 + (1 + 8 / 6) / 8)


def test_few_periods_assume_a_quarter():
    # methods §2.3: at four periods φ = 0 was over-confident, φ = .25 was calibrated
    assert autocorrelation(np.random.default_rng(1).normal(size=(50, 7))) == (0.25, 0)


def test_two_people_by_hand():
    # means 2 and 6; σ²_w = (2 + 2)/2 = 2; σ²_b = 8 − 2/2 = 7; rel = 7/8; μ = 4
    one = shrunk(np.array([[1.0, 3.0], [5.0, 7.0]]), 0.0)
    assert (one.within, one.between, one.center) == (pytest.approx(2), pytest.approx(7), pytest.approx(4))
    assert one.reliability == pytest.approx([7 / 8, 7 / 8])
    assert one.posterior == pytest.approx([2.25, 5.75])
    assert one.center_variance == pytest.approx(4)


def test_unbalanced_data_equal_the_formulas_written_out():
    rng = np.random.default_rng(3)
    scores = rng.normal(0, 1, (40, 1)) + rng.normal(0, 1, (40, 9))
    for i in range(40):
        scores[i, : i % 8] = NAN
    phi = 0.3
    one = shrunk(scores, phi)

    series = [row[~np.isnan(row)] for row in scores]
    worth = [len(x) / (1 + 2 * sum((1 - k / len(x)) * phi**k for k in range(1, len(x)))) for x in series]
    squares = sum(((x - x.mean()) ** 2).sum() for x in series)
    within = squares / sum(len(x) - len(x) / e for x, e in zip(series, worth, strict=True))
    means = [x.mean() for x in series]
    between = np.var(means, ddof=1) - np.mean([within / e for e in worth])
    omega = [1 / (between + within / e) for e in worth]
    center = sum(w * m for w, m in zip(omega, means, strict=True)) / sum(omega)
    posterior = [
        center + between / (between + within / e) * (m - center) for e, m in zip(worth, means, strict=True)
    ]  # fmt: skip
    assert one.posterior == pytest.approx(posterior, abs=1e-12)
    assert (one.within, one.between, one.center) == pytest.approx((within, between, center))


def test_pure_luck_leaves_nothing_between_people():
    # quarters deal the same cards to everyone: the means are equal, so nothing is left of σ²_b
    one = shrunk(np.tile([1.0, -1.0, 2.0, -2.0], (30, 1)), 0.0)
    assert one.between == 0
    assert one.reliability == pytest.approx(np.zeros(30))


def test_one_period_each_gives_no_spread_within_and_no_trust():
    one = shrunk(np.array([[1.0], [2.0], [3.0]]), 0.25)
    assert np.isnan(one.within)
    assert (one.between, one.reliability.tolist()) == (0.0, [0.0, 0.0, 0.0])


def test_a_person_without_periods_stays_unknown():
    one = shrunk(np.array([[1.0, 3.0], [5.0, 7.0], [NAN, NAN]]), 0.0)
    assert np.isnan([one.means[2], one.posterior[2], one.reliability[2]]).all()
    assert one.between == pytest.approx(7)


def test_a_trend_is_the_least_squares_slope_with_its_error_enlarged():
    scores = np.array([[1.0, 2.0, 4.0, 4.0, 6.0], [1.0, NAN, 3.0, NAN, NAN]])
    slope, error = trends(scores, 0.0)
    # Σ(t − 2)(y) / 10 = (−2 − 2 + 4 + 12)/10 = 1.2; residuals 0, −.2, .6, −.6, .2: s² = .8/3, s²/10
    assert (slope[0], error[0]) == (pytest.approx(1.2), pytest.approx(np.sqrt(0.8 / 30)))
    assert np.isnan([slope[1], error[1]]).all()
    worth = effective_periods(np.array([5.0]), 0.25)[0]
    assert trends(scores, 0.25)[1][0] == pytest.approx(np.sqrt(0.8 / 30 * 5 / worth))
