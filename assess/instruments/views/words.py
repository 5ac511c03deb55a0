"""Words the library's templates ask for: kinds, languages, advice, the labels of scales."""

from collections.abc import Iterator, Mapping
from typing import Any

from babel.core import Locale, UnknownLocaleError
from flask import current_app
from flask_babel import get_locale

from assess.access import rule_of
from assess.filters import number
from assess.instruments.views.blueprint import bp
from assess.paging import Slice
from assess.phrases import WORDS, phrase
from assess.security import roles
from surveys.definition import Instrument, Item, Section
from surveys.lint import Advice

#: Decimals of the numbers in advice.
DIGITS = {"sem": 2, "wanted": 2, "r": 2, "grade": 0, "ease": 0}


@bp.context_processor
def _words() -> dict[str, Any]:
    return {
        "groups": groups,
        "kind_words": kind_words,
        "language_name": language_name,
        "may_open": may_open,
        "option_hint": option_hint,
        "scale_labels": scale_labels,
        "sentence": sentence,
    }


def groups(instrument: Instrument, slice: Slice[Item]) -> Iterator[tuple[Section, int, list[Item]]]:
    """The items of a page by their sections, each with its number; a section without items stands on the first page."""
    for at, section in enumerate(instrument.sections, start=1):
        here = [item for item in slice.rows if instrument.section_of[item.code].code == section.code]
        if here or (not section.items and slice.page == 1):
            yield section, at, here


def kind_words(kind: str) -> str:
    """The words of a kind of item; of one nobody knows, the kind as written."""
    return str(WORDS.get(f"kind.{kind}", kind))


def language_name(code: str) -> str:
    """A language in the reader's language; the code where there is no name."""
    try:
        name = Locale.parse(code).get_display_name(get_locale())
    except (UnknownLocaleError, ValueError):
        return code
    return str(name or code)


def may_open(endpoint: str) -> bool:
    """Whether the viewer's roles open that page."""
    return rule_of(current_app.view_functions.get(endpoint)).admits(roles())


def option_hint(kind: str) -> str:
    """How the lines of answers are written for that kind."""
    return phrase(f"options.{kind if kind in {'likert', 'forced'} else 'choice'}")


def scale_labels(instrument: Instrument) -> Mapping[str, str]:
    """The names of the scales by code."""
    return {scale.code: scale.label or scale.code for scale in instrument.scales}


def sentence(advice: Advice) -> str:
    """What an advice says."""
    values = {
        name: number(float(value), DIGITS[name]) if name in DIGITS else value for name, value in advice.values.items()
    }
    key = f"advice.{advice.rule}"
    return phrase(f"{key}.MEASURED" if values.pop("known", False) else key, **values)
