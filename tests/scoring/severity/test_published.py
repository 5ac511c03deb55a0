"""Are severities those of others who fitted the same model to the same ratings?"""

import json

import numpy as np
import pytest

from scoring.severity import severity
from tests.scoring.severity.published import SHARED, needs_shared, ratings1, twenty


def test_twenty_candidates_as_tam_and_another_optimiser_have_them():
    found = severity(twenty(), "rating scale")
    assert -found.deviance / 2 == pytest.approx(-295.9971, abs=2e-4)
    assert found.raters["severity"].to_numpy() == pytest.approx([-0.6708, -0.3484, 0.0683, 0.9509], abs=2e-4)
    assert found.criteria["difficulty"].to_numpy() == pytest.approx([-0.4041, -0.0444, 0.4484], abs=2e-4)
    assert found.steps["threshold"].to_numpy() == pytest.approx([-2.0532, -0.2778, 0.1624, 2.1686], abs=2e-4)
    assert found.ratee_sd**2 == pytest.approx(1.5351, abs=2e-4)
    assert found.ratee_mean == pytest.approx(0.0568, abs=2e-4)
    assert found.raters["raw"].to_numpy() == pytest.approx([3.4833, 3.2833, 3.0167, 2.45], abs=2e-4)


def test_with_ratees_at_zero_criteria_are_where_tam_has_them():
    found = severity(twenty(), "rating scale", anchor="ratees")
    assert found.ratee_mean == pytest.approx(0.0, abs=1e-12)
    assert found.criteria["difficulty"].to_numpy() == pytest.approx([-0.4609, -0.1012, 0.3916], abs=2e-4)


@needs_shared
@pytest.mark.parametrize(("model", "name"), [("rating scale", "rsm"), ("partial credit", "pcm")])
def test_essays_as_full_information_has_them(model, name):
    golden = json.loads((SHARED / "golden" / f"mfrm_ratings1_{name}_fullinfo.json").read_text())
    found = severity(ratings1(), model, anchor="ratees")
    steps = np.reshape(golden["steps"], (5, 3))[: len(found.steps) // 3].ravel()
    assert list(found.raters.index) == golden["raters"]
    assert found.deviance == pytest.approx(golden["deviance"], abs=2e-4)
    assert found.ratee_sd**2 == pytest.approx(golden["variance"], abs=2e-4)
    assert found.raters["severity"].to_numpy() == pytest.approx(golden["severity"], abs=2e-4)
    assert found.raters["se"].to_numpy() == pytest.approx(golden["se"], abs=2e-4)
    assert found.criteria["difficulty"].to_numpy() == pytest.approx(golden["item"], abs=2e-4)
    assert found.criteria["se"].to_numpy() == pytest.approx(golden["item_se"], abs=2e-4)
    assert found.steps["threshold"].to_numpy() == pytest.approx(steps, abs=2e-4)
    assert found.reliability == pytest.approx(golden["sep_reliability"], abs=2e-4)
    assert found.separation == pytest.approx(golden["separation"], abs=1e-3)
    assert found.strata == pytest.approx(golden["strata"], abs=1e-3)
    assert found.homogeneity.chi2 == pytest.approx(golden["chi2_homogeneity"], abs=0.01)
