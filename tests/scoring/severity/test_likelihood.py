"""Is the likelihood that of the model, and are its slope and its curvature those of finite differences?"""

import numpy as np
import pytest

from scoring.irt.expectation import grid
from scoring.severity.design import design
from scoring.severity.likelihood import Likelihood
from scoring.severity.reading import read
from scoring.severity.scale import scale
from scoring.severity.structure import chances, structure
from tests.scoring.severity.published import twenty, world


def likelihood(frame, shared):
    ratings = read(frame)
    used = scale(ratings, shared)
    raters, criteria = (len(ratings.labels[facet]) for facet in ("rater", "criterion"))
    plan = design(ratings.rater, ratings.ratee, ratings.criterion, used.code, raters, criteria)
    return Likelihood(plan, structure(used.top, np.array([0]), shared), grid(61))


def gaps(seed):
    """Raters who rate each ratee on some of the criteria, and uneven panels."""
    frame, _ = world(seed, raters=5, ratees=30)
    return frame.sample(frac=0.7, random_state=seed)


def somewhere(known, seed=1):
    return np.random.default_rng(seed).normal(0, 0.3, known.design.raters + known.structure.map.shape[2] + 1)


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("frame", [twenty(), gaps(3)])
def test_slope_and_information_are_those_of_finite_differences(frame, shared):
    known = likelihood(frame, shared)
    x, h = somewhere(known), 1e-5
    steps = h * np.eye(len(x))
    slope = [(known.look(x + one).value - known.look(x - one).value) / (2 * h) for one in steps]
    bend = [(known.look(x - one).gradient - known.look(x + one).gradient) / (2 * h) for one in steps]
    assert known.look(x).gradient == pytest.approx(np.array(slope), abs=1e-5)
    assert known.information(x) == pytest.approx(np.array(bend), abs=1e-5)


@pytest.mark.parametrize("shared", [True, False])
def test_the_likelihood_is_the_sum_over_ratees_of_products_over_ratings(shared):
    frame = gaps(4)
    known = likelihood(frame, shared)
    x = somewhere(known)
    at, ratings = known.place(x), read(frame)
    beta = known.structure.sums(at.free)
    code = frame["rating"].to_numpy() - 1
    assert scale(ratings, shared).code.tolist() == code.tolist()
    points, weights = known.where.points, known.where.weights
    total = 0.0
    for ratee in range(len(ratings.labels["ratee"])):
        product = weights.copy()
        for row in np.flatnonzero(ratings.ratee == ratee):
            distance = at.spread * points - at.level[ratings.rater[row]]
            lines = np.exp(np.outer(np.arange(5), distance) - beta[ratings.criterion[row]][:, None])
            product *= lines[code[row]] / lines.sum(axis=0)
        total += np.log(product.sum())
    assert known.look(x).log_likelihood == pytest.approx(total, abs=1e-8)


def test_chances_far_from_the_scale_are_the_same_by_either_way_of_computing_them():
    distance, sums = np.array([-700.0, -3.0, 0.0, 2.0, 700.0]), np.array([[0.0, -1.0, 0.5, np.inf]])
    far, total, top = chances(distance, sums, 0)
    near, *_ = chances(distance[1:4], sums, 0)
    assert far[:, 1:4] == pytest.approx(near)
    assert far[:, 0] == pytest.approx([1.0, 0.0, 0.0, 0.0], abs=1e-300)
    assert far[:, 4] == pytest.approx([0.0, 0.0, 1.0, 0.0], abs=1e-300)
    assert np.log(total[4]) + top[4] == pytest.approx(1399.5)
