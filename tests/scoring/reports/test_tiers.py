"""Does the Report of a tier analysis hold everything needed to read it and to compute one score by hand?"""

import json
from functools import cache

import numpy as np
import pytest

from scoring.errors import Code
from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.reports.tiers import report
from scoring.results import Estimate, Report
from scoring.tiers import tiers
from tests.scoring.worlds import RAMP_MONTHS, make, noise, tables


@cache
def judged(seed=7, quarters=12):
    return tiers(
        performers(performance(**tables(make(seed), quarters)), Rules(RAMP_MONTHS, potential_reliability=0.85)), 7
    )


@cache
def reported(seed=7, quarters=12):
    return report(judged(seed, quarters))


def rows(table):
    keys = [column.key for column in table.columns]
    return {row[0]: dict(zip(keys, row, strict=True)) for row in table.rows}


def test_the_sentence_counts_the_sure_and_the_unsure():
    labels = judged().labels
    assert reported().sentence.key == "tiers.confident"
    assert reported().sentence.values == {
        "people": 240,
        "rated": 240,
        "confident": labels.count("top_confident"),
        "cannot_tell": labels.count("top_likely") + labels.count("borderline"),
    }


def test_the_report_returns_unchanged_from_json_and_holds_no_nan():
    text = reported().to_json()
    assert Report.from_json(text).to_json() == text
    assert "NaN" not in text
    assert json.loads(text)["kind"] == "tiers"


def test_the_same_analysis_gives_the_same_bytes():
    again = tiers(
        performers(performance(**tables(make(7))), Rules(RAMP_MONTHS, potential_reliability=0.85)), 7
    )  # fmt: skip
    assert report(again).to_json() == reported().to_json()


def test_everyone_listed_has_one_row_best_first():
    people = reported().table("people")
    assert len(people.rows) == 240
    ranks = [rank for rank in people.column("adjusted_rank") if rank is not None]
    assert ranks == sorted(ranks)


def test_every_score_can_be_computed_by_hand_from_its_steps():
    people, cohort = rows(reported().table("people")), rows(reported().table("cohort"))
    for person, step in rows(reported().table("steps")).items():
        given = sum(value for key, value in step.items() if key.startswith("by_"))
        assert step["adjusted"] == pytest.approx(step["raw"] - given)
        assert step["score"] == pytest.approx(step["mean"] + step["reliability"] * (step["adjusted"] - step["mean"]))
        between, within = cohort["variance_between"]["value"], cohort["variance_within"]["value"]
        assert step["reliability"] == pytest.approx(between / (between + within / step["effective_periods"]))
        if people[person]["status"] != "refused":
            assert people[person]["score"].value == pytest.approx(step["score"])


def test_intervals_of_scores_cover_the_truth_about_as_often_as_they_say():
    # adjusted scores and truth are on different scales: the truth is put on that of the scores by its own spread
    inside = []
    for seed in range(1, 6):
        world, table = make(seed), rows(reported(seed).table("people"))
        earned = (world.earned - world.earned.mean()) / world.earned.std()
        shrinkage = judged(seed).performers.adjusted
        for i in range(240):
            score = table[f"P{i:05d}"]["score"]
            if score.value is not None:
                true = shrinkage.center + np.sqrt(shrinkage.between) * earned[i]
                inside.append(score.low <= true <= score.high)
    assert 0.90 <= np.mean(inside) <= 0.98


def test_a_person_with_two_quarters_shows_raw_results_and_the_reason_only():
    world = make(7)
    person = rows(reported().table("people"))[f"P{int(np.flatnonzero(world.hired == 6)[0]):05d}"]
    assert (person["tier"], person["status"], person["reasons"], person["periods"]) == (
        "not_rated",
        "refused",
        "N_TOO_SMALL",
        2,
    )
    assert person["score"].value is person["chance_top"] is person["chance_bottom"] is None
    assert person["score"].needed == {"periods": 4}
    assert person["raw"] is not None and person["raw_rank"] is not None


def test_circumstance_share_is_for_those_ahead_and_between_nothing_and_all():
    for person in rows(reported().table("people")).values():
        share = person["circumstance_share"]
        assert share is None or 0 <= share <= 1
    lucky = rows(reported().table("people"))["P00003"]  # inherited accounts and a rich territory
    assert lucky["circumstance_share"] > 0.2


def test_effects_of_circumstance_carry_intervals_and_the_value_without_measurement_error():
    table = rows(reported().table("circumstances"))
    potential = table["potential"]
    assert potential["fate"] == "used"
    assert potential["effect"].low < potential["effect"].value < potential["effect"].high
    assert potential["effect_true"] == pytest.approx(potential["effect"].value / 0.85)
    assert reported().estimates["circumstance_potential"] == potential["effect"]


def test_what_was_not_given_is_said():
    files = tables(make(7))
    bare = report(
        tiers(performers(performance(files["kpis"], files["metrics"], files["people"]), Rules(RAMP_MONTHS)), 7)
    )
    assert {row[1] for row in bare.table("circumstances").rows} == {"not_given"}
    assert Code.CONFOUNDED_BY_CIRCUMSTANCE in {caveat.code for caveat in bare.caveats}


def test_reliability_has_its_interval_and_cases():
    reliability = reported().estimates["reliability"]
    assert reliability.n == 240
    assert 0.8 < reliability.low < reliability.value < reliability.high < 0.95


def test_nominal_and_effective_weights_both_sum_to_one():
    metrics = reported().table("metrics")
    assert sum(metrics.column("weight")) == pytest.approx(1)
    assert sum(metrics.column("effective_weight")) == pytest.approx(1)


def test_pure_luck_is_refused_with_raw_composites_and_ranks_left():
    luck = report(tiers(performers(performance(**tables(noise(1))), Rules(RAMP_MONTHS)), 1))
    assert luck.sentence.key == "tiers.refused"
    assert {caveat.code for caveat in luck.caveats} == {Code.UNRELIABLE_CRITERION}
    people = luck.table("people")
    assert set(people.column("tier")) <= {"refused", "not_rated"}
    assert set(people.column("chance_top")) == {None}
    assert all(cell.value is None for cell in people.column("score"))
    assert all(isinstance(cell, float) for cell in people.column("raw"))
    assert sorted(people.column("raw_rank"))[0] == 1.0


@pytest.mark.parametrize("quarters", [1, 2, 4])
def test_short_windows_give_a_report_and_no_error(quarters):
    one = reported(7, quarters)
    assert Report.from_json(one.to_json()) is not None
    key = {1: "tiers.one_period", 2: "tiers.refused", 4: "tiers.confident"}[quarters]
    assert one.sentence.key == key


def test_no_refused_number_is_shown_anywhere():
    for one in (reported(), reported(7, 4), reported(7, 1)):
        cells = [cell for table in one.tables for row in table.rows for cell in row if isinstance(cell, Estimate)]
        for cell in cells + list(one.estimates.values()):
            assert cell.status != "refused" or (cell.value, cell.low, cell.high) == (None, None, None)


def test_a_trend_is_shown_to_few_where_there_is_none_and_always_excludes_zero():
    trends = [cell for cell in reported().table("people").column("trend") if cell is not None]
    assert len(trends) <= 0.10 * 240  # the world has no trends: about 5 in 100 are false
    assert all(cell.low > 0 or cell.high < 0 for cell in trends)
