"""A generated item is drawn for each person, answered by letter, and scored by what that person was shown."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from surveys import frames
from surveys.bank import library, parse, read
from surveys.definition import Condition, Instrument, Item, Option
from surveys.errors import BankRefused, NotAnAnswer
from surveys.generators.problem import Problem
from surveys.items import GENERATORS, KINDS, Answer, Given
from surveys.papers import draw, laid

BANKS = Path(__file__).parents[1] / "banks"
MADE = ("series", "matrix")


def item(kind: str) -> Item:
    return read(BANKS / f"{kind}.toml").items["one"]


@pytest.mark.parametrize("kind", MADE)
def test_the_letter_of_the_problem_shown_scores_one_and_others_nothing(kind: str) -> None:
    shown = replace(item(kind), problem=GENERATORS[kind](item(kind), 7))
    answers = [KINDS[kind].read(shown, Given(letter)) for letter in "abcdef"]
    assert [answer.text for answer in answers] == list("abcdef")
    scores = [KINDS[kind].score(shown, answer) for answer in answers]
    assert sorted(map(str, scores)) == ["0.0"] * 5 + ["1.0"]
    assert scores.index(1.0) == "abcdef".index(Problem.from_plain(shown.problem or {}).answer)
    assert KINDS[kind].span(shown) == (0.0, 1.0)
    assert KINDS[kind].lacks(shown, answers[0]) is None


@pytest.mark.parametrize("kind", MADE)
def test_without_the_problem_shown_there_is_no_score(kind: str) -> None:
    assert KINDS[kind].score(item(kind), Answer(text="a")) is None
    assert KINDS[kind].score(replace(item(kind), problem=GENERATORS[kind](item(kind), 7)), Answer()) is None


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("written", ["g", "A", "ab", "abcdef", "1", " a", "ä"])
def test_what_is_no_letter_is_refused(kind: str, written: str) -> None:
    with pytest.raises(NotAnAnswer) as refusal:
        KINDS[kind].read(item(kind), Given(written))
    assert refusal.value.values["reason"] == "NOT_AN_OPTION"


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("level", ["0", "11", "-1"])
def test_a_level_nobody_can_make_is_named_when_the_bank_is_read(kind: str, level: str) -> None:
    content = (BANKS / f"{kind}.toml").read_text().replace("level = 1", f"level = {level}")
    with pytest.raises(BankRefused) as refusal:
        parse(content.encode(), "bank.toml")
    assert refusal.value.complaints == ("bank.toml: item one: level must be from 1 to 10",)


@pytest.mark.parametrize("kind", MADE)
def test_an_item_that_brings_options_is_named(kind: str) -> None:
    faulty = replace(item(kind), options=(Option("a", "A"),))
    assert list(KINDS[kind].complaints(faulty)) == ["has options, but its problem brings its own"]


def test_two_people_get_other_problems_and_one_the_same_again() -> None:
    reasoning = library()["reasoning"]
    one, again, other = draw(reasoning, "one"), draw(reasoning, "one"), draw(reasoning, "other")
    assert one == again
    shown = [{code: str(problem["shown"]) for code, problem in paper.problems.items()} for paper in (one, other)]
    assert len(shown[0]) == 26
    assert [code for code in shown[0] if shown[0][code] == shown[1][code]] == []
    assert len(set(shown[0].values())) == 26  # nor one person the same twice
    assert laid(reasoning, one).items["series_01"].problem == one.problems["series_01"]


def test_numbers_and_figures_practises_first_and_then_rises_against_the_clock() -> None:
    reasoning = library()["reasoning"]
    practice, numbers, figures = reasoning.sections
    assert reasoning.construct == "cognitive"
    assert practice.practice and practice.seconds is None
    assert all(item.explanation for item in practice.items)
    assert (numbers.seconds, figures.seconds) == (600, 720)
    assert [item.level for item in numbers.items] == [1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10]
    assert [item.level for item in figures.items] == [1, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 10]
    assert {scale.code: len(scale.items) for scale in reasoning.scales} == {
        "numerical": 12, "figural": 12, "reasoning": 24,
    }  # fmt: skip
    # whoever has extra time must not read another limit than theirs
    assert not any("minute" in section.text for section in reasoning.sections)


def answers(instrument: Instrument, given: dict[str, tuple[str, float | None]]) -> pd.DataFrame:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    rows = [("v", 1, "p", None, code, None, text, score, None, now, 0) for code, (text, score) in given.items()]
    return pd.DataFrame(rows, columns=list(frames.RESPONSES))


def test_a_problem_left_open_counts_as_not_solved() -> None:
    reasoning = library()["reasoning"]
    table = frames.wide(answers(reasoning, {"series_01": ("a", 1.0), "series_02": ("b", 0.0)}), reasoning)
    assert table.loc[1, "series_01"] == 1.0
    assert table.drop(columns="series_01").loc[1].tolist() == [0.0] * 23


def test_a_problem_that_was_answered_but_cannot_be_scored_is_missing() -> None:
    reasoning = library()["reasoning"]
    table = frames.wide(answers(reasoning, {"series_01": ("a", 1.0), "series_02": ("b", None)}), reasoning)
    assert table["series_02"].isna().all()


def test_a_problem_in_a_section_that_was_not_asked_is_missing() -> None:
    reasoning = library()["reasoning"]
    practice, numbers, figures = reasoning.sections
    branched = replace(figures, when=(Condition("series_01", ("a",)),))
    asked = reasoning.with_sections((practice, numbers, branched))
    table = frames.wide(answers(asked, {"series_01": ("b", 0.0)}), asked)
    assert table["matrix_01"].isna().all()
    assert table["series_02"].tolist() == [0.0]
