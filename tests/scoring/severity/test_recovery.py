"""Are severities right on average, and their errors honest, where each ratee meets few of the raters?"""

import numpy as np
import pytest

from scoring.severity import severity
from tests.scoring.severity.published import world

#: Worlds of twelve raters, and of two hundred of whom three rate each ratee.
WORLDS = [
    pytest.param(8, 12, 60, 0.10, id="few"),
    pytest.param(120, 12, 60, 0.015, id="many", marks=pytest.mark.slow),
    pytest.param(12, 200, 1500, 0.015, id="200 raters", marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("worlds", "raters", "ratees", "within"), WORLDS)
def test_intervals_cover_the_truth_as_often_as_they_say(worlds, raters, ratees, within):
    off, z, slopes = [], [], []
    for seed in range(worlds):
        frame, true = world(seed, raters=raters, ratees=ratees)
        told = severity(frame).raters
        value = told["severity"].to_numpy()
        off.append(value - true)
        z.append((value - true) / told["se"].to_numpy())
        slopes.append(true @ value / (true @ true))
    covered = np.mean(np.abs(np.concatenate(z)) < 1.96)
    assert covered == pytest.approx(0.95, abs=within)
    assert np.std(np.concatenate(z)) == pytest.approx(1.0, abs=3 * within)
    # no stretch, as the joint maximum has, and no shrinking
    assert np.mean(slopes) == pytest.approx(1.0, abs=3 * within)


@pytest.mark.slow
def test_errors_are_not_those_of_known_ratees():
    """1/√ΣV, the error that joint estimation and peers report, is too small where each ratee has few ratings."""
    frame, _ = world(1, raters=40, ratees=400, criteria=2)
    found = severity(frame)
    known = found.observations.groupby("rater")["variance"].sum() ** -0.5
    assert (found.raters["se"].to_numpy() > 1.03 * known.to_numpy()).all()


@pytest.mark.slow
def test_infit_is_near_one_for_raters_who_follow_the_model():
    infit = np.concatenate([severity(world(seed)[0]).raters["infit"].to_numpy() for seed in range(40)])
    assert np.mean(infit) == pytest.approx(1.0, abs=0.02)
    assert np.mean((infit > 0.6) & (infit < 1.4)) > 0.98
