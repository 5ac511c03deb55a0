"""Every code that can reach a person has its words, and every setting stands in the README."""

import importlib
import pkgutil
import re
from pathlib import Path

from flask import Flask
from flask_babel import LazyString

from assess import phrases
from assess.config import Settings
from assess.phrases import WORDS
from scoring.errors import Code
from surveys import errors
from surveys.errors import EngineError, NotAnAnswer

ROOT = Path(__file__).parents[2]


def test_every_reason_code_has_its_sentence() -> None:
    assert [code for code in Code if code.value not in WORDS] == []


def test_no_key_has_two_words() -> None:
    """Of two tables that say different things of one key, only the later would be read."""
    said: dict[str, set[str]] = {}
    for module in pkgutil.iter_modules(phrases.__path__):
        for table in vars(importlib.import_module(f"{phrases.__name__}.{module.name}")).values():
            for key, words in table.items() if isinstance(table, dict) else ():
                if isinstance(words, LazyString):
                    said.setdefault(key, set()).add(str(words))
    assert len(said) > 1000
    assert {key: words for key, words in said.items() if len(words) > 1} == {}


def test_every_refusal_of_the_engine_has_its_sentence() -> None:
    classes = [
        c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, EngineError) and c is not EngineError
    ]
    assert classes
    assert [c.code for c in classes if f"engine.{c.code}" not in WORDS] == []
    assert [reason for reason in NotAnAnswer.reasons if f"answer.{reason}" not in WORDS] == []


#: Only a roll-out with a comparison shows a cause, and it has words of its own.
OF_CAUSE = {"drives", "causes", "proven", "guarantees", "boosts", "cures"}


def words_of_cause(said: str) -> set[str]:
    return OF_CAUSE & set(re.findall(r"[a-z]+", said.lower()))


def test_no_page_holds_words_of_cause() -> None:
    pages = {
        path: re.findall(r'_\("([^"]+)"', path.read_text()) for path in (ROOT / "assess/templates").rglob("*.html")
    }
    assert sum(map(len, pages.values())) > 2000
    assert {str(path): said for path, texts in pages.items() for said in texts if words_of_cause(said)} == {}
    assert words_of_cause("More visits: it drives results.") == {"drives"}


def test_plain_sentences_hold_no_words_of_cause_and_no_greek(app: Flask) -> None:
    with app.test_request_context():
        for key, words in WORDS.items():
            assert not words_of_cause(str(words)) and "because" not in str(words).lower().split(), key
            assert not any("α" <= letter <= "ω" for letter in str(words).lower()), key


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    missing = [
        f"EXEMPLAR_{name.upper()}" for name in Settings.model_fields if f"`EXEMPLAR_{name.upper()}`" not in readme
    ]
    assert missing == []
