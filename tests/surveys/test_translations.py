"""Translations beside a bank are read with it, and what is wrong with them is said by file and text."""

from pathlib import Path

import pytest

from surveys.bank import read
from surveys.definition import Instrument
from surveys.errors import BankRefused
from surveys.languages import idle, languages, missing, spoken, words

TINY = (Path(__file__).parent / "banks" / "likert.toml").read_text()


def bank(folder: Path, content: str = TINY) -> Path:
    path = folder / "likert.toml"
    path.write_text(content)
    (folder / "translations").mkdir()
    return path


def beside(path: Path, name: str, content: str | bytes) -> None:
    given = content.encode() if isinstance(content, str) else content
    (path.parent / "translations" / name).write_bytes(given)


def german(instrument: Instrument) -> str:
    return "".join(f'"{text}" = "{text.upper()}"\n' for text in words(instrument))


def complaints(path: Path) -> tuple[str, ...]:
    with pytest.raises(BankRefused) as refusal:
        read(path)
    return refusal.value.complaints


def test_a_bank_can_be_answered_in_the_languages_that_lie_beside_it(tmp_path: Path) -> None:
    path = bank(tmp_path)
    plain = read(path)
    assert languages(plain) == ("en",)
    beside(path, f"{plain.code}.de.toml", german(plain))
    beside(path, "another_bank.es.toml", german(plain))
    both = read(path)
    assert languages(both) == ("en", "de")
    assert spoken(both, "de").title == plain.title.upper()
    assert both.content_hash != plain.content_hash


def test_a_translation_not_yet_whole_is_kept_and_not_offered(tmp_path: Path) -> None:
    path = bank(tmp_path)
    code, title = read(path).code, read(path).title
    beside(path, f"{code}.de.toml", f'"{title}" = "Fertig"\n"Nobody says this any more." = "Das sagt niemand mehr."\n')
    found = read(path)
    assert languages(found) == ("en",)
    assert title not in missing(found, "de") and len(missing(found, "de")) == len(words(found)) - 1
    assert idle(found, "de") == ("Nobody says this any more.",)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("{}.de.toml", '"A" = 3', "{}.de.toml: 'A': its translation is empty or no text"),
        ("{}.de.toml", '"A" = " "', "{}.de.toml: 'A': its translation is empty or no text"),
        ("{}.de.toml", "A.B = 'C'", "{}.de.toml: 'A': its translation is empty or no text"),
        ("{}.de.toml", b"\xff", "{}.de.toml: file: not UTF-8 text, byte 0"),
        ("{}.de.toml", '"A" = ', "{}.de.toml: file: not TOML"),
        ("{}.deutsch.toml", '"A" = "B"', "{}: instrument: unknown language 'deutsch'"),
        ("{}.en.toml", '"A" = "B"', "{}: instrument: is written in en and translated into it"),
    ],
)
def test_what_is_wrong_with_a_translation_is_said(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    path = bank(tmp_path)
    code = read(path).code
    beside(path, name.format(code), content)
    (complaint,) = complaints(path)
    assert complaint.startswith(said.format(code))


def test_a_language_is_translated_in_one_place_only(tmp_path: Path) -> None:
    path = bank(tmp_path, TINY + '\n[translations.de]\n"A" = "B"\n')
    code = read(path).code
    beside(path, f"{code}.de.toml", '"A" = "C"')
    assert complaints(path) == (f"{code}.de.toml: file: the bank holds a translation into de itself",)
