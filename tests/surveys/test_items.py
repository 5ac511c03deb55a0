"""Each kind of item reads what comes in, or says why it cannot; what is stored is what was given."""

from pathlib import Path

import pytest

from surveys.bank import read
from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.items import KINDS, Answer, Given

BANKS = Path(__file__).parent / "banks"


def item(kind: str) -> Item:
    return read(BANKS / f"{kind}.toml").items["one"]


def test_every_kind_has_a_tiny_bank() -> None:
    assert {path.stem for path in BANKS.glob("*.toml")} == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_given_is_no_answer(kind: str) -> None:
    answer = KINDS[kind].read(item(kind), Given())
    assert not answer.answered
    assert KINDS[kind].lacks(item(kind), answer) is None
    assert KINDS[kind].score(item(kind), answer) is None


@pytest.mark.parametrize(
    ("kind", "written", "answer", "score"),
    [
        ("likert", "3", Answer(value=3.0), 3.0),
        ("choice", "ask", Answer(text="ask"), 2.0),
        ("number", " 7 ", Answer(value=7.0), 7.0),
        ("number", "+10", Answer(value=10.0), 10.0),
        ("number", "7,0", Answer(value=7.0), 7.0),
        ("text", "  more\r\nlight ", Answer(text="more\nlight"), None),
        ("anchored", "4", Answer(value=4.0), 4.0),
        ("anchored", "none", Answer(text="none"), None),
    ],
)
def test_an_answer_is_kept_as_given(kind: str, written: str, answer: Answer, score: float | None) -> None:
    found = KINDS[kind].read(item(kind), Given(written))
    assert found == answer
    assert found.answered
    assert KINDS[kind].score(item(kind), found) == score


@pytest.mark.parametrize(
    ("kind", "written", "reason"),
    [
        ("likert", "4", "NOT_AN_OPTION"),
        ("likert", "3.0", "NOT_AN_OPTION"),
        ("likert", "Like me", "NOT_AN_OPTION"),
        ("choice", "ASK", "NOT_AN_OPTION"),
        ("number", "seven", "NOT_A_NUMBER"),
        ("number", "nan", "NOT_A_NUMBER"),
        ("number", "inf", "NOT_A_NUMBER"),
        ("number", "1e1", "NOT_A_NUMBER"),
        ("number", "1_0", "NOT_A_NUMBER"),
        ("number", "٣", "NOT_A_NUMBER"),
        ("number", "9" * 400, "NOT_A_NUMBER"),
        ("number", "7.5", "NOT_A_WHOLE_NUMBER"),
        ("number", "-1", "TOO_SMALL"),
        ("number", "11", "TOO_LARGE"),
        ("text", "x" * 21, "TOO_LONG"),
        ("text", "a\0b", "UNREADABLE_TEXT"),
        ("text", "a\ud800b", "UNREADABLE_TEXT"),
        ("anchored", "6", "NOT_AN_OPTION"),
        ("anchored", "0", "NOT_AN_OPTION"),
        ("anchored", "None", "NOT_AN_OPTION"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(kind: str, written: str, reason: str) -> None:
    with pytest.raises(NotAnAnswer) as refusal:
        KINDS[kind].read(item(kind), Given(written))
    assert refusal.value.values["reason"] == reason
    assert reason in NotAnAnswer.reasons


def test_a_rating_needs_a_note_of_any_length_or_a_tapped_cue() -> None:
    anchored = KINDS["anchored"]
    preparation = item("anchored")
    for given, lack in (
        (Given("4"), "NEEDS_EVIDENCE"),
        (Given("4", evidence="  "), "NEEDS_EVIDENCE"),
        (Given("4", evidence="k"), None),
        (Given("4", cues=("2",)), None),
        (Given("none"), None),
    ):
        assert anchored.lacks(preparation, anchored.read(preparation, given)) == lack, given


def test_cues_are_kept_in_their_order_once_each() -> None:
    assert KINDS["anchored"].read(item("anchored"), Given("4", cues=("3", "1", "3"))).cues == ("1", "3")


@pytest.mark.parametrize("cue", ["0", "4", "01", "knew facts"])
def test_a_cue_that_is_not_there_is_refused(cue: str) -> None:
    with pytest.raises(NotAnAnswer, match="NOT_A_CUE"):
        KINDS["anchored"].read(item("anchored"), Given("4", cues=(cue,)))
