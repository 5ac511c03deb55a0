"""Sections are asked when their conditions hold."""

from dataclasses import replace

import pytest

from surveys.bank import parse
from surveys.definition import Condition, Instrument
from surveys.errors import BankRefused
from surveys.items import Answer
from surveys.routing import asked, holds


def branching(instrument: Instrument, *conditions: Condition) -> Instrument:
    week, calls = instrument.sections
    return instrument.with_sections((week, replace(calls, when=conditions)))


def codes(instrument: Instrument, **answers: Answer) -> list[str]:
    return [section.code for section in asked(instrument, answers)]


def test_a_section_without_conditions_is_always_asked(instrument: Instrument) -> None:
    assert codes(instrument) == ["week", "calls"]


def test_a_section_is_asked_when_every_condition_holds(instrument: Instrument) -> None:
    first = next(iter(instrument.items))
    branched = branching(instrument, Condition(first, ("4", "5")), Condition(first, low=5))
    assert codes(branched) == ["week"]
    assert codes(branched, **{first: Answer(value=4.0)}) == ["week"]
    assert codes(branched, **{first: Answer(value=5.0)}) == ["week", "calls"]


def test_an_answer_in_a_section_that_is_no_longer_asked_opens_nothing(instrument: Instrument) -> None:
    week, calls = instrument.sections
    first, ten = week.items[0].code, "ten"
    after = replace(week, code="after", items=(replace(week.items[0], code="last"),), when=(Condition(ten, low=1),))
    chain = instrument.with_sections((week, replace(calls, when=(Condition(first, ("5",)),)), after))
    assert codes(chain, ten=Answer(value=3.0), **{first: Answer(value=5.0)}) == ["week", "calls", "after"]
    assert codes(chain, ten=Answer(value=3.0), **{first: Answer(value=1.0)}) == ["week"]


@pytest.mark.parametrize(
    ("condition", "answer", "held"),
    [
        (Condition("x", ("a",)), Answer(text="a"), True),
        (Condition("x", ("a",)), Answer(text="b"), False),
        (Condition("x", ("b",)), Answer(text="a,b"), True),
        (Condition("x", ("a",)), Answer(), False),
        (Condition("x", ("3",)), Answer(value=3.0), True),
        (Condition("x", low=2, high=4), Answer(value=4.0), True),
        (Condition("x", low=2, high=4), Answer(value=4.5), False),
        (Condition("x", high=4), Answer(value=-9.0), True),
        (Condition("x", ("1",)), Answer(value=3.0), False),
    ],
)
def test_a_condition_holds(condition: Condition, answer: Answer, held: bool) -> None:
    assert holds(condition, answer) is held


BANK = """
code = "branched"
title = "Branched"
language = "en"
source = "test"
licence = "test"
uses = ["research"]
[[sections]]
code = "one"
title = "One"
items = [
  { code = "drive", kind = "likert", text = "I drive", options = ["no", "yes"] },
  { code = "order", kind = "ranking", text = "Put in order", options = ["near", "far"] },
]
[[sections]]
code = "two"
title = "Two"
when = [%s]
items = [{ code = "car", kind = "text", text = "Which car?" }]
"""


@pytest.mark.parametrize(
    ("when", "complaint"),
    [
        ('{ item = "car", values = ["1"] }', "item car, which is not in an earlier section"),
        ('{ item = "bus", values = ["1"] }', "item bus, which does not exist"),
        ('{ item = "drive" }', "names neither values nor bounds"),
        ('{ item = "order", values = ["1"] }', "whose answer is an order of its options"),
        ('{ item = "drive", values = ["3"] }', "names '3', which is no answer to item drive"),
    ],
)
def test_a_condition_nothing_can_meet_is_refused(when: str, complaint: str) -> None:
    with pytest.raises(BankRefused, match=complaint):
        parse((BANK % when).encode(), "bank.toml")


def test_a_condition_is_read() -> None:
    read = parse((BANK % '{ item = "drive", values = ["2"] }').encode(), "bank.toml")
    assert read.section("two").when == (Condition("drive", ("2",)),)
    assert Instrument.from_plain(read.plain()) == read
