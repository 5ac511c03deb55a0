"""Does a study of an instrument find what was put in, and refuse what it cannot know?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable
from scoring.keys import ScoringKey
from scoring.measurement import study
from scoring.results import Estimate, Report
from tests.scoring.measurement.answers import KEYS, draw, reported, studied


def test_known_reliability_structure_and_slopes_are_found() -> None:
    found = studied(draw(1500))
    assert found.structure.suggested.n_factors == 2
    assert found.structure.confirmed.cfi > 0.98
    # (Σλ)²/((Σλ)² + Σ(1 − λ²)) of loadings .60 to .80 is .830; five categories cost a little
    assert found.reliability["calm"].value == pytest.approx(0.80, abs=0.03)
    slopes = found.scales[0].calibration.items["slope"].to_numpy()
    assert np.all(np.diff(slopes[[0, 2, 4]]) > 0)
    loadings = found.structure.explored.loadings.abs()
    home = loadings.idxmax(axis=1)
    assert home[[f"c{n}" for n in range(1, 6)]].nunique() == home[[f"d{n}" for n in range(1, 6)]].nunique() == 1


def test_an_item_that_is_harder_for_one_group_is_the_only_one_named() -> None:
    answers = draw(1200, seed=5)
    group = pd.Series(np.where(np.arange(1200) % 2, "day", "night"))
    answers["d2"] = np.clip(answers["d2"] - (group == "night"), 1, 5)
    found = studied(answers, shift=group)
    assert found.dif_items == {"calm": 0, "drive": 1}
    table = reported(found).table("dif")
    assert table.rows[0][0] == "d2"
    effect = table.rows[0][5]
    assert isinstance(effect, Estimate) and effect.low is not None and effect.high is not None
    assert effect.low * effect.high > 0


def test_groups_of_fewer_than_a_hundred_are_not_compared() -> None:
    group = pd.Series(["day"] * 220 + ["night"] * 80)
    assert studied(draw(300), shift=group).dif == {}


@pytest.mark.parametrize("people", [0, 1, 2, 5, 12])
def test_hardly_anybody_gives_a_report_without_numbers(people: int) -> None:
    report = reported(studied(draw(people)))
    assert {alpha.status for alpha in report.table("scales").column("alpha")} == {"refused"}  # type: ignore[union-attr]
    assert set(report.table("uses").column("selection")) == {"refused"}
    assert not {"information", "loadings", "thresholds", "eigenvalues"} & {table.key for table in report.tables}
    # what is not shown says why, in its place
    assert report.table("guides").column("found") == (None,)
    assert report.table("guides").column("kept") == ("N_TOO_SMALL",)
    items = report.table("items")
    assert {*items.column("alpha_if_dropped"), *items.column("alarm")} <= {None, ""}
    if people < 5:  # fewer than anonymity asks for: nothing that would give an answer away
        assert {*items.column("mean_score"), *items.column("difficulty")} <= {None}
        assert set(report.table("scales").column("mean_score")) == {None}
    assert Report.from_json(report.to_json()).to_json() == report.to_json()


def test_a_constant_item_a_copy_and_an_empty_one_spoil_only_what_they_touch() -> None:
    answers = draw(400)
    answers["c2"], answers["d2"] = 3.0, np.nan
    answers["c4"] = answers["c3"]
    report = reported(studied(answers))
    alphas = dict(zip(report.table("scales").column("scale"), report.table("scales").column("alpha"), strict=True))
    drive = alphas["drive"]
    assert isinstance(drive, Estimate) and drive.status == "refused"
    assert Report.from_json(report.to_json()).to_json() == report.to_json()


def test_a_scale_of_two_right_or_wrong_items_is_studied_as_far_as_it_goes() -> None:
    rng = np.random.default_rng(2)
    key = ScoringKey("pair", {"a": 1, "b": 1}, 0, 1)
    report = reported(studied(pd.DataFrame(rng.integers(0, 2, (300, 2)), columns=["a", "b"]).astype(float), (key,)))
    assert report.table("scales").column("items") == (2,)
    assert Report.from_json(report.to_json()).to_json() == report.to_json()


def test_what_too_few_people_make_doubtful_says_so_wherever_it_is_shown() -> None:
    group = pd.Series(["day"] * 200 + ["night"] * 130)
    report = reported(studied(draw(330), shift=group))
    for table, column in (("dif", "effect"), ("parameters", "slope"), ("thresholds", "threshold")):
        shown = report.table(table).column(column)
        assert shown and {found.status for found in shown} == {"caveat"}  # type: ignore[union-attr]
        assert all(found.low < found.value < found.high for found in shown)  # type: ignore[union-attr, operator]
    # 150 people are enough to factor ten items, but fewer than the 200 of methods §0.6
    assert reported(studied(draw(150))).table("guides").rows[0][5:] == ("N_TOO_SMALL", 150)


def test_a_factor_solution_that_is_doubtful_or_refused_says_so() -> None:
    answers = draw(400)
    answers["c4"] = answers["c3"]
    guides = reported(studied(answers)).table("guides")
    said = dict(zip(guides.column("guide"), guides.column("kept"), strict=True))
    assert (said["dimensions"], said["explored"], said["cfa_refused"]) == ("HEYWOOD",) * 3


def test_an_answer_out_of_range_is_named() -> None:
    answers = draw(50)
    answers.loc[7, "c1"] = 9
    with pytest.raises(BadTable, match="item c1, person 7: 9 is not between 1 and 5"):
        studied(answers)


def test_hasty_answers_are_counted_and_alpha_is_shown_without_them() -> None:
    answers = draw(400)
    rng = np.random.default_rng(9)
    hasty = pd.Series(np.arange(400) < 60)
    answers.loc[hasty] = rng.integers(1, 6, (60, 10)).astype(float)
    found = study(answers, KEYS, hasty, {}, seed=3)
    calm = found.scales[0]
    assert found.careless == 60
    assert calm.alpha.value is not None and calm.careful.value is not None
    assert calm.careful.value > calm.alpha.value + 0.03
    assert reported(found).sentence.values["careless"] == 60
