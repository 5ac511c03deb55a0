"""Alembic's way into the application: its database, its metadata, batch rebuilds for SQLite."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

migrate = current_app.extensions["migrate"]
db = migrate.db


def rendered(kind: str, thing: Any, _: Any) -> str | bool:
    """Our own column types by what the database sees, so that old migrations need no code of today."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False


def run() -> None:
    """Run the migrations in one transaction."""
    with db.engine.connect() as connection:
        foreign_keys(connection, "OFF")
        context.configure(
            connection=connection, target_metadata=db.metadata, render_item=rendered, **migrate.configure_args
        )
        with context.begin_transaction():
            context.run_migrations()
            if connection.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken is not None:
                    raise RuntimeError(f"after migrating, a row of {broken[0]} refers to nothing in {broken[2]}")
        connection.commit()
        foreign_keys(connection, "ON")


def foreign_keys(connection: Connection, state: str) -> None:
    """SQLite rebuilds a table by dropping the old one, which would delete every row that refers to it.

    The switch does nothing inside a transaction, so it goes past SQLAlchemy, which would begin one.
    """
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute(f"PRAGMA foreign_keys={state}")


run()
