"""Are EAPs in single precision those of double precision, for complete answers and gaps, short and sharp tests?"""

import numpy as np
import pytest

from scoring.irt.models import log_probabilities
from scoring.irt.posterior import eap, grid
from scoring.irt.reading import reading
from scoring.irt.scores import score
from tests.scoring.irt.banks import answered, invented


@pytest.mark.parametrize("gaps", [0.0, 0.2])
@pytest.mark.parametrize("sharper", [1, 20])
@pytest.mark.parametrize("length", [5, 50, 600])
@pytest.mark.parametrize(("model", "categories"), [("2PL", 2), ("GRM", 5), ("GPCM", 5)])
def test_single_precision_costs_less_than_a_ten_thousandth(model, categories, length, sharper, gaps):
    bank = invented(model, items=length, categories=categories)
    bank.items["slope"] *= sharper
    rng = np.random.default_rng(5)
    people = answered(bank, rng.normal(size=200) * 1.5).astype(float)
    people = people.mask(rng.random(people.shape) < gaps)
    read = reading(people[people.notna().any(axis=1)], bank)
    z = grid(bank.parameters, 0.0, 1.0, 61)
    logs = log_probabilities(bank.parameters, z)
    weight = sum((codes >= 0)[:, None] * logs[item][codes] for item, codes in enumerate(read.codes)) - z**2 / 2
    weight = np.exp(weight - weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    mean = weight @ z
    spread = np.sqrt((weight * (z - mean[:, None]) ** 2).sum(axis=1))
    theta, se = eap(read, 0.0, 1.0)
    assert np.abs(theta - mean).max() < 2e-5
    assert np.abs(se - spread).max() < 3e-5


@pytest.mark.parametrize("categories", [2, 5])
def test_who_answered_everything_scores_the_same_beside_someone_with_gaps(categories):
    bank = invented("2PL" if categories == 2 else "GRM", items=20, categories=categories)
    people = answered(bank, np.linspace(-3, 3, 40)).astype(float)
    alone = score(people, bank).people
    people.iloc[7, 3] = np.nan
    beside = score(people, bank).people
    others = people.index != people.index[7]
    assert beside["theta"][others].to_numpy() == pytest.approx(alone["theta"][others].to_numpy(), abs=1e-5)
    assert beside["se"][others].to_numpy() == pytest.approx(alone["se"][others].to_numpy(), abs=1e-5)
    assert beside["theta"].iloc[7] != pytest.approx(alone["theta"].iloc[7], abs=1e-3)


def test_a_long_test_gets_the_nodes_it_needs():
    # 600 items: standard errors near .05, a quarter of the distance of 61 nodes
    bank = invented(items=600)
    people = answered(bank, np.array([-1.03, 0.0, 0.11, 1.27]))
    coarse, fine = score(people, bank).people, score(people, bank, nodes=2001).people
    assert coarse["se"].max() < 0.07
    assert coarse["theta"].to_numpy() == pytest.approx(fine["theta"].to_numpy(), abs=1e-4)
    assert coarse["se"].to_numpy() == pytest.approx(fine["se"].to_numpy(), rel=1e-3)
