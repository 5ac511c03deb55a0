"""The interface in its languages: nothing missing where candidates look, nothing lost in translation anywhere."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from subprocess import run
from sys import executable

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale, gettext, ngettext

from assess.filters import day, number
from assess.i18n import LANGUAGES
from assess.phrases import WORDS

ROOT = Path(__file__).parents[2]
TRANSLATED = [language for language in LANGUAGES if language != "en"]
#: Share of all words of the interface that every language has; it may only rise.
FLOOR = 0.97
#: Where candidates look, besides the phrases below: whatever is added here has its words in every language at once.
CANDIDATES = re.compile(
    r"assess/(filters|problems|reports)\.py|assess/vault/forms\.py|assess/delivery/queries/notices\.py"
    r"|assess/delivery/views/(arrivals|files|pages|rights|take|voluntary)\.py"
    r"|assess/campaigns/tasks/mailing\.py"
    r"|assess/references/(forms|views/(answering|naming))\.py"
    r"|assess/phrases/(engine|referees|refusals|rights|vault)\.py"
    r"|assess/templates/(base|door|refused|take)\.html|assess/templates/items/.*"
    r"|assess/templates/macros/(flashes|forms|icons|questions|saving|speaks)\.html"
    r"|assess/campaigns/views/(confiding|standing)\.py"
    r"|assess/templates/campaigns/(_comment_fields|_parts|_questions|answer|comment|confidential|notice|received"
    r"|standing_question|thanks|thanks_confidential)\.html"
    r"|assess/templates/references/(_parts|names|notice|page|receipt)\.html"
    r"|assess/templates/delivery/(_.*|accommodation|data|leave|look_again|notice|opening|over|page|receipt|rest"
    r"|results|review|voluntary)\.html"
)
#: Phrases candidates meet, by the beginnings of their keys; some of their modules hold others' words too.
SPOKEN = (
    "answer.",
    "campaigns.again.",
    "campaigns.promise",
    "campaigns.sees.",
    "campaigns.who.",
    "comments.nothing",
    "comments.too_",
    "delivery.why.",
    "delivery.who.",
    "delivery.decides.",
    "delivery.next.",
    "delivery.mail_",
    "http.",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|</?\w[^>]*>")
#: How many forms a plural has, and which of them may say the number in a word ("one question", "سؤالان").
FORMS = {"de": (2, {0}), "es": (2, {0}), "ar": (6, {0, 1, 2})}


def catalogue(language: str) -> Catalog:
    path = ROOT / "assess" / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def source(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every string in the code of today, as ``make translate`` collects them."""
    made = tmp_path_factory.mktemp("words") / "messages.pot"
    keywords = ("-k", "_", "-k", "lazy_gettext", "-k", "lazy_pgettext:1c,2")
    settings = ("-F", "assess/translations/babel.cfg", *keywords, "--add-location=file")
    command = (executable, "-m", "babel.messages.frontend", "-q", "extract", *settings, "-o", str(made), "assess")
    run(command, cwd=ROOT, check=True)
    with made.open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_word_is_missing_where_candidates_look(app: Flask, collected: Catalog, language: str) -> None:
    known = {source(message) for message in messages(language) if all(forms(message))}
    with force_locale("en"):
        phrases = {(str(words),) for key, words in WORDS.items() if key.startswith(SPOKEN)}
    shown = {source(m) for m in collected if m.id and any(CANDIDATES.match(place) for place, _line in m.locations)}
    assert len(phrases) > 40 and len(shown) > 350
    assert sorted((phrases | shown) - known) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_share_of_the_interface_that_is_translated_does_not_fall(collected: Catalog, language: str) -> None:
    known = {source(message) for message in messages(language) if all(forms(message))}
    every = {source(message) for message in collected if message.id}
    assert len(every & known) / len(every) >= FLOOR


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_what_is_filled_in_and_every_tag(language: str) -> None:
    count, in_words = FORMS[language]
    for message in messages(language):
        said, want = forms(message), sorted(PLACEHOLDER.findall(source(message)[-1]))
        if not any(said):
            continue
        assert not message.fuzzy, message.id
        assert len(said) == (1 if isinstance(message.id, str) else count), message.id
        for place, form in enumerate(said):
            found = sorted(PLACEHOLDER.findall(form))
            if len(said) > 1 and place in in_words:
                found = [*(one for one in found if one != "%(num)d"), *(one for one in want if one == "%(num)d")]
            assert sorted(found) == want, (message.id, form)
            assert form.strip() and form.endswith("\n") == source(message)[-1].endswith("\n"), message.id


def test_arabic_has_all_six_forms_of_a_plural(app: Flask) -> None:
    with force_locale("ar"):
        said = [ngettext("%(num)d answer", "%(num)d answers", n) for n in (0, 1, 2, 3, 11, 100)]
    assert said == ["لا إجابات", "إجابة واحدة", "إجابتان", "3 إجابات", "11 إجابة", "100 إجابة"]


def test_what_has_no_words_in_a_language_is_said_in_english(app: Flask) -> None:
    with force_locale("ar"):
        assert gettext("Your data") == "بياناتك"
        assert gettext("Nothing like this is said anywhere") == "Nothing like this is said anywhere"


def test_dates_follow_the_language_in_digits_everybody_types(app: Flask) -> None:
    said = {}
    for language in LANGUAGES:
        with force_locale(language):
            said[language] = (day(date(2026, 12, 5)), number(1234.5, 1))
    assert said == {
        "en": ("5 Dec 2026", "1,234.5"),
        "de": ("5. Dez. 2026", "1.234,5"),
        "es": ("5 dic 2026", "1.234,5"),
        "ar": ("5 ديسمبر 2026", "1,234.5"),
    }
