"""Is the observed information the curvature of the log-likelihood itself?"""

import numpy as np
import pytest

from scoring.irt.coding import coded
from scoring.irt.estimation import Likelihood
from scoring.irt.expectation import grid
from scoring.irt.louis import missing_information
from scoring.irt.preparation import prepared

G = np.random.default_rng(4)
THETA = G.normal(size=(150, 1))
ANSWERS = np.clip(np.rint(1.5 + THETA + G.normal(size=(150, 5))), 0, [3, 3, 2, 2, 1])
GAPS = np.where(G.random(ANSWERS.shape) < 0.3, np.nan, ANSWERS)


@pytest.mark.parametrize("model", ["GRM", "GPCM", "PCM", "1PL", "2PL"])
@pytest.mark.parametrize("table", [ANSWERS, GAPS], ids=["complete", "with gaps"])
def test_gradient_and_observed_information_are_the_derivatives_of_the_log_likelihood(model, table):
    _, plan, patterns = prepared(model, coded((table > 0) + 0.0 * table if model[1:] == "PL" else table))
    likelihood = Likelihood(plan, patterns, grid(61))
    free = np.concatenate([[1.0] * plan.shared.shape[2], plan.base.T[plan.own.T]])
    full = np.where(plan.own, [[1.2, 1.0, -0.2, -1.4][: plan.own.shape[1]]], 0.0)
    free[plan.shared.shape[2] :] = full.T[plan.own.T]
    point = likelihood.look(free)
    steps = np.eye(len(free)) * 1e-4
    ahead, behind = [likelihood.look(free + h) for h in steps], [likelihood.look(free - h) for h in steps]
    rise = [(a.log_likelihood - b.log_likelihood) / 2e-4 for a, b in zip(ahead, behind, strict=True)]
    bend = np.array([(b.gradient - a.gradient) / 2e-4 for a, b in zip(ahead, behind, strict=True)])
    assert point.gradient == pytest.approx(rise, abs=1e-4)
    information = likelihood.information(point)
    assert information == pytest.approx(bend, abs=1e-5 * np.abs(bend).max())


def test_information_lost_within_items_is_the_diagonal_of_what_is_lost_in_all():
    _, plan, patterns = prepared("GRM", coded(GAPS))
    free = np.where(plan.own, [[1.2, 1.0, -0.2, -1.4]], 0.0).T[plan.own.T]
    whole = missing_information(plan.items(free), patterns, grid(61))
    blocks = missing_information(plan.items(free), patterns, grid(61), within=True)
    assert blocks[0] == pytest.approx(whole[np.ix_(plan.place[0], plan.place[0])], rel=1e-9)
