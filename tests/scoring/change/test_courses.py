"""Do the course of one measure and its charts say no more than their points allow?"""

from datetime import date, timedelta

import numpy as np
import pytest

from scoring.change import Ask, Changed, Place, Signal, course, p_chart, reliable_change, slope, xmr
from scoring.errors import Code

BEGIN, END = date(2026, 1, 5), date(2026, 4, 13)


def test_eight_points_of_a_scale_with_reliability_84_could_be_noise():
    """Methods §12.4: SD 10, reliability .84 → SEM 4, index 1.41."""
    sem = 10 * np.sqrt(1 - 0.84)
    found = reliable_change(50, 58, sem)
    assert found.index == pytest.approx(1.4142, abs=1e-4)
    assert found.said is Changed.COULD_BE_NOISE
    assert found.change.low < 0 < found.change.high
    assert reliable_change(50, 62, sem).said is Changed.RISEN
    assert reliable_change(62, 50, sem).said is Changed.FALLEN


def test_who_did_not_change_is_said_to_have_five_times_in_a_hundred():
    rng = np.random.default_rng(1)
    first, last = 50 + 4 * rng.normal(size=(2, 4000))
    said = [reliable_change(a, b, 4.0).said for a, b in zip(first, last, strict=True)]
    assert np.mean([one is not Changed.COULD_BE_NOISE for one in said]) == pytest.approx(0.05, abs=0.01)


@pytest.mark.parametrize("sem", [0.0, -1.0, float("nan")])
def test_without_an_error_of_measurement_there_is_no_reliable_change(sem):
    with pytest.raises(ValueError, match="error of measurement"):
        reliable_change(1, 2, sem)


def test_a_slope_needs_three_points():
    assert slope([1.0, 2.0]).reasons[0].code is Code.N_TOO_SMALL
    assert slope([1.0, np.nan, 2.0]).value is None
    assert slope([1.0, 2.0, 3.0], [5, 5, 5]).reasons[0].code is Code.NO_VARIANCE
    assert slope([2.0, 2.0, 2.0]).reasons[0].code is Code.NO_VARIANCE
    assert slope([1.0, np.nan, 3.0, 4.0]).value == pytest.approx(1.0)


def test_a_slope_is_that_of_a_textbook_regression():
    """Anscombe 1973, set I: slope .500, standard error .118."""
    x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    found = slope(y, x)
    assert found.value == pytest.approx(0.500, abs=5e-4)
    assert (found.high - found.low) / 2 / 2.262157 == pytest.approx(0.118, abs=5e-4)


def test_limits_are_the_mean_and_two_and_two_thirds_moving_ranges():
    """NIST/SEMATECH e-Handbook, 6.3.2.2: flow rates, mean 50.81, mean moving range 1.8778, limits 45.82 and 55.80.

    The handbook divides by d₂ = 1.128 and takes 3/1.128; Wheeler's 2.66 is the same to two places.
    """
    flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    found = xmr(flow, baseline=10)
    assert found.centre == pytest.approx(50.81)
    assert found.high[0] == pytest.approx(55.8041, abs=0.01)
    assert found.low[0] == pytest.approx(45.8159, abs=0.01)
    assert not found.changed


def test_fewer_than_eight_points_are_dots_only():
    found = xmr([1, 2, 3, 4, 5, 6, 50])
    assert found.centre is None and not found.changed and np.isnan(found.high).all()
    assert found.caveats[0].values == {"n": 7, "need": 8, "of": "points"}
    assert p_chart([1] * 7, [5] * 7).centre is None


def test_each_signal_is_given_by_what_it_names_and_by_nothing_else():
    base = [10, 12, 9, 11, 10, 12, 9, 11]  # centre 10.5, σ = 1.81
    assert xmr([*base, 30]).signals[-1] == {Signal.BEYOND_LIMITS}
    assert xmr([*base, *[11.0] * 7]).signals[-1] == {Signal.RUN}  # the eleven before makes the eighth
    assert xmr([*base[:-1], 10, *[11.0] * 7]).signals[-1] == frozenset()
    near = xmr([*base, 14.5, 10.5, 14.5])
    assert near.signals[-1] == {Signal.TWO_OF_THREE} and near.signals[-2] == frozenset()
    assert xmr([*base, 14.5, 10.5, 6.5]).signals[-1] == frozenset()


