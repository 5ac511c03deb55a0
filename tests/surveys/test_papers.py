"""Everybody's paper is drawn once and can be laid out again."""

import json
from dataclasses import replace

from surveys.definition import Instrument
from surveys.papers import Paper, draw, laid


def shuffled(instrument: Instrument) -> Instrument:
    week, calls = instrument.sections
    item = replace(week.items[0], shuffle=True)
    return instrument.with_sections((replace(week, shuffle=True, items=(item, *week.items[1:])), calls))


def test_an_instrument_given_as_written_needs_no_paper(instrument: Instrument) -> None:
    paper = draw(instrument, "somebody")
    assert paper.plain() == {}
    assert laid(instrument, paper) is instrument


def test_two_people_get_two_orders_of_the_same_items(instrument: Instrument) -> None:
    mixed = shuffled(instrument)
    orders = {tuple(laid(mixed, draw(mixed, f"person {n}")).items) for n in range(50)}
    assert len(orders) > 1
    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(instrument.items))}
    options = {
        tuple(option.value for option in laid(mixed, draw(mixed, str(n))).sections[0].items[0].options)
        for n in range(50)
    }
    assert len(options) > 1


def test_a_stored_paper_lays_out_what_was_drawn(instrument: Instrument) -> None:
    mixed = shuffled(instrument)
    paper = draw(mixed, "somebody")
    again = Paper.from_plain(json.loads(json.dumps(paper.plain())))
    assert laid(mixed, again) == laid(mixed, paper)


def test_a_shuffle_never_changes_between_versions_of_python(instrument: Instrument) -> None:
    mixed = shuffled(instrument)
    assert list(draw(mixed, "somebody").items["week"]) == ["late", "plan"]
