"""Advice on the words of items."""

from dataclasses import replace

import pytest

from surveys.bank import library
from surveys.definition import Instrument, Item, Option, Section
from surveys.lint import lint
from surveys.lint.reading import reading, syllable_count
from surveys.lint.wording import double_barrelled

FIT = tuple(Option(str(value), f"Point {value}") for value in range(1, 6))


def asked(text: str, language: str = "en", kind: str = "likert") -> Instrument:
    item = Item("a", kind, text, options=FIT)
    empty = replace(library()["work_style"], language=language, scales=(), translations=(), construct="personality")
    return empty.with_sections((Section("s", "S", (item,)),))


def rules(text: str, language: str = "en", kind: str = "likert") -> set[str]:
    return {one.rule for one in lint(asked(text, language, kind)) if one.place == "item a"}


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("I plan my week and keep to it.", "en", "and"),
        ("I like to meet people or talk on the phone.", "en", "or"),
        ("I check figures and/or dates.", "en", "and/or"),
        ("I am calm, and I help others.", "en", "and"),
        ("I sort papers and figures or dates.", "en", "and"),
        ("Ich plane meine Woche und ich halte mich daran.", "de", "und"),
        ("Yo planeo mi semana y yo la cumplo.", "es", "y"),
    ],
)
def test_two_statements_in_one_are_found(text: str, language: str, word: str) -> None:
    assert double_barrelled(text, language) == word


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I check figures and dates.", "en"),
        ("I stay calm when a plan falls apart.", "en"),
        ("And I mean it.", "en"),
        ("Zahlen und Fristen prüfe ich.", "de"),
        ("我计划我的一周", "zh"),
    ],
)
def test_one_statement_about_two_nouns_is_one(text: str, language: str) -> None:
    assert double_barrelled(text, language) == ""


@pytest.mark.parametrize(
    ("text", "language", "rule"),
    [
        ("I do not like to wait.", "en", "NEGATED"),
        ("I don't plan.", "en", "NEGATED"),
        ("Ich plane nicht gern.", "de", "NEGATED"),
        ("I would not say that I never lose patience.", "en", "DOUBLE_NEGATIVE"),
        ("It is not impossible for me to wait.", "en", "DOUBLE_NEGATIVE"),
        ("I always finish what I begin.", "en", "ABSOLUTE"),
        ("Ich bin immer ruhig.", "de", "ABSOLUTE"),
        ("A good salesman closes deals.", "en", "GENDERED"),
        ("The customer knows what he wants.", "en", "GENDERED"),
        (" ".join(["word"] * 21), "en", "LONG_ITEM"),
    ],
)
def test_a_hard_sentence_is_named(text: str, language: str, rule: str) -> None:
    assert rule in rules(text, language)


def test_a_plain_sentence_gets_no_advice() -> None:
    assert rules("I stay calm when a plan falls apart.") == set()
    assert rules("I take on work without checking my calendar.") == set()


def test_questions_and_situations_may_be_longer_and_join() -> None:
    text = "A customer calls and says that the price is too high and you know that it is not. " * 2
    assert rules(text, kind="choice") == set()


def test_ease_and_grade_follow_the_published_formulas() -> None:
    """Six words of one syllable in one sentence: 206.835 - 1.015 * 6 - 84.6 and .39 * 6 + 11.8 - 15.59."""
    found = reading(["The cat sat on the mat."], "en")
    assert found is not None
    assert found.ease == pytest.approx(116.145) and found.grade == pytest.approx(-1.45)
    german = reading(["Der Hund lag im Gras."], "de")
    assert german is not None and german.ease == pytest.approx(180 - 5 - 58.5) and german.grade is None
    spanish = reading(["El sol da luz."], "es")
    assert spanish is not None and spanish.ease == pytest.approx(206.84 - 1.02 * 4 - 60)
    assert reading(["猫"], "zh") is None and reading([], "en") is None


@pytest.mark.parametrize(
    ("word", "count"),
    [("make", 1), ("table", 2), ("jumped", 1), ("wanted", 2), ("boxes", 2), ("comes", 1), ("radio", 3), ("nation", 2)],
)
def test_syllables_are_counted_as_they_are_heard(word: str, count: int) -> None:
    assert syllable_count(word, "en") == count


def test_an_instrument_in_academic_words_is_hard_to_read() -> None:
    text = "Notwithstanding organisational complexities, individuals demonstrate considerable interpersonal sensitivity"
    items = tuple(Item(f"a{n}", "likert", text, options=FIT) for n in range(5))
    found = lint(asked("x").with_sections((Section("s", "S", items),)))
    level = next(one for one in found if one.rule == "READING_LEVEL")
    assert level.place == "instrument" and float(level.values["grade"]) > 20
