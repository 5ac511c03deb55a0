"""Selection rates of groups: published numbers, the one-person flip, few people, noise, and no group at all."""

import numpy as np
import pytest
from scipy.stats import fisher_exact

from scoring.errors import Code
from scoring.impact import Count, Verdict, compared, fisher, mid_p, ratio_interval, z_statistic

ORACLE = (12, 40, 48, 80)


def test_twelve_of_forty_against_48_of_80_is_as_published() -> None:
    """Methods §8.4, recomputed in R."""
    men, women = compared([Count("men", 80, 48), Count("women", 40, 12)])
    assert men.verdict == Verdict.HIGHEST and men.shortfall == -8.0
    assert women.ratio.value == 0.5
    assert [round(bound, 3) for bound in (women.ratio.low or 0, women.ratio.high or 0)] == [0.301, 0.829]
    assert round(women.z or 0, 3) == -3.098 and round((women.z or 0) ** 2, 2) == 9.60
    assert (round(fisher(ORACLE), 6), round(women.exact or 0, 6)) == (0.003409, 0.002776)
    assert women.shortfall == 8.0
    assert (women.verdict, women.fragile) == (Verdict.ADVERSE_IMPACT, False)


def test_berkeley_as_a_whole_shows_what_the_newspapers_saw() -> None:
    """Bickel, Hammel & O'Connell 1975, the six largest departments: 30.4 % of women, 44.5 % of men."""
    _men, women = compared([Count("men", 2691, 1198), Count("women", 1835, 557)])
    assert round(women.ratio.value or 0, 4) == 0.6818
    assert round((women.z or 0) ** 2, 2) == 92.21  # R: chisq.test(correct = FALSE)
    assert women.verdict == Verdict.ADVERSE_IMPACT


def test_one_person_more_flips_four_of_ten_against_twelve_of_twenty() -> None:
    """Methods §8.5: .667 becomes .909 when one selection is moved."""
    _others, few = compared([Count("others", 20, 12), Count("few", 10, 4)])
    assert round(few.ratio.value or 0, 3) == 0.667
    assert (few.verdict, few.fragile) == (Verdict.GAP_TOO_FEW, True)
    assert Code.FRAGILE_ONE_CASE in [reason.code for reason in few.ratio.reasons]


def test_a_ratio_that_one_person_less_would_bring_under_four_fifths_is_as_fragile() -> None:
    _others, few = compared([Count("others", 20, 12), Count("few", 10, 5)])
    assert round(few.ratio.value or 0, 3) == 0.833
    assert (few.verdict, few.fragile) == (Verdict.NO_INDICATION, True)


def test_four_fifths_exactly_is_four_fifths() -> None:
    """.799… would be flagged, .80 is not, whatever floating point makes of it."""
    _others, few = compared([Count("others", 1000, 500), Count("few", 1000, 400)])
    assert few.ratio.value == 0.8 and few.verdict == Verdict.SMALL_RELIABLE
    _others, fewer = compared([Count("others", 1000, 500), Count("few", 1000, 399)])
    assert fewer.verdict == Verdict.ADVERSE_IMPACT
    assert (3 / 5) / (6 / 8) < 0.8
    _others, few = compared([Count("others", 8, 6), Count("few", 5, 3)])
    assert few.verdict == Verdict.NO_INDICATION


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([Count("a", 400, 200), Count("b", 400, 168)], Verdict.SMALL_RELIABLE),
        ([Count("a", 400, 200), Count("b", 100, 46)], Verdict.NO_INDICATION),
        ([Count("a", 12, 6), Count("b", 12, 4)], Verdict.GAP_TOO_FEW),
    ],
)
def test_the_other_verdicts(counts: list[Count], expected: Verdict) -> None:
    assert compared(counts)[1].verdict == expected


def test_a_group_of_fewer_than_five_is_counted_and_not_compared_with() -> None:
    four, ten, twenty = compared([Count("four", 4, 4), Count("ten", 10, 6), Count("twenty", 20, 10)])
    assert four.verdict == Verdict.COUNTS_ONLY and four.rate.value is None and four.ratio.value is None
    assert ten.verdict == Verdict.HIGHEST
    assert round(twenty.ratio.value or 0, 3) == 0.833


def test_while_fewer_than_five_were_selected_all_are_counts_only() -> None:
    found = compared([Count("a", 40, 3), Count("b", 30, 1)])
    assert {one.verdict for one in found} == {Verdict.COUNTS_ONLY}
    assert all(one.ratio.value is None and one.z is None for one in found)


def test_one_group_alone_is_compared_with_nobody() -> None:
    assert [one.verdict for one in compared([Count("a", 40, 20)])] == [Verdict.COUNTS_ONLY]
    assert compared([]) == ()


def test_where_few_are_expected_the_exact_test_decides_and_says_so() -> None:
    """Ten people: z would call it reliable, the exact test does not; both are shown."""
    _best, few = compared([Count("best", 5, 5), Count("few", 5, 2)])
    assert few.p == few.exact and round(few.p or 0, 4) == round(mid_p((2, 5, 5, 5)), 4) == 0.1250
    assert abs(few.z or 0) > 1.959964
    assert Code.GROUPS_TOO_SMALL in [reason.code for reason in few.ratio.reasons]


def test_nobody_of_a_group_selected_has_a_ratio_of_zero_and_an_interval_that_says_how() -> None:
    _others, none = compared([Count("others", 40, 20), Count("none", 12, 0)])
    assert (none.ratio.value, none.ratio.low) == (0.0, 0.0)
    assert round(none.ratio.high or 0, 3) == 1.186
    assert "with .5 added" in none.ratio.method


def test_everybody_selected_is_no_gap_and_has_an_interval_with_width() -> None:
    first, second = compared([Count("a", 20, 20), Count("b", 10, 10)])
    assert (first.verdict, second.verdict) == (Verdict.HIGHEST, Verdict.NO_INDICATION)
    assert second.z is None and second.p == pytest.approx(0.5)
    assert ratio_interval((10, 10, 20, 20))[0] < 1 < ratio_interval((10, 10, 20, 20))[1]


def test_the_order_of_groups_changes_nothing() -> None:
    counts = [Count("a", 80, 48), Count("b", 40, 12), Count("c", 33, 15)]
    there = {one.count.group: one for one in compared(counts)}
    back = {one.count.group: one for one in compared(counts[::-1])}
    assert there == back


def test_more_selected_than_considered_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="women: 5 selected of 4"):
        Count("women", 4, 5)


def test_fishers_test_is_that_of_scipy_on_any_table() -> None:
    rng = np.random.default_rng(8)
    for _ in range(60):
        n1, n2 = (int(n) for n in rng.integers(1, 60, 2))
        x1, x2 = int(rng.integers(0, n1 + 1)), int(rng.integers(0, n2 + 1))
        assert fisher((x1, n1, x2, n2)) == pytest.approx(fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue)
        assert 0 <= mid_p((x1, n1, x2, n2)) <= fisher((x1, n1, x2, n2))


def test_on_noise_adverse_impact_is_indicated_no_more_often_than_chance_allows() -> None:
    rng = np.random.default_rng(9)
    found = 0
    for _ in range(1000):
        counts = [Count("a", 140, int(rng.binomial(140, 0.4))), Count("b", 60, int(rng.binomial(60, 0.4)))]
        found += any(one.verdict == Verdict.ADVERSE_IMPACT for one in compared(counts))
    assert 25 <= found <= 70


def test_z_does_not_exist_where_all_or_none_were_selected() -> None:
    assert z_statistic((0, 10, 0, 20)) is None and z_statistic((10, 10, 20, 20)) is None
