"""Is the validity of a composite what algebra and simulation say, and a cut what judges said?"""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from scoring.decisions import (
    angoff,
    assumed_correlations,
    composite_validity,
    expectancy_cut,
    expected_validity,
    from_study,
)
from scoring.errors import BadTable, Code, Undefined
from scoring.fit import expectancy
from scoring.results import Estimate


def even(n: int, r: float) -> pd.DataFrame:
    names = list("abcdefg")[:n]
    return pd.DataFrame(np.full((n, n), r) + np.eye(n) * (1 - r), names, names)


def test_the_validity_of_a_composite_is_that_of_a_sum_of_standard_scores() -> None:
    """k equal validities v with equal correlations r: k·v/√(k + k(k−1)r), Ghiselli, Campbell & Zedeck 1981."""
    for k in (2, 4, 7):
        found = composite_validity(dict.fromkeys(list("abcdefg")[:k], 1), dict.fromkeys("abcdefg", 0.3), even(k, 0.2))
        assert found == pytest.approx(k * 0.3 / math.sqrt(k + k * (k - 1) * 0.2), abs=1e-12)


def test_the_validity_of_a_composite_is_found_in_simulated_people() -> None:
    names, v, w = ["a", "b", "c"], [0.10, 0.28, 0.30], [1.0, 2.0, 1.0]
    r = even(3, 0.2)
    whole = np.block([[r.to_numpy(), np.array(v)[:, None]], [np.array(v)[None, :], np.ones((1, 1))]])
    people = np.random.default_rng(1).multivariate_normal(np.zeros(4), whole, 200_000)
    seen = np.corrcoef(people[:, :3] @ w, people[:, 3])[0, 1]
    found = composite_validity(dict(zip(names, w, strict=True)), dict(zip(names, v, strict=True)), r)
    assert found == pytest.approx(seen, abs=0.005)


def test_group_differences_of_a_composite_follow_the_same_algebra() -> None:
    """Oracle of methods §7.6: d of .70, .10, .15, .20 at r = .2; equal weights .455, without the first .220, doubled
    .568."""
    d = {"a": 0.70, "b": 0.10, "c": 0.15, "d": 0.20}
    r = even(4, 0.2)
    assert composite_validity(dict.fromkeys(d, 1), d, r) == pytest.approx(0.455, abs=1e-3)
    assert composite_validity({"b": 1, "c": 1, "d": 1}, d, r) == pytest.approx(0.220, abs=1e-3)
    assert composite_validity({"a": 2, "b": 1, "c": 1, "d": 1}, d, r) == pytest.approx(0.568, abs=1e-3)


def test_without_any_weight_there_is_no_validity() -> None:
    with pytest.raises(Undefined) as refusal:
        composite_validity({"a": 0}, {"a": 0.3}, even(1, 0.2))
    assert refusal.value.code is Code.NO_VARIANCE


def test_correlations_of_few_are_assumed_and_of_many_counted() -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(300, 1))
    table = pd.DataFrame(x + rng.normal(size=(300, 2)) * 0.8, columns=["fit", "interview"])
    table["simulation"] = np.where(np.arange(300) < 20, rng.normal(size=300), np.nan)
    r, pairs = assumed_correlations(table)
    assert r.loc["fit", "interview"] == pytest.approx(table.corr().loc["fit", "interview"])
    assert r.loc["fit", "simulation"] == 0.20 and pairs["fit", "simulation"] == 20


def test_impossible_correlations_of_different_people_are_brought_back() -> None:
    """Each pair from people of its own: 1, 1 and −1 cannot hold together."""
    line, rows = np.linspace(-1, 1, 60), []
    for first, second, sign in ((0, 1, 1), (1, 2, 1), (0, 2, -1)):
        block = np.full((60, 3), np.nan)
        block[:, first], block[:, second] = line, sign * line
        rows.append(block)
    r, _ = assumed_correlations(pd.DataFrame(np.vstack(rows), columns=["fit", "interview", "simulation"]))
    assert np.linalg.eigvalsh(r.to_numpy()).min() > -1e-9 and np.diag(r) == pytest.approx(1)


def test_an_expected_validity_says_that_nobody_has_tested_it_here() -> None:
    known = {"a": from_study(0.30, 120, "profile"), "b": Estimate(0.42, 0, "Sackett et al. 2022")}
    found = expected_validity({"a": 1, "b": 1}, known, even(2, 0.2), 60)
    assert found.value == pytest.approx(0.72 / math.sqrt(2.4))
    assert found.low is not None and found.high is not None and found.low < found.value < found.high
    assert found.status == "caveat" and found.reasons[0].code is Code.NOT_CROSS_VALIDATED


def test_the_cut_of_judges_has_the_error_of_their_mean() -> None:
    second = np.full((8, 10), 0.6)
    second[:, 0] = [0.2, 0.4, 0.5, 0.6, 0.6, 0.7, 0.8, 1.0]
    found = angoff(np.full((8, 10), 0.5), second, 1.2)
    sums = second.sum(axis=1)
    assert found.first.value == pytest.approx(5.0)
    assert found.cut.value == pytest.approx(6.0) and found.cut.status == "caveat"
    assert found.cut.high == pytest.approx(6.0 + 1.959963984540054 * sums.std(ddof=1) / math.sqrt(8))
    assert found.usable == (pytest.approx(6.0 - 2.4), pytest.approx(6.0))


def test_six_judges_are_too_few() -> None:
    found = angoff(np.full((6, 4), 0.5), np.full((6, 4), 0.6), 1.0)
    assert found.cut.value is None and found.cut.needed == {"judges": 7} and found.usable is None


@pytest.mark.parametrize("wrong", [-0.1, 1.2, math.nan])
def test_a_judgement_that_is_no_chance_is_named(wrong: float) -> None:
    table = np.full((7, 3), 0.5)
    table[2, 1] = wrong
    with pytest.raises(BadTable, match="second round: judge 3, item 2"):
        angoff(np.full((7, 3), 0.5), table, 1.0)


@pytest.mark.parametrize(("r", "base", "chance"), [(0.3, 0.2, 0.25), (0.42, 0.2, 0.5), (0.9, 0.5, 0.2)])
def test_from_the_cut_of_an_expectancy_on_the_chance_is_reached(r: float, base: float, chance: float) -> None:
    cut = expectancy_cut(r, base, chance)
    assert norm.sf((norm.isf(base) - r * cut) / math.sqrt(1 - r * r)) == pytest.approx(chance, abs=1e-12)
    if base == 0.2:
        assert expectancy(r, cut) == pytest.approx(chance, abs=1e-9)
