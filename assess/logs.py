"""Logs: structured lines without secrets; addresses of secret links never get there."""

import logging
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

from assess.security import SECRET_PATHS

ROOT = Path(__file__).parents[1]
FLOORS = ("assess", "surveys", "scoring")

#: Logs of web servers: of the built-in one, and of gunicorn, which notes addresses when something fails, or if asked.
SERVERS = ("werkzeug", "gunicorn.error", "gunicorn.access")

#: Names of values that must not be logged, whoever passes them.
SECRET_NAMES = frozenset({"token", "password", "secret", "code", "answer", "evidence", "email", "name"})

#: Requests whose very time and address would help to tell whose answer is whose.
ANONYMOUS_PATHS = ("/answer/", "/static/draft.js")


def _without_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: "[left out]" if key in SECRET_NAMES else value for key, value in event.items()}


def loggable(path: str) -> str:
    """A path as it may stand in a log: what follows a secret prefix is dropped, and so is every query."""
    path = path.partition("?")[0]
    for prefix in SECRET_PATHS:
        if path.startswith(prefix):
            return prefix + "…"
    return path


def place(problem: BaseException) -> str:
    """Where an exception arose, as ``file:line:function`` of the last frame of our own; its words stay out of logs."""
    frames = traceback.extract_tb(problem.__traceback__)
    own = [frame for frame in frames if any(Path(frame.filename).is_relative_to(ROOT / floor) for floor in FLOORS)]
    if not own:
        return ""
    last = own[-1]
    return f"{Path(last.filename).relative_to(ROOT)}:{last.lineno}:{last.name}"


class SecretPathFilter(logging.Filter):
    """Keeps secret paths out of request lines, and requests of anonymous answers out of the log altogether."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrites the arguments of the line; drops it where address and time alone would say who answered when."""
        if any(f" {path}" in f" {record.getMessage()}" for path in ANONYMOUS_PATHS):
            return False
        if isinstance(record.args, tuple):
            record.args = tuple(_clean(argument) for argument in record.args)
        elif isinstance(
            record.args, MutableMapping
        ):  # gunicorn's own, which knows what is missing: changed, not copied
            record.args.update({key: _clean(argument) for key, argument in record.args.items()})
        return True


def _clean(argument: object) -> object:
    if not isinstance(argument, str):
        return argument
    return " ".join(loggable(word) if word.startswith("/") else word for word in argument.split(" "))


def configure() -> None:
    """One line of JSON an event, to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            _without_secrets,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(),
    )
    for name in SERVERS:
        logging.getLogger(name).addFilter(SecretPathFilter())
