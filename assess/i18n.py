"""Which language a page speaks."""

from flask import current_app, has_request_context, request
from flask_babel import Babel

#: Languages with a finished translation; English needs none.
LANGUAGES = ("en",)

babel = Babel()


def language() -> str:
    """The best language for whoever asks: the browser's wish, else the company's."""
    asked = request.accept_languages.best_match(LANGUAGES) if has_request_context() else None  # jobs have no browser
    return asked or str(current_app.config["BABEL_DEFAULT_LOCALE"])
