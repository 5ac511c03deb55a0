"""Several openings of one job together: Mantel–Haenszel and Breslow–Day on published data, and paradoxes."""

import math

import pytest

from scoring.errors import Code
from scoring.impact import Count, Verdict, breslow_day, compared, pooled, pooled_ratio

#: Admitted and applied, women then men, departments A–F (Bickel, Hammel & O'Connell 1975; R's UCBAdmissions).
BERKELEY = [
    (89, 108, 512, 825), (17, 25, 353, 560), (202, 593, 120, 325),
    (131, 375, 138, 417), (94, 393, 53, 191), (24, 341, 22, 373),
]  # fmt: skip


def counts(pairs: list[tuple[int, int, int, int]]) -> list[list[Count]]:
    return [[Count("women", n1, x1), Count("men", n2, x2)] for x1, n1, x2, n2 in pairs]


def test_berkeley_by_department_shows_no_gap_and_departments_that_differ() -> None:
    """R: mantelhaen.test(correct = FALSE) p = .2169; DescTools::BreslowDayTest(correct = TRUE) p = .0021."""
    ratio, _low, _high, p = pooled_ratio(BERKELEY)
    assert round(p, 4) == 0.2169 and 1.0 < ratio < 1.1
    assert round(breslow_day(BERKELEY) or 0, 4) == 0.0021
    [women] = pooled(counts(BERKELEY))
    assert (women.group, women.against, women.strata) == ("women", "men", 6)
    assert women.verdict == Verdict.NO_INDICATION
    assert [reason.code for reason in women.ratio.reasons] == [Code.STRATA_DIFFER]


def test_openings_with_one_ratio_give_just_that_ratio() -> None:
    strata = [(10, 40, 20, 40), (30, 100, 30, 50), (6, 20, 36, 60)]
    ratio, low, high, p = pooled_ratio(strata)
    assert ratio == pytest.approx(0.5) and low < 0.5 < high < 0.8 and p < 1e-4


def test_one_stratum_is_the_plain_ratio_with_nearly_the_plain_interval() -> None:
    ratio, low, high, _p = pooled_ratio([(12, 40, 48, 80)])
    assert (ratio, round(low, 3), round(high, 3)) == (0.5, 0.301, 0.829)
    assert breslow_day([(12, 40, 48, 80)]) is None


def test_openings_that_point_opposite_ways_are_said_to_differ() -> None:
    [one] = pooled(counts([(10, 50, 30, 50), (30, 50, 12, 50)]))
    assert one.alike is not None and one.alike < 0.001
    assert Code.STRATA_DIFFER in [reason.code for reason in one.ratio.reasons]


def test_a_gap_that_only_the_mix_of_openings_makes_is_not_pooled_into_one() -> None:
    """Simpson's paradox: women apply where fewer are taken, and within each opening do as well as men."""
    strata = [(8, 10, 72, 90), (18, 90, 2, 10)]
    _men, crude = compared([Count("men", 100, 74), Count("women", 100, 26)])
    assert crude.verdict == Verdict.ADVERSE_IMPACT
    [women] = pooled(counts(strata))
    assert women.ratio.value == pytest.approx(1.0) and women.verdict == Verdict.NO_INDICATION


def test_groups_that_never_meet_in_an_opening_are_not_compared() -> None:
    [one] = pooled([[Count("women", 30, 10)], [Count("men", 30, 20)]])
    assert one.ratio.value is None and one.verdict == Verdict.COUNTS_ONLY and one.strata == 0


def test_few_people_are_not_pooled() -> None:
    assert pooled(counts([(1, 4, 2, 40)])) == ()
    assert pooled([]) == ()


def test_strata_where_all_or_none_were_selected_say_nothing_and_harm_nothing() -> None:
    assert breslow_day([(0, 10, 0, 10), (5, 5, 6, 6), (12, 40, 48, 80)]) is None
    [one] = pooled(counts([(0, 10, 0, 10), (12, 40, 48, 80)]))
    assert one.ratio.value == pytest.approx(0.5)
    assert math.isnan(pooled_ratio([(0, 10, 0, 10)])[0])
