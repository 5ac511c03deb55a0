"""Which language a page speaks."""

from flask import current_app, request
from flask_babel import Babel

#: Languages with a finished translation; English needs none.
LANGUAGES = ("en",)

babel = Babel()


def language() -> str:
    """The best language for whoever asks: the browser's wish, else the company's."""
    return request.accept_languages.best_match(LANGUAGES) or str(current_app.config["BABEL_DEFAULT_LOCALE"])
