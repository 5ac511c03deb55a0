"""Are ties and fixed items kept while item parameters move?"""

import numpy as np
import pytest

from scoring.irt.design import design
from scoring.irt.models import Parameters

#: Items of four, three and two categories.
EXISTS = np.arange(4) < np.array([[4], [3], [2]])
BANK = Parameters(
    True, np.array([1.5, 1.5, 1.5]), np.array([[1.0, 0.0, -1.0], [0.5, -0.5, np.nan], [0.2, np.nan, np.nan]])
)
HELD = np.array([True, False, True])
DESIGNS = {
    "free": design("GRM", EXISTS),
    "tied": design("PCM", EXISTS),
    "two fixed": design("GRM", EXISTS, BANK, HELD),
    "tied and two fixed": design("1PL", EXISTS, BANK, HELD),
    "all fixed": design("GRM", EXISTS, BANK, np.ones(3, dtype=bool)),
}


@pytest.mark.parametrize(
    ("name", "parameters"),
    # slopes and 3 + 2 + 1 intercepts; one slope; one item, sd and mean; without its slope; sd and mean
    [("free", 9), ("tied", 7), ("two fixed", 5), ("tied and two fixed", 4), ("all fixed", 2)],
)
def test_as_many_parameters_are_free_as_the_model_says(name, parameters):
    assert DESIGNS[name].parameters == parameters


def test_fixed_items_seen_from_people_of_another_mean_and_spread():
    # aθ + d with θ = 0.5 + 2z is 2a·z + (d + 0.5a)
    items = DESIGNS["two fixed"].items(np.array([2.0, 0.5, 1.1, 0.7, -0.7]))
    assert items.slope.tolist() == [3.0, 1.1, 3.0]
    assert items.intercept[0].tolist() == [1.75, 0.75, -0.25]
    assert items.intercept[1, :2].tolist() == [0.7, -0.7]
    assert np.isnan(items.intercept[1, 2])


def test_new_items_of_a_rasch_bank_have_its_slope():
    items = DESIGNS["tied and two fixed"].items(np.array([2.0, 0.5, 0.7, -0.7]))
    assert items.slope.tolist() == [3.0, 3.0, 3.0]


@pytest.mark.parametrize("name", DESIGNS)
def test_a_step_solves_the_system_its_blocks_stand_for(name):
    plan = DESIGNS[name]
    root = np.random.default_rng(1).normal(size=(3, 4, 4))
    blocks = np.where(EXISTS[:, :, None] & EXISTS[:, None, :], root @ root.transpose(0, 2, 1) + np.eye(4), 0.0)
    right = np.random.default_rng(2).normal(size=plan.parameters)
    whole = plan.between(plan.spread(blocks))
    assert plan.solved(blocks, right) == pytest.approx(np.linalg.solve(whole, right), abs=1e-8)


def test_no_step_carries_one_graded_intercept_across_another_or_changes_a_slope_by_more_than_one():
    plan = DESIGNS["free"]
    free = np.array([1.0, 1.0, 1.0, 1.0, 0.5, 0.2, 0.0, -0.5, -1.0])  # slopes, first, second, third intercepts
    closing = np.array([0.0, 0.0, 0.0, -2.0, 0.0, 0.0, 0.0, 0.0, 0.0])  # the first gap is 1
    assert plan.longest(free, closing) == pytest.approx(0.4)
    assert plan.longest(free, np.array([4.0, *[0.0] * 8])) == pytest.approx(0.25)
    assert plan.longest(free, closing / 10) == 1.0


def test_the_trait_is_turned_round_when_most_slopes_are_negative_but_not_under_fixed_items():
    plan = DESIGNS["free"]
    free = np.array([-1.0, 0.4, -2.0, 1.0, 0.5, 0.2, 0.0, -0.5, -1.0])
    assert plan.oriented(free).tolist() == [1.0, -0.4, 2.0, 1.0, 0.5, 0.2, 0.0, -0.5, -1.0]
    held = np.array([2.0, 0.5, -1.1, 0.7, -0.7])
    assert DESIGNS["two fixed"].oriented(held) is held
