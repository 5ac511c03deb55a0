"""Do comparison teams tell an effect from what would have happened anyway?"""

import warnings

import numpy as np
import pandas as pd
import pytest

from scoring.change import Design, Why, difference_in_differences
from scoring.errors import BadTable, Code
from scoring.levers import Causal
from tests.scoring.change.trained import START, found, lever, rows, trained

FORTY = range(1, 41)


def codes(estimate) -> set[Code]:
    return {reason.code for reason in estimate.reasons}


@pytest.fixture(autouse=True)
def quiet():
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Mean of empty slice")  # of the truth, where somebody has no result yet
        yield


def test_an_effect_of_a_third_is_found_four_times_in_five():
    """Methods §3.10: mean .316, SD .106, power .80; without an effect .016 and three of forty false alarms."""
    effects = np.array([found(seed, 0.30).effect.value for seed in FORTY])
    assert effects.mean() == pytest.approx(0.316, abs=0.002)
    assert effects.std() == pytest.approx(0.106, abs=0.002)
    assert np.mean([found(seed, 0.30).p < 0.05 for seed in FORTY]) == 0.80
    assert np.mean([found(seed, 0.0).effect.value for seed in FORTY]) == pytest.approx(0.016, abs=0.001)
    assert np.mean([found(seed, 0.0).p < 0.05 for seed in FORTY]) == 0.075


@pytest.mark.slow
def test_false_alarms_are_rare_over_four_hundred_companies(capsys):
    null, real = ([found(seed, effect) for seed in range(1, 401)] for effect in (0.0, 0.30))
    false, power = (np.mean([one.p < 0.05 for one in group]) for group in (null, real))
    mean = np.mean([one.effect.value for one in real])
    apart = np.mean([bool(one.caveats) for one in null])
    covered = np.mean([one.effect.low < 0 < one.effect.high for one in null])
    with capsys.disabled():
        print(f"\nfalse alarms {false:.4f}, power {power:.4f}, mean {mean:.4f}, covers 0 {covered:.4f}")
        print(f"trends said to differ where they do not: {apart:.4f}")
    assert 0.03 <= false <= 0.07
    assert 0.75 <= power <= 0.88
    assert mean == pytest.approx(0.30, abs=0.02)
    assert apart <= 0.12


def test_pooled_and_welch_stand_beside_each_other():
    one = found(3, 0.30)
    assert one.effect.n_eff == 24
    assert one.effect.value == pytest.approx(one.welch.value)
    assert one.welch.high - one.welch.low >= (one.effect.high - one.effect.low) * 0.999


def test_before_and_after_alone_is_described_and_refused_as_evidence():
    world, y, chosen = trained(1)
    table = rows(world, y)
    alone = table[table["team"].isin([f"T{team:02d}" for team in chosen])]
    starts = {f"T{team:02d}": START for team in chosen}
    for one in (
        difference_in_differences(alone, starts, Design.BEFORE_AFTER, seed=1),
        difference_in_differences(table, starts, Design.BEFORE_AFTER, seed=1),
        difference_in_differences(alone, starts, Design.COMPARISON_TEAMS, seed=1),
    ):
        assert one.effect.value is None and one.p is None
        assert codes(one.effect) == {Code.NO_DESIGN}
        assert (one.causal, one.why) == (Causal.ASSOCIATION_ONLY, Why.NO_COMPARISON)
        assert one.treated.teams == 12 and one.treated.change.value is not None


def test_three_teams_on_a_side_are_too_few():
    one = found(1, 0.30, 1.0, 3)
    assert one.effect.value is None and one.p is None
    assert codes(one.effect) == {Code.CLUSTERS_TOO_FEW}
    assert one.effect.needed == {"clusters_per_arm": 4}
    assert (one.causal, one.why) == (Causal.ASSOCIATION_ONLY, Why.TOO_FEW_TEAMS)


def test_below_twelve_teams_every_way_to_deal_them_is_tried():
    world, y, chosen = trained(1, 4)
    table = rows(world, y)
    kept = [*chosen, *[team for team in range(24) if team not in chosen][:4]]
    few = table[table["team"].isin([f"T{team:02d}" for team in kept])]
    one = difference_in_differences(few, {f"T{team:02d}": START for team in chosen}, Design.RANDOMISED, seed=1)
    assert one.effect.method.startswith("exact randomisation")
    assert round(one.p * 70) == pytest.approx(one.p * 70)  # 70 ways to choose four of eight
    assert codes(one.effect) == {Code.CLUSTERS_TOO_FEW} and one.effect.status == "caveat"


def test_a_lever_that_did_not_move_was_not_tested():
    """Also where results rose: whatever raised them was not the lever."""
    one = found(1, 0.60, 0.0)
    assert one.p < 0.05
    assert (one.causal, one.why) == (Causal.ASSOCIATION_ONLY, Why.LEVER_NOT_MOVED)
    assert Code.LEVER_NOT_MOVED in codes(one.moved)
    unmeasured = found(1, 0.60)
    assert (unmeasured.causal, unmeasured.why) == (Causal.ASSOCIATION_ONLY, Why.LEVER_NOT_MEASURED)


def test_a_lever_that_moved_and_helped_is_confirmed_and_one_that_moved_and_did_nothing_is_refuted():
    helped = [found(seed, 0.30, 1.0) for seed in FORTY]
    confirmed = sum(one.causal is Causal.CONFIRMED for one in helped)
    assert confirmed == 32 and all(one.why is Why.EFFECT_FOUND for one in helped if one.causal is Causal.CONFIRMED)
    assert sum(one.causal is Causal.REFUTED for one in helped) == 0
    assert all(one.moved.value == pytest.approx(1.0, abs=0.25) for one in helped)


