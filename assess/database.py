"""The database: one metadata for engine and application, durable SQLite by default, PostgreSQL by setting."""

from typing import Any

from flask import current_app, has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from surveys.models.base import Base

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
migrate = Migrate(render_as_batch=True, compare_type=True)

#: Attribute of a view that says whether its request writes, where its method tells otherwise.
WRITES = "request_writes"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def _only_reads() -> bool:
    if not has_request_context():
        return False
    view = current_app.view_functions.get(request.endpoint or "")
    return not getattr(view, WRITES, request.method not in READING)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: DBAPIConnection, record: Any) -> None:
    if type(connection).__module__.partition(".")[0] != "sqlite3":
        return
    # we open transactions ourselves, see _begin_sqlite
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged answer survives power loss
        "foreign_keys=ON",
        "busy_timeout=15000",
        "secure_delete=ON",  # pending anonymous answers leave no trace in free pages
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Any) -> None:
    # A transaction that reads and then writes must take the write lock first: with a plain BEGIN the upgrade fails
    # with "database is locked" as soon as another writer was faster.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _only_reads() else "BEGIN IMMEDIATE")
