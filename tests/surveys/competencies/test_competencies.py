"""The bank of competencies: what ships, and what a faulty file is told."""

import shutil
from pathlib import Path

import pytest

import surveys.competencies
from surveys.bank import library
from surveys.competencies import bank, read
from surveys.errors import BankRefused
from surveys.lint.lexicon import HEALTH, PROTECTED, found

FOLDER = Path(surveys.competencies.__file__).parent


def test_ten_competencies_for_sellers_and_eight_for_managers_ship_with_more_than_sixty_questions() -> None:
    families = bank().families
    assert [one.code for one in families["representatives"].competencies] == [
        "preparation", "discovery", "people", "value", "deciding", "pipeline", "negotiation", "care", "prospecting",
        "learning",
    ]  # fmt: skip
    assert [one.code for one in families["managers"].competencies] == [
        "selecting", "coaching", "developing", "inspection", "territories", "pipeline_quality", "open_culture",
        "alignment",
    ]  # fmt: skip
    assert len(bank().kinds) == 80


def test_every_competency_asks_what_was_done_twice_and_what_would_be_done_once_with_anchors_at_1_3_and_5() -> None:
    for family in ("representatives", "managers"):
        for one in bank().families[family].competencies:
            kinds = [question.kind for question in one.questions]
            assert kinds.count("behavioural") >= 2 and kinds.count("situational") >= 1, one.code
            assert [one.questions[at].kind for at in one.usual].count("behavioural") == 2, one.code
            assert len(one.usual) == 3 and [anchor.points for anchor in one.anchors] == [1, 3, 5], one.code


def test_the_shipped_scorecard_is_the_bank_word_for_word_under_the_same_codes() -> None:
    scorecard = library()["interview_scorecard"]
    assert {code: bank().competencies[code].item((0, 1, 2)) for code in scorecard.items} == dict(scorecard.items)
    # answers were given to this content: it must never change
    assert scorecard.content_hash == "3a41077418a36f51a1b7f1a184e9617cab732a133a5878bb7335182427862165"


def test_no_question_or_probe_is_about_health_or_private_life() -> None:
    assert found(HEALTH, "en", "Do you have a disability?")
    texts = [*bank().kinds, *(probe for one in bank().competencies.values() for probe in one.probes)]
    assert [text for text in texts if found(HEALTH, "en", text) or found(PROTECTED, "en", text)] == []


def test_every_scale_and_lever_named_exists() -> None:
    for one in bank().competencies.values():
        for place in one.scales:
            instrument, scale = place.split(":")
            assert scale in {each.code for each in library()[instrument].scales}, (one.code, place)
    named = {lever for one in bank().competencies.values() for lever in one.levers}
    assert named == set(bank().levers) and len(named) == 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "bank"))


def broken(folder: Path, old: str, new: str, name: str = "managers.toml") -> tuple[str, ...]:
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BankRefused) as refused:
        read(folder)
    return refused.value.complaints


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('kind = "situational"', 'kind = "behavioural"', "managers.toml: selecting: has 0 situational questions, "
         "needs 1"),
        ('kind = "situational"', 'kind = "leading"', "managers.toml: selecting: kind 'leading' is none of "
         "behavioural, situational, career"),
        ("points = 3", "points = 4", "managers.toml: selecting: needs anchors at 1, 3 and 5"),
        ('theme = "people"', 'theme = "persons"', "managers.toml: selecting: theme 'persons' is not among the themes "
         "of the file"),
        ('code = "coaching"', 'code = "selecting"', "managers.toml: selecting: is in managers.toml too"),
        ('levers = ["care", "rethink"]', 'levers = ["charm"]', "managers.toml: developing: lever 'charm' is not in "
         "levers.toml"),
        ('name = "Selecting people"\n', "", "managers.toml: selecting: name is missing"),
        ('definition = "Chooses', 'meaning = "Chooses', "managers.toml: selecting: unknown entry 'meaning'"),
        ('"went by feeling"', '"used a work sample"', "managers.toml: selecting: a cue is empty or repeated"),
    ],
)  # fmt: skip
def test_a_faulty_bank_is_told_file_place_and_reason(folder: Path, old: str, new: str, complaint: str) -> None:
    assert complaint in broken(folder, old, new)


def test_every_fault_is_told_in_one_run(folder: Path) -> None:
    broken(folder, "points = 3", "points = 4")
    complaints = broken(folder, 'levers = ["trust"]', 'levers = ["charm"]', "representatives.toml")
    assert [one.split(":")[0] for one in complaints] == ["managers.toml", "representatives.toml"]
