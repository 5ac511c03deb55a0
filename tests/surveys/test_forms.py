"""A section becomes a form; what the form holds goes to the engine unread and comes back as it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from surveys.bank import read
from surveys.definition import Instrument
from surveys.errors import NotAnAnswer
from surveys.forms import filled, form_class, given
from surveys.items import KINDS, Answer, Given

BANKS = Path(__file__).parent / "banks"
ANCHORED = read(BANKS / "anchored.toml").sections[0]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_field_named_by_its_item_that_renders(kind: str) -> None:
    form = form_class(read(BANKS / f"{kind}.toml").sections[0])()
    assert 'name="one"' in str(form["one"]())
    assert form.validate()  # nothing here is required


def test_a_rating_form_has_points_no_evidence_cues_and_a_note() -> None:
    form = form_class(ANCHORED)()
    assert [choice.data for choice in form["one"]] == ["1", "2", "3", "4", "5", "none"]
    assert [choice.data for choice in form["one__cues"]] == ["1", "2", "3"]
    assert 'name="one__evidence"' in str(form["one__evidence"]())


def test_what_was_sent_is_handed_on_whole() -> None:
    sent = MultiDict([("one", "4"), ("one__cues", "1"), ("one__cues", "3"), ("one__evidence", "Knew freight cost.")])
    form = form_class(ANCHORED)(sent)
    assert form.validate()
    assert given(form, ANCHORED) == {"one": Given("4", "Knew freight cost.", ("1", "3"))}


def test_stored_answers_are_shown_again() -> None:
    stored = {"one": Answer(4.0, None, "Knew freight cost.", ("1",))}
    form = form_class(ANCHORED)(data=filled(ANCHORED, stored))
    assert [choice.data for choice in form["one"] if choice.checked] == ["4"]
    assert [choice.data for choice in form["one__cues"] if choice.checked] == ["1"]
    assert form["one__evidence"].data == "Knew freight cost."


def test_an_error_is_the_refusal_with_its_code() -> None:
    form = form_class(ANCHORED)(MultiDict({"one": "4"}))
    assert not form.validate()
    (error,) = form.errors["one"]
    assert isinstance(error, NotAnAnswer)
    assert error.values == {"item": "one", "reason": "NEEDS_EVIDENCE"}


def test_a_forged_point_is_refused_once() -> None:
    form = form_class(ANCHORED)(MultiDict({"one": "9"}))
    assert not form.validate()
    assert [error.reason for error in form.errors["one"]] == ["NOT_AN_OPTION"]


def test_a_required_item_must_be_there(instrument: Instrument) -> None:
    calls = instrument.section("calls")
    form = form_class(calls)(MultiDict({"look": "4"}))
    assert not form.validate()
    assert [error.reason for error in form.errors["ten"]] == ["REQUIRED"]
    assert form_class(calls)(MultiDict({"ten": "4"})).validate()


@pytest.mark.parametrize(
    ("kind", "sent", "value"),
    [
        ("multiple", [("one", "c"), ("one", "a")], "a,c"),
        ("bestworst", [("one__2", ">a"), ("one__1", "c>")], "c>a"),
        ("bestworst", [("one__1", "c>")], "c>"),
        ("ranking", [("one__1", "3:a"), ("one__2", "1:b"), ("one__3", "")], "b,c,a"),
        ("ranking", [("one__1", "1:a"), ("one__2", "1:b")], "1:a,1:b"),
        ("forced", [("one__1", "1:b"), ("one__3", "3:c")], "b,a,c"),
        ("multiple", [("other", "a")], ""),
    ],
)
def test_several_controls_make_up_one_answer(kind: str, sent: list[tuple[str, str]], value: str) -> None:
    section = read(BANKS / f"{kind}.toml").sections[0]
    form = form_class(section)(MultiDict(sent))
    assert given(form, section) == {"one": Given(value)}


@pytest.mark.parametrize(
    ("kind", "stored", "ticked"),
    [
        ("multiple", "a,c", {"a", "c"}),
        ("bestworst", "c>a", {"c>", ">a"}),
        ("ranking", "b", {"1:b"}),
        ("ranking", ",b", {"2:b"}),
        ("forced", "b,a,c", {"1:b", "2:a", "3:c"}),
    ],
)
def test_a_stored_answer_ticks_its_controls(kind: str, stored: str, ticked: set[str]) -> None:
    section = read(BANKS / f"{kind}.toml").sections[0]
    form = form_class(section)(data=filled(section, {"one": Answer(text=stored)}))
    assert {one for one in form["one"].ticked if one.strip(">")} == ticked


def test_an_answer_shown_and_sent_back_untouched_is_the_same_in_every_order_of_its_options() -> None:
    section = read(BANKS / "multiple.toml").sections[0]
    turned = replace(section, items=(replace(section.items[0], options=section.items[0].options[::-1]),))
    shown = given(form_class(turned)(data=filled(turned, {"one": Answer(text="a,c")})), turned)
    sent = given(form_class(turned)(MultiDict([("one", "c"), ("one", "a")])), turned)
    assert shown == sent
