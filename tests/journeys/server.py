"""A company with empty tables, and any company on a real server."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from assess.app import create_app
from assess.config import Settings
from assess.database import db
from surveys.models import Base


def founded(folder: Path, **settings: str) -> Flask:
    """Meridian Instruments on its first day, its database in this folder."""
    app = create_app(
        Settings(
            environment="testing",
            secret_key="a secret for tests only, long enough to pass",
            database_url="",
            data_dir=folder,
            company="Meridian Instruments",
            **settings,
        )
    )
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of a running server."""
    # a line a request would bury what a failing journey says
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
