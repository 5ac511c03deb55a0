"""The options alone give nothing away: whoever sees only them is right one time in six.

The matrices of RAVEN could be solved from their options, since every wrong one was the right one with something changed
(Hu, Ma, Liu, Wei & Bai 2021); the first test shows that these attacks succeed on options made that way.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from scipy.stats import chisquare

from surveys.generators.draws import Draws
from surveys.generators.options import spread
from surveys.generators.problem import LETTERS, Problem

CHANCE = 1 / 6
#: Three standard errors of a share of one sixth over 2,000 and over 1,000 problems.
OVER_2000, OVER_1000 = CHANCE + 0.025, CHANCE + 0.0355

Options = Sequence[Any]
Strategy = Callable[[Any, Options], float]


def hits(problems: Sequence[Problem], strategy: Strategy) -> float:
    """How often the option the strategy likes best is right; ties are broken by lot."""
    total = 0.0
    for problem in problems:
        scores = [strategy(option, problem.options) for option in problem.options]
        best = [letter for letter, score in zip(LETTERS, scores, strict=True) if score == max(scores)]
        total += (problem.answer in best) / len(best)
    return total / len(problems)


def most_in_common(option: Any, options: Options) -> float:
    return sum(mine == theirs for other in options for mine, theirs in zip(option, other, strict=True))


def least_in_common(option: Any, options: Options) -> float:
    return -most_in_common(option, options)


def dots_in_common(option: Any, options: Options) -> float:
    return -sum((option[5] ^ other[5]).bit_count() for other in options)


def most_dots(option: Any, options: Options) -> float:
    return float(option[5].bit_count())


def nearest_to_the_mean(option: Any, options: Options) -> float:
    return -abs(option - sum(options) / len(options))


def nearest_to_the_others(option: Any, options: Options) -> float:
    return -sum(abs(option - other) for other in options)


def largest(option: Any, options: Options) -> float:
    return float(option)


def smallest(option: Any, options: Options) -> float:
    return -float(option)


def digits_in_common(option: Any, options: Options) -> float:
    return sum(len(set(str(option)) & set(str(other))) for other in options)


def same_last_digit(option: Any, options: Options) -> float:
    return sum((option - other) % 10 == 0 for other in options)


def same_parity(option: Any, options: Options) -> float:
    return sum((option - other) % 2 == 0 for other in options)


def even(option: Any, options: Options) -> float:
    return float(option % 2 == 0)


def roundest(option: Any, options: Options) -> float:
    return float(len(str(option)) - len(str(option).rstrip("0")))


MATRICES: tuple[Strategy, ...] = (most_in_common, least_in_common, dots_in_common, most_dots)
SERIES: tuple[Strategy, ...] = (
    nearest_to_the_mean, nearest_to_the_others, largest, smallest, digits_in_common, same_last_digit, same_parity,
    even, roundest,
)  # fmt: skip


def test_options_that_each_change_one_thing_of_the_right_one_give_it_away(all_matrices: list[Problem]) -> None:
    """What these generators must not do, done on purpose."""

    def weakened(problem: Problem) -> Problem:
        right = problem.right
        wrong = [(*right[:at], "other", *right[at + 1 :]) for at in range(5)]
        place = LETTERS.index(problem.answer)
        return replace(problem, options=(*wrong[:place], right, *wrong[place:]))

    assert hits([weakened(problem) for problem in all_matrices], most_in_common) == 1.0


@pytest.mark.parametrize("strategy", MATRICES)
def test_no_likeness_of_cells_points_to_the_right_one(all_matrices: list[Problem], strategy: Strategy) -> None:
    assert hits(all_matrices, strategy) < OVER_2000
    assert hits(all_matrices, lambda option, options: -strategy(option, options)) < OVER_2000


@pytest.mark.parametrize("strategy", SERIES)
def test_no_likeness_of_numbers_points_to_the_right_one(all_series: list[Problem], strategy: Strategy) -> None:
    assert hits(all_series, strategy) < OVER_2000
    assert hits(all_series, lambda option, options: -strategy(option, options)) < OVER_2000


def of_cell(option: Any, options: Options) -> list[Hashable]:
    likeness = sorted(most_in_common(other, options) for other in options).index(most_in_common(option, options))
    return [*enumerate(option), ("likeness", likeness), ("dots", option[5].bit_count())]


def of_number(option: Any, options: Options) -> list[Hashable]:
    return [
        ("place", sorted(options).index(option)),
        ("last", option % 10),
        ("by 3", option % 3),
        ("by 4", option % 4),
        ("nearest", min(abs(option - other) for other in options if other != option) > 2),
        ("digits", len(str(option))),
    ]


@pytest.mark.parametrize(("family", "features"), [("all_matrices", of_cell), ("all_series", of_number)])
def test_even_somebody_who_studied_a_thousand_answers_learns_nothing(
    family: str, features: Callable[[Any, Options], list[Hashable]], request: pytest.FixtureRequest
) -> None:
    """Naive Bayes over the features of options, trained on every second problem and tried on the others."""
    problems: list[Problem] = request.getfixturevalue(family)
    right, all_of_them = Counter[Hashable](), Counter[Hashable]()
    for problem in problems[::2]:
        for option in problem.options:
            for feature in features(option, problem.options):
                all_of_them[feature] += 1
                right[feature] += option == problem.right

    def learnt(option: Any, options: Options) -> float:
        return sum(
            math.log(6 * (right[feature] + 1) / (all_of_them[feature] + 6)) for feature in features(option, options)
        )

    assert hits(problems[1::2], learnt) < OVER_1000


@pytest.mark.parametrize("family", ["all_matrices", "all_series"])
def test_every_letter_is_right_as_often(family: str, request: pytest.FixtureRequest) -> None:
    counts = Counter(problem.answer for problem in request.getfixturevalue(family))
    assert sorted(counts) == list(LETTERS)
    assert chisquare(list(counts.values())).pvalue > 0.01


@pytest.mark.parametrize("axes", [2, 3, 4])
def test_every_place_of_the_options_is_like_every_other(axes: int) -> None:
    """Each value of an axis is as frequent as its other values, and each option shares as many with the others."""
    values = [("right", "wrong")] * (axes - 1) + [("right", "wrong", "worse") if axes == 2 else ("right", "wrong")]
    right = Counter[str]()
    for seed in range(600):
        options, answer = spread(Draws("places", seed), values)
        right[answer] += 1
        assert len(set(options)) == 6
        assert options[LETTERS.index(answer)] == ("right",) * axes
        assert len({most_in_common(option, options) for option in options}) == 1
        for axis in range(axes):
            assert len(set(Counter(option[axis] for option in options).values())) == 1
    assert chisquare(list(right.values())).pvalue > 0.01
