"""Is the way down to the best loadings the true one, and is it walked to the end?"""

import numpy as np
import pytest

from scoring.errors import Code, Undefined
from scoring.factors.extraction import _minres, _ml, extract
from tests.scoring.factors.published import HARMAN, PUPILS


@pytest.mark.parametrize("objective", [_minres, _ml])
def test_the_slope_given_is_the_slope_of_the_objective(objective):
    uniqueness = np.linspace(0.3, 0.9, 9)
    _, slope = objective(uniqueness, PUPILS.R, 2)
    for item in range(9):
        step = np.zeros(9)
        step[item] = 1e-6
        above, below = (objective(uniqueness + sign * step, PUPILS.R, 2)[0] for sign in (1, -1))
        assert slope[item] == pytest.approx((above - below) / 2e-6, rel=1e-5, abs=1e-8)


def test_residuals_of_the_likelihood_solution_have_no_diagonal():
    # Lawley & Maxwell 1971: at the maximum the model gives back every item's variance
    for table, factors in ((HARMAN, 2), (PUPILS, 3)):
        loadings, uniqueness = extract(table.R, factors, "ml")
        _, slope = _ml(uniqueness, table.R, factors)
        assert np.abs(slope).max() < 1e-4
        assert np.diag(loadings @ loadings.T) + uniqueness == pytest.approx(1)


def test_unrotated_factors_come_strongest_first_and_apart():
    # canonical form: Λ'Λ is diagonal for minres, Λ'Ψ⁻¹Λ for maximum likelihood
    for method in ("minres", "ml"):
        loadings, uniqueness = extract(PUPILS.R, 3, method)
        weight = 1 / uniqueness if method == "ml" else np.ones(9)
        inner = (loadings * weight[:, None]).T @ loadings
        assert inner == pytest.approx(np.diag(np.diag(inner)), abs=1e-9)
        assert np.diff(np.diag(inner)).max() < 0


def test_factors_that_find_nothing_in_common_are_refused():
    # unrelated items: the second factor would have a variance below zero
    with pytest.raises(Undefined) as refusal:
        extract(np.eye(6), 2)
    assert refusal.value.code is Code.NOT_CONVERGED
