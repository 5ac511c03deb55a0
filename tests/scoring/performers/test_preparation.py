"""Do quotas, denominators and counts become comparable values, and is what cannot be used named?"""

import numpy as np
import pandas as pd
import pytest

from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.performers.composite import composite
from scoring.performers.peers import standardised
from scoring.performers.preparation import prepared
from scoring.performers.results import grid

COUNTS = pd.DataFrame(
    {"metric_key": ["won", "offers"], "denominator": ["offers", None], "weight": [1, 0], "kind": ["efficiency", None]}
)


def table(values, targets=None, keys=("won", "offers")):
    """Rows of one quarter from values[person][measure]."""
    rows = [
        (f"P{i:02d}", key, "2025-01-01", "2025-03-31", value, None if targets is None else targets[i][m])
        for i, person in enumerate(values)
        for m, (key, value) in enumerate(zip(keys, person, strict=True))
    ]
    return pd.DataFrame(rows, columns=["person_id", "metric_key", "period_start", "period_end", "value", "target"])


def ready(values, metrics=None, targets=None, keys=("won", "offers")):
    return prepared(grid(performance(table(values, targets, keys), metrics), 6))


def told(found):
    return {note.code.value: (note.count, note.first) for note in found.notes}


def test_counts_out_of_counts_become_empirical_logits():
    # Cox & Snell 1989: ln((k + ½)/(m − k + ½)); 3 of 10 is ln(3.5/7.5)
    found = ready([[3, 10], [0, 4], [4, 4]], COUNTS)
    assert found.steps[0] == "logit"
    assert found.values[:, 0, 0] == pytest.approx([np.log(3.5 / 7.5), np.log(0.5 / 4.5), np.log(4.5 / 0.5)])
    assert found.cases[:, 0, 0].tolist() == [10, 4, 4]


def test_what_is_no_count_out_of_a_count_becomes_a_ratio():
    found = ready([[30.5, 10], [12, 4], [8, 4]], COUNTS)
    assert found.steps[0] == "ratio"
    assert found.values[:, 0, 0].tolist() == [3.05, 3.0, 2.0]
    assert (found.cases == 1).all()


def test_a_denominator_of_nothing_or_below_or_missing_is_left_out_and_named():
    found = ready([[3, 10], [2, 0], [1.5, -4], [1, None]], COUNTS)
    assert np.isnan(found.values[1:, 0, 0]).all()
    assert told(found) == {
        "NO_DENOMINATOR": (1, ("P03, won, 2025-01-01",)),
        "DENOMINATOR_ZERO": (2, ("P01, won, 2025-01-01", "P02, won, 2025-01-01")),
    }


def test_a_quota_of_zero_or_below_or_none_is_left_out_and_named():
    found = ready([[80], [90], [70], [60]], targets=[[100], [0], [-5], [None]], keys=["revenue"])
    assert found.values[0, 0, 0] == 0.8
    assert np.isnan(found.values[1:, 0, 0]).all()
    assert told(found) == {
        "QUOTA_ZERO": (1, ("P01, revenue, 2025-01-01",)),
        "QUOTA_NEGATIVE": (1, ("P02, revenue, 2025-01-01",)),
        "NO_QUOTA": (1, ("P03, revenue, 2025-01-01",)),
    }


def test_weighted_quantiles_are_those_of_type_7_where_all_weigh_the_same():
    x, cell = np.random.default_rng(4).normal(size=(40, 1)), (np.repeat([0, 1], 20)[:, None],)
    plain, weighed = standardised(x, cell), standardised(x, cell, np.full((40, 1), 7.0))
    assert weighed.z == pytest.approx(plain.z)
    nearly = standardised(x, cell, 7.0 + 1e-9 * np.arange(40.0)[:, None])  # takes the path of unequal weights
    assert nearly.z == pytest.approx(plain.z, abs=1e-6)


def test_people_with_many_cases_say_more_of_what_is_usual():
    # twenty people: ten with 100 cases near zero, ten with a single one near five
    x = np.r_[np.linspace(-0.5, 0.5, 10), np.linspace(4.5, 5.5, 10)][:, None]
    cases = np.r_[np.full(10, 100.0), np.ones(10)][:, None]
    cell = (np.zeros((20, 1), int),)
    assert standardised(x, cell).middle[0, 0] == pytest.approx(2.5)
    assert standardised(x, cell, cases).middle[0, 0] == pytest.approx(0.0, abs=0.1)


def test_a_measure_that_is_the_same_for_everyone_is_named_with_its_first_places():
    values = [[float(i), 7.0] for i in range(20)]
    metrics = pd.DataFrame({"metric_key": ["won", "offers"], "weight": [80, 20]})
    found = composite(grid(performance(table(values), metrics), 6))
    assert told(found)["NO_SPREAD"] == (
        20,
        ("P00, offers, 2025-01-01", "P01, offers, 2025-01-01", "P02, offers, 2025-01-01"),
    )


def test_teams_of_one_and_people_without_a_team_are_named_and_rated():
    rows = table([[float(i)] for i in range(30)], keys=["revenue"])
    people = pd.DataFrame({"person_id": [f"P{i:02d}" for i in range(30)], "team": ["A"] * 28 + ["B", None]})
    found = performers(performance(rows, people=people), Rules())
    assert told(found) == {"NO_TEAM": (1, ("P29",)), "TEAM_OF_ONE": (1, ("P28",))}
    assert np.isfinite(found.raw.means).all()


def test_a_quarter_without_results_between_two_with_is_named():
    rows = table([[float(i)] for i in range(20)], keys=["revenue"])
    later = [rows.assign(period_start=start, period_end=end) for start, end in
             (("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-09-30"))]  # fmt: skip
    every = pd.concat([rows, later[0].iloc[1:], later[1]])
    assert told(performers(performance(every)))["PERIOD_MISSING"] == (1, ("P00, 2025-04-01",))
