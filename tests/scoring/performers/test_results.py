"""Do only those periods count in which the result is the person's own?"""

import pandas as pd
import pytest

from scoring.frames import performance
from scoring.performers.results import grid

STARTS = pd.date_range("2024-01-01", periods=8, freq="QS")


def eligible(people=None, assignments=None, territories=None, months=6):
    kpis = pd.DataFrame(
        {
            "person_id": "Ada",
            "metric_key": "revenue",
            "period_start": STARTS,
            "period_end": STARTS + pd.offsets.QuarterEnd(),
            "value": range(8),
        }
    )
    found = grid(performance(kpis, None, people, assignments, territories), months)
    return [f"{start.year}-Q{start.quarter}" for start in found.starts[found.eligible[0]]]


def person(**dates):
    return pd.DataFrame({"person_id": ["Ada"]} | {key: [day] for key, day in dates.items()})


def moved(**columns):
    row = {"person_id": "Ada", "territory_id": "T", "start": "2025-02-10", "reason": "reassign"}
    return pd.DataFrame([row | columns])


LAND = pd.DataFrame({"territory_id": ["T"], "accounts": [80], "prior_run_rate": [1000.0]})


@pytest.mark.parametrize(("months", "first"), [(6, "2024-Q3"), (12, "2025-Q1"), (0, "2024-Q1")])
def test_the_first_months_in_a_role_do_not_count(months, first):
    assert eligible(person(role_start_date="2024-01-01"), months=months)[0] == first


def test_a_new_role_counts_and_not_the_day_of_hire():
    both = person(hire_date="2015-01-01", role_start_date="2024-07-01")
    assert eligible(both)[0] == "2025-Q1"
    assert eligible(person(hire_date="2024-07-01"))[0] == "2025-Q1"


def test_an_unknown_start_leaves_nobody_out():
    assert len(eligible()) == 8


@pytest.mark.parametrize(
    "columns",
    [{"accounts_inherited": 21}, {"inherited_book_value": 251}, {}],
    ids=["accounts", "revenue", "unknown size"],
)
def test_the_quarter_after_a_large_reassignment_does_not_count(columns):
    gone = {"2025-Q1", "2025-Q2"}
    assert {f"{s.year}-Q{s.quarter}" for s in STARTS} - set(eligible(None, moved(**columns), LAND)) == gone


@pytest.mark.parametrize(
    "columns",
    [{"accounts_inherited": 20}, {"inherited_book_value": 250}, {"reason": "hire"}],
    ids=["a quarter of the accounts", "a quarter of the revenue", "a hire"],
)
def test_a_small_change_or_a_hire_takes_no_quarter_away(columns):
    assert len(eligible(None, moved(**columns), LAND)) == 8


def test_people_without_results_keep_their_row():
    people = pd.DataFrame({"person_id": ["Zoe", "Ada", "Ben"]})
    kpis = pd.DataFrame(
        {"person_id": ["Ada"], "metric_key": "m", "period_start": ["2025-01-01"], "period_end": ["2025-03-31"],
         "value": [1]}
    )  # fmt: skip
    assert grid(performance(kpis, people=people), 6).people["person_id"].tolist() == ["Ada", "Ben", "Zoe"]
