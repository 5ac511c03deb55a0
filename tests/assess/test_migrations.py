"""The migrations make what the models say, triggers and checks included."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import upgrade
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.orm import Session

from assess.app import create_app
from assess.config import Settings
from assess.database import db
from assess.people.models import Role
from tests.databases import SERVER, Databases


@pytest.fixture
def migrated(databases: Databases, tmp_path: Path):
    """A database made by the migrations alone."""
    with databases.empty() as url:
        settings = Settings(environment="testing", secret_key="x" * 40, database_url=url, data_dir=tmp_path / "data")
        app = create_app(settings)
        with app.app_context():
            upgrade()
            yield db.engine
            db.session.remove()
            db.engine.dispose()


def triggers(connection: Connection) -> set[tuple[str, ...]]:
    query = (
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        if SERVER
        else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    )
    return {tuple(row) for row in connection.execute(text(query))}


def checks(connection: Connection) -> set[tuple[str, str]]:
    inspector = inspect(connection)
    return {
        (table, str(check["name"]))
        for table in inspector.get_table_names()
        for check in inspector.get_check_constraints(table)
    }


def test_migrating_an_empty_database_gives_the_tables_of_the_models(migrated) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_the_migrations_keep_the_promises_of_the_database(migrated, databases: Databases) -> None:
    with databases.copy() as url:
        engine = create_engine(url)
        with engine.connect() as modelled, migrated.connect() as connection:
            assert triggers(modelled)
            assert triggers(connection) == triggers(modelled)
            assert checks(connection) == checks(modelled)
        engine.dispose()


def test_migrating_twice_changes_nothing(migrated) -> None:
    with Session(migrated) as session:
        session.add(Role(name="hr"))
        session.commit()
    upgrade()
    with Session(migrated) as session:
        assert session.query(Role).count() == 1
