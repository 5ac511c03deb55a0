"""Are severities those of others who fitted the same model to the same ratings?"""

import json

import numpy as np
import pytest

from scoring.severity import severity
from scoring.severity.analysis import analysed
from scoring.severity.joint import joint
from scoring.severity.reading import read
from tests.reference import SHARED, beside
from tests.scoring.severity.published import ratings1, twenty

needs_shared = beside("twenty candidates and finite differences prove the same")
#: The published optimiser stopped at a gradient of 1e-4; ours, and its own at 1e-8, differ from it by as much as this.
LOOSE = 2e-4


def test_twenty_candidates_as_tam_and_another_optimiser_have_them():
    found = severity(twenty(), "rating scale")
    assert -found.deviance / 2 == pytest.approx(-295.9971, abs=1e-4)
    assert found.raters["severity"].to_numpy() == pytest.approx([-0.6708, -0.3484, 0.0683, 0.9509], abs=LOOSE)
    assert found.criteria["difficulty"].to_numpy() == pytest.approx([-0.4041, -0.0444, 0.4484], abs=LOOSE)
    assert found.steps["threshold"].to_numpy() == pytest.approx([-2.0532, -0.2778, 0.1624, 2.1686], abs=LOOSE)
    assert found.ratee_sd**2 == pytest.approx(1.5351, abs=LOOSE)
    assert found.ratee_mean == pytest.approx(0.0568, abs=LOOSE)
    assert found.raters["raw"].to_numpy() == pytest.approx([3.4833, 3.2833, 3.0167, 2.45], abs=1e-4)


def test_fit_of_raters_is_that_of_joint_maximum_likelihood():
    raters = severity(twenty()).raters
    assert raters["infit"].to_numpy() == pytest.approx([1.13, 0.91, 1.06, 0.85], abs=0.0051)
    assert raters["outfit"].to_numpy() == pytest.approx([1.10, 0.87, 1.10, 0.83], abs=0.0051)


def test_the_joint_maximum_is_the_published_one():
    found = analysed(read(twenty()), True, 61)
    bend = found.likelihood.structure
    at = joint(found.likelihood.design, bend, found.place, found.measures)
    difficulty = bend.difficulty @ at.free
    assert at.level - at.level.mean() == pytest.approx([-0.741, -0.385, 0.076, 1.049], abs=6e-4)
    assert difficulty - difficulty.mean() == pytest.approx([-0.446, -0.049, 0.495], abs=6e-4)
    assert (bend.steps @ at.free)[0] == pytest.approx([-2.283, -0.354, 0.260, 2.377], abs=6e-4)


def test_fair_averages_are_the_published_ones():
    """Those of raters were published for joint estimates, whose stretch is a hundredth of a point."""
    found = severity(twenty())
    ratees = found.ratees["fair_average"].head(5).to_numpy()
    assert ratees == pytest.approx([1.94, 1.61, 2.02, 1.61, 1.86], abs=0.006)
    assert found.raters["fair_average"].to_numpy() == pytest.approx([3.616, 3.368, 3.018, 2.297], abs=0.01)


def test_with_ratees_at_zero_criteria_are_where_tam_has_them():
    found = severity(twenty(), "rating scale", anchor="ratees")
    assert found.ratee_mean == pytest.approx(0.0, abs=1e-12)
    assert found.criteria["difficulty"].to_numpy() == pytest.approx([-0.4609, -0.1012, 0.3916], abs=LOOSE)


def test_the_anchor_moves_numbers_and_changes_no_distance():
    one, other = severity(twenty()), severity(twenty(), anchor="ratees")
    shift = one.ratees["measure"] - other.ratees["measure"]
    assert shift.to_numpy() == pytest.approx(np.full(20, one.ratee_mean), abs=1e-9)
    assert one.raters["severity"].to_numpy() == pytest.approx(other.raters["severity"].to_numpy())
    assert one.ratees["fair_average"].to_numpy() == pytest.approx(other.ratees["fair_average"].to_numpy())
    assert one.criteria["difficulty"].sum() == pytest.approx(0.0, abs=1e-9)


@needs_shared
@pytest.mark.parametrize(("model", "name"), [("rating scale", "rsm"), ("partial credit", "pcm")])
def test_essays_as_full_information_has_them(model, name):
    golden = json.loads((SHARED / "golden" / f"mfrm_ratings1_{name}_fullinfo.json").read_text())
    found = severity(ratings1(), model, anchor="ratees")
    steps = np.reshape(golden["steps"], (5, 3))[: len(found.steps) // 3].ravel()
    assert list(found.raters.index) == golden["raters"]
    assert found.deviance == pytest.approx(golden["deviance"], abs=1e-4)
    assert found.ratee_sd**2 == pytest.approx(golden["variance"], abs=1e-4)
    assert found.raters["severity"].to_numpy() == pytest.approx(golden["severity"], abs=1e-4)
    assert found.raters["se"].to_numpy() == pytest.approx(golden["se"], abs=1e-4)
    assert found.criteria["difficulty"].to_numpy() == pytest.approx(golden["item"], abs=1e-4)
    assert found.criteria["se"].to_numpy() == pytest.approx(golden["item_se"], abs=1e-4)
    assert found.steps["threshold"].to_numpy() == pytest.approx(steps, abs=1e-4)
    assert found.reliability == pytest.approx(golden["sep_reliability"], abs=1e-5)
    assert found.separation == pytest.approx(golden["separation"], abs=1e-4)
    assert found.strata == pytest.approx(golden["strata"], abs=1e-4)
    assert found.homogeneity.chi2 == pytest.approx(golden["chi2_homogeneity"], abs=0.01)
    assert found.homogeneity.df == 6


@needs_shared
def test_more_points_of_the_trait_change_nothing():
    few, many = severity(ratings1()), severity(ratings1(), nodes=201)
    assert few.deviance == pytest.approx(many.deviance, abs=1e-5)
    assert few.raters["se"].to_numpy() == pytest.approx(many.raters["se"].to_numpy(), abs=1e-6)
