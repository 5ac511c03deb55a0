"""Is an interviewer kinder to one group than colleagues on the same people? For the fairness module alone."""

from dataclasses import fields

import numpy as np
import pandas as pd

from scoring.calibration import Calibration, bias, calibration
from scoring.errors import Code
from scoring.reports.calibration import report
from tests.scoring.calibration.worlds import rated


def company(seed: int, kinder: float, candidates: int = 500) -> tuple[Calibration, pd.Series]:
    """Interviewer 9 gives the second half of the scale's people so many points more."""
    table = rated(seed, candidates)[0]
    rng = np.random.default_rng(seed)
    groups = pd.Series(np.where(rng.random(candidates) < 0.5, "a", "b"), index=range(candidates))
    favoured = (table["rater"] == 9) & (table["ratee"].map(groups) == "b") & (rng.random(len(table)) < kinder)
    table["rating"] = (table["rating"] + favoured).clip(1, 5)
    return calibration(table), groups


def test_half_a_point_for_one_group_is_seen_in_the_one_who_gave_it():
    found = bias(*company(2, kinder=0.6, candidates=400))
    assert found.flagged == (9,)
    assert found.raters[9].low < 0.5 < found.raters[9].high
    assert found.homogeneity < 0.01


def test_without_a_difference_hardly_anybody_is_flagged():
    flagged = [len(bias(*company(seed, kinder=0, candidates=400)).flagged) for seed in range(2)]
    assert sum(flagged) == 0


def test_below_thirty_people_of_a_group_nothing_is_said():
    found = bias(*company(1, kinder=0.6, candidates=200))
    assert {one.status for one in found.raters.values()} == {"refused"}
    assert found.raters[9].reasons[-1].code == Code.GROUPS_TOO_SMALL
    assert (found.flagged, found.p) == ((), {})


def test_three_groups_are_not_two():
    one, groups = company(1, kinder=0, candidates=60)
    assert bias(one, groups.where(groups.index % 3 > 0, "c")).reasons[0].code == Code.GROUPS_TOO_SMALL


def test_the_general_report_knows_no_groups():
    one, _groups = company(1, kinder=0.6, candidates=60)
    assert "group" not in " ".join(field.name for field in fields(Calibration))
    assert "bias" not in report(one).to_json()
