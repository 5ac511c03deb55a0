"""Is what belongs elsewhere left out and named, and is nothing added up in two units?"""

import pandas as pd
import pytest

from scoring.admission import admitted

NO_RATES = pd.DataFrame(columns=["currency", "into", "period_start", "period_end", "rate"])
RATES = pd.DataFrame(
    [("CHF", "USD", "2025-01-01", "2025-03-31", 1.1), ("CHF", "USD", "2025-04-01", "2025-06-30", 1.2)],
    columns=NO_RATES.columns,
)


def kpis(*rows):
    """Rows of person, quarter of 2025, value, unit and perhaps metric and target."""
    quarters = {1: ("2025-01-01", "2025-03-31"), 2: ("2025-04-01", "2025-06-30"), 3: ("2025-07-01", "2025-09-30")}
    full = [(*row, *("revenue", None)[len(row) - 4 :]) for row in rows]
    return pd.DataFrame(
        [(who, metric, *quarters[quarter], value, target, unit) for who, quarter, value, unit, metric, target in full],
        columns=["person_id", "metric_key", "period_start", "period_end", "value", "target", "unit"],
    )


def people(**since):
    """Persons by name with hire date and start in the role."""
    return pd.DataFrame(
        [(name, *days) for name, days in since.items()], columns=["person_id", "hire_date", "role_start_date"]
    )


def metrics(**roles):
    named = roles or {"revenue": []}
    return pd.DataFrame({"metric_key": list(named), "unit": "", "roles": list(named.values())})


ADA = people(Ada=("2020-01-01", "2020-01-01"), Ben=("2020-01-01", "2020-01-01"))


def notes(found):
    return [tuple(row) for row in found.notes.itertuples(index=False)]


def test_francs_become_dollars_by_the_rate_of_their_quarter_with_their_quota():
    rows = kpis(("Ada", 1, 100, "USD"), ("Ben", 1, 100, "CHF", "revenue", 50), ("Ben", 2, 100, "chf"))
    found = admitted(rows, metrics(), ADA, RATES, "Seller", "USD")
    assert found.kpis["value"].tolist() == pytest.approx([100, 110, 120])
    assert found.kpis["target"].tolist()[1] == pytest.approx(55)
    assert found.kpis["unit"].tolist() == ["USD"] * 3
    assert (notes(found), found.home) == ([], "USD")
    assert found.metrics["unit"].tolist() == ["USD"]


def test_an_amount_without_a_rate_is_left_out_and_named():
    rows = kpis(("Ada", 1, 100, "USD"), ("Ben", 3, 100, "CHF"), ("Ben", 1, 90, "CHF"))
    found = admitted(rows, metrics(), ADA, RATES, "Seller", "USD")
    assert found.kpis["value"].tolist() == pytest.approx([100, 99])
    assert notes(found) == [("NO_RATE", 1, "Ben, revenue, 2025-07-01, CHF")]


def test_without_a_company_currency_most_amounts_say_which_it_is():
    rows = kpis(("Ada", 1, 100, "EUR"), ("Ada", 2, 100, "EUR"), ("Ben", 1, 100, "USD"))
    found = admitted(rows, metrics(), ADA, NO_RATES, "Seller")
    assert found.home == "EUR"
    assert notes(found) == [("NO_RATE", 1, "Ben, revenue, 2025-01-01, USD")]


def test_one_foreign_currency_alone_needs_rates_too_once_the_company_has_its_own():
    rows = kpis(("Ada", 3, 100, "CHF"))
    assert admitted(rows, metrics(), ADA, RATES, "Seller", "USD").kpis.empty
    assert admitted(rows, metrics(), ADA, RATES, "Seller").kpis["value"].tolist() == [100]


def test_two_units_of_one_measure_are_never_added_up():
    rows = kpis(("Ada", 1, 0.9, "%"), ("Ada", 2, 0.8, "%"), ("Ben", 1, 90, "points"))
    found = admitted(rows, metrics(), ADA, NO_RATES, "Seller")
    assert found.kpis["value"].tolist() == [0.9, 0.8]
    assert notes(found) == [("UNIT_DIFFERS", 1, "Ben, revenue, 2025-01-01, points")]


def test_a_blank_unit_is_that_of_the_measure():
    rows, defined = kpis(("Ada", 1, 100, None), ("Ben", 1, 100, "CHF")), metrics()
    found = admitted(rows, defined.assign(unit="USD"), ADA, RATES, "Seller", "USD")
    assert found.kpis["value"].tolist() == pytest.approx([100, 110])
    without = admitted(rows, defined, ADA, RATES, "Seller", "CHF")
    assert notes(without) == [("UNIT_DIFFERS", 1, "Ben, revenue, 2025-01-01, CHF")]


def test_results_of_an_earlier_job_are_left_out_and_named():
    rows = kpis(("Ada", 1, 1, ""), ("Ada", 2, 2, ""), ("Ben", 1, 3, ""))
    changed = people(Ada=("2020-01-01", "2025-04-01"), Ben=("2020-01-01", "2020-01-01"))
    found = admitted(rows, metrics(), changed, NO_RATES, "Manager")
    assert found.kpis["value"].tolist() == [2, 3]
    assert notes(found) == [("OTHER_JOB", 1, "Ada, revenue, 2025-01-01")]


def test_a_quarter_in_the_midst_of_which_the_job_changed_belongs_to_neither():
    changed = people(Ada=("2020-01-01", "2025-02-15"))
    assert admitted(kpis(("Ada", 1, 1, "")), metrics(), changed, NO_RATES, "Manager").kpis.empty


def test_a_hire_in_mid_quarter_keeps_the_quarter_and_results_before_the_hire_are_an_error():
    hired = people(Ada=("2025-05-15", "2025-05-15"))
    found = admitted(kpis(("Ada", 1, 1, ""), ("Ada", 2, 2, "")), metrics(), hired, NO_RATES, "Seller")
    assert found.kpis["value"].tolist() == [2]
    assert notes(found) == [("BEFORE_HIRE", 1, "Ada, revenue, 2025-01-01")]


def test_unknown_days_leave_nothing_out():
    found = admitted(kpis(("Ada", 1, 1, "")), metrics(), people(Ada=(None, None)), NO_RATES, "Seller")
    assert len(found.kpis) == 1 and found.notes.empty


def test_a_measure_meant_for_others_takes_no_part_and_leaves_no_empty_column():
    rows = kpis(("Ada", 1, 1, ""), ("Ada", 1, 7, "", "coaching"))
    found = admitted(rows, metrics(revenue=["Seller"], coaching=["Manager"]), ADA, NO_RATES, "Seller")
    assert found.metrics["metric_key"].tolist() == ["revenue"]
    assert notes(found) == [("OTHER_ROLE", 1, "Ada, coaching, 2025-01-01")]


def test_no_results_at_all_are_no_error():
    found = admitted(kpis(), metrics(), ADA, NO_RATES, "Seller", "USD")
    assert (len(found.kpis), len(found.notes)) == (0, 0)
