"""What a colleague who knows all values but one can work out of the last (methods §13.9)."""

from collections.abc import Callable

import numpy as np
import pytest

from scoring.benchmarks.sharing import shared, shared_middle, step_for

Range = tuple[float, float]


def team(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A team of five and everybody in their job, of whom they are the first."""
    everyone = np.random.default_rng(seed).normal(100, 20, 40)
    return everyone[:5], everyone


def attacked(mean: float, step: float, n: int, known: np.ndarray) -> Range:
    """Where the last value lies for whoever knows the others and how the mean was rounded."""
    return n * (mean - step / 2) - known.sum(), n * (mean + step / 2) - known.sum()


def narrowed(*ranges: Range) -> float:
    return min(high for _low, high in ranges) - max(low for low, _high in ranges)


def test_an_unrounded_average_of_five_gives_the_fifth_away_to_four():
    # the attack must succeed where nothing is rounded, or it proves nothing
    five, _everyone = team(1)
    low, high = attacked(float(five.mean()), 0.0, 5, five[:4])
    assert low == pytest.approx(five[4])
    assert high == pytest.approx(five[4])


def test_whoever_knows_four_learns_of_the_fifth_only_what_holds_of_half_of_everybody():
    for seed in range(50):
        five, everyone = team(seed)
        low, high = np.quantile(everyone, [0.25, 0.75])
        told, step = shared(five, everyone), step_for(float(high - low), 5)
        assert told is not None
        found = attacked(told.mean, step, 5, five[:4])
        assert found[0] <= five[4] <= found[1]
        assert found[1] - found[0] >= high - low


def test_a_second_page_with_the_average_of_the_job_narrows_it_hardly():
    left = []
    for seed in range(200):
        five, everyone = team(seed)
        low, high = np.quantile(everyone, [0.25, 0.75])
        middle = float(high - low)
        small, large = shared(five, everyone), shared(everyone, everyone)
        others = shared(everyone[5:], everyone)
        assert small is not None
        assert large is not None
        assert others is not None
        one = attacked(small.mean, step_for(middle, 5), 5, five[:4])
        # the job's total less the other thirty-five, which are themselves known only as their rounded average
        slack = 40 * step_for(middle, 40) / 2 + 35 * step_for(middle, 35) / 2
        rest = 40 * large.mean - 35 * others.mean - five[:4].sum()
        left.append(narrowed(one, (rest - slack, rest + slack)) / middle)
    assert np.median(left) >= 0.9
    assert np.quantile(left, 0.02) >= 0.33


def test_two_periods_tell_the_change_of_the_fifth_no_better_than_either():
    five, everyone = team(3)
    change = np.array([0.0, 0, 0, 0, 6.0])
    middle = float(np.subtract(*np.quantile(everyone, [0.75, 0.25])))
    before, after = shared(five, everyone), shared(five + change, everyone)
    assert before is not None
    assert after is not None
    # on the weakened build the difference of the exact means gives the change to the digit
    assert 5 * ((five + change).mean() - five.mean()) == pytest.approx(6.0)
    width = 2 * 5 * step_for(middle, 5)
    assert width >= 2 * middle
    assert abs(5 * (after.mean - before.mean) - 6.0) <= width / 2


def test_four_people_all_alike_and_a_job_without_differences_are_not_told():
    everyone = np.arange(40.0)
    assert shared(everyone[:4], everyone) is None
    assert shared(np.full(6, 3.0), everyone) is None
    assert shared(everyone[:6], np.r_[np.full(39, 1.0), 2.0]) is None


def test_quartiles_are_told_of_twenty_and_never_to_the_digit():
    everyone = np.random.default_rng(2).normal(100, 20, 60)
    few, many = shared(everyone[:19], everyone), shared(everyone[:20], everyone)
    assert few is not None
    assert few.p25 is None
    assert many is not None
    step = step_for(float(np.subtract(*np.quantile(everyone, [0.75, 0.25]))), 5)
    for told in (many.p25, many.p50, many.p75):
        assert told is not None
        assert round(told / step, 6) == round(told / step)


def possible(told: Callable[[np.ndarray], float | None], known: np.ndarray, secret: float) -> np.ndarray:
    """Every value of the last one under which whoever knows the others would be told the same."""
    said = told(np.append(known, secret))
    return np.array([one for one in np.arange(40, 160, 0.25) if told(np.append(known, one)) == said])


def test_an_exact_median_gives_the_one_in_the_middle_away():
    # the attack must succeed where nothing is rounded, or it proves nothing
    known = np.array([80.0, 90, 95, 105, 110, 120])
    assert possible(lambda all_: float(np.median(all_)), known, 101.0).tolist() == [101.0]


def test_a_shared_median_leaves_whoever_knows_all_others_a_wide_range():
    for seed in range(50):
        known = np.random.default_rng(seed).normal(100, 15, 6)
        secret = round(float(np.median(known)) * 4) / 4
        middle_half = np.subtract(*np.quantile(np.append(known, secret), [0.75, 0.25]))
        # tried in steps of a quarter
        assert np.ptp(possible(shared_middle, known, secret)) + 0.5 >= middle_half / 5


def test_no_median_of_fewer_than_five_others():
    assert shared_middle(np.array([10.0, 20, 30, 44, 50])) is None
    assert shared_middle(np.array([10.0, 20, 30, 44, 50, 60])) == 40
    assert shared_middle(np.full(9, 3.0)) is None
