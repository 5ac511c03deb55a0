"""Are the gradient and the curvature of the complete data those of the curves?"""

import numpy as np
import pytest

from scoring.irt.maximization import complete
from scoring.irt.models import Parameters, log_probabilities

POINTS = np.linspace(-3, 3, 13)
SLOPE = np.array([1.4, -0.8, 2.1])
#: Items of four, three and two categories.
INTERCEPT = np.array([[1.5, 0.2, -1.0], [0.7, -0.6, np.nan], [0.3, np.nan, np.nan]])
COUNTS = np.random.default_rng(1).uniform(0, 5, (3, 4, 13)) * (np.arange(4) <= [[3], [2], [1]])[:, :, None]


@pytest.mark.parametrize("graded", [True, False])
def test_gradient_and_curvature_are_the_derivatives_of_the_expected_log_likelihood(graded):
    place = [(j, k) for j in range(3) for k in range(4) if k <= 3 - j]

    def height(change):
        full = np.concatenate([SLOPE[:, None], INTERCEPT], axis=1)
        for (j, k), step in zip(place, change, strict=True):
            full[j, k] += step
        items = Parameters(graded, full[:, 0], full[:, 1:])
        return float(np.sum(COUNTS * np.where(COUNTS > 0, log_probabilities(items, POINTS), 0)))

    gradient, information = complete(Parameters(graded, SLOPE, INTERCEPT), POINTS, COUNTS)
    steps = np.eye(len(place)) * 1e-4
    rise = [(height(h) - height(-h)) / 2e-4 for h in steps]
    bend = [[(height(h + g) - height(h - g) - height(g - h) + height(-h - g)) / 4e-8 for g in steps] for h in steps]
    whole = np.array([[information[j, k, m] if i == j else 0.0 for i, m in place] for j, k in place])
    assert [gradient[j, k] for j, k in place] == pytest.approx(rise, abs=1e-5)
    assert whole == pytest.approx(-np.array(bend), abs=1e-3 * np.abs(whole).max())
