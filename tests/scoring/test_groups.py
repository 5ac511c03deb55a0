"""Means of groups of which only some answered, and differences between groups."""

import numpy as np
import pytest

from scoring.errors import Code, Undefined
from scoring.groups import differences, group_mean


def test_the_range_shrinks_to_a_point_when_everybody_answered() -> None:
    found = group_mean([2, 4, 4, 5, 5], invited=5)
    assert (found.low, found.value, found.high) == (4.0, 4.0, 4.0)


def test_half_width_is_cochrans() -> None:
    # by hand: s = 1.224745, t(4) = 2.776445, √(5/9) = .745356: 2.776445·1.224745/√5·.745356 = 1.133479
    found = group_mean([2, 4, 4, 5, 5], invited=10)
    assert found.value == 4.0
    assert found.low == pytest.approx(4 - 1.133479, abs=1e-6)
    assert found.high == pytest.approx(4 + 1.133479, abs=1e-6)


def test_fewer_than_sixty_of_a_hundred_answers_are_doubted() -> None:
    assert group_mean([1, 2, 3, 4, 5, 5], invited=10).status == "ok"
    doubted = group_mean([1, 2, 3, 4, 5], invited=10)
    assert doubted.status == "caveat"
    assert doubted.reasons[0].code == Code.MISSING_TOO_MUCH


def test_one_answer_is_refused() -> None:
    with pytest.raises(Undefined):
        group_mean([3], invited=10)


def test_a_second_answer_too_many_does_not_break_the_range() -> None:
    assert group_mean([2, 3, 4], invited=2).low == 3.0


def test_the_range_covers_the_mean_of_all_invited_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(2000):
        invited = rng.integers(1, 6, 60).astype(float)
        found = group_mean(list(rng.choice(invited, 30, replace=False)), 60)
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= invited.mean() <= found.high
    assert 0.935 <= hits / 2000 <= 0.965


def test_welch_is_that_of_two_samples_and_corrected_for_two_measures() -> None:
    # two groups: F = t²; t = 3/√(1/3+1/3) = 3.674235, df 4, p = .0213117; times two measures
    found = differences({"a": [[1, 2, 3], [4, 5, 6]], "b": [[1, 2, 3], [1, 2, 4]]})
    assert found["a"] == pytest.approx(2 * 0.0213117, abs=1e-6)
    assert found["b"] > 0.7


def test_groups_that_cannot_be_compared_are_left_out() -> None:
    assert differences({"a": [[1, 2, 3]], "b": [[4, 4, 4], [1, 2, 3]], "c": []}) == {}
