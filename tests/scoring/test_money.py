"""Is money brought into one currency by the rate of its own period, and refused where a day has no rate?"""

import math

import pandas as pd
import pytest

from scoring.money import factors, is_money, worth

JANUARY, FEBRUARY, MARCH = (
    ("2025-01-01", "2025-01-31"),
    ("2025-02-01", "2025-02-28"),
    ("2025-03-01", "2025-03-31"),
)


def day(text):
    return pd.Timestamp(text)


def rates(*rows):
    return pd.DataFrame(rows, columns=["currency", "into", "period_start", "period_end", "rate"])


def test_a_quarter_takes_the_rate_of_its_months_by_their_days():
    months = [(*map(day, span), rate) for span, rate in ((JANUARY, 1.10), (FEBRUARY, 1.20), (MARCH, 1.40))]
    # (31·1.10 + 28·1.20 + 31·1.40) / 90
    assert worth(months, day("2025-01-01"), day("2025-03-31")) == pytest.approx(1.2344444, abs=1e-7)


def test_a_month_takes_the_rate_of_the_year_it_is_in():
    assert worth([(day("2025-01-01"), day("2025-12-31"), 0.9)], day("2025-02-01"), day("2025-02-28")) == 0.9


def test_a_period_of_which_one_day_has_no_rate_has_none():
    months = [(*map(day, span), 1.1) for span in (JANUARY, MARCH)]
    assert math.isnan(worth(months, day("2025-01-01"), day("2025-03-31")))
    assert math.isnan(worth([], day("2025-01-01"), day("2025-01-01")))


def test_only_rates_into_the_companys_currency_are_used_and_its_own_needs_none():
    table = rates(("CHF", "USD", *JANUARY, 1.12), ("CHF", "EUR", *JANUARY, 1.05))
    span = (day("2025-01-01"), day("2025-01-31"))
    assert factors([("CHF", *span), ("USD", *span)], table, "USD") == [1.12, 1.0]
    assert factors([("CHF", *span)], table, "EUR") == [1.05]
    # the other way round is another rate, which nobody gave
    assert math.isnan(factors([("USD", *span)], table, "CHF")[0])


@pytest.mark.parametrize(("unit", "money"), [("CHF", True), ("chf", False), ("%", False), ("days", False), ("", False)])
def test_money_is_what_bears_a_currencys_code(unit, money):
    assert is_money(unit) is money
