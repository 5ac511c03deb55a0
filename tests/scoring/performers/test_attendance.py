"""Do leaves and moves of accounts take out the right periods, and do they end a course of results?"""

import numpy as np
import pandas as pd
import pytest

from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.performers.results import grid
from scoring.performers.shrinkage import autocorrelation, trends

STARTS = pd.date_range("2024-01-01", periods=8, freq="QS")


def cube(**event):
    kpis = pd.DataFrame(
        {
            "person_id": "Ada",
            "metric_key": "revenue",
            "period_start": STARTS,
            "period_end": STARTS + pd.offsets.QuarterEnd(),
            "value": range(8),
        }
    )
    events = pd.DataFrame([{"person_id": "Ada"} | event]) if event else None
    return grid(performance(kpis, events=events), 6)


def gone(found):
    return [f"{start.year}-Q{start.quarter}" for start in found.starts[~found.eligible[0]]]


@pytest.mark.parametrize(
    ("first", "last", "out"),
    [
        ("2024-02-01", "2024-02-22", []),  # 16 of 65 working days: 75.4 % worked
        ("2024-02-01", "2024-02-23", ["2024-Q1"]),  # 17 of 65: 73.8 % worked
        ("2024-03-11", "2024-04-19", []),  # three weeks of each quarter
        ("2024-11-01", None, ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]),
    ],
)
def test_a_quarter_counts_when_three_quarters_of_its_working_days_were_worked(first, last, out):
    assert gone(cube(type="leave", date=first, end=last)) == out


def test_days_in_two_leaves_count_once():
    twice = cube(type="leave", date="2024-02-01", end="2024-02-22")
    kpis = pd.DataFrame({"person_id": ["Ada"], "metric_key": "m", "period_start": ["2024-01-01"],
                         "period_end": ["2024-03-31"], "value": [1]})  # fmt: skip
    events = pd.DataFrame(
        {"person_id": "Ada", "type": "leave", "date": ["2024-02-01", "2024-02-05"], "end": ["2024-02-22"] * 2}
    )
    assert gone(twice) == gone(grid(performance(kpis, events=events), 6)) == []


@pytest.mark.parametrize(
    ("event", "out"),
    [
        ({"type": "reassign", "size": 0.26}, ["2025-Q1", "2025-Q2"]),
        ({"type": "reassign", "size": 0.25}, []),
        ({"type": "territory_split", "accounts_before": 70, "accounts_after": 44}, ["2025-Q1", "2025-Q2"]),
        ({"type": "reassign", "accounts_before": 70, "accounts_after": 60}, []),
        ({"type": "reassign"}, ["2025-Q1", "2025-Q2"]),
        ({"type": "inherit", "size": 0.9}, []),
    ],
    ids=["over a quarter", "a quarter", "70 to 44 accounts", "70 to 60 accounts", "unknown", "inherited"],
)
def test_a_move_of_more_than_a_quarter_takes_out_the_quarter_after_it(event, out):
    assert gone(cube(date="2025-02-10", **event)) == out


def test_such_a_move_begins_a_new_series():
    found = cube(type="territory_split", date="2025-02-10", accounts_before=70, accounts_after=44)
    assert found.territory.series[0].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert found.territory.moved[0] == np.datetime64("2025-02-10")


def test_autocorrelation_and_trend_do_not_run_across_a_break():
    # steady before and after, ten lower after the break: one series looks like a long decline
    rng = np.random.default_rng(3)
    scores = rng.normal(0, 0.1, (40, 12)) - np.r_[np.zeros(6), np.full(6, 10.0)]
    series = np.tile(np.r_[np.zeros(6, int), np.ones(6, int)], (40, 1))
    assert autocorrelation(scores)[0] > 0.7
    assert autocorrelation(scores, series)[0] < 0.2
    assert np.median(trends(scores, 0.0)[0]) < -1
    assert abs(np.median(trends(scores, 0.0, series)[0])) < 0.05


def hired(people=120, new=40, tau=4.0, rise=1.5, seed=5):
    """Quarters of a company where those new to the role start ``rise`` lower and come up with time constant tau."""
    rng = np.random.default_rng(seed)
    starts = pd.date_range("2023-01-01", periods=12, freq="QS")
    began = [starts[1 + i % 5] if i < new else pd.Timestamp("2015-01-01") for i in range(people)]
    level = rng.normal(0, 1, people)
    rows = []
    for i in range(people):
        for start in starts:
            months = (start - began[i]).days / 30.4375
            if months >= 0:
                value = level[i] - rise * np.exp(-months / tau) + rng.normal(0, 0.3)
                rows.append((f"P{i:03d}", "m", start, start + pd.offsets.QuarterEnd(), value))
    kpis = pd.DataFrame(rows, columns=["person_id", "metric_key", "period_start", "period_end", "value"])
    people_ = pd.DataFrame({"person_id": [f"P{i:03d}" for i in range(people)], "role_start_date": began})
    return performance(kpis, people=people_)


def test_the_months_new_people_need_are_seen_and_used_when_asked_for():
    # nine tenths of the rise after τ·ln 10 = 9.2 months
    found = performers(hired(), Rules(6, ramp_estimated=True))
    assert found.ramp.low < 9.2 < found.ramp.high
    assert found.ramp.value == pytest.approx(9.2, abs=2.5)
    assert found.ramp.n == 40
    new = found.grid.eligible[0]
    assert new.sum() < performers(hired(), Rules(6)).grid.eligible[0].sum()


@pytest.mark.parametrize(("new", "rise", "code"), [(29, 1.5, "N_TOO_SMALL"), (40, 0.0, "NOT_CONVERGED")])
def test_few_new_people_or_no_rise_leave_the_configured_months(new, rise, code):
    found = performers(hired(new=new, rise=rise), Rules(6, ramp_estimated=True))
    assert (found.ramp.status, found.ramp.reasons[0].code.value) == ("refused", code)
    assert found.grid.eligible[0].tolist() == performers(hired(new=new, rise=rise), Rules(6)).grid.eligible[0].tolist()
