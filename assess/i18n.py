"""Which language a page speaks, and its words."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import current_app, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale

from assess.access import Holder, rule_of

#: The interface's languages, each by its own name; English is what it is written in.
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "ar": "العربية"}
#: What somebody chose on a page, kept by their browser.
COOKIE = "language"
_FOLDER = Path(__file__).parent / "translations"


class Catalogues(Domain):
    """Words straight from the translators' files: nothing is compiled into the tree, so a clean clone speaks all."""

    def get_translations(self) -> NullTranslations:
        """The words of the language in force."""
        locale = get_locale()
        return catalogue(locale.language if locale else "en")


@cache
def catalogue(language: str) -> NullTranslations:
    """One language's words, read once a process (some 80 ms); what has no words yet stays English."""
    path = _FOLDER / language / "LC_MESSAGES" / "messages.po"
    if language not in LANGUAGES or not path.exists():
        return Translations()
    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


babel = Babel()
babel.domain_instance = Catalogues()


def interface(*wishes: str) -> str:
    """The first of these languages that the interface speaks, regions aside, else the company's."""
    for wish in wishes:
        plain = wish.replace("-", "_").partition("_")[0].lower()
        if plain in LANGUAGES:
            return plain
    return str(current_app.config["BABEL_DEFAULT_LOCALE"])


def language() -> str:
    """That of the invitation somebody came by, else the one chosen on a page, the browser's wish, the company's."""
    if not has_request_context():  # jobs have no browser
        return interface()
    asked = request.accept_languages.best_match(list(LANGUAGES)) or ""
    return interface(_begun(), request.cookies.get(COOKIE, ""), asked)


def _begun() -> str:
    """The language somebody invited began in; found by the link, so that what is refused is said in it too."""
    rule = rule_of(current_app.view_functions.get(request.endpoint or ""))
    if g.get("link") is None or rule.holder is not Holder.CANDIDATE:
        return ""
    return str(current_app.extensions["language_of"](g.link))
