"""A number series has one defensible continuation, which is among its six options, and its rules say why."""

import pytest

from surveys.generators import series
from surveys.generators.continuations import continuations
from surveys.generators.problem import Problem, Rule


def recomputed(problem: Problem) -> int:
    """The next number by the stored rules and the numbers shown alone, written apart from the generator."""
    numbers = list(problem.shown[:-1])
    rules = {rule.of: rule for rule in problem.rules}
    n = len(numbers)
    if "each" in rules:
        rule, base, used = rules["each"], numbers[-1], n - 1
    elif "turn_1" in rules:
        rule, base, used = rules["turn_1" if n % 2 == 1 else "turn_2"], numbers[-1], (n - 1) // 2
    else:
        rule, base, used = rules["strand_1" if n % 2 == 0 else "strand_2"], numbers[-2], (n - 2) // 2
    by, more = (*rule.by, 0)[:2]
    return {
        "add": lambda: base + by,
        "times": lambda: base * by,
        "divide": lambda: base // by,
        "grow": lambda: base + by + more * used,
        "scale": lambda: base * by + more,
        "sum": lambda: base + numbers[-2] + by,
    }[rule.name]()


def test_the_right_option_follows_from_the_stored_rules(all_series: list[Problem]) -> None:
    assert [problem for problem in all_series if problem.right != recomputed(problem)] == []


def test_no_rule_leads_to_any_other_number(all_series: list[Problem]) -> None:
    assert [problem for problem in all_series if continuations(problem.shown[:-1]) != {problem.right}] == []


def test_numbers_are_positive_and_have_four_digits_at_most_and_options_differ(all_series: list[Problem]) -> None:
    for problem in all_series:
        assert problem.shown[-1] is None and None not in problem.shown[:-1]
        assert all(0 < number <= 9999 for number in (*problem.shown[:-1], *problem.options))
        assert len(set(problem.options)) == 6


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ([3, 5, 7, 9, 11], {13}),
        ([2, 4, 8], {16}),
        ([2, 4, 8, 16, 32], {64}),
        ([1, 4, 9, 16, 25], {36}),
        ([2, 3, 5, 8, 13], {21}),
        ([2, 5, 11, 23], {47}),  # twice and one more
        ([5, 8, 6, 9, 7, 10], {8}),  # plus 3, minus 2
        ([1, 100, 2, 90, 3, 80, 4], {70}),  # two strands
        ([3, 6, 7, 14, 15, 30], {31}),  # times 2, plus 1
        ([1, 2, 4], {8}),  # twice is seen twice; a step that grows is seen once, which confirms nothing
        ([1, 2, 4, 7, 11, 16, 22], {29}),
        ([1, 2, 4, 8, 15, 26], {42}),  # third differences
        ([7, 2, 19, 4, 11, 3], set()),
        ([5], set()),
        ([], set()),
    ],
)
def test_continuations_are_those_a_person_would_defend(numbers: list[int], found: set[int]) -> None:
    assert continuations(numbers) == found


def test_a_series_with_two_defensible_continuations_is_noticed() -> None:
    assert continuations([2, 3, 5, 8, 12]) == {17, 20}  # a step that grows, or four times the one three before
    assert continuations([1, 1, 2, 3, 5, 8]) == {13, 11}  # the two before, or two steps that grow in turn


def test_every_level_has_the_rules_it_is_documented_with() -> None:
    kinds = {
        level: {
            tuple(sorted((rule.name, rule.of.partition("_")[0]) for rule in series.problem(level, seed).rules))
            for seed in range(200)
        }
        for level in range(1, 11)
    }
    assert kinds == {
        1: {(("add", "each"),)},
        2: {(("add", "each"),)},
        3: {(("times", "each"),), (("divide", "each"),), (("add", "each"),)},
        4: {(("add", "turn"), ("add", "turn"))},
        5: {(("grow", "each"),)},
        6: {(("add", "strand"), ("add", "strand"))},
        7: {(("scale", "each"),)},
        8: {(("add", "turn"), ("times", "turn")), (("sum", "each"),)},
        9: {(("add", "strand"), ("grow", "strand")), (("add", "strand"), ("times", "strand"))},
        10: {(("grow", "strand"), ("times", "strand")), (("grow", "turn"), ("times", "turn"))},
    }


def test_a_series_never_changes_within_a_version() -> None:
    assert series.VERSION == 1
    assert series.problem(1, 1) == Problem(
        "series", 1, 1, 1, (836, 840, 844, 848, 852, None), (860, 850, 856, 852, 854, 862), "c",
        (Rule("add", "each", "", (4,)),),
    )  # fmt: skip
    assert series.problem(5, 2) == Problem(
        "series", 1, 5, 2, (220, 245, 266, 283, 296, 305, None), (314, 308, 316, 312, 310, 318), "e",
        (Rule("grow", "each", "", (25, -4)),),
    )  # fmt: skip
    assert series.problem(10, 3) == Problem(
        "series", 1, 10, 3, (73, 4, 75, 8, 72, 16, 64, 32, None), (70, 57, 51, 52, 56, 69), "c",
        (Rule("grow", "strand_1", "", (2, -5)), Rule("times", "strand_2", "", (2,))),
    )  # fmt: skip
