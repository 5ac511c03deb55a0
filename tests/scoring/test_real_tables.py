"""Are the tables a real firm has, small and full of faults, read to the end, with every fault named?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable, Code
from scoring.frames import performance
from scoring.performers import performers
from scoring.reports.tiers import report
from scoring.results import Report
from scoring.tiers import tiers

QUARTERS = [(f"{y}-{3 * q + 1:02d}-01", f"{y}-{3 * q + 3:02d}-28") for y in (2024, 2025) for q in range(4)]


def shown(**tables):
    found = report(tiers(performers(performance(**tables)), 7))
    assert Report.from_json(found.to_json()).to_json() == found.to_json()
    return found


def rows(found, table):
    one = found.table(table)
    return [dict(zip((column.key for column in one.columns), row, strict=True)) for row in one.rows]


def territories(n=25, seed=4):
    """One year of sales in n territories whose potential was measured before; nothing else is known."""
    rng = np.random.default_rng(seed)
    potential = rng.gamma(4, 10000, n)
    sales = 1000 + 0.04 * potential + rng.normal(0, 500, n)
    ids = [f"T{i}" for i in range(1, n + 1)]
    kpis = pd.DataFrame({"person_id": ids, "metric_key": "sales", "period_start": "2025-01-01",
                         "period_end": "2025-12-31", "value": sales})  # fmt: skip
    land = pd.DataFrame({"territory_id": ids, "potential": potential, "measured": "2024-12-01"})
    held = pd.DataFrame({"person_id": ids, "territory_id": ids, "start": "2025-01-01"})
    return {"kpis": kpis, "assignments": held, "territories": land}


def test_one_year_of_twenty_five_territories_gives_raw_ranks_what_potential_explains_and_what_is_needed():
    found = shown(**territories())
    assert found.sentence.key == "tiers.one_period"
    assert [caveat.code for caveat in found.caveats] == [Code.ONE_PERIOD, Code.NO_WEIGHTS]
    people = rows(found, "people")
    assert [person["raw_rank"] for person in people] == list(range(1, 26))
    assert all(person["score"].value is None and person["score"].needed == {"periods": 4} for person in people)
    assert all(person["adjusted"] is not None and person["chance_top"] is None for person in people)
    potential = rows(found, "circumstances")[0]
    assert (potential["covariate"], potential["fate"]) == ("potential", "used")
    explained = found.estimates["by_circumstance"]
    assert 0.3 < explained.low < explained.value < explained.high < 0.95
    assert len(rows(found, "lines")) == 25
    assert [line["peer_place"] for line in rows(found, "lines")] == list(range(1, 26))


def test_too_few_for_a_regression_say_how_many_it_takes():
    explained = shown(**territories(9)).estimates["by_circumstance"]
    assert (explained.value, explained.needed) == (None, {"people": 10})


def test_every_fault_of_a_messy_file_is_named_and_none_is_fatal():
    rng = np.random.default_rng(8)
    data = [
        (f"P{i:02d}", key, *quarter, 100 + 10 * i + rng.normal() if key == "revenue" else 5.0, 500.0, "EUR")
        for i in range(40) for quarter in QUARTERS for key in ("revenue", "visits")
    ]  # fmt: skip
    kpis = pd.DataFrame(
        data, columns=["person_id", "metric_key", "period_start", "period_end", "value", "target", "unit"]
    )
    kpis.loc[kpis["metric_key"] == "visits", "target"] = np.nan
    at = kpis.query("metric_key == 'revenue'").index
    kpis.loc[at[0], "target"] = 0.0
    kpis.loc[at[10], "target"] = -500.0
    kpis.loc[at[20], "target"] = None
    kpis = pd.concat([kpis.drop(index=[at[42], at[42] + 1]), kpis.loc[[at[30]]],
                      kpis.loc[[at[60]]].assign(value=1.0)], ignore_index=True)  # fmt: skip
    people = pd.DataFrame(
        {
            "person_id": [f"P{i:02d}" for i in range(40)] + ["P07"],
            "role": ["seller"] * 40 + ["trainee"],
            "team": ["A"] * 38 + ["B", None] + ["A"],
            "role_start_date": ["2020-01-01"] * 40 + ["2019-01-01"],
        }
    )
    metrics = pd.DataFrame({"metric_key": ["revenue", "visits"], "weight": [80, 20]})
    events = pd.DataFrame(
        {"person_id": ["P11", "P12"], "type": ["leave", "reassign"], "date": ["2024-04-01", "2024-08-01"],
         "end": ["2024-06-30", None], "size": [None, 0.4]}
    )  # fmt: skip
    found = shown(kpis=kpis, metrics=metrics, people=people, events=events)
    notes = {note["left_out"]: (note["count"], note["first"]) for note in rows(found, "notes")}
    assert notes == {
        "SAME_ROW": (1, "P03, revenue, 2025-07-01"),
        "ROWS_DISAGREE": (2, "P07, revenue, 2025-01-01; P07, revenue, 2025-01-01"),
        "ROLE_CHANGED": (1, "P07, trainee"),
        "SETTLING": (2, "P12, 2024-07-01; P12, 2024-10-01"),
        "AWAY": (1, "P11, 2024-04-01"),
        "QUOTA_ZERO": (1, "P00, revenue, 2024-01-01"),
        "QUOTA_NEGATIVE": (1, "P01, revenue, 2024-07-01"),
        "NO_QUOTA": (1, "P02, revenue, 2025-01-01"),
        "NO_SPREAD": (316, "P00, visits, 2024-01-01; P00, visits, 2024-04-01; P00, visits, 2024-07-01"),
        "TOO_LITTLE_WEIGHT": (4, "P00, 2024-01-01; P01, 2024-07-01; P02, 2025-01-01"),
        "PERIOD_MISSING": (1, "P05, 2024-07-01"),
        "NO_TEAM": (1, "P39"),
        "TEAM_OF_ONE": (1, "P38"),
    }
    assert found.sentence.key == "tiers.confident"


def small(people, periods, value):
    rng = np.random.default_rng(3)
    return pd.DataFrame(
        [(f"P{i}", "m", *QUARTERS[t], value(rng, i, t)) for i in range(people) for t in range(periods)],
        columns=["person_id", "metric_key", "period_start", "period_end", "value"],
    )


@pytest.mark.parametrize("people", [1, 2, 3, 15, 30])
@pytest.mark.parametrize("periods", [1, 2, 5, 8])
@pytest.mark.parametrize(
    "value",
    [
        lambda rng, i, t: 7.0,
        lambda rng, i, t: np.nan,
        lambda rng, i, t: 0.0 if i else 1e12,
        lambda rng, i, t: -rng.random(),
        lambda rng, i, t: float(i),
        lambda rng, i, t: 0.3 * (1 + i * 1e-17),
        lambda rng, i, t: rng.choice([0.0, 1.0]),
        lambda rng, i, t: rng.normal() if rng.random() > 0.5 else np.nan,
    ],
    ids=["all equal", "all empty", "one giant", "all negative", "no luck at all", "nearly equal", "yes or no", "gaps"],
)
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_tiny_and_odd_tables_give_a_report(people, periods, value):
    found = shown(kpis=small(people, periods, value))
    assert found.table("people").rows
    for row in rows(found, "people"):
        assert (row["score"].value is None) == (row["status"] == "refused")


def test_a_table_without_a_single_usable_row_says_so():
    row = small(1, 1, lambda rng, i, t: 1.0)
    with pytest.raises(BadTable, match="kpis: no row holds a result that no other contradicts"):
        performance(pd.concat([row, row.assign(value=2.0)]))
    with pytest.raises(BadTable, match="kpis: no row holds a result"):
        performance(row.iloc[:0])
