"""A vignette file is read whole, or every complaint names file, place and reason; the shipped set is what it claims."""

from pathlib import Path

import pytest

from surveys.bank import library as banks
from surveys.errors import BankRefused
from surveys.vignettes import FOLDER, Vignette, library, parse, read

SCORECARD = banks()["interview_scorecard"]
RONAN = (FOLDER / "ronan_whitlock.toml").read_text()


def complaints(content: str) -> tuple[str, ...]:
    with pytest.raises(BankRefused) as refusal:
        parse(content.encode(), "one.toml", banks())
    return refusal.value.complaints


def test_a_vignette_is_read_and_comes_back_from_its_plain_form() -> None:
    ronan = parse(RONAN.encode(), "one.toml", banks())
    assert ronan.level("discovery").points == 1
    assert Vignette.from_plain(ronan.plain()) == ronan
    assert len(ronan.content_hash) == 64


@pytest.mark.parametrize(
    ("find", "put", "complaint"),
    [
        ('part = "practice"', 'part = "exam"', "one.toml: vignette: unknown part 'exam', not one of practice, test"),
        ('code = "ronan_whitlock"\n', "", "one.toml: vignette: code is missing"),
        (
            '"ronan_whitlock"',
            '"Ronan W"',
            "one.toml: vignette: codes are small letters",
        ),
        ("position = 1", 'position = "first"', "one.toml: vignette: position is empty or of the wrong sort"),
        ("position = 1", "position = 1\nlenght = 3", "one.toml: vignette: unknown entry 'lenght'"),
        ('speaker = "interviewer"', 'speaker = "chair"', "one.toml: turn 1: unknown speaker 'chair', not one of"),
        ('text = "Walk me', 'txt = "Walk me', "one.toml: turn 1: text is missing"),
        ("[levels.care]", "[levels.caring]", "one.toml: level care: is missing: interview_scorecard has this topic"),
        ("[levels.care]", "[levels.caring]", "one.toml: level caring: interview_scorecard has no such topic"),
        ("level = 1", "level = 6", "one.toml: level discovery: 6 is not one of the points of the topic"),
        ("level = 1", "level = 1.5", "one.toml: level discovery: level is empty or of the wrong sort"),
        (
            "I said, stop there, I know exactly",
            "I said, stop, I know",
            "one.toml: level discovery: its quote is",
        ),
        ("\nmistake = ", "\nmistakes = ", "one.toml: level preparation: unknown entry 'mistakes'"),
        ('"interview_scorecard"', '"nothing"', "one.toml: vignette: scorecard 'nothing' is not in the library"),
        ('code = "', "code = ", "one.toml: file: not TOML:"),
    ],
)
def test_a_fault_is_told_by_file_place_and_reason(find: str, put: str, complaint: str) -> None:
    assert find in RONAN
    assert any(one.startswith(complaint) for one in complaints(RONAN.replace(find, put, 1)))


def test_practice_needs_the_usual_mistake_and_the_test_does_not() -> None:
    lines = "\n".join(line for line in RONAN.splitlines() if not line.startswith("mistake"))
    assert len(complaints(lines)) == 5
    assert parse(lines.replace('"practice"', '"test"').encode(), "one.toml", banks()).part == "test"


def test_a_set_complains_of_every_file_and_of_what_two_share(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(RONAN)
    (tmp_path / "b.toml").write_text(RONAN)
    (tmp_path / "c.toml").write_text(RONAN.replace("level = 1", "level = 9", 1))
    with pytest.raises(BankRefused) as refusal:
        read(tmp_path, banks())
    assert refusal.value.complaints == (
        "c.toml: level discovery: 9 is not one of the points of the topic",
        "b.toml: vignette: code ronan_whitlock is used in a.toml",
        "b.toml: vignette: position 1 is taken by a.toml",
    )


def test_the_shipped_set_has_eight_interviews_two_low_three_middling_three_high() -> None:
    means = [sum(level.points for level in one.levels) / 5 for one in library().values()]
    low, high = sum(mean < 2.5 for mean in means), sum(mean >= 3.5 for mean in means)
    assert (low, len(means) - low - high, high) == (2, 3, 3)
    assert all(250 <= one.words <= 450 for one in library().values())
    assert {one.status for one in library().values()} == {"example, validate locally"}


def test_six_are_kept_for_the_test_and_within_each_person_topics_differ() -> None:
    """Six vignettes is what ``scoring.policy`` asks of a certificate without a caveat."""
    assert [one.part for one in library().values()] == ["practice"] * 2 + ["test"] * 6
    assert all(len({level.points for level in one.levels}) >= 2 for one in library().values())
    test = [one for one in library().values() if one.part == "test"]
    # whoever gives one and the same to everything, or to everybody, must not pass
    for topic in SCORECARD.items:
        assert len({one.level(topic).points for one in test}) >= 3, topic
