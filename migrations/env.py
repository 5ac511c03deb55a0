"""Alembic's way into the application: its database, its metadata, batch rebuilds for SQLite."""

from typing import Any

from alembic import context
from flask import current_app
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
        context.configure(
            connection=connection, target_metadata=db.metadata, render_item=rendered, **migrate.configure_args
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
