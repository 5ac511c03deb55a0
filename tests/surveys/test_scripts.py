"""The script of a role play is read whole, or what is wrong with it is named; without one nothing changes."""

import pytest

from surveys.bank import library, parse
from surveys.definition import Instrument
from surveys.errors import BankRefused
from surveys.scripts import Reveal, Script
from tests.surveys.test_bank import LIKERT

SCRIPT = """
[script]
brief = "You sell pens."
minutes = 5
role = "A buyer of pens"
mood = "Calm"
facts = ["Has no pen."]
reveals = [{ asked = "What they need", said = "A pen." }]
escalations = ["To pressure: silence."]
stop = "After five minutes."
"""
BANK = LIKERT + SCRIPT


def test_a_script_is_read_and_comes_back_from_its_plain_form() -> None:
    read = parse(BANK.encode(), "bank.toml")
    assert read.script == Script(
        "You sell pens.", 5, "A buyer of pens", "Calm", ("Has no pen.",), (Reveal("What they need", "A pen."),),
        ("To pressure: silence.",), "After five minutes.",
    )  # fmt: skip
    assert Instrument.from_plain(read.plain()) == read
    assert read.content_hash != parse(LIKERT.encode(), "bank.toml").content_hash


def test_what_was_published_before_there_were_scripts_keeps_its_hash() -> None:
    assert "script" not in library()["interview_scorecard"].plain()
    assert (
        library()["interview_scorecard"].content_hash
        == "3a41077418a36f51a1b7f1a184e9617cab732a133a5878bb7335182427862165"
    )


@pytest.mark.parametrize(
    ("find", "put", "complaint"),
    [
        ('stop = "After five minutes."\n', "", "bank.toml: script: stop is missing"),
        ("minutes = 5", "minutes = 0", "bank.toml: script: minutes is empty or of the wrong sort"),
        ('["Has no pen."]', "[]", "bank.toml: script: facts is empty or of the wrong sort"),
        (', said = "A pen."', "", "bank.toml: script, reveal 1: said is missing"),
        ('mood = "Calm"', 'mood = "Calm"\nhat = "red"', "bank.toml: script: unknown entry 'hat'"),
    ],
)
def test_what_is_wrong_with_a_script_is_named(find: str, put: str, complaint: str) -> None:
    assert find in BANK
    with pytest.raises(BankRefused) as refusal:
        parse(BANK.replace(find, put).encode(), "bank.toml")
    assert complaint in refusal.value.complaints