def test_training_a_talent_linked_lever_is_refuted_more_often_than_not():
    """The association promised .40 an SD; the lever moves by one and a half, and results stay where they were."""
    ended = []
    for seed in FORTY:
        world, y, chosen = trained(seed)
        starts = {f"T{team:02d}": START for team in chosen}
        table, moved = rows(world, y), lever(world, chosen, 1.5)
        one = difference_in_differences(
            table, starts, Design.RANDOMISED, lever=moved, expected=0.40, planned=True, seed=1
        )
        ended.append(one.causal)
    assert ended.count(Causal.REFUTED) >= 24
    assert ended.count(Causal.CONFIRMED) <= 3


def test_groups_that_were_moving_apart_are_said_to_and_confirm_nothing():
    world, y, chosen = trained(2)
    drift = 0.15 * np.nanstd(np.nanmean(y[:, :START], axis=1)) * np.arange(world.quarters)
    apart = y + drift * np.isin(world.team, chosen)[:, None]
    starts, moved = {f"T{team:02d}": START for team in chosen}, lever(world, chosen, 1.0)
    one = difference_in_differences(rows(world, apart), starts, Design.COMPARISON_TEAMS, lever=moved, seed=1)
    assert one.p < 0.05 and one.trend.value == pytest.approx(0.15, abs=0.08)
    assert Code.PRE_TRENDS_DIFFER in {caveat.code for caveat in one.caveats}
    assert (one.causal, one.why) == (Causal.ASSOCIATION_ONLY, Why.TRENDS_DIFFER)


def test_with_one_period_before_trends_are_unknown_and_teams_not_dealt_by_lot_confirm_nothing():
    world, y, chosen = trained(4)
    starts = {f"T{team:02d}": START for team in chosen}
    late = [table[table["period"] >= START - 1] for table in (rows(world, y + 1.0), lever(world, chosen, 2.0))]
    one = difference_in_differences(late[0], starts, Design.COMPARISON_TEAMS, lever=late[1], seed=1)
    assert one.trends_p is None and one.trend.value is None
    assert one.why is Why.TRENDS_UNKNOWN


def test_teams_picked_for_low_results_rise_without_any_effect_and_that_part_is_shown():
    expected, seen, confirmed = [], [], 0
    for seed in range(1, 21):
        world, y, _chosen = trained(seed)
        level = [np.nanmean(y[world.team == team][:, START - 4 : START]) for team in range(24)]
        low = [int(team) for team in np.argsort(level)[:12]]
        starts, moved = {f"T{team:02d}": START for team in low}, lever(world, low, 1.0)
        one = difference_in_differences(
            rows(world, y), starts, Design.COMPARISON_TEAMS, lever=moved, picked_low=True, planned=True, seed=1
        )
        expected.append(one.regression.value)
        seen.append(one.effect.value)
        confirmed += one.causal is Causal.CONFIRMED
    assert np.mean(seen) > 0.10
    assert np.mean(expected) == pytest.approx(np.mean(seen), abs=0.10)
    assert confirmed <= 1
    assert found(1, 0.30).regression is None


def test_a_person_counts_where_they_were_before_it_began():
    world, y, chosen = trained(5)
    table = rows(world, y)
    starts = {f"T{team:02d}": START for team in chosen}
    before = difference_in_differences(table, starts, Design.RANDOMISED, seed=1)
    mover = table["person_id"].eq("P000") & table["period"].ge(START)
    other = next(team for team in range(24) if (team in chosen) != (world.team[0] in chosen))
    moved = table.assign(team=table["team"].where(~mover, f"T{other:02d}"))
    after = difference_in_differences(moved, starts, Design.RANDOMISED, seed=1)
    assert after.effect == before.effect


def test_what_is_no_panel_is_refused_with_its_place():
    world, y, _chosen = trained(1)
    table = rows(world, y)
    with pytest.raises(BadTable, match="starts: 99 is no period of outcome"):
        difference_in_differences(table, {"T00": 99}, Design.RANDOMISED, seed=1)
    with pytest.raises(BadTable, match="is there twice"):
        difference_in_differences(pd.concat([table, table.head(1)]), {"T00": 8}, Design.RANDOMISED, seed=1)
    with pytest.raises(BadTable, match="column team is missing"):
        difference_in_differences(table.drop(columns="team"), {"T00": 8}, Design.RANDOMISED, seed=1)


@pytest.mark.parametrize(
    ("values", "starts", "code"),
    [
        (np.ones((10, 8)), {"T0": 4}, Code.NO_VARIANCE),
        (np.full((10, 8), np.nan), {"T0": 4}, Code.N_TOO_SMALL),
        (np.random.default_rng(1).normal(size=(10, 8)), {}, Code.NO_DESIGN),
        (np.random.default_rng(1).normal(size=(10, 8)), {"T0": 0}, Code.N_TOO_SMALL),
        (np.random.default_rng(1).normal(size=(10, 8)), {"T0": 4}, Code.CLUSTERS_TOO_FEW),
    ],
    ids=["constant", "empty", "nobody treated", "no period before", "ten people"],
)
def test_where_there_is_nothing_to_compare_the_reason_is_given(values, starts, code):
    who, when = np.indices(values.shape)
    table = pd.DataFrame(
        {"person_id": who.ravel(), "team": [f"T{i % 5}" for i in who.ravel()], "period": when.ravel(),
         "outcome": values.ravel()}
    )  # fmt: skip
    one = difference_in_differences(table, starts, Design.COMPARISON_TEAMS, seed=1)
    assert one.effect.value is None and codes(one.effect) == {code}
    assert one.causal is Causal.ASSOCIATION_ONLY
