"""Each kind of item reads what comes in, or says why it cannot; what is stored is what was given."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from surveys.bank import read
from surveys.definition import Item, Option
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
        ("number", "٧", Answer(value=7.0), 7.0),
        ("slider", "٠٫٥", Answer(value=0.5), 0.5),
        ("number", " 7 ", Answer(value=7.0), 7.0),
        ("number", "+10", Answer(value=10.0), 10.0),
        ("number", "7,0", Answer(value=7.0), 7.0),
        ("text", "  more\r\nlight ", Answer(text="more\nlight"), None),
        ("anchored", "4", Answer(value=4.0), 4.0),
        ("anchored", "none", Answer(text="none"), None),
        ("multiple", "b,a", Answer(text="a,b"), 3.0),
        ("multiple", "c,c", Answer(text="c"), -1.0),
        ("bestworst", "c>a", Answer(text="c>a"), 5.0),
        ("bestworst", ">a,c>", Answer(text="c>a"), 5.0),
        ("bestworst", "b>c", Answer(text="b>c"), 2.0),
        ("bestworst", "b>", Answer(text="b>"), None),
        ("bestworst", ">b", Answer(text=">b"), None),
        ("ranking", "b,c,a", Answer(text="b,c,a"), 1.0),
        ("ranking", "a,c,b", Answer(text="a,c,b"), -1.0),
        ("ranking", "3:a,1:b,2:c", Answer(text="b,c,a"), 1.0),
        ("ranking", "3:c,1:b", Answer(text="b,a,c"), 1 / 3),
        ("ranking", "2:c", Answer(text=",c"), None),
        ("forced", "1:b,3:c", Answer(text="b,a,c"), None),
        ("forced", "b,a,c", Answer(text="b,a,c"), None),
        ("slider", "0.3", Answer(value=0.3), 0.3),
        ("slider", "0", Answer(value=0.0), 0.0),
        ("line", "  Head \t of sales ", Answer(text="Head of sales"), None),
        ("upload", "0" * 64, Answer(text="0" * 64), None),
    ],
)
def test_an_answer_is_kept_as_given(kind: str, written: str, answer: Answer, score: float | None) -> None:
    found = KINDS[kind].read(item(kind), Given(written))
    assert found == answer
    assert found.answered
    assert KINDS[kind].score(item(kind), found) == pytest.approx(score)
    assert KINDS[kind].read(item(kind), Given(written if found.text is None else found.text)) == found


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
        ("number", "๓", "NOT_A_NUMBER"),
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
        ("multiple", "a,d", "NOT_AN_OPTION"),
        ("multiple", "a,b,c", "TOO_MANY"),
        ("bestworst", "c", "NOT_AN_OPTION"),
        ("bestworst", "c>d", "NOT_AN_OPTION"),
        ("bestworst", "a>,b>", "NOT_AN_OPTION"),
        ("bestworst", "c>a>b", "NOT_AN_OPTION"),
        ("bestworst", "c>c", "SAME_OPTION"),
        ("ranking", "1:a,1:b", "NOT_AN_ORDER"),
        ("ranking", "1:a,2:a", "NOT_AN_ORDER"),
        ("ranking", "4:a", "NOT_AN_ORDER"),
        ("ranking", "1:", "NOT_AN_ORDER"),
        ("ranking", "a,b,c,a", "NOT_AN_ORDER"),
        ("ranking", "a,d", "NOT_AN_OPTION"),
        ("forced", "1:a,1:b", "NOT_AN_ORDER"),
        ("slider", "0.25", "NOT_A_STEP"),
        ("slider", "1.1", "TOO_LARGE"),
        ("slider", "half", "NOT_A_NUMBER"),
        ("line", "x" * 21, "TOO_LONG"),
        ("upload", "letter.pdf", "NO_FILE"),
        ("upload", "C:\\fakepath\\letter.pdf", "NO_FILE"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(kind: str, written: str, reason: str) -> None:
    with pytest.raises(NotAnAnswer) as refusal:
        KINDS[kind].read(item(kind), Given(written))
    assert refusal.value.values["reason"] == reason
    assert reason in NotAnAnswer.reasons


@pytest.mark.parametrize(
    ("kind", "written", "lack"),
    [
        ("bestworst", "c>", "HALF_A_PAIR"),
        ("bestworst", ">c", "HALF_A_PAIR"),
        ("bestworst", "c>a", None),
        ("ranking", "1:a", "ORDER_UNFINISHED"),
        ("ranking", "1:a,2:b", None),  # the third place is the only one left
        ("forced", "3:c", "ORDER_UNFINISHED"),
        ("forced", "1:b,3:c", None),
    ],
)
def test_half_an_answer_is_kept_and_says_what_it_lacks(kind: str, written: str, lack: str | None) -> None:
    answer = KINDS[kind].read(item(kind), Given(written))
    assert answer.answered
    assert KINDS[kind].lacks(item(kind), answer) == lack


def test_several_choices_lack_what_is_below_their_minimum() -> None:
    two = replace(item("multiple"), minimum=2)
    multiple = KINDS["multiple"]
    assert multiple.lacks(two, multiple.read(two, Given("a"))) == "TOO_FEW"
    assert multiple.lacks(two, multiple.read(two, Given("a,b"))) is None
    assert multiple.span(two) == (0, 3)  # the least and the greatest two of 2, 1 and -1
    assert multiple.span(item("multiple")) == (-1, 3)


def test_best_and_worst_score_within_the_span_of_their_options() -> None:
    """McDaniel et al. 2011: the keyed best called best +1, the keyed worst called worst +1, turned round -1 each."""
    keyed = replace(
        item("bestworst"),
        options=tuple(Option(value, value, score) for value, score in (("a", 1), ("b", 0), ("c", 0), ("d", -1))),
    )
    kind = KINDS["bestworst"]
    scores = {pair: kind.score(keyed, kind.read(keyed, Given(pair))) for pair in ("a>d", "a>b", "b>c", "b>a", "d>a")}
    assert scores == {"a>d": 1, "a>b": 0.5, "b>c": 0, "b>a": -0.5, "d>a": -1}
    assert kind.span(keyed) == (-1, 1)
    assert kind.span(item("bestworst")) == (1, 5)


def test_an_order_is_scored_by_the_pairs_experts_told_apart() -> None:
    """Goodman & Kruskal 1954: of five pairs that are not tied, four in the experts' order and one against it."""
    tied = replace(
        item("ranking"),
        options=tuple(Option(value, value, score) for value, score in (("a", 4), ("b", 2), ("c", 2), ("d", 1))),
    )
    kind = KINDS["ranking"]
    assert kind.score(tied, kind.read(tied, Given("a,c,d,b"))) == pytest.approx((4 - 1) / 5)
    assert kind.score(tied, kind.read(tied, Given("a,b,c,d"))) == kind.score(tied, Answer(text="a,c,b,d")) == 1
    assert kind.span(tied) == (-1, 1)
    unscored = replace(tied, options=tuple(replace(option, score=None) for option in tied.options))
    assert kind.score(unscored, Answer(text="a,b,c,d")) is None
    assert kind.span(unscored) is None


