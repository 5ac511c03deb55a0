"""Is a person where the answers say, with the error they leave?"""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq

from scoring.adaptive.procedure import prepare
from scoring.adaptive.rules import Rules
from scoring.adaptive.tables import tables
from scoring.irt.models import log_probabilities, probabilities
from scoring.irt.scores import score
from tests.scoring.adaptive.banks import LSAT6, LSAT6_SLOPE, drawn

EAP = Rules(score="EAP", least=1, most=5)
WLE = Rules(score="WLE", least=1, most=5)


def test_the_eap_of_lsat6_is_that_of_mirt():
    # mirt 1.37, methods §4.4: all right .6456 (.859), all wrong −1.8968 (.8013)
    test = prepare(LSAT6, EAP)
    assert test.estimate([(f"i{k}", 2) for k in range(5)]) == pytest.approx((0.6456, 0.859), abs=5e-4)
    assert test.estimate([(f"i{k}", 1) for k in range(5)]) == pytest.approx((-1.8968, 0.8013), abs=5e-4)


def test_warms_estimate_of_lsat6_is_the_root_of_his_equation():
    # Warm 1989: Σa(u − P) + Σa³PQ(Q − P)/(2Σa²PQ) = 0; nothing of it comes from the package
    intercept = np.array([2.7732, 0.9902, 0.2491, 1.2848, 2.0533])

    def equation(theta: float, right: np.ndarray) -> float:
        p = 1 / (1 + np.exp(-(LSAT6_SLOPE * theta + intercept)))
        told = LSAT6_SLOPE**2 * p * (1 - p)
        return float(LSAT6_SLOPE @ (right - p) + (LSAT6_SLOPE * told * (1 - 2 * p)).sum() / (2 * told.sum()))

    for right in ([1, 1, 1, 1, 1], [1, 0, 1, 1, 0], [0, 0, 0, 0, 0]):
        root = brentq(equation, -6, 6, args=(np.array(right),))
        p = 1 / (1 + np.exp(-(LSAT6_SLOPE * root + intercept)))
        found = prepare(LSAT6, WLE).estimate([(f"i{k}", 1 + u) for k, u in enumerate(right)])
        assert found == pytest.approx((root, 1 / math.sqrt(LSAT6_SLOPE**2 @ (p * (1 - p)))), abs=1e-3)


@pytest.mark.parametrize(("model", "categories"), [("2PL", 2), ("GRM", 5), ("GPCM", 4), ("PCM", 3)])
@pytest.mark.parametrize("method", ["EAP", "WLE"])
def test_a_person_of_the_adaptive_test_stands_where_scoring_the_same_answers_puts_him(model, categories, method):
    bank = drawn(12, model, categories, seed=3, mean=0.4, sd=1.3)
    test = prepare(bank, Rules(score=method))
    rng = np.random.default_rng(5)
    for _ in range(5):
        answers = pd.DataFrame([rng.integers(1, categories + 1, 12)], columns=bank.items.index)
        expected = score(answers, bank, method).people.iloc[0]
        found = test.estimate([(str(item), answers.loc[0, item]) for item in bank.items.index])
        assert found == pytest.approx((expected["theta"], expected["se"]), abs=1e-3)


@pytest.mark.parametrize(("model", "categories"), [("2PL", 2), ("GRM", 5), ("GPCM", 4)])
def test_information_is_minus_the_expected_second_difference_of_the_log_likelihood(model, categories):
    # methods §4.5
    bank = drawn(6, model, categories)
    known = tables(bank, 121)
    h = 1e-3
    logs = [log_probabilities(bank.parameters, known.theta + side) for side in (-h, 0.0, h)]
    expected = -(probabilities(bank.parameters, known.theta) * (logs[0] - 2 * logs[1] + logs[2]) / h**2).sum(axis=1)
    inner = np.abs(known.theta) < 4
    assert known.moments[:, 0, inner] == pytest.approx(expected[:, inner], rel=1e-3)


def test_no_answer_at_all_leaves_everybody_at_the_mean_of_the_people():
    test = prepare(drawn(10, mean=2.0, sd=3.0))
    assert test.estimate([]) == pytest.approx((2.0, 3.0), abs=1e-6)
    assert test.estimate([("i0", None), ("i1", math.nan)]) == pytest.approx((2.0, 3.0), abs=1e-6)


def test_an_item_not_answered_counts_and_tells_nothing():
    test = prepare(LSAT6, WLE)
    rest = [("i1", 2), ("i2", 1)]
    assert test.estimate([("i0", None), *rest]) == test.estimate(rest)
    assert test.step([("i0", None), *rest], 1).n == 3


@pytest.mark.parametrize(
    ("answered", "complaint"),
    [
        ([("x", 1)], "item x is not in the bank"),
        ([("i0", 1), ("i0", 2)], "twice"),
        ([("i0", 3)], "item i0 has no answer 3"),
        ([("i0", 0)], "item i0 has no answer 0"),
    ],
)
def test_answers_the_bank_does_not_know_are_refused(answered, complaint):
    with pytest.raises(ValueError, match=complaint):
        prepare(LSAT6, WLE).step(answered, 1)
