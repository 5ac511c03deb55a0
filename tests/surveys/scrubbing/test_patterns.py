"""Addresses, links, numbers and amounts go in the ways people write them; counts and years of ordinary prose stay."""

import pytest

from surveys.scrubbing import known, scrubbed

NOBODY = known([])


@pytest.mark.parametrize(
    ("written", "stays"),
    [
        ("mail reo.tanaka@meridian.example now", "mail [email] now"),
        ("mail reo.tanaka＠meridian.example", "mail [email]"),
        ("mail reo @ meridian.example", "mail [email]"),
        ("reo (at) meridian (dot) example", "[email]"),
        ("reo.tanaka at meridian dot example", "[email]"),
        ("reo[at]meridian[dot]example", "[email]"),
        ("r\u200beo@mer\u200bidian.example", "[email]"),
        ("see https://intranet/x?q=1 and www.halberd.test", "see [link] and [link]"),
        ("it is on halberd-pumps.com/orders", "it is on [link]"),
        (r"in C:\Users\rtanaka\list.xlsx or /home/rtanaka/list", "in [link] or [link]"),
        (r"on \\files\tanaka\deals", "on [link]"),
        ("call +49 170 1234567", "call [phone]"),
        ("call 0170/1234567 or (030) 123 456", "call [phone] or [phone]"),
        ("٠١٧٠١٢٣٤٥٦٧", "[phone]"),
        ("a deal of € 1.200.000", "a deal of [amount]"),
        ("a deal of 1,2 Mio. €", "a deal of [amount]"),
        ("EUR 300k, 300 k€, $5m, 20 Euro, 5 million dollars", "[amount], [amount], [amount], [amount], [amount]"),
        ("CHF 12'500.– and ٥٠٠ ريال", "[amount].– and [amount]"),
        ("DE89 3704 0044 0532 0130 00", "[number]"),
        ("account 4711-2233, order #12345, person M-0241", "account [number], order [number], person [number]"),
    ],
)
def test_what_leads_to_somebody_goes(written: str, stays: str) -> None:
    found = scrubbed(written, NOBODY)
    assert found.text == stays
    assert scrubbed(stays, NOBODY).text == stays


@pytest.mark.parametrize(
    "words",
    [
        "We made 10,000 calls in 3 weeks of 2026, twice what we did in 2024-2025 or FY2026.",
        "At 3 pm, on 2 of 10 calls, I ask 4 questions; version 2.1 of the list has 12.",
        "I try 3 times. Top 5 of all 20, at 80 % or 1:4.",
        "Ask at the counter, then dot the i.",
        "Q3 and H2 were good, the A320 and ISO 9001 were not.",
    ],
)
def test_counts_years_and_hours_stay(words: str) -> None:
    assert scrubbed(words, NOBODY).text == words
