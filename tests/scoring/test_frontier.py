"""Validity against impact: the published table, the grid, what dominates what, and the demo's own predictors."""

import numpy as np
import pytest

from scoring.errors import BadTable, Undefined
from scoring.frontier import Plan, Predictor, expected, frontier, grid, impact_ratio

#: Methods §7.6 [R], p_f = .30: impact ratio at a selection ratio of .10, .25 and .50 for each d.
TABLE = {
    0.2: (0.699, 0.770, 0.848),
    0.3: (0.580, 0.673, 0.778),
    0.5: (0.393, 0.506, 0.649),
    0.7: (0.260, 0.373, 0.534),
    1.0: (0.131, 0.225, 0.388),
}


def plan(*predictors: tuple[float, float], r: float = 0.2, focal: float = 0.3, selected: float = 0.25) -> Plan:
    named = tuple(Predictor(f"p{i}", validity, d) for i, (validity, d) in enumerate(predictors))
    return Plan(named, np.full((len(named), len(named)), r) + (1 - r) * np.eye(len(named)), focal, selected)


@pytest.mark.parametrize("d", TABLE)
def test_the_impact_ratio_is_that_of_the_published_table(d: float) -> None:
    found = [float(impact_ratio(np.array([d]), 0.30, sr)[0]) for sr in (0.10, 0.25, 0.50)]
    assert [round(one, 3) for one in found] == list(TABLE[d])


def test_the_difference_of_a_composite_is_as_published() -> None:
    """Methods §7.6: d = .70, .10, .15, .20 and r = .2."""
    four = plan((0.2, 0.70), (0.2, 0.10), (0.2, 0.15), (0.2, 0.20))
    found = [expected(four, weights).difference for weights in ((1, 1, 1, 1), (0, 1, 1, 1), (2, 1, 1, 1))]
    assert [round(one, 3) for one in found] == [0.455, 0.220, 0.568]


def test_the_ratio_is_what_applicants_drawn_show() -> None:
    rng = np.random.default_rng(4)
    focal = rng.random(400_000) < 0.3
    score = rng.normal(size=focal.size) - 0.5 * focal
    taken = score >= np.quantile(score, 0.75)
    ratio = taken[focal].mean() / taken[~focal].mean()
    assert float(impact_ratio(np.array([0.5]), 0.3, 0.25)[0]) == pytest.approx(ratio, abs=0.01)


def test_no_difference_is_a_ratio_of_one_and_an_advantage_lies_above_it() -> None:
    found = impact_ratio(np.array([0.0, -0.3]), 0.3, 0.25)
    assert found[0] == pytest.approx(1.0) and found[1] > 1.2


def test_the_grid_shares_out_one_in_every_way() -> None:
    assert [len(grid(k)) for k in (1, 2, 3, 4, 5)] == [1, 21, 231, 1771, 10626]
    points = grid(3)
    assert np.allclose(points.sum(1), 1) and (points >= 0).all() and len(np.unique(points, axis=0)) == 231


def test_what_is_dominated_is_so_by_every_pair() -> None:
    """By brute force on all pairs of a second set of numbers."""
    found = frontier(plan((0.31, 0.72), (0.42, 0.23), (0.26, 0.03)))
    r, i = found.validity.round(9), found.ratio.round(9)
    better = (r[:, None] >= r) & (i[:, None] >= i) & ((r[:, None] > r) | (i[:, None] > i))
    assert (better.any(0) == found.dominated).all()
    assert 2 <= (~found.dominated).sum() < 100


def test_the_proposal_is_the_most_valid_of_at_least_four_fifths() -> None:
    found = frontier(plan((0.31, 0.72), (0.42, 0.23), (0.26, 0.03)))
    assert found.proposal is not None
    able = found.ratio >= 0.8
    assert found.ratio[found.proposal] >= 0.8 and found.validity[found.proposal] == found.validity[able].max()
    assert not found.dominated[found.proposal]


def test_where_no_weights_reach_four_fifths_nothing_is_proposed() -> None:
    assert frontier(plan((0.5, 0.9), (0.3, 0.8))).proposal is None


def test_without_differences_the_frontier_is_the_most_valid_composite() -> None:
    found = frontier(plan((0.4, 0), (0.2, 0)))
    assert np.flatnonzero(~found.dominated).tolist() == [int(found.validity.argmax())] == [found.proposal]


def test_leaving_out_the_cognitive_test_improves_both_in_the_demo_world() -> None:
    """Methods §16.3: observed validities and differences are the true ones times √reliability."""
    shrink = np.sqrt([0.80, 0.70, 0.82, 0.80, 0.65])
    validities = np.array([0.10, 0.28, 0.25, 0.20, 0.37]) * shrink
    ds = np.array([0.70, 0.10, 0.05, 0.0, 0.0]) * shrink
    r = 0.2 * np.outer(shrink, shrink)
    np.fill_diagonal(r, 1)
    predictors = tuple(Predictor(f"p{i}", v, d) for i, (v, d) in enumerate(zip(validities, ds, strict=True)))
    demo = Plan(predictors, r, 0.30, 0.25)
    every, without = expected(demo, (1, 1, 1, 1, 1)), expected(demo, (0, 1, 1, 1, 1))
    assert without.validity > every.validity + 0.02 and without.ratio > every.ratio + 0.15
    assert 0.9 < without.ratio < 1


def test_the_range_covers_what_the_errors_leave() -> None:
    one = expected(plan((0.4, 0.5)), (1,))
    assert one.validity_range == pytest.approx((0.4 - 0.098, 0.4 + 0.098), abs=0.01)
    assert round(one.ratio, 3) == 0.506 and one.ratio_range[0] < one.ratio < one.ratio_range[1]
    sure = Plan((Predictor("p", 0.4, 0.5, 0, 0),), np.eye(1), 0.3, 0.25)
    assert expected(sure, (1,)).ratio_range == pytest.approx((0.506, 0.506), abs=5e-4)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (plan(), "predictors: 0"),
        (plan(*[(0.2, 0.1)] * 6), "predictors: 6"),
        (plan((1.2, 0.1)), "predictor p0: a validity of 1.2"),
        (plan((0.2, 9.0)), "difference of 9.0"),
        (plan((0.2, 0.1), focal=0.0), "focal group 0.0"),
        (plan((0.2, 0.1), selected=1.0), "selected 1.0"),
    ],
)
def test_numbers_out_of_range_are_named(bad: Plan, message: str) -> None:
    with pytest.raises(BadTable, match=message):
        frontier(bad)


def test_correlations_that_cannot_be_true_together_are_refused() -> None:
    impossible = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    three = tuple(Predictor(f"p{i}", 0.2, 0.1) for i in range(3))
    with pytest.raises(Undefined):
        frontier(Plan(three, impossible, 0.3, 0.25))


def test_weights_that_are_none_are_refused() -> None:
    for weights in ((0, 0), (1,), (-1, 2)):
        with pytest.raises(BadTable, match="weights"):
            expected(plan((0.2, 0.1), (0.3, 0.2)), weights)
