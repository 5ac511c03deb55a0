"""Are few opportunities neither praised, nor blamed, nor taken for unevenness?"""

import numpy as np
import pandas as pd
import pytest

from scoring.bundle import Practised, Scale, bundle
from scoring.bundle.shares import shares


def table(rows):
    return pd.DataFrame(rows, columns=["person_id", "lever", "period", "value", "opportunities"])


def test_one_lucky_opportunity_moves_somebody_a_sixth_of_the_way():
    """(1 + 5·m)/(1 + 5) with the role's mean m = 51/101."""
    rows = [("few", "a", 1, 1.0, 1), ("many", "a", 1, 0.5, 100)]
    found = shares(table(rows), ["few", "many"], [Practised("a")])
    mean = 51 / 101
    assert found.share[:, 0] == pytest.approx([(1 + 5 * mean) / 6, (50 + 5 * mean) / 105])


def test_periods_are_shrunken_together_not_each_by_itself():
    rows = [("p", "a", period, 1.0, 5) for period in range(12)] + [("q", "a", 1, 0.0, 60)]
    found = shares(table(rows), ["p", "q"], [Practised("a")])
    assert found.share[0, 0] == pytest.approx((60 + 5 * 0.5) / 65)


def test_a_scale_is_mapped_by_its_ends_and_turned_by_its_direction():
    rows = [("p", "a", None, 4.0, None), ("p", "b", None, 4.0, None)]
    scales = [Practised("a", scale=Scale(1, 5)), Practised("b", scale=Scale(1, 5), direction=-1)]
    assert shares(table(rows), ["p"], scales).share[0] == pytest.approx([0.75, 0.25])


def test_values_without_ends_become_the_share_of_colleagues_who_do_it_less():
    rows = [(str(n), "a", None, value, None) for n, value in enumerate([-3.0, 0.0, 0.0, 9.0])]
    found = shares(table(rows), list("0123"), [Practised("a", scale=Scale(None, None))])
    assert found.share[:, 0] == pytest.approx([0.125, 0.5, 0.5, 0.875])


def test_two_measures_in_different_units_weigh_the_same_and_keep_their_own_standard():
    """Four of five in a survey, and calls without a natural end: in one heap each would be ranked by its unit."""
    people = [f"p{n}" for n in range(10)]
    rows = [(who, "a", "survey", None, 4.0 if n else 5.0, None) for n, who in enumerate(people)]
    rows += [(who, "a", "calls", None, 100.0 * n, None) for n, who in enumerate(people)]
    long = pd.DataFrame(rows, columns=["person_id", "lever", "measure", "period", "value", "opportunities"])
    one = Practised("a", measures={"survey": Scale(1, 5, standard=4), "calls": Scale(None, None, standard=500)})
    found = shares(long, people, [one])
    assert found.share[:, 0] == pytest.approx([(1 + 0.05) / 2] + [(0.75 + 0.05 + n / 10) / 2 for n in range(1, 10)])
    assert found.standard[:, 0] == pytest.approx([(0.75 + 0.5) / 2] * 10)


def test_who_reaches_the_anchor_of_effective_work_is_at_standard():
    """With everybody at the same place a rank would put two in five at standard, whatever the place."""
    people = [f"p{n}" for n in range(20)]
    long = pd.DataFrame({"person_id": people, "lever": "a", "value": [4.0] * 15 + [3.0] * 5})
    table = pd.DataFrame(
        {"person_id": people, "team": people, "outcome": range(20), "group": "other", "outlier": False}
    )
    for standard, many in ((4, 15), (5, 0), (3, 20)):
        made = bundle(table, long, [Practised("a", scale=Scale(1, 5, standard))], seed=1, draws=10)
        assert made.people["at_standard"].sum() == many


def test_no_opportunity_is_no_value_and_other_people_and_levers_are_passed_over():
    rows = [("p", "a", 1, 0.0, 0), ("x", "a", 1, 1.0, 9), ("p", "z", 1, 1.0, 9)]
    found = shares(table(rows), ["p"], [Practised("a")])
    assert np.isnan(found.share).all() and np.isnan(found.consistency).all()


def counted(rng, chance, n, people, periods=12, levers=7):
    rows = []
    for who in range(people):
        for lever in range(levers):
            for period in range(periods):
                rows.append((str(who), f"l{lever}", period, rng.binomial(n, chance(who, period)) / n, n))
    return shares(
        table(rows), [str(who) for who in range(people)], [Practised(f"l{k}") for k in range(levers)]
    ).consistency


def test_who_is_even_looks_even_with_five_opportunities_as_with_fifty():
    """Without the correction five opportunities at 60 % would cost .44 of consistency, fifty .14."""
    rng = np.random.default_rng(2)
    few, many = (counted(rng, lambda who, period: 0.6, n, 60).mean() for n in (5, 50))
    assert few == pytest.approx(many, abs=0.06)
    assert few > 0.90


def test_who_does_it_only_in_some_periods_is_found_uneven():
    rng = np.random.default_rng(3)
    even = counted(rng, lambda who, period: 0.6 if who < 20 else 0.2 + 0.8 * (period % 2), 20, 40)
    assert even[:20].mean() > 0.9
    assert even[20:].mean() == pytest.approx(1 - 0.4 * np.sqrt(12 / 11) / 0.5, abs=0.05)


@pytest.mark.parametrize(("periods", "n"), [(3, 20), (12, 4)])
def test_three_periods_or_four_opportunities_tell_nothing_of_evenness(periods, n):
    even = counted(np.random.default_rng(1), lambda who, period: 0.5, n, 4, periods)
    assert np.isnan(even).all()
