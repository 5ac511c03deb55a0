"""Options, anchors, conditions and items by the line, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from surveys.definition import Anchor, Condition, Option
from surveys.drafting import lines

WORDS = some.text(min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
SCORES = some.none() | some.integers(-99, 99) | some.sampled_from([0.5, -1.25, 3.75])
OPTIONS = some.builds(Option, WORDS, WORDS, SCORES, some.sampled_from(["", "drive"]), some.just(1))


@given(some.lists(OPTIONS, max_size=6).map(tuple))
def test_options_come_back_as_they_went(options: tuple[Option, ...]) -> None:
    assert lines.options(lines.option_lines(options)) == options


@given(some.lists(some.builds(Anchor, some.integers(1, 9), WORDS), max_size=5).map(tuple))
def test_anchors_come_back_as_they_went(anchors: tuple[Anchor, ...]) -> None:
    assert lines.anchors(lines.anchor_lines(anchors)) == anchors


def test_labels_alone_count_on() -> None:
    assert lines.options("Never\nRarely\n\n5 | Often\nAlways") == (
        Option("1", "Never"),
        Option("2", "Rarely"),
        Option("5", "Often"),
        Option("6", "Always"),
    )


def test_columns_of_a_spreadsheet_are_cells() -> None:
    assert lines.options("a\tCall back\t2\nb\tWait\t0,5") == (Option("a", "Call back", 2), Option("b", "Wait", 0.5))


def test_bars_backslashes_and_new_lines_belong_to_the_words_when_escaped() -> None:
    option = Option("1", "this | that \\ or\nthe other")
    assert lines.option_lines((option,)) == "1 | this \\| that \\\\ or\\nthe other"
    assert lines.options(lines.option_lines((option,))) == (option,)


def test_a_statement_may_speak_against_its_scale() -> None:
    assert lines.options("a | I wait | | -drive") == (Option("a", "I wait", None, "drive", -1),)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("1 | yes | much", 1, "NOT_A_NUMBER"),
        ("1 | yes\n2 |", 2, "NEEDS_LABEL"),
        ("1 | a | 1 | s | more", 1, "TOO_MANY_CELLS"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(lines.LineUnreadable) as refused:
        lines.options(text)
    assert (refused.value.line, refused.value.reason) == (line, reason)


def test_conditions_are_answers_or_bounds() -> None:
    conditions = (Condition("a", ("x", "y")), Condition("b", low=2, high=5.5), Condition("c", low=1))
    assert lines.condition_lines(conditions) == "a = x, y\nb = 2..5.5\nc = 1.."
    assert lines.conditions(lines.condition_lines(conditions)) == conditions
    with pytest.raises(lines.LineUnreadable):
        lines.conditions("a is x")


def test_items_get_the_code_of_their_place_unless_they_bring_one() -> None:
    made = lines.items("I plan.\nc09 | I check.", "likert", lambda at: f"part_{at}")
    assert [(item.code, item.text) for item in made] == [("part_1", "I plan."), ("c09", "I check.")]


@pytest.mark.parametrize(("text", "value"), [("1", 1), ("1.0", 1.0), ("-0,5", -0.5), ("", None)])
def test_numbers_keep_the_sort_they_are_written_in(text: str, value: float | None) -> None:
    read = lines.number(text)
    assert read == value and type(read) is type(value)


@pytest.mark.parametrize("text", ["1e3", "inf", "nan", "1_000", "٣", "1.2.3", "--1"])
def test_no_other_spelling_is_a_number(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        lines.number(text)