@pytest.mark.parametrize(
    ("kind", "change", "complaint"),
    [
        ("multiple", {"minimum": 3, "maximum": 2}, "minimum must not be above maximum"),
        ("multiple", {"maximum": 4}, "nor maximum above the number of options"),
        ("multiple", {"maximum": float("inf")}, "whole numbers"),
        ("multiple", {"minimum": 1.5}, "whole numbers"),
        ("multiple", {"options": (Option("a,b", "A"), Option("c", "C"))}, "letters, digits"),
        ("multiple", {"options": (Option("a", "A", 1), Option("c", "C"))}, "every option has a score or none"),
        ("bestworst", {"options": (Option("a", "A"), Option("c", "C"))}, "three options or more"),
        ("bestworst", {"options": tuple(Option(v, v) for v in ("a", "b>", "c"))}, "letters, digits"),
        ("ranking", {"options": tuple(Option(v, v) for v in "abcdefghi")}, "at most 8 options"),
        ("ranking", {"options": tuple(Option(v, v, 1) for v in "abc")}, "the experts have no order"),
        ("ranking", {"options": tuple(Option(v, v) for v in "aab")}, "two options have the same value"),
        ("forced", {"options": tuple(Option(v, v) for v in "abc")}, "lacks the scale"),
        ("forced", {"options": tuple(Option(v, v, 1, scale="order") for v in "abc")}, "carry no score"),
        ("forced", {"options": tuple(Option(v, v, scale="order") for v in "abcde")}, "2 to 4 statements"),
        ("slider", {"minimum": None}, "needs a minimum and a maximum"),
        ("slider", {"minimum": 1}, "minimum must be below maximum"),
        ("slider", {"maximum": float("inf")}, "both finite"),
        ("slider", {"step": 0.3}, "without a rest"),
        ("slider", {"step": -0.1}, "step must be above 0"),
        ("slider", {"step": 0.0001}, "more than 1000 places"),
        ("slider", {"ends": ("Low",)}, "ends are two"),
        ("line", {"longest": 0}, "longest must be 1 or more"),
        ("upload", {"accepts": ()}, "accepts is missing"),
        ("upload", {"accepts": ("pdf", "mp3")}, "accepts 'mp3'"),
        ("upload", {"longest": 4000}, "from 10000 to 10000000"),
    ],
)
def test_a_faulty_item_says_what_is_wrong_and_has_no_span_by_accident(
    kind: str, change: dict[str, Any], complaint: str
) -> None:
    assert list(KINDS[kind].complaints(item(kind))) == []
    faulty = replace(item(kind), **change)
    assert complaint in "; ".join(KINDS[kind].complaints(faulty))
    KINDS[kind].span(faulty)  # asked of faulty items too: it must answer


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


def test_an_item_that_takes_no_note_needs_none_and_refuses_one() -> None:
    anchored, plain = KINDS["anchored"], replace(item("anchored"), longest=0)
    assert anchored.lacks(plain, anchored.read(plain, Given("4"))) is None
    with pytest.raises(NotAnAnswer, match="TOO_LONG"):
        anchored.read(plain, Given("4", evidence="k"))


def test_cues_are_kept_in_their_order_once_each() -> None:
    assert KINDS["anchored"].read(item("anchored"), Given("4", cues=("3", "1", "3"))).cues == ("1", "3")


@pytest.mark.parametrize("cue", ["0", "4", "01", "knew facts"])
def test_a_cue_that_is_not_there_is_refused(cue: str) -> None:
    with pytest.raises(NotAnAnswer, match="NOT_A_CUE"):
        KINDS["anchored"].read(item("anchored"), Given("4", cues=(cue,)))
