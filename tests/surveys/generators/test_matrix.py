"""A figural matrix has one defensible completion, which is among its six options, and its rules say why."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from surveys.generators import matrix
from surveys.generators.cells import Cell, moved
from surveys.generators.completions import completions, fits
from surveys.generators.problem import Problem, Rule

#: What a rule says of three cells in a line, written apart from the generator.
HOLDS: dict[str, Callable[[Rule, list[Any]], bool]] = {
    "constant": lambda rule, line: len(set(line)) == 1,
    "addition": lambda rule, line: line[0] | line[1] == line[2],
    "exclusion": lambda rule, line: line[0] ^ line[1] == line[2],
    "distribution": lambda rule, line: len(set(line)) == 3,
}


def goes_on(rule: Rule, line: list[Any]) -> bool:
    by = rule.by[0]
    step = {
        "number": lambda before, after: before + by == after,
        "rotation": lambda before, after: (before + by) % 360 == after,
        "dots": lambda before, after: moved(before, by) == after,
    }[rule.of]
    return all(step(before, after) for before, after in pairwise(line))


def lines(rule: Rule, cells: list[Cell]) -> list[list[Any]]:
    values = [getattr(cell, rule.of) for cell in cells]
    rows = [values[at : at + 3] for at in (0, 3, 6)]
    columns = [values[at::3] for at in range(3)]
    return {"row": rows, "column": columns, "": rows + columns}[rule.along]


def full(problem: Problem, option: Any) -> list[Cell]:
    return [Cell(*cell) for cell in (*problem.shown[:-1], option)]


def test_the_right_option_and_no_other_fits_all_stored_rules(all_matrices: list[Problem]) -> None:
    for problem in all_matrices:
        fitting = [
            option
            for option in problem.options
            if all(
                (goes_on if rule.name == "progression" else HOLDS[rule.name])(rule, line)
                for rule in problem.rules
                for line in lines(rule, full(problem, option))
            )
        ]
        assert fitting == [problem.right], problem


def test_no_other_rule_leads_to_any_other_cell(all_matrices: list[Problem]) -> None:
    for problem in all_matrices:
        allowed = completions(problem.shown)
        assert {attribute: values.pop() for attribute, values in allowed.items()} == Cell(*problem.right)._asdict()
        assert all(not values for values in allowed.values()), problem


def test_every_rule_alone_leaves_more_than_one_option(all_matrices: list[Problem]) -> None:
    """Whoever finds only one of the rules cannot tell the answer."""
    for problem in all_matrices:
        for rule in problem.rules:
            right = getattr(Cell(*problem.right), rule.of)
            assert sum(getattr(Cell(*option), rule.of) == right for option in problem.options) >= 2


def test_only_attributes_with_a_rule_change(all_matrices: list[Problem]) -> None:
    for problem in all_matrices:
        changing = {rule.of for rule in problem.rules}
        for attribute in set(Cell._fields) - changing:
            cells = [*problem.shown[:-1], *problem.options]
            assert len({getattr(Cell(*cell), attribute) for cell in cells}) == 1
        assert len(changing) == len(problem.rules)
        assert not {"size", "number"} <= changing


def test_most_problems_offer_a_neighbour_of_the_gap_in_some_attribute(all_matrices: list[Problem]) -> None:
    """A wrong option repeats what stands left of the gap or above it: the error most people make first."""
    offering = 0
    for problem in all_matrices:
        right, left, above = Cell(*problem.right), Cell(*problem.shown[7]), Cell(*problem.shown[5])
        offering += any(
            getattr(Cell(*option), rule.of) in (getattr(left, rule.of), getattr(above, rule.of))
            for rule in problem.rules
            for option in problem.options
            if getattr(Cell(*option), rule.of) != getattr(right, rule.of)
        )
    assert offering / len(all_matrices) > 0.9


@pytest.mark.parametrize(
    ("attribute", "values", "found"),
    [
        ("shape", "aaabbbcc", {"c"}),
        ("shape", "abcbcaca", {"b"}),
        ("shape", "abcabcab", {"c"}),
        ("shape", "abcdabcd", set()),
        ("number", (1, 2, 3, 2, 3, 4, 1, 2), {3}),
        ("number", (1, 1, 2, 1, 2, 3, 2, 2), {4}),
        ("number", (1, 2, 3, 1, 2, 3, 2, 2), {4}),  # the sum of two; along columns nothing holds
        ("number", (1, 2, 3, 1, 2, 3, 1, 2), {3}),
        ("rotation", (0, 90, 180, 45, 135, 225, 270, 0), {90}),
        ("dots", (1, 2, 3, 4, 8, 12, 16, 32), {48}),
        ("dots", (3, 6, 7, 12, 24, 28, 5, 4), {5}),
        ("dots", (3, 6, 5, 12, 24, 20, 5, 4), {1}),
        ("dots", (1, 2, 4, 2, 4, 8, 16, 32), {64}),
    ],
)
def test_completions_are_those_a_person_would_defend(attribute: str, values: Any, found: set[Any]) -> None:
    plain = Cell("circle", 1, "large", "solid", 0, 0)
    shown = [plain._replace(**{attribute: value}) for value in values]
    allowed = completions([*shown, None])
    assert allowed[attribute] == found
    assert all(fits(plain._replace(**{attribute: value}), allowed) for value in found)


def test_a_matrix_with_two_defensible_completions_is_noticed() -> None:
    """One and one are two along the rows; along the columns the number stays the same."""
    plain = Cell("circle", 1, "large", "solid", 0, 0)
    shown = [plain._replace(number=number) for number in (1, 1, 2, 1, 1, 2, 1, 2)]
    assert completions([*shown, None])["number"] == {3}
    shown = [plain._replace(dots=dots) for dots in (1, 2, 3, 4, 8, 12, 5, 1)]
    assert completions([*shown, None])["dots"] == {5, 4}  # together, or what only one has


def test_every_level_has_the_rules_it_is_documented_with() -> None:
    names = {level: [rule.name for rule in matrix.problem(level, 7).rules] for level in range(1, 11)}
    assert names == {
        1: ["constant", "constant"],
        2: ["progression", "constant"],
        3: ["addition", "constant"],
        4: ["constant", "distribution"],
        5: ["progression", "distribution"],
        6: ["exclusion", "constant"],
        7: ["distribution", "progression", "constant"],
        8: ["exclusion", "distribution"],
        9: ["exclusion", "distribution", "progression"],
        10: ["exclusion", "distribution", "distribution", "progression"],
    }


def test_a_matrix_never_changes_within_a_version() -> None:
    assert matrix.VERSION == 1
    assert matrix.problem(1, 1).plain() == {
        "family": "matrix", "version": 1, "level": 1, "seed": 1,
        "shown": [
            ["triangle", 2, "large", "empty", 0, 0], ["diamond", 2, "large", "empty", 0, 0],
            ["circle", 2, "large", "empty", 0, 0],
            ["triangle", 1, "large", "empty", 0, 0], ["diamond", 1, "large", "empty", 0, 0],
            ["circle", 1, "large", "empty", 0, 0],
            ["triangle", 4, "large", "empty", 0, 0], ["diamond", 4, "large", "empty", 0, 0], None,
        ],
        "options": [
            ["circle", 4, "large", "empty", 0, 0], ["diamond", 2, "large", "empty", 0, 0],
            ["diamond", 4, "large", "empty", 0, 0], ["circle", 1, "large", "empty", 0, 0],
            ["diamond", 1, "large", "empty", 0, 0], ["circle", 2, "large", "empty", 0, 0],
        ],
        "answer": "a",
        "rules": [
            {"name": "constant", "of": "shape", "along": "column", "by": []},
            {"name": "constant", "of": "number", "along": "row", "by": []},
        ],
    }  # fmt: skip
    five, ten = matrix.problem(5, 2), matrix.problem(10, 3)
    assert (five.shown[0], five.right, five.answer) == (
        ("drop", 1, "large", "solid", 45, 0), ("drop", 1, "large", "solid", 225, 0), "d",
    )  # fmt: skip
    assert (ten.shown[0], ten.right, ten.answer) == (
        ("half", 1, "large", "solid", 225, 74), ("half", 4, "large", "solid", 0, 172), "d",
    )  # fmt: skip
