"""Do names of periods mean the days a company means by them, and are those refused that could be either?"""

import pandas as pd
import pytest

from scoring.calendar import COMMON, Calendar, long, period
from scoring.errors import BadTable
from scoring.frames import performance

APRIL, OCTOBER, JAPAN = Calendar(4), Calendar(10), Calendar(4, "start")


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2024Q4", "2024-10-01", "2024-12-31"),
        ("Q1 2025", "2025-01-01", "2025-03-31"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("Mar 2026", "2026-03-01", "2026-03-31"),
        ("sept. 2025", "2025-09-01", "2025-09-30"),
        ("März 2026", "2026-03-01", "2026-03-31"),
        ("diciembre 2025", "2025-12-01", "2025-12-31"),
        ("FY26 Q1", "2026-01-01", "2026-03-31"),
    ],
)
def test_a_period_label_has_a_first_and_a_last_day(label, first, last):
    assert period(label) == (pd.Timestamp(first), pd.Timestamp(last))


@pytest.mark.parametrize(
    ("calendar", "label", "first", "last"),
    [
        # FY26 of a company whose year begins in April is the year that ends in March 2026
        (APRIL, "FY26", "2025-04-01", "2026-03-31"),
        (APRIL, "FY26 Q1", "2025-04-01", "2025-06-30"),
        (APRIL, "Q4 FY2026", "2026-01-01", "2026-03-31"),
        (APRIL, "FY2025/26", "2025-04-01", "2026-03-31"),
        (APRIL, "fy 26 h2", "2025-10-01", "2026-03-31"),
        (APRIL, "CY2026-Q1", "2026-01-01", "2026-03-31"),
        (APRIL, "2026-03", "2026-03-01", "2026-03-31"),
        (APRIL, "Mar 2026", "2026-03-01", "2026-03-31"),
        # the federal government's FY2026 begins in October 2025
        (OCTOBER, "FY2026-Q1", "2025-10-01", "2025-12-31"),
        # a Japanese FY2025 is the year that begins in April 2025
        (JAPAN, "FY2025 Q1", "2025-04-01", "2025-06-30"),
        (JAPAN, "FY2025/26 Q4", "2026-01-01", "2026-03-31"),
    ],
)
def test_a_companys_own_year_is_read_as_the_company_means_it(calendar, label, first, last):
    assert period(label, calendar) == (pd.Timestamp(first), pd.Timestamp(last))


@pytest.mark.parametrize("label", ["2026-Q1", "2026", "Q1 2026", "2026-H1"])
def test_a_quarter_that_could_be_of_either_year_is_refused_not_guessed(label):
    with pytest.raises(BadTable, match="write CY or FY before it"):
        period(label, APRIL)


@pytest.mark.parametrize("label", ["2025-Q5", "2025-13", "Q1 25", "", "25", "2025-H3", "may", "ma 2025", "FYI Q1"])
def test_what_is_no_period_is_refused(label):
    with pytest.raises(BadTable, match="neither a year"):
        period(label)


@pytest.mark.parametrize(("calendar", "label"), [(COMMON, "FY25/26"), (APRIL, "FY25/27"), (APRIL, "CY25/26")])
def test_two_years_that_are_not_one_are_refused(calendar, label):
    with pytest.raises(BadTable, match="names two years"):
        period(label, calendar)


@pytest.mark.parametrize(
    ("calendar", "day", "year", "month"),
    [
        (COMMON, "2026-03-31", 2026, 3),
        (APRIL, "2026-03-31", 2026, 12),
        (APRIL, "2026-04-01", 2027, 1),
        (JAPAN, "2026-03-31", 2025, 12),
        (OCTOBER, "2025-10-01", 2026, 1),
    ],
)
def test_a_day_has_its_place_in_the_companys_year(calendar, day, year, month):
    assert calendar.place(pd.Timestamp(day)) == (year, month)


def test_a_wide_table_becomes_rows_and_leaves_out_empty_cells():
    wide = pd.DataFrame(
        {"person_id": ["Ada", "Ben"], "period": ["2025-Q1", "2025-Q1"], "revenue": [10, 11], "margin": [0.3, None]}
    )
    rows = long(wide)
    assert sorted(zip(rows["person_id"], rows["metric_key"], rows["value"], strict=True)) == [
        ("Ada", "margin", 0.3),
        ("Ada", "revenue", 10),
        ("Ben", "revenue", 11),
    ]
    assert len(performance(rows).kpis) == 3
