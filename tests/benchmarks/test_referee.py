"""The benchmark's referee measures everyone by the right likelihood, and its rules keep out who did less."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import approx_fprime
from scipy.stats import norm

from benchmarks.measurement import referee, worlds
from benchmarks.measurement.race import Contender, Entry, Mark, Standing, Task

SLOPE = np.array([0.8, 1.7, 2.6])
THRESHOLD = np.array([[-1.2, 0.1, 1.0], [-0.5, 0.0, 1.8], [-1.5, -1.0, 0.4]])
ANSWERS = np.array([[0, 0, 0], [3, 3, 3], [1, 2, 3], [2, -1, 0]])


def graded(item, answer, theta):
    """P(X = k) as Samejima (1969) writes it, one number at a time."""
    above = [1.0, *(1 / (1 + np.exp(-SLOPE[item] * (theta - b))) for b in THRESHOLD[item]), 0.0]
    return above[answer] - above[answer + 1]


def partial_credit(item, answer, theta):
    """P(X = k) as Masters (1982) writes it."""
    weights = [np.exp(sum(SLOPE[item] * (theta - b) for b in THRESHOLD[item][:k])) for k in range(4)]
    return weights[answer] / sum(weights)


@pytest.mark.parametrize(
    ("curves", "chance"), [(referee.graded, graded), (referee.partial_credit, partial_credit)], ids=["GRM", "PCM"]
)
def test_log_likelihood_is_that_of_adaptive_quadrature_with_gaps(curves, chance):
    def person(answers):
        given = [(item, answer) for item, answer in enumerate(answers) if answer >= 0]
        return quad(lambda t: norm.pdf(t) * np.prod([chance(*one, t) for one in given]), -9, 9, epsabs=1e-13)[0]

    expected = sum(np.log(person(answers)) for answers in ANSWERS)
    assert referee.log_likelihood(ANSWERS, SLOPE, THRESHOLD, curves) == pytest.approx(expected, abs=1e-6)


def test_steepest_is_the_largest_derivative_of_the_log_likelihood():
    x = worlds.graded(300, items=3, categories=4)["x"]

    def height(free):
        return referee.log_likelihood(x, free[:3], free[3:].reshape(3, 3))

    slopes = approx_fprime(np.concatenate([SLOPE, THRESHOLD.ravel()]), height, 1e-6)
    assert referee.steepest(x, SLOPE, THRESHOLD) == pytest.approx(np.abs(slopes).max(), rel=1e-3)


def test_a_scale_given_as_spread_or_as_slope_is_the_same():
    x = worlds.partial_credit(200, items=3, categories=4)["x"]
    as_spread = referee.log_likelihood(x, np.ones(3), THRESHOLD, referee.partial_credit, sd=1.4)
    as_slope = referee.log_likelihood(x, np.full(3, 1.4), THRESHOLD / 1.4, referee.partial_credit)
    assert as_spread == pytest.approx(as_slope, abs=1e-6)


def test_worlds_hold_the_truth_they_name():
    world = worlds.graded(4_000, items=4)
    shares = [(world["x"] >= k).mean(axis=0) for k in range(1, 5)]
    theta = np.linspace(-6, 6, 2001)
    for k, share in enumerate(shares):
        curve = 1 / (1 + np.exp(-world["true_slope"] * (theta[:, None] - world["true_threshold"][:, k])))
        # three standard errors of a share of 4,000 people
        assert share == pytest.approx(np.average(curve, axis=0, weights=norm.pdf(theta)), abs=0.024)


def entry(peer, seconds, likelihood, error, lacks=()):
    return Entry(
        Contender(peer, "run"), 1, [0.0], [seconds], [seconds], lacks=lacks,
        marks={"ln L": Mark(likelihood, "likelihood"), "RMSE": Mark(error, "error")},
    )  # fmt: skip


def test_the_best_peer_is_the_fastest_that_does_the_same_as_accurately():
    task = Task("t", "T", dict, (), ("slope", "se"), lambda world, given: {})
    entries = (
        entry("exemplar", 1.0, -100.0, 0.100),
        entry("without errors", 2.0, -100.0, 0.100, lacks=("se",)),
        entry("less likely", 3.0, -100.2, 0.100),
        entry("less accurate", 4.0, -100.0, 0.106),
        entry("as good", 6.0, -100.09, 0.104),
        entry("as good and slow", 9.0, -99.9, 0.090),
    )
    standing = Standing(task, entries)
    assert standing.best(same_work=True).contender.peer == "as good"
    assert standing.best(same_work=False).contender.peer == "without errors"
