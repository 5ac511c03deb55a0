"""Are people flagged for the human screen exactly where the tables give reason to?"""

import numpy as np
import pandas as pd

from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.screening import flags
from scoring.tiers import tiers
from tests.scoring.worlds import RAMP_MONTHS, make, noise, tables

WORLD = make(1)


def raised(files):
    """Who bears which flag, by place in the world."""
    found = tiers(performers(performance(**files), Rules(RAMP_MONTHS)), 1)
    lists = flags(found)
    return found, lambda key: [i for i, own in enumerate(lists) if key in own]


def test_a_raw_top_that_circumstance_made_is_flagged():
    found, who = raised(tables(WORLD))
    expected = (found.raw_rank <= 48) & (found.chances.top < 0.5)
    assert who("raw_top_only") == np.flatnonzero(expected).tolist() != []
    lucky = WORLD.circumstance[who("raw_top_only")].mean()
    assert lucky > WORLD.circumstance[found.raw_rank <= 48].mean()


def test_a_quarter_of_inherited_revenue_is_flagged():
    _, who = raised(tables(WORLD))
    assert who("inherited") == np.flatnonzero(0.3 * WORLD.inherited_size >= 0.25).tolist() != []


def test_a_territory_far_richer_than_its_peers_is_flagged():
    _, who = raised(tables(WORLD))
    assert np.min(WORLD.potential[who("rich_territory")]) > 1.0
    assert int(np.argmax(WORLD.potential)) in who("rich_territory")


def test_a_reassignment_counts_for_four_quarters():
    files = tables(WORLD)  # the window ends on 2025-12-31
    for person, day in ((0, "2025-02-01"), (1, "2024-12-01")):
        files["assignments"].loc[person, ["start", "reason"]] = [day, "reassign"]
    _, who = raised(files)
    assert who("reassigned") == [0]


def test_a_quota_cut_by_more_than_fifteen_percent_is_flagged_against_the_same_quarter_a_year_before():
    files = tables(WORLD)
    kpis = files["kpis"]
    revenue = kpis["metric_key"] == "revenue_attainment"
    last = kpis["period_start"] == "2025-10-01"
    season = kpis["period_start"].str[5:7].map({"01": 80.0, "04": 100.0, "07": 100.0, "10": 60.0})
    kpis["target"] = season.where(revenue)
    for person, share in (("P00003", 0.84), ("P00004", 0.85)):
        cut = revenue & last & (kpis["person_id"] == person)
        kpis.loc[cut, "target"] = 60.0 * share
    _, who = raised(files)
    assert who("quota_cut") == [3]


def test_a_place_at_the_top_owed_to_the_team_is_flagged():
    found, who = raised(tables(WORLD))
    top = found.chances.top >= 0.5
    owed = who("team_decides")
    assert owed and top[owed].all()
    free = np.setdiff1d(np.flatnonzero(top), owed)
    assert WORLD.team_effect[WORLD.team[owed]].mean() > WORLD.team_effect[WORLD.team[free]].mean()


def test_newcomers_and_people_without_results_say_why_they_are_not_rated():
    files = tables(WORLD)
    files["people"].loc[0, "role_start_date"] = "2025-06-01"
    files["people"] = pd.concat([files["people"], pd.DataFrame({"person_id": ["Z"], "role": ["account executive"]})])
    _, who = raised(files)
    assert who("ramping") == [0]
    assert who("no_results") == [240]


def test_refused_tiers_raise_no_flag_that_needs_a_chance():
    found, who = raised(tables(noise(1)))
    assert found.chances is None
    assert who("raw_top_only") == who("team_decides") == []
    assert who("inherited")
