"""The chance to pass a profile's gate against the gate itself."""

import numpy as np
import pytest

from scoring.power import ProfileGate, least_n
from scoring.profile import CandidateScale, profile
from tests.scoring.incumbents import CRITERION_RELIABILITY, SCALE_RELIABILITY, tables

#: Share of 200 samples of ``scoring.profile`` that passed, by incumbents and true validity of the composite.
SIMULATED = {
    (60, 0.20): 0.270, (60, 0.25): 0.365, (60, 0.40): 0.755, (60, 0.50): 0.900,
    (100, 0.20): 0.410, (100, 0.25): 0.585, (100, 0.30): 0.780, (100, 0.40): 0.970,
    (150, 0.20): 0.625, (150, 0.25): 0.790, (150, 0.30): 0.925,
}  # fmt: skip
CORRELATIONS = np.full((4, 4), 0.2) + 0.8 * np.eye(4)


def passes(n: int, validity: float, seed: int) -> bool:
    """Whether four scales of equal weight, their sum of this validity, pass what the gate leaves to chance."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 4)) @ np.linalg.cholesky(CORRELATIONS).T
    y = validity * x.sum(1) / np.sqrt(CORRELATIONS.sum()) + np.sqrt(1 - validity**2) * rng.normal(size=n)
    incumbents, scores = tables(x, y, teams=n // 8)
    scales = [CandidateScale(name, 1, SCALE_RELIABILITY) for name in scores]
    built = profile(incumbents, scores, scales, CRITERION_RELIABILITY, "rep")
    passed = {check.code: check.passed for check in built.gate}
    return passed["prediction"] and passed["prediction_corrected"]


@pytest.mark.parametrize(("n", "validity"), SIMULATED)
def test_the_formula_meets_what_was_simulated(n: int, validity: float) -> None:
    assert ProfileGate().power(validity, n) == pytest.approx(SIMULATED[n, validity], abs=0.04)


def test_a_few_samples_of_the_gate_itself_lie_where_the_formula_says() -> None:
    assert sum(passes(60, 0.6, seed) for seed in range(6)) >= 5
    assert sum(passes(60, 0.0, seed) for seed in range(6)) <= 1


@pytest.mark.slow
@pytest.mark.parametrize(("n", "validity"), [(60, 0.4), (100, 0.3)])
def test_the_gate_itself_passes_as_often_as_recorded(n: int, validity: float) -> None:
    found = np.mean([passes(n, validity, seed) for seed in range(1000, 1150)])
    assert found == pytest.approx(ProfileGate().power(validity, n), abs=0.11)


def test_noise_seldom_passes_and_fewer_than_sixty_never() -> None:
    assert ProfileGate().power(0.0, 240) == pytest.approx(0.025)
    assert ProfileGate().power(0.6, 59) == 0.0


def test_a_validity_of_three_tenths_needs_this_many_incumbents() -> None:
    assert least_n(ProfileGate(), 0.30, 0.8) == 110
