"""Translations of an instrument: kept, taken out to a translator as CSV or PO, and brought back."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from surveys.definition import Instrument, Section, Translation
from surveys.errors import CatalogueRefused
from surveys.languages import missing, words

LARGEST = 5_000_000
COLUMNS = ("place", "text", "translation")
#: A cell that begins so is a formula to a spreadsheet (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Word:
    """One text to translate, where it first stands, and its translation or nothing."""

    text: str
    place: str
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a translator's file holds: words for texts of the instrument, texts it does not hold, and doubtful ones."""

    words: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    doubtful: int = 0


def known(instrument: Instrument, language: str) -> Mapping[str, str]:
    """The words there are in that language, by the text they stand for."""
    return next((one.words for one in instrument.translations if one.language == language), {})


def catalogue(instrument: Instrument, language: str) -> list[Word]:
    """Every text of the instrument, those without a translation first."""
    have, places = known(instrument, language), _places(instrument)
    found = [Word(text, places.get(text, "instrument"), have.get(text, "")) for text in words(instrument)]
    return sorted(found, key=lambda word: bool(word.translation.strip()))


def translated(instrument: Instrument, language: str, new: Mapping[str, str]) -> Instrument:
    """The instrument with these words in that language, others as they were; an empty text takes words away."""
    have = {**known(instrument, language), **new}
    kept = Translation(language, {text: said for text, said in have.items() if said.strip()})
    others = [one.language for one in instrument.translations]
    if language not in others:
        return replace(instrument, translations=(*instrument.translations, kept))
    return replace(
        instrument, translations=tuple(kept if one.language == language else one for one in instrument.translations)
    )


def without_language(instrument: Instrument, language: str) -> Instrument:
    """The translation into that language gone."""
    return replace(instrument, translations=tuple(one for one in instrument.translations if one.language != language))


def stopgap(instrument: Instrument, language: str) -> Instrument:
    """The missing words of that language filled with the original, to look at; never for a respondent."""
    if language == instrument.language:
        return instrument
    return translated(instrument, language, {text: text for text in missing(instrument, language)})


def csv_file(instrument: Instrument, language: str) -> bytes:
    """Place, text and translation as CSV for a spreadsheet; nothing in it runs as a formula."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for word in catalogue(instrument, language):
        table.writerow([_cell(cell) for cell in (word.place, word.text, word.translation)])
    return out.getvalue().encode("utf-8-sig")


def po_file(instrument: Instrument, language: str) -> bytes:
    """The same as a gettext PO file for translators' tools."""
    made = Catalog(locale=language, project=instrument.title, fuzzy=False)
    for word in catalogue(instrument, language):
        made.add(word.text, word.translation, auto_comments=[word.place])
    out = io.BytesIO()
    write_po(out, made, width=0, omit_header=False)
    return out.getvalue()


def brought(instrument: Instrument, content: bytes, name: str) -> Brought:
    """The words in a translator's file; raises CatalogueRefused, naming the place, for one that cannot be read."""
    if len(content) > LARGEST:
        raise CatalogueRefused(reason="TOO_LARGE", line=0)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueRefused(reason="NOT_UTF8", line=content[: error.start].count(b"\n") + 1) from None
    if "\0" in text:
        raise CatalogueRefused(reason="NOT_UTF8", line=text[: text.index("\0")].count("\n") + 1)
    pairs, doubtful = _po(text) if name.lower().endswith((".po", ".pot")) else (_table(text), 0)
    current = set(words(instrument))
    said = {source: meant for source, meant in pairs if meant.strip()}
    return Brought(
        words={source: meant for source, meant in said.items() if source in current},
        unknown=tuple(source for source in said if source not in current),
        doubtful=doubtful,
    )


def _po(text: str) -> tuple[list[tuple[str, str]], int]:
    try:
        read = read_po(io.StringIO(text), abort_invalid=True)
    except PoFileError as error:
        raise CatalogueRefused(reason="NOT_PO", line=int(getattr(error, "lineno", None) or 0) + 1) from None
    except (ValueError, LookupError, SyntaxError):  # a header with a locale or charset that nobody knows
        raise CatalogueRefused(reason="NOT_PO", line=1) from None
    messages = [one for one in read if one.id and isinstance(one.id, str) and isinstance(one.string, str)]
    sure = [(str(one.id), str(one.string)) for one in messages if not one.fuzzy]
    return sure, len(messages) - len(sure)


def _table(text: str) -> list[tuple[str, str]]:
    start = text.partition("\n")[0]
    # a spreadsheet set to a language with decimal commas writes semicolons
    mark = max(",;\t", key=start.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        if not {"text", "translation"} <= set(names):
            raise CatalogueRefused(reason="NO_COLUMNS", line=1)
        source, meant = names.index("text"), names.index("translation")
        pairs = []
        for row in rows:
            if not any(row):
                continue
            if len(row) <= max(source, meant):
                raise CatalogueRefused(reason="SHORT_ROW", line=rows.line_num)
            pairs.append((_uncelled(row[source]), _uncelled(row[meant])))
    except csv.Error:
        raise CatalogueRefused(reason="NOT_CSV", line=rows.line_num) from None
    return pairs


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _uncelled(text: str) -> str:
    inner = text.removeprefix("'").replace("\r\n", "\n")
    return inner if inner.startswith(_FORMULA) else text.replace("\r\n", "\n")


def _places(instrument: Instrument) -> dict[str, str]:
    bare = replace(instrument, title="", notice="", sections=(), scales=(), translations=())
    found: dict[str, str] = {}

    def note(place: str, texts: Iterable[str]) -> None:
        for text in texts:
            found.setdefault(text, place)

    note("instrument", (instrument.title, instrument.notice))
    for section in instrument.sections:
        note(f"section {section.code}", (section.title, section.text))
        for item in section.items:
            alone = bare.with_sections((Section("", "", (item,)),))
            note(f"item {item.code}", words(alone))
    for scale in instrument.scales:
        note(f"scale {scale.code}", (scale.label, scale.direction))
    return found
