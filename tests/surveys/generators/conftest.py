"""Two thousand problems of each family, made once."""

import pytest

from surveys.generators import matrix, series
from surveys.generators.problem import Problem

EACH = 200


@pytest.fixture(scope="session")
def all_series() -> list[Problem]:
    return [series.problem(level, seed) for level in range(1, series.LEVELS + 1) for seed in range(EACH)]


@pytest.fixture(scope="session")
def all_matrices() -> list[Problem]:
    return [matrix.problem(level, seed) for level in range(1, matrix.LEVELS + 1) for seed in range(EACH)]