def test_a_baseline_without_any_variation_has_no_limits():
    found = xmr([5.0] * 8 + [6.0])
    assert found.caveats[0].code is Code.NO_VARIANCE and not found.changed
    assert p_chart([0] * 9, [10] * 9).caveats[0].code is Code.NO_VARIANCE


def test_a_share_has_wider_limits_where_opportunities_are_few():
    """Montgomery 2013, example 7.1: p̄ = .2313, n = 50, limits .0524 and .4102."""
    counts = [
        12,
        15,
        8,
        10,
        4,
        7,
        16,
        9,
        14,
        10,
        5,
        6,
        17,
        12,
        22,
        8,
        10,
        5,
        13,
        11,
        20,
        18,
        24,
        15,
        9,
        12,
        7,
        13,
        9,
        6,
    ]
    found = p_chart(counts, [50] * 30, baseline=30)
    assert found.centre == pytest.approx(0.2313, abs=5e-5)
    assert (found.low[0], found.high[0]) == (pytest.approx(0.0524, abs=5e-4), pytest.approx(0.4102, abs=5e-4))
    beyond = [place + 1 for place, one in enumerate(found.signals) if Signal.BEYOND_LIMITS in one]
    assert beyond == [15, 23]
    wide = p_chart([5] * 8 + [2, 0], [10] * 8 + [4, 0])
    assert wide.high[8] - wide.low[8] > wide.high[0] - wide.low[0]
    assert np.isnan(wide.values[9])
    with pytest.raises(ValueError, match="opportunities"):
        p_chart([6], [5])


def test_noise_gives_a_signal_in_few_of_the_points_that_follow():
    """Limits from eight points are themselves uncertain: three rules together sound in 5 of 100 points."""
    rng = np.random.default_rng(4)
    sounded = [bool(one) for _ in range(400) for one in xmr(rng.normal(size=20)).signals[8:]]
    assert 0.02 <= np.mean(sounded) <= 0.08


def test_behind_twice_asks_for_a_correction_and_four_times_for_a_review():
    days = [BEGIN + timedelta(weeks=2 * n) for n in range(1, 7)]
    low = [(day, 40.0) for day in days]
    assert course(40, 60, BEGIN, END, low[:1], 2.0).ask is Ask.NOTHING
    assert course(40, 60, BEGIN, END, low[:2], 2.0).ask is Ask.CORRECT
    assert course(40, 60, BEGIN, END, low[:4], 2.0).ask is Ask.REVIEW
    risen = [*low[:3], (days[3], 55.0)]
    assert course(40, 60, BEGIN, END, risen, 2.0).ask is Ask.NOTHING


def test_within_one_error_of_the_line_is_on_track():
    middle = BEGIN + (END - BEGIN) / 2  # the line is at 50
    places = [course(40, 60, BEGIN, END, [(middle, value)], 2.0).points[0].place for value in (47.9, 48, 52, 52.1)]
    assert places == [Place.BEHIND, Place.ON_TRACK, Place.ON_TRACK, Place.AHEAD]


def test_where_less_is_the_goal_less_is_ahead():
    middle = BEGIN + (END - BEGIN) / 2
    assert course(60, 40, BEGIN, END, [(middle, 45.0)], 2.0).points[0].place is Place.AHEAD
    assert course(60, 40, BEGIN, END, [(middle, 55.0)], 2.0).points[0].place is Place.BEHIND


def test_a_goal_met_twice_asks_for_the_next_question_and_met_once_does_not():
    met = [(END, 61.0), (END + timedelta(weeks=2), 60.0)]
    assert course(40, 60, BEGIN, END, met, 2.0).ask is Ask.NEXT
    assert course(40, 60, BEGIN, END, met[:1], 2.0).ask is Ask.NOTHING


def test_what_is_no_course_is_refused():
    for baseline, target, end in ((50, 50, END), (40, 60, BEGIN)):
        with pytest.raises(ValueError, match="a course from"):
            course(baseline, target, BEGIN, end, [], 1.0)
