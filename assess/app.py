"""The application factory: settings, extensions, features, and the wires between them."""

from functools import partial
from typing import Any

import structlog
from flask import Flask, request
from flask_bootstrap import Bootstrap5
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.routing import IntegerConverter

from assess import cli, figures, filters, logs, pages, problems
from assess.access import Holder
from assess.blueprints import FEATURES
from assess.config import Settings
from assess.database import db, migrate
from assess.delivery.queries.languages import begun_in
from assess.enclave import Enclave
from assess.i18n import LANGUAGES, babel, language
from assess.jobs.tasks import run_all, wake_with
from assess.links.queries import Opened, by_id
from assess.mail import mail
from assess.people.models import Account, Passkey, Role
from assess.phrases import WORDS
from assess.queue import queue
from assess.saving import Writer
from assess.security import protect
from assess.vault.models import metadata, questionnaire

log = structlog.get_logger()


class Exemplar(Flask):
    """A Flask whose log says of a failed request what failed and where, never the address of a secret link."""

    def log_exception(self, exc_info: Any) -> None:
        """Note kind and place; the exception's words may hold answers or names."""
        problem = exc_info[1]
        kind, path = type(problem).__name__, logs.loggable(request.path)
        log.error("request_failed", path=path, method=request.method, problem=kind, place=logs.place(problem))


def create_app(settings: Settings | None = None) -> Flask:
    """The application; UnsafeSettings if production is asked for with settings fit only for development."""
    settings = (settings or Settings()).checked()
    app = Exemplar(__name__)
    # a number longer than databases count is an address that does not exist
    app.url_map.converters["int"] = partial(IntegerConverter, max=2**31 - 1)  # type: ignore[assignment]
    app.config.from_mapping(settings.flask())
    logs.configure()
    db.init_app(app)
    migrate.init_app(app, db)
    babel.init_app(app, locale_selector=language)
    app.extensions["language_of"] = _language_of
    app.jinja_env.globals["LANGUAGES"] = LANGUAGES
    Bootstrap5(app)
    mail.init_app(app)
    with app.app_context():
        embedded = db.engine.dialect.name == "sqlite"
        if embedded:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        app.extensions["writer"] = Writer(db.engine, settings.data_dir / "writer.gate" if embedded else None)
    app.extensions["vault"] = Enclave(settings.vault, settings.vault_secret, metadata)
    app.extensions["vault_questions"] = questionnaire(settings.vault_questions, WORDS)
    protect(app, settings, Account, Role, Passkey, _find_link)
    for _, blueprint in FEATURES:
        if blueprint is not None:
            app.register_blueprint(blueprint)
    filters.install(app)
    figures.install(app)
    problems.install(app)
    pages.install(app)
    cli.install(app)

    def work() -> None:
        with app.app_context():
            run_all(db.session())

    app.extensions["huey"], wake = queue(settings, work)
    # tests run the jobs themselves
    wake_with((lambda: None) if settings.environment == "testing" else wake)
    return app


def _language_of(link: Opened) -> str:
    try:
        return begun_in(db.session(), link)
    except SQLAlchemyError:  # the page that says what failed is asked for in no language
        return ""


def _find_link(holder: Holder, id: int) -> Opened:
    return by_id(db.session(), id, holder)
