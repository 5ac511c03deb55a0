"""Is the score to expect the one the model foretells, and its error carried over by the right slope?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable
from scoring.irt.bank import Bank
from scoring.irt.expected import expected
from scoring.irt.models import probabilities
from tests.scoring.irt.banks import LSAT6


def graded() -> Bank:
    """Two items with five answers, 1 to 5, and one with three."""
    items = pd.DataFrame(
        {
            "slope": [1.8, 0.9, 1.2],
            "threshold_1": [-2.0, -1.5, -0.5],
            "threshold_2": [-0.8, -0.3, 0.7],
            "threshold_3": [0.4, 0.6, np.nan],
            "threshold_4": [1.6, 2.1, np.nan],
        },
        index=["a", "b", "c"],
    )
    five = (1.0, 2.0, 3.0, 4.0, 5.0)
    return Bank("GRM", items, {"a": five, "b": five, "c": (1.0, 3.0, 5.0)})


def test_lsat6_at_the_mean_as_the_published_parameters_say():
    # Bock & Lieberman 1970 give a and d of five items; the mean of 1/(1 + exp(−d)) at θ = 0
    chances = 1 / (1 + np.exp(-np.array([2.7732, 0.9902, 0.2491, 1.2848, 2.0536])))
    assert expected(LSAT6, theta=0.0, se=0.0).value == pytest.approx(chances.mean(), abs=1e-3)


def test_it_is_the_mean_of_invented_answers_at_that_level():
    bank, theta = graded(), 0.7
    chances = probabilities(bank.parameters, [theta])[:, :, 0]
    rng = np.random.default_rng(5)
    people = 40_000
    drawn = [
        rng.choice(bank.categories[name], people, p=chances[place, : len(bank.categories[name])])
        for place, name in enumerate(bank.items.index)
    ]
    assert expected(bank, theta, 0.3).value == pytest.approx(np.mean(drawn), abs=0.01)


@pytest.mark.parametrize("theta", [-2.5, 0.0, 1.3])
def test_the_error_follows_the_slope(theta):
    bank, step = graded(), 1e-4
    slope = (expected(bank, theta + step, 0).value - expected(bank, theta - step, 0).value) / (2 * step)
    assert expected(bank, theta, 0.4).se == pytest.approx(0.4 * slope, rel=1e-6)


def test_heavier_items_count_for_more_and_every_item_needs_a_weight():
    bank = graded()
    one = expected(bank.of(["a"]), 0.0, 0.1).value
    other = expected(bank.of(["b"]), 0.0, 0.1).value
    both = expected(bank.of(["a", "b"]), 0.0, 0.1, {"a": 3.0, "b": 1.0}).value
    assert both == pytest.approx((3 * one + other) / 4)
    with pytest.raises(BadTable, match="item c has no weight"):
        expected(bank, 0.0, 0.1, {"a": 1.0, "b": 1.0})


def test_it_stays_between_the_least_and_the_greatest_answer():
    for theta in (-30.0, 30.0):
        assert 1 <= expected(graded(), theta, 1.0).value <= 5
