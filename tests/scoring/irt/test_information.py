"""Is information that of other programs, and are the curves those of the items?"""

import numpy as np
import pytest

from scoring.irt.information import information
from scoring.irt.models import probabilities
from tests.scoring.irt.banks import LSAT6, bank_of, golden_grm, invented, needs_shared


def test_a_two_parameter_item_measures_most_at_its_difficulty():
    # I = a²P(1 − P): 1.5²/4 at θ = b, and with P = .924142 at b + 5/3
    found = information(bank_of("2PL", [1.5], [[0.4]]), [0.4, 0.4 + 2.5 / 1.5])
    assert found.items["i0"].to_numpy() == pytest.approx([0.5625, 1.5**2 * 0.924142 * 0.075858], abs=1e-6)


@needs_shared
@pytest.mark.parametrize("scale", ["A", "N"])
def test_test_information_and_marginal_reliability_are_those_of_mirt(scale):
    numbers, bank, _ = golden_grm(scale)
    found = information(bank, [float(theta) for theta in numbers["testinfo"]])
    assert found.test["information"].to_numpy() == pytest.approx([*numbers["testinfo"].values()], rel=1e-7)
    assert found.reliability.value == pytest.approx(numbers["marg_rxx"], abs=1e-5)


def test_the_test_is_the_sum_of_its_items_and_sem_its_root():
    found = information(invented("GPCM", items=8))
    assert found.test["information"].to_numpy() == pytest.approx(found.items.sum(axis=1).to_numpy())
    assert found.test["sem"].to_numpy() == pytest.approx(found.test["information"].to_numpy() ** -0.5)
    assert (len(found.items), found.items.index[0], found.items.index[-1]) == (81, -4.0, 4.0)


def test_expected_scores_are_in_the_answers_as_they_stand():
    # all right or all wrong in the limit: 0 to 5 for LSAT6, 4 to 20 for four items answered 1 to 5
    assert information(LSAT6, [-40.0, 40.0]).test["expected_score"].to_numpy() == pytest.approx([0, 5], abs=1e-6)
    assert information(invented(items=4), [-40.0, 40.0]).test["expected_score"].to_numpy() == pytest.approx(
        [4, 20], abs=1e-6
    )


def test_category_curves_are_the_probabilities_of_the_answers():
    bank = bank_of("GRM", [1.0, 2.0], [[-1.0, 1.0], [0.5, np.nan]], first=1.0)
    curves = information(bank, [-1.0, 0.0, 2.0]).categories
    assert list(curves.columns) == [("i0", 1.0), ("i0", 2.0), ("i0", 3.0), ("i1", 1.0), ("i1", 2.0)]
    assert curves["i0"].to_numpy() == pytest.approx(probabilities(bank.parameters, curves.index)[0].T)
    assert curves.T.groupby(level="item").sum().to_numpy() == pytest.approx(1.0)


def test_a_damaged_bank_is_refused_and_a_strange_grid_an_error():
    assert information(bank_of("2PL", [np.nan], [[0.0]])).status == "refused"
    for grid in ([np.nan], [[0.0]]):
        with pytest.raises(ValueError):
            information(LSAT6, grid)
