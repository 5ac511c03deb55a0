"""A problem is plain data, made from version, level and seed and from nothing else."""

import json
from types import ModuleType
from typing import Any

import pytest

from surveys.generators import matrix, series
from surveys.generators.problem import LARGEST_SEED, Problem

FAMILIES = (series, matrix)


@pytest.mark.parametrize("family", ("all_series", "all_matrices"))
def test_a_problem_goes_to_json_and_back_unchanged_and_small(family: str, request: pytest.FixtureRequest) -> None:
    for problem in request.getfixturevalue(family):
        stored = json.dumps(problem.plain())
        assert len(stored) < 1500
        assert json.loads(stored) == problem.plain()
        assert Problem.from_plain(json.loads(stored)) == problem
        assert hash(Problem.from_plain(json.loads(stored))) == hash(problem)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("level", "seed"),
    [
        (0, 1), (11, 1), (-1, 1), (1, -1), (1, LARGEST_SEED + 1), (1.0, 1), ("1", 1), (1, "1"), (True, 1), (1, False),
        (None, 1), (1, None), (1, 1e3), (float("nan"), 1), (10**30, 1), ([1], 1),
    ],
)  # fmt: skip
def test_a_level_or_seed_that_is_none_is_refused(family: ModuleType, level: Any, seed: Any) -> None:
    with pytest.raises(ValueError, match="must be a whole number from"):
        family.problem(level, seed)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_ends_of_the_seeds_are_seeds(family: ModuleType) -> None:
    for seed in (0, LARGEST_SEED):
        assert family.problem(family.LEVELS, seed).seed == seed


@pytest.mark.parametrize("family", FAMILIES)
def test_the_difficulty_of_a_level_that_is_none_is_refused(family: ModuleType) -> None:
    with pytest.raises(ValueError, match="level"):
        family.predicted(11)


@pytest.mark.parametrize("family", FAMILIES)
def test_levels_rise_in_predicted_difficulty(family: ModuleType) -> None:
    predicted = [family.predicted(level) for level in range(1, family.LEVELS + 1)]
    assert predicted == sorted(set(predicted))
    assert predicted[0] < -1.5
    assert predicted[-1] > 2


@pytest.mark.parametrize("family", FAMILIES)
def test_nobody_sees_what_another_sees(family: ModuleType) -> None:
    """Five hundred people at one level; docs/generators.md has the figures for twenty thousand."""
    for level in range(1, family.LEVELS + 1):
        seen = [family.problem(level, seed) for seed in range(500)]
        assert len({(problem.shown, problem.options) for problem in seen}) == 500
        assert len({problem.shown for problem in seen}) > 450
