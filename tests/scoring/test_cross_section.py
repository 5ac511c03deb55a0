"""Is one look at a firm's people described with its real uncertainty, and refused where nothing can be said?"""

import numpy as np
import pandas as pd
import pytest

from scoring.cross_section import CrossSection, cross_section, explained_interval
from scoring.errors import Code


def looked(n: int, circumstances: int = 1, seed: int = 1) -> CrossSection:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, circumstances))
    y = x @ np.full(circumstances, 0.5) + rng.normal(size=n)
    names = [f"c{i}" for i in range(circumstances)]
    return cross_section(y, pd.DataFrame({"sales": y}), pd.DataFrame(x, columns=names), pd.DataFrame(index=range(n)))


def test_the_interval_covers_the_truth_in_95_of_100_samples() -> None:
    """Fixed predictors with a population R² of .30: 600 samples of 25, two standard errors of the share are .018."""
    rng = np.random.default_rng(2)
    x = rng.normal(size=(25, 2))
    x -= x.mean(axis=0)
    signal = x @ np.array([1.0, -0.5])
    signal *= np.sqrt(0.30 / 0.70 / np.mean(signal**2))
    hits = 0
    for _sample in range(600):
        y = signal + rng.normal(size=25)
        y -= y.mean()
        left = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
        low, high = explained_interval(1 - left @ left / (y @ y), 25, 2)
        hits += low <= 0.30 <= high
    assert abs(hits / 600 - 0.95) < 0.02


def test_bounds_meet_at_no_effect_and_at_a_perfect_one() -> None:
    assert explained_interval(0.0, 30, 2)[0] == 0 and explained_interval(1.0, 30, 2) == (1, 1)
    low, high = explained_interval(0.5, 40, 3)
    assert 0.2 < low < 0.45 < high < 0.7


def test_nineteen_people_have_nothing_taken_out_and_twenty_have_with_a_caveat() -> None:
    assert looked(19).explained.status == "refused" and np.isnan(looked(19).remaining).all()
    assert looked(20).explained.status == "caveat" and np.isfinite(looked(20).remaining).all()


def test_each_circumstance_needs_ten_people() -> None:
    fates = looked(25, circumstances=4).fates
    assert list(fates.values()) == ["used", "used", "too_few_people", "too_few_people"]


def test_a_circumstance_that_is_constant_missing_or_said_twice_is_left_in() -> None:
    rng = np.random.default_rng(3)
    y, x = rng.normal(size=60), rng.normal(size=60)
    table = pd.DataFrame({"first": x, "again": 2 * x + 1, "flat": 1.0, "gone": np.nan})
    found = cross_section(y, pd.DataFrame({"sales": y}), table, pd.DataFrame(index=range(60)))
    assert dict(found.fates) == {"first": "used", "again": "collinear", "flat": "constant", "gone": "missing"}


def test_relations_need_ten_people_and_stay_exploratory() -> None:
    nine, ten = looked(9).relations[0].r, looked(10).relations[0].r
    assert nine.status == "refused" and nine.needed == {"people": 10}
    assert ten.status == "caveat" and [one.code for one in ten.reasons][-1] is Code.NOT_CROSS_VALIDATED


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_however_few_there_are_nothing_breaks(n: int) -> None:
    found = looked(n)
    assert found.explained.value is None and all(one.r.value is None for one in found.relations)


def test_on_noise_about_one_look_in_twenty_stands_out() -> None:
    rng = np.random.default_rng(4)
    y, others = rng.normal(size=40), pd.DataFrame(rng.normal(size=(40, 400))).rename(columns=str)
    found = cross_section(y, pd.DataFrame({"sales": y}), pd.DataFrame(index=range(40)), others)
    out = sum(
        one.r.low > 0 or one.r.high < 0 for one in found.relations if one.r.low is not None and one.r.high is not None
    )
    assert found.looked_at == 400 and 8 <= out <= 34
