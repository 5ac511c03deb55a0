"""Do rotations reach the bottom of their criteria, whatever they start from?"""

import numpy as np
import pytest

from scoring.factors.extraction import extract
from scoring.factors.rotation import _criterion, rotate
from tests.scoring.factors.published import HARMAN, PUPILS


def turned(L: np.ndarray, seed: int) -> np.ndarray:
    return L @ np.linalg.qr(np.random.default_rng(seed).standard_normal((L.shape[1],) * 2))[0]


@pytest.mark.parametrize("rotation", ["oblimin", "geomin", "quartimax", "equamax"])
def test_the_slope_given_is_the_slope_of_the_criterion(rotation):
    L, _ = extract(PUPILS.R, 3)
    criterion = _criterion(rotation, *L.shape)
    _, slope = criterion(L)
    for place in ((0, 0), (4, 1), (8, 2)):
        step = np.zeros_like(L)
        step[place] = 1e-6
        assert slope[place] == pytest.approx(
            (criterion(L + step)[0] - criterion(L - step)[0]) / 2e-6, rel=1e-5, abs=1e-9
        )


@pytest.mark.parametrize("rotation", ["oblimin", "geomin", "quartimax", "equamax"])
def test_the_same_minimum_is_found_from_any_turn(rotation):
    for table, factors in ((HARMAN, 2), (PUPILS, 3)):
        L, _ = extract(table.R, factors)
        criterion = _criterion(rotation, *L.shape)
        lowest = [criterion(rotate(turned(L, seed), rotation)[0])[0] for seed in range(4)]
        assert lowest == pytest.approx([criterion(rotate(L, rotation)[0])[0]] * 4, rel=1e-6)


def test_random_starts_leave_a_minimum_that_is_not_the_lowest():
    # geomin has many minima (Browne 2001); from these loadings themselves the way down ends .042 too high
    loadings = np.random.default_rng(1).uniform(-0.7, 0.7, (8, 3))
    criterion = _criterion("geomin", 8, 3)
    one, ten = (criterion(rotate(loadings, "geomin", starts=starts)[0])[0] for starts in (1, 10))
    assert one - ten == pytest.approx(0.042, abs=1e-3)


def test_orthogonal_rotations_keep_the_lengths_of_rows():
    L, uniqueness = extract(PUPILS.R, 3)
    for rotation in ("varimax", "quartimax", "equamax"):
        rotated, phi = rotate(L, rotation)
        assert (rotated**2).sum(axis=1) == pytest.approx(1 - uniqueness)
        assert phi == pytest.approx(np.eye(3))


def test_an_unknown_rotation_is_refused_loudly():
    with pytest.raises(ValueError, match="oblimax"):
        rotate(np.ones((4, 2)), "oblimax")


def test_factors_that_are_hardly_there_still_come_to_rest():
    # one real factor, seven of noise: the criterion is a long flat valley in which steepest descent crawls
    rng = np.random.default_rng(0)
    answers = rng.standard_normal((1000, 100)) + rng.standard_normal((1000, 1))
    loadings, _ = extract(np.corrcoef(answers.T), 8)
    rotated, phi = rotate(loadings, "oblimin", starts=1)
    assert rotated @ phi @ rotated.T == pytest.approx(loadings @ loadings.T, abs=1e-9)
