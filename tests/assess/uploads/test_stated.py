"""Is a number read as people say it, and not guessed where it could be two?"""

import pytest

from assess.uploads.stated import Amount, amount


@pytest.mark.parametrize(
    ("words", "value", "currency"),
    [
        ("44", 44, ""),
        ("about 45", 45, ""),
        ("~45 accounts", 45, ""),
        ("circa 1,200", 1200, ""),
        ("$7.5 million", 7_500_000, "USD"),
        ("$7.5M", 7_500_000, "USD"),
        ("roughly $7.5m a year", 7_500_000, "USD"),
        ("rund 7,5 Mio. €", 7_500_000, "EUR"),
        ("CHF 2'400'000", 2_400_000, "CHF"),
        ("850k EUR", 850_000, "EUR"),
        ("EUR 1.234.567", 1_234_567, "EUR"),
        ("1,234,567.50", 1_234_567.5, ""),
        ("1.1 bn USD", 1_100_000_000, "USD"),
        ("7.5M USD a year", 7_500_000, "USD"),
        ("unos 70", 70, ""),
    ],
)
def test_words_with_one_number_are_that_number(words: str, value: float, currency: str) -> None:
    assert amount(words) == Amount(value, currency)


@pytest.mark.parametrize(
    "words", ["", "many", "40 to 50", "40-50", "7.500 Mio. €", "seventy", "45 accounts, 12 of them big", "1.2.3", "€"]
)
def test_no_number_or_two_numbers_are_none(words: str) -> None:
    assert amount(words) is None
