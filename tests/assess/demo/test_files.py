"""Do the uploaded files say what the company would know, in the layouts asked for, and nothing of the truth?"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from assess.demo.files import tables, write
from assess.demo.names import names
from assess.demo.results import RESULTS
from assess.demo.roster import TODAY
from assess.demo.story import CASES
from assess.demo.world import EFFECTS, KPIS, make

#: The starred columns of the CSV layouts (interfaces §6.4).
LAYOUTS = {
    "people": "person_id display_name email role team manager_id hire_date role_start_date location employment_status",
    "kpis": "person_id metric_key period_start period_end value unit source is_new_business inherited_value",
    "assignments": "person_id territory_id start end inherited_book_value accounts_inherited reason",
    "territories": "territory_id potential accounts segment region prior_run_rate measured",
    "metrics": "metric_key label direction kind controllable weight",
}


@pytest.fixture(scope="module")
def shipped() -> dict[str, pd.DataFrame]:
    return tables(make(7))


def test_every_layout_has_its_columns(shipped: dict[str, pd.DataFrame]) -> None:
    for name, columns in LAYOUTS.items():
        assert set(columns.split()) <= set(shipped[name].columns), name


def test_one_seed_writes_one_set_of_bytes_and_another_seed_other_ones(tmp_path: Path) -> None:
    first, again, other = (write(tables(make(seed)), tmp_path / str(turn)) for turn, seed in enumerate((3, 3, 4)))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    same = {one.name for one, two in zip(first, other, strict=True) if one.read_bytes() == two.read_bytes()}
    assert same == {"metrics.csv", "service_metrics.csv"}


def test_no_file_holds_the_truth(shipped: dict[str, pd.DataFrame]) -> None:
    """No column is named after a true score, and no column of numbers per rep repeats one."""
    world = make(7)
    secrets = {"earned", "talent", "circumstance", "territory", "team_effect", "outlier", "practised", "own"}
    truths = [world.earned, world.talent, world.circumstance, world.territory, *world.practised.values()]
    assert secrets.isdisjoint(column for table in shipped.values() for column in table.columns)
    per_rep = [
        table.set_index(table.columns[0])[column].to_numpy()[: world.reps].astype(float)
        for table in (
            shipped["territories"],
            *(rows for _, rows in shipped["practices"].groupby("lever_key")),
        )
        for column in table.select_dtypes("number")
    ]
    per_rep += [
        rows.groupby("person_id")["value"].mean()[: world.reps] for _, rows in shipped["kpis"].groupby("metric_key")
    ]
    assert len(per_rep) > 20
    highest = max(abs(np.corrcoef(seen, true)[0, 1]) for seen in per_rep for true in truths)
    assert highest < 0.95
    # the check can fail: a territory's true potential among the columns would be found
    assert abs(np.corrcoef(np.round(world.territory, 6), truths[3])[0, 1]) > 0.95


def test_natural_units_keep_the_standard_scores(shipped: dict[str, pd.DataFrame]) -> None:
    """Values are 100 + 11·Y and the like, to four decimals: Y comes back to a thousandth of an SD."""
    world = make(7)
    for place, (key, row) in enumerate(zip(KPIS, RESULTS, strict=True)):
        rows = shipped["kpis"][shipped["kpis"]["metric_key"] == key]
        wide = rows.pivot(index="person_id", columns="period_start", values="value").to_numpy()[: world.reps]
        np.testing.assert_allclose((wide - row[6]) / row[7], world.kpis[:, :, place], atol=1e-3)


def test_twelve_quarters_end_with_the_third_of_2026(shipped: dict[str, pd.DataFrame]) -> None:
    kpis = shipped["kpis"]
    assert (kpis["period_start"].min(), kpis["period_end"].max()) == ("2023-10-01", "2026-09-30")
    assert kpis["period_start"].nunique() == 12 and TODAY.isoformat() == "2026-11-22"


def test_the_company_has_its_people(shipped: dict[str, pd.DataFrame]) -> None:
    """240 reps and seven stories in 24 teams, a manager each; 38 service engineers, too few for a profile (§16.3)."""
    people = shipped["people"]
    assert people["role"].value_counts().to_dict() == {
        "Sales representative": 247,
        "Service engineer": 38,
        "Sales manager": 24,
        "Head of service": 1,
    }
    sales = people[people["role"] == "Sales representative"]
    assert sales["team"].nunique() == 24 and sales["region"].nunique() == 4 and sales["segment"].nunique() == 3
    assert set(people["manager_id"]) - {""} <= set(people["person_id"])
    assert people["email"].is_unique and people["email"].str.fullmatch(r"[a-z.\-]+@meridian\.example").all()
    assert people["display_name"].is_unique


def test_territories_were_valued_before_anyone_worked_them(shipped: dict[str, pd.DataFrame]) -> None:
    """Potential measured later would be a result of the rep (methods §2.4, trap a)."""
    held = shipped["assignments"].merge(shipped["territories"], on="territory_id", validate="one_to_one")
    assert len(held) == 248 and (held["measured"] < held["start"]).all()
    assert make(7).potential == pytest.approx(held["potential"][:240], abs=1e-6)


def test_potential_is_measured_with_a_reliability_of_85_hundredths() -> None:
    squared = [np.corrcoef(world.potential, world.territory)[0, 1] ** 2 for world in map(make, range(1, 21))]
    assert np.mean(squared) == pytest.approx(0.85, abs=0.01)


def story(shipped: dict[str, pd.DataFrame], name: str, metric: str) -> pd.Series:
    people, kpis = shipped["people"], shipped["kpis"]
    person = people.loc[people["display_name"].str.startswith(name), "person_id"].item()
    mine = kpis[(kpis["person_id"] == person) & (kpis["metric_key"] == metric)]
    return mine.set_index("period_start")["value"]


def test_the_stories_are_in_the_rows(shipped: dict[str, pd.DataFrame]) -> None:
    """methods §16.1: Ina's 31 % account, Reo's 70 → 44, half the calls, the 55 % deal, claw-backs, five months."""
    held = shipped["assignments"].merge(shipped["territories"], on="territory_id").set_index("person_id")
    held["share"] = held["inherited_book_value"] / held["prior_run_rate"]
    ids = shipped["people"].set_index("display_name")["person_id"]
    assert held.loc[ids["Ina Kovač"], "share"] == pytest.approx(0.31)
    assert held.loc[ids["Reo Tanaka"]].sort_values("start")["accounts"].tolist() == [70, 44]
    assert held.loc[ids["Reo Tanaka"]].sort_values("start")["reason"].tolist() == ["hire", "reassign"]
    assert held.loc[ids["Reo Tanaka"]]["prior_run_rate"].min() == 7_500_000
    calls = shipped["kpis"].query("metric_key == 'calls'")["value"].median()
    assert story(shipped, "Tal Benning", "calls").mean() == pytest.approx(calls / 2, rel=0.05)
    assert story(shipped, "Windy", "largest_deal_share").max() == 55
    assert story(shipped, "Ethan", "clawbacks").sum() == 18
    assert story(shipped, "Nova", "revenue_attainment").index.tolist() == ["2026-07-01"]
    revenue = shipped["kpis"].query("metric_key == 'revenue_attainment'").groupby("person_id")["value"].mean()
    assert revenue[ids["Mia Dubois"]] == pytest.approx(100, abs=6)
    assert held.loc[ids["Mia Dubois"], "potential"] < -2


def test_the_stories_hold_no_chance() -> None:
    first, other = (tables(make(seed))["kpis"].query("'M-0240' < person_id < 'M-0300'") for seed in (7, 8))
    mine = first.reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, other.reset_index(drop=True))
    assert mine["person_id"].nunique() == len(CASES) == 7


def test_practice_scores_correlate_with_results_as_the_effects_say(shipped: dict[str, pd.DataFrame]) -> None:
    revenue = shipped["kpis"].query("metric_key == 'new_logos'").groupby("person_id")["value"].mean()
    scores = shipped["practices"].pivot(index="person_id", columns="lever_key", values="value")
    related = scores.corrwith(revenue)
    assert related["multithread"] > 0.2 and abs(related["email_vol"]) < 0.15
    assert set(scores) == set(EFFECTS)


def test_names_are_different_and_a_longer_list_begins_with_the_shorter() -> None:
    assert len(set(names(5000))) == 5000
    assert names(300)[:20] == names(20)
    with pytest.raises(ValueError, match="names can be formed"):
        names(10**6)
