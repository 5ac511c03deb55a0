"""Whom does the certificate let through on the shipped test? Simulated raters, rounded and cut to the scale."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from scoring.accuracy import accuracy, certificate
from surveys.vignettes import library

Floats = npt.NDArray[np.float64]
GOLD = np.array([[level.points for level in one.levels] for one in library().values() if one.part == "test"], float)
RUNS = 300


def passed(view: Callable[[Floats], Floats], noise: float) -> float:
    """Share of raters who see ``view`` of the gold, with normal noise of that spread in points, and pass."""
    rng = np.random.default_rng(6)
    draws = (view(GOLD) + rng.normal(0, noise, GOLD.shape) for _ in range(RUNS))
    return float(np.mean([bool(certificate(accuracy(np.clip(np.rint(one), 1, 5), GOLD)).passed) for one in draws]))


def person(gold: Floats) -> Floats:
    """One impression of a person on every topic."""
    return np.broadcast_to(gold.mean(axis=1, keepdims=True), gold.shape)


@pytest.mark.parametrize(
    ("view", "noise", "low", "high"),
    [
        (lambda gold: gold, 0.5, 0.97, 1.0),  # a careful rater
        (lambda gold: gold, 0.7, 0.70, 0.90),
        (lambda gold: gold, 1.0, 0.05, 0.25),  # a careless one
        (lambda gold: gold + 0.6, 0.5, 0.10, 0.30),  # the kind interviewer of methods 16.4
        (lambda gold: gold - 0.6, 0.5, 0.0, 0.15),
        (person, 0.3, 0.0, 0.02),  # halo
        (lambda gold: 3 + 0.35 * (gold - 3), 0.5, 0.0, 0.06),  # the middle for all
        (lambda gold: np.full_like(gold, 3.0), 1.2, 0.0, 0.01),  # knows nothing
    ],
)
def test_the_certificate_lets_careful_raters_through_and_few_others(
    view: Callable[[Floats], Floats], noise: float, low: float, high: float
) -> None:
    assert low <= passed(view, noise) <= high
