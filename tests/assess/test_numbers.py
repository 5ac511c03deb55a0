"""Numbers on pages are what Babel writes, however fast they are written."""

import random

import pytest
from flask import Flask
from flask_babel import force_locale, format_decimal

from assess.filters import MINUS, number


@pytest.mark.parametrize("locale", ["en", "de", "es", "ar"])
@pytest.mark.parametrize("digits", [0, 1, 2, 3])
def test_every_number_is_written_as_the_language_writes_it(app: Flask, locale: str, digits: int) -> None:
    chance = random.Random(5)
    values = [0, 1, 0.005, 0.015, 0.125, 2.675, 999.994, 999.995, 999.5, 1000, 1234.5, 1e6, 1e-9, 17, 3.0]
    values += [chance.uniform(0, 10**power) for power in range(-3, 6) for _ in range(40)]
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    with app.test_request_context(), force_locale(locale):
        for value in values:
            assert number(value, digits) == format_decimal(value, format=pattern), value
        assert number(-1.5, 1) == MINUS + number(1.5, 1)
        assert number(-0.0001, 2) == number(0, 2)
