"""Translations taken out to a translator and brought back."""

from dataclasses import replace

import pytest

from surveys.bank import library
from surveys.definition import Instrument
from surveys.drafting import parts
from surveys.drafting.catalogues import brought, catalogue, csv_file, known, po_file, stopgap, translated
from surveys.errors import CatalogueRefused
from surveys.languages import languages, missing, spoken, words

HARD = {
    "At work …": '=HYPERLINK("http://evil")',
    "I speak first when a group is silent.": 'Er sagt: "Ja"; und\nneue Zeile',
    "Neither": "  weder | noch ",
}


@pytest.fixture
def style() -> Instrument:
    return replace(library()["work_style"], translations=())


@pytest.mark.parametrize("ending", ["csv", "po"])
def test_words_come_back_from_a_file_as_they_went(style: Instrument, ending: str) -> None:
    there = translated(style, "de", HARD)
    file = (csv_file if ending == "csv" else po_file)(there, "de")
    back = brought(style, file, f"words.{ending}")
    assert back.words == HARD and back.unknown == () and back.doubtful == 0


def test_nothing_in_the_table_runs_as_a_formula(style: Instrument) -> None:
    text = csv_file(translated(style, "de", HARD), "de").decode("utf-8-sig")
    assert "\"'=HYPERLINK" in text and '"=HYPERLINK' not in text


def test_the_missing_come_first_with_their_place(style: Instrument) -> None:
    rows = catalogue(translated(style, "de", {"At work …": "Bei der Arbeit …"}), "de")
    assert len(rows) == len(words(style)) and rows[-1].translation == "Bei der Arbeit …"
    assert next(row.place for row in rows if row.text.startswith("I speak")) == "item e01"
    assert rows[-1].place == "section part_1"


def test_an_empty_text_takes_words_away(style: Instrument) -> None:
    there = translated(style, "de", HARD)
    assert set(known(translated(there, "de", {"Neither": " "}), "de")) == set(HARD) - {"Neither"}


def test_an_unfinished_language_can_be_looked_at_and_is_offered_to_nobody(style: Instrument) -> None:
    there = translated(style, "de", {"At work …": "Bei der Arbeit …"})
    assert languages(there) == ("en",)
    shown = spoken(stopgap(there, "de"), "de")
    assert shown.sections[0].text == "Bei der Arbeit …" and shown.title == "How you work"
    assert len(missing(there, "de")) == len(words(style)) - 1


def test_texts_of_a_file_that_the_draft_does_not_hold_are_named(style: Instrument) -> None:
    file = "text,translation\nAt work …,Bei der Arbeit …\nAt home,Zuhause\n".encode()
    back = brought(style, file, "a.csv")
    assert back.words == {"At work …": "Bei der Arbeit …"} and back.unknown == ("At home",)
    changed = parts.changed_item(style, "e01", replace(style.items["e01"], text="I talk."))
    assert (
        "I speak first when a group is silent."
        in brought(changed, csv_file(translated(style, "de", HARD), "de"), "a.csv").unknown
    )


def test_doubtful_words_of_a_po_file_are_counted_and_not_taken(style: Instrument) -> None:
    file = '#, fuzzy\nmsgid "At work …"\nmsgstr "Vielleicht"\n'.encode()
    back = brought(style, file, "a.po")
    assert back.words == {} and back.doubtful == 1


@pytest.mark.parametrize(
    ("content", "name", "reason", "line"),
    [
        (b"\xff\xfe\x00", "a.csv", "NOT_UTF8", 1),
        (b"text,translation\na,\x00", "a.csv", "NOT_UTF8", 2),
        (b"a,b\n1,2\n", "a.csv", "NO_COLUMNS", 1),
        (b'text,translation\n"a,b\n', "a.csv", "NOT_CSV", 2),
        (b"place,text,translation\nx,y\n", "a.csv", "SHORT_ROW", 2),
        (b'msgid "a"\nmsgstr "b"\nhello\n', "a.po", "NOT_PO", 3),
        (b"x" * 5_000_001, "a.csv", "TOO_LARGE", 0),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(
    style: Instrument, content: bytes, name: str, reason: str, line: int
) -> None:
    with pytest.raises(CatalogueRefused) as refused:
        brought(style, content, name)
    assert refused.value.values == {"reason": reason, "line": line}
