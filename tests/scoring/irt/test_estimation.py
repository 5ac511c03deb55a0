"""Does the search end at the same top whichever way it goes, and do errors survive the short cuts?"""

import numpy as np
import pytest

from scoring.errors import Code
from scoring.irt import calibrate, estimation, expectation, precision
from tests.scoring.irt.simulated import graded

SLOPE = np.linspace(0.8, 2.2, 12)
THRESHOLD = np.linspace(-0.8, 0.8, 12)[:, None] + [[-1.2, -0.3, 0.5, 2.0]]
#: More patterns than the search takes at once: it begins on a sample.
MANY = graded(np.random.default_rng(1).normal(size=9000), SLOPE, THRESHOLD, seed=2)


@pytest.fixture(scope="module")
def sampled():
    return calibrate(MANY, "GRM")


def test_a_search_that_begins_on_a_sample_ends_where_one_on_everybody_does(sampled, monkeypatch):
    monkeypatch.setattr(estimation, "SAMPLE", 10**6)
    whole = calibrate(MANY, "GRM")
    assert sampled.items.to_numpy() == pytest.approx(whole.items.to_numpy(), abs=1e-5)
    assert sampled.log_likelihood == pytest.approx(whole.log_likelihood, abs=1e-6)


def test_errors_in_single_precision_are_those_in_double(sampled, monkeypatch):
    monkeypatch.setattr(expectation.Patterns, "rough", lambda patterns: patterns)
    exact = calibrate(MANY, "GRM")
    assert sampled.items.filter(like="se_").to_numpy() == pytest.approx(
        exact.items.filter(like="se_").to_numpy(), rel=1e-4
    )


def test_order_of_people_changes_not_one_bit_in_pieces_and_threads(sampled):
    turned = calibrate(MANY[::-1], "GRM")
    assert turned.items.equals(sampled.items)


def test_a_category_absent_from_the_sample_is_found_among_everybody(sampled):
    rare = MANY.copy()
    rare[np.flatnonzero(rare[:, 0] == 4)[5:], 0] = 3
    calibration = calibrate(rare, "GRM")
    assert calibration.category_counts.iloc[0].tolist()[-1] == 5
    assert calibration.gradient < 1e-3
    # five of 9,000 people: far out, and known badly
    assert calibration.items.loc[0, "threshold_4"] > sampled.items.loc[0, "threshold_4"] + 2
    assert calibration.items.loc[0, "se_threshold_4"] > 0.3


def test_without_the_matrix_of_all_pairs_the_top_is_the_same_and_errors_are_near(sampled, monkeypatch):
    monkeypatch.setattr(estimation, "PAIRED", 0)
    monkeypatch.setattr(precision, "PAIRED", 0)
    alone = calibrate(MANY, "GRM")
    parameters = ["slope", "threshold_1", "threshold_2", "threshold_3", "threshold_4"]
    assert alone.items[parameters].to_numpy() == pytest.approx(sampled.items[parameters].to_numpy(), abs=1e-5)
    ratio = alone.items.filter(like="se_") / sampled.items.filter(like="se_")
    assert (ratio < 1).all(axis=None)
    assert (ratio > 0.7).all(axis=None)
    assert alone.method.endswith("standard errors within items only")
    assert alone.covariance.empty


def test_a_search_that_runs_out_of_steps_is_refused_with_the_item_that_moves_most(monkeypatch):
    ascend = estimation.ascend
    monkeypatch.setattr(estimation, "ascend", lambda *args, **options: ascend(*args, **{**options, "steps": 1}))
    refused = calibrate(MANY[:300], "GRM")
    assert (refused.status, refused.reasons[0].code) == ("refused", Code.NOT_CONVERGED)
    assert int(refused.reasons[0].values["item"]) in range(12)


def test_a_long_test_gets_more_points_than_a_short_one(sampled):
    rng = np.random.default_rng(3)
    theta, slope, threshold = rng.normal(size=400), np.full(200, 1.8), rng.normal(size=(200, 1)) + np.array([-1, 0, 1])
    long = calibrate(graded(theta, slope, threshold, seed=4), "GRM", se=False)
    assert "61 nodes" in sampled.method
    nodes = int(long.method.split("; ")[2].split()[0])
    assert nodes > 90
    # at 61 points posteriors fall between them
    assert long.items["slope"].to_numpy() == pytest.approx(
        calibrate(graded(theta, slope, threshold, seed=4), "GRM", se=False, nodes=301).items["slope"].to_numpy(),
        abs=0.01,
    )
