"""Are managers whose reps grow found, and nobody ranked where luck alone moved results? (methods §2.9)"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.frames import performance
from scoring.managers import Managers, managers
from scoring.performers import Rules, performers
from scoring.reports.managers import report
from tests.scoring.worlds import RAMP_MONTHS, World, make, noise, tables


def led(world: World, teams: int = 24, start: str | None = None) -> pd.DataFrame:
    """Each team's manager from a day on; without one from before the window."""
    rows = [(f"P{i:05d}", f"M{team:02d}") for i, team in enumerate(world.team) if team < teams]
    table = pd.DataFrame(rows, columns=["person_id", "manager_id"])
    return table.assign(start=pd.Timestamp(start) if start else pd.NaT, end=pd.NaT)


def found(world: World, **options: object) -> Managers:
    return managers([performers(performance(**tables(world)), Rules(RAMP_MONTHS))], led(world, **options))  # type: ignore[arg-type]


def grown(world: World, gain: np.ndarray) -> World:
    """The same company whose results of every team move by its gain (SD of results) in the second half."""
    kpis = world.kpis.copy()
    kpis[:, 6:, :4] += gain[world.team][:, None, None]
    return replace(world, kpis=kpis)


def gains(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.6, 24)


def test_managers_whose_reps_grow_are_recovered_over_five_companies() -> None:
    correlations = []
    for seed in range(1, 6):
        one = found(grown(make(seed), gains(seed)))
        assert one.judgement.status != "refused"
        correlations.append(np.corrcoef(one.growth.posterior, gains(seed))[0, 1])
    assert np.mean(correlations) > 0.80


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_nobody_grows_growth_is_nought_on_average_and_nobody_is_ranked(seed: int) -> None:
    """The luck of a first half leaves again; that is no decline under the manager."""
    one = found(make(seed))
    assert abs(one.growth.center) < 0.06
    assert one.judgement.status == "refused" and set(one.labels) == {None}
    assert {row[12] for row in report(one, history=False).table("people").rows} == {"other"}


def test_in_a_world_of_luck_nobody_is_ranked() -> None:
    one = found(noise(1))
    assert one.judgement.status == "refused" and np.isnan(one.growth_top).all()


def test_a_rep_who_came_from_elsewhere_is_compared_with_the_time_before() -> None:
    one = found(grown(make(1), gains(1)), start="2024-07-01")
    assert {spell.earlier for spell in one.spells} == {"before", "first_half"}  # those hired later have no before
    assert np.corrcoef(one.growth.posterior, gains(1))[0, 1] > 0.6


def test_good_reps_given_to_a_manager_raise_the_level_and_not_the_growth() -> None:
    """Two worth a whole standard deviation in every quarter: level, not growth."""
    world = make(2)
    kpis = world.kpis.copy()
    kpis[world.team == 5, :, :4] += 2.0
    one, before = found(replace(world, kpis=kpis)), found(world)
    at = one.ids.index("M05")
    assert one.level.posterior[at] - before.level.posterior[at] > 0.5
    assert abs(one.growth.means[at] - before.growth.means[at]) < 0.25


def test_seven_managers_are_not_ranked_and_eight_may_be() -> None:
    world = grown(make(1), gains(1))
    seven, eight = found(world, teams=7), found(world, teams=8)
    assert [reason.code for reason in seven.judgement.reasons] == [Code.N_TOO_SMALL]
    assert seven.judgement.needed == {"managers": 8}
    assert report(seven, history=False).sentence.key == "managers.few"
    assert report(seven, history=False).table("people").rows != ()
    assert eight.judgement.needed.get("managers") != 8


def test_a_manager_of_four_is_named_beside_and_not_counted() -> None:
    world = make(1)
    table = led(world)
    table.loc[table["manager_id"] == "M03", "manager_id"] = [*["M03"] * 4, *["M04"] * 6]
    one = managers([performers(performance(**tables(world)), Rules(RAMP_MONTHS))], table)
    assert "M03" not in one.ids and one.few == {"M03": 4}


def test_a_quarter_under_a_manager_is_too_short_to_count() -> None:
    world = make(1)
    short = led(world).assign(start=pd.Timestamp("2025-10-01"))
    one = managers([performers(performance(**tables(world)), Rules(RAMP_MONTHS))], short)
    assert one.ids == () and one.few == {} and report(one, history=True).sentence.key == "managers.none"


def test_hires_and_leavers_are_counted_and_a_ramp_of_few_is_refused() -> None:
    world = make(1)
    one = managers([performers(performance(**tables(world)), Rules(RAMP_MONTHS))], led(world), left=["P00000"])
    assert one.left[0] == 1 and one.left[1] == 0
    assert one.hires == tuple(int(((world.team == team) & (world.hired >= 0)).sum()) for team in range(24))
    ramps = [row[8] for row in report(one, history=False).table("people").rows]
    assert all(ramp.status == "refused" for ramp, row in zip(ramps, one.hires, strict=True) if max(one.hires) < 5)


def test_the_report_is_checked_by_hand_and_goes_to_json_and_back() -> None:
    said = report(found(grown(make(1), gains(1))), history=False)
    assert type(said).from_json(said.to_json()).to_json() == said.to_json()
    for _who, adjusted, _reps, reliability, mean, score in said.table("steps").rows:
        assert mean + reliability * (adjusted - mean) == pytest.approx(score)
    assert {row[12] for row in said.table("people").rows} == {"top", "middle", "other"}


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_short_windows_give_levels_and_no_traceback(quarters: int) -> None:
    one = performers(performance(**tables(make(1), quarters=quarters)), Rules(RAMP_MONTHS))
    said = report(managers([one], led(make(1))), history=False)
    assert said.sentence.key in {"managers.none", "managers.unranked"}
