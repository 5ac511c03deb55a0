"""Top beside middle: published effect sizes, rates and the reverse, and levers the top does less of are shown too."""

import numpy as np
import pytest
from scipy.stats import norm

from scoring.errors import Code
from scoring.levers.display import cliffs_delta, overlap
from tests.scoring.levers import simple

#: Hogarty & Kromrey 1999, the example of R's effsize, which gives −.25 [−.7265846, .3890062].
TREATED, CONTROL = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50]


def test_cliffs_delta_and_its_interval_are_those_of_effsize():
    found = cliffs_delta(np.array(TREATED, float), np.array(CONTROL, float))
    assert (found.value, found.low, found.high) == pytest.approx((-0.25, -0.7265846, 0.3890062), abs=5e-8)
    back = cliffs_delta(np.array(CONTROL, float), np.array(TREATED, float))
    assert (back.value, back.low, back.high) == pytest.approx((0.25, -0.3890062, 0.7265846), abs=5e-8)


def test_cliffs_delta_of_groups_that_do_not_touch_is_one_and_its_interval_does_not_claim_certainty():
    found = cliffs_delta(np.arange(20.0) + 100, np.arange(30.0))
    assert (found.value, found.high) == (1.0, 1.0) and 0.5 < found.low < 1
    assert cliffs_delta(np.array([1.0]), np.arange(30.0)).reasons[0].code == Code.GROUPS_TOO_SMALL


def test_cliffs_interval_covers_the_truth_as_often_as_it_says():
    truth, held = 2 * norm.cdf(0.6 / np.sqrt(2)) - 1, 0
    rng = np.random.default_rng(2)
    for _ in range(400):
        found = cliffs_delta(rng.normal(0.6, 1, 28), rng.normal(0, 1, 90))
        held += found.low <= truth <= found.high
    assert 369 <= held <= 391  # 95 of 100, two and a half standard errors either way


def test_overlap_of_two_normal_curves():
    """Cohen 1988, table 2.2.1: U₁, the share not shared of the joint area, is 33.0 % at d = .5 and 55.4 % at d = 1."""
    for d, outside in ((0.0, 0.0), (0.5, 0.330), (1.0, 0.554)):
        shared = overlap(d)
        assert (2 - 2 * shared) / (2 - shared) == pytest.approx(outside, abs=0.0006)


def by_code(found, code):
    return next(one for one in found.groups if one.lever.code == code)


def test_the_display_has_a_row_a_lever_also_where_the_top_does_less():
    found = simple.studied([0.6, 0.0, -0.4])
    assert [one.lever.code for one in found.groups] == ["a", "b", "c"]
    more, less = by_code(found, "a"), by_code(found, "c")
    assert more.g.low > 0 > less.g.high and more.top > more.middle and less.top < less.middle
    assert more.delta.value > 0 > less.delta.value
    assert 0 < more.overlap < by_code(found, "b").overlap <= 1
    assert more.rates is None


def test_replicable_top_and_outliers_stand_apart():
    table = simple.data([0.6, 0.0])
    top = (table.people["group"] == "top").sum()
    found = by_code(simple.studied([0.6, 0.0]), "a")
    assert found.n_outliers == table.people["outlier"].sum() == 8
    assert found.n_top == top - 8
    assert found.outliers > found.top > found.middle and found.outliers_g.value > found.g.value


def test_what_is_done_or_not_has_rates_their_difference_and_the_reverse():
    def yes_no(data):
        data.values["a"] = (data.values["a"] > 0).astype(float)
        return data

    data = yes_no(simple.data([0.8, 0.0]))
    found = by_code(simple.studied([0.8, 0.0], yes_no), "a")
    does = data.values["a"].to_numpy() == 1
    top = ((data.people["group"] == "top") & ~data.people["outlier"]).to_numpy()
    middle = ((data.people["group"] == "middle") & ~data.people["outlier"]).to_numpy()
    assert found.rates.top.value == pytest.approx(does[top].mean())
    assert found.rates.middle.value == pytest.approx(does[middle].mean())
    assert found.rates.difference.value == pytest.approx(does[top].mean() - does[middle].mean())
    assert found.rates.difference.low > 0
    assert found.rates.reverse.value == pytest.approx(top[does].mean())
    assert found.rates.reverse_without.value == pytest.approx(top[~does].mean())
    assert found.rates.reverse.n == does.sum() and found.overlap is None


def test_groups_too_small_to_be_shown_are_refused_and_no_mean_of_a_few_stands_anywhere():
    def few(data):
        top = data.people.index[data.people["group"] == "top"]
        data.people.loc[top[4:], "group"] = "other"
        data.people["outlier"] = False
        data.people.loc[data.people.index[:3], "outlier"] = True
        return data

    found = by_code(simple.studied([0.6, 0.0], few), "a")
    assert found.g.status == found.delta.status == found.outliers_g.status == "refused"
    assert found.g.value is found.top is found.outliers is found.overlap is None and found.middle is not None
    assert found.g.reasons[0].code == Code.GROUPS_TOO_SMALL
    target = simple.studied([0.6, 0.0], few).targets[0]
    assert target.top_median is None and target.middle_median is not None and target.n == 240


def test_what_is_done_from_some_value_on_has_rates_beside_its_means():
    """Of a scale with ends or an agreed standard; without either nobody can say who does it."""
    data = simple.data([0.8, 0.0])
    found = by_code(simple.studied([0.8, 0.0], a={"done_from": 0.5}), "a")
    does = data.values["a"].to_numpy() >= 0.5
    top = ((data.people["group"] == "top") & ~data.people["outlier"]).to_numpy()
    assert found.rates.top.value == pytest.approx(does[top].mean())
    assert found.rates.reverse.value == pytest.approx(top[does].mean())
    assert found.rates.reverse_without.value == pytest.approx(top[~does].mean())
    assert found.rates.done_from == 0.5
    assert found.overlap is not None and found.top is not None
    assert by_code(simple.studied([0.8, 0.0]), "a").rates is None
