"""Does retest reliability match people, and carry its interval and the mean change?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.reliability import retest
from tests.scoring.hostile import HOSTILE
from tests.scoring.reliability.exact import people


def test_retest_of_150_people_at_r_25_has_the_published_interval():
    # methods §0.5: r = .25, n = 150 → .093 to .394
    x = people([[1, 0.25], [0.25, 1]], n=150)
    found = retest(x["q1"], x["q2"] + 0.5)
    assert (found.value, found.low, found.high) == pytest.approx((0.25, 0.093, 0.394), abs=5e-4)
    # SD of the change √1.5, t(149) 1.97601: ± .1976
    assert (found.change.value, found.change.low, found.change.high) == pytest.approx((0.5, 0.3024, 0.6976), abs=5e-5)
    assert found.effect == pytest.approx(0.5)


def test_people_are_matched_by_name_and_whoever_came_once_is_left_out():
    first = pd.Series({"a": 1.0, "b": 2.0, "c": 4.0, "d": 3.0, "gone": 9.0})
    second = pd.Series({"d": 3.0, "c": 4.0, "b": 2.0, "a": 1.0, "new": 0.0})
    found = retest(first, second)
    assert (found.n, found.value, found.change.value) == (4, pytest.approx(1.0), 0.0)
    assert retest(first.to_numpy(), second.to_numpy()).value != pytest.approx(1.0)


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ([1.0, 2.0, 3.0], [2.0, 2.0, 2.0], Code.NO_VARIANCE),
        ([1.0], [2.0], Code.N_TOO_SMALL),
        ([1.0, 2.0], [2.0], Code.BAD_TABLE),
        ([1.0, np.inf, 2.0], [2.0, 1.0, 1.0], Code.BAD_TABLE),
    ],
)
def test_retest_without_people_or_variance_is_refused(first, second, code):
    found = retest(first, second)
    assert (found.status, found.reasons[0].code, found.value, found.change.value) == ("refused", code, None, None)


def test_a_person_there_twice_is_refused():
    twice = pd.Series([1.0, 2.0, 3.0], index=["a", "a", "b"])
    assert retest(twice, twice).reasons[0].code is Code.BAD_TABLE


@pytest.mark.parametrize("name", [name for name, table in HOSTILE.items() if table.shape[1] > 1])
@pytest.mark.filterwarnings("error")
def test_hostile_columns_give_a_reason_or_a_finite_correlation(name):
    table = HOSTILE[name]
    found = retest(table.iloc[:, 0], table.iloc[:, -1])
    assert found.reasons or np.isfinite([found.value, found.low, found.high, found.change.low]).all()
