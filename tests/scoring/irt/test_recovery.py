"""Do calibrations find the parameters the answers were made with, as closely as their errors say?"""

import numpy as np
import pytest

from scoring.irt import calibrate
from tests.scoring.irt.simulated import graded, partial_credit

SLOPE = np.array([0.7, 1.0, 1.3, 1.6, 2.0, 0.9, 1.2, 1.5])
THRESHOLD = np.array([[-1.4, -0.1, 1.2]]) + np.array([[-0.6], [0.5], [-0.3], [0.0], [0.2], [0.6], [-0.2], [0.3]])
#: A few worlds always, many for the proof: 8 slopes and 24 thresholds in each.
WORLDS = [pytest.param(8), pytest.param(250, marks=pytest.mark.slow)]


def worlds(model, many, gaps=0.0):
    """Estimates and standard errors over worlds of 1,000 people, each (worlds, items, slope and thresholds)."""
    found = []
    for seed in range(many):
        rng = np.random.default_rng([seed, 71])
        made = (graded if model in ("GRM", "2PL") else partial_credit)(rng.normal(size=1000), *truth(model), seed=seed)
        items = calibrate(np.where(rng.random(made.shape) < gaps, np.nan, made), model).items.to_numpy()
        found.append(np.split(items, 2, axis=1))
    return np.array(found).transpose(1, 0, 2, 3)


def truth(model):
    slope = np.ones(8) if model == "PCM" else SLOPE
    return slope, THRESHOLD[:, 1:2] if model == "2PL" else THRESHOLD


@pytest.mark.parametrize("many", WORLDS)
@pytest.mark.parametrize(("model", "gaps"), [("2PL", 0.0), ("GRM", 0.0), ("GRM", 0.4), ("PCM", 0.0), ("GPCM", 0.0)])
def test_estimates_are_centred_on_the_truth_and_intervals_cover_it(model, gaps, many):
    estimate, error = worlds(model, many, gaps)
    slope, threshold = truth(model)
    gap = estimate - np.concatenate([slope[:, None], threshold], axis=1)
    noise = gap.std(axis=0) / np.sqrt(many)
    # maximum likelihood is unbiased only in large samples: a hundredth or two remain at 1,000 people
    assert (np.abs(gap.mean(axis=0)) < 4 * noise + 0.03).all()
    covered = np.abs(gap) < 1.96 * error
    loose = 0.06 if many < 50 else 0.012
    parts = [covered[:, :, 1:]] if model == "PCM" else [covered[:, :, :1], covered[:, :, 1:]]
    for part in parts:
        assert part.mean() == pytest.approx(0.95, abs=loose)


def test_errors_are_the_spread_of_the_estimates():
    estimate, error = worlds("GRM", 24)
    # the spread of 24 estimates is itself known to 14 %; over 8 slopes to 5 %, over 24 thresholds to 3 %
    assert np.mean(error[:, :, 0].mean(axis=0) / estimate[:, :, 0].std(axis=0)) == pytest.approx(1.0, abs=0.15)
    assert np.mean(error[:, :, 1:].mean(axis=0) / estimate[:, :, 1:].std(axis=0)) == pytest.approx(1.0, abs=0.15)


@pytest.mark.slow
def test_a_long_test_of_many_people_is_recovered_as_well_as_its_errors_promise():
    rng = np.random.default_rng(3)
    slope = rng.lognormal(0.3, 0.3, 50)
    threshold = np.sort(rng.normal(size=(50, 1)) / 2 + [[-1.2, -0.4, 0.4, 1.2]], axis=1)
    made = graded(rng.normal(size=10_000), slope, threshold, seed=4)
    items = calibrate(made, "GRM").items
    z = (items["slope"] - slope) / items["se_slope"]
    assert 0.7 < z.std() < 1.3
    assert items["slope"].to_numpy() == pytest.approx(slope, abs=0.15)
