"""The migrations make what the models say, triggers and checks included."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import upgrade
from sqlalchemy import Connection, MetaData, create_engine, insert, inspect, text
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


def checks(connection: Connection) -> set[tuple[str, str, str]]:
    inspector = inspect(connection)
    return {
        (table, str(check["name"]), check["sqltext"])
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


def test_a_company_that_began_with_the_first_version_keeps_every_row(databases: Databases, tmp_path: Path) -> None:
    with databases.empty() as url:
        settings = Settings(environment="testing", secret_key="x" * 40, database_url=url, data_dir=tmp_path / "data")
        app = create_app(settings)
        with app.app_context():
            upgrade(revision="0001")
            with db.engine.begin() as connection:
                first = MetaData()
                first.reflect(connection)
                for table, row in FIRST_ROWS:
                    connection.execute(insert(first.tables[table]), row)
            upgrade()
            with db.engine.connect() as connection:
                kept = {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) for table, _ in FIRST_ROWS}
                score = connection.execute(text("SELECT value, key, method FROM scale_score")).one()
                assert tuple(score) == (3.5, 0, "mean")
                assert connection.scalar(text("SELECT attempt FROM invitation")) == 1
                assert connection.scalar(text("SELECT feedback FROM assessment")) == "never"
                interview = connection.execute(text("SELECT kind, minutes, sequence FROM interview")).one()
                assert tuple(interview) == ("interview", 60, 0)
                assert connection.scalar(text("SELECT count(*) FROM interview WHERE changed_at = created_at")) == 1
            db.session.remove()
            db.engine.dispose()
        assert kept == {table: 1 for table, _ in FIRST_ROWS}


DAY = datetime(2026, 3, 2, tzinfo=UTC)
#: One person's way through the tables that later migrations rebuild, and those that refer to them.
FIRST_ROWS: tuple[tuple[str, dict[str, object]], ...] = (
    ("participant", {"id": 1, "code": "p"}),
    ("person", {"id": 1, "code": "w", "name": "Ada", "job": "rep", "segment": "", "location": "",
                "status": "active", "participant_id": 1}),
    ("instrument_version", {"id": 1, "code": "a", "content_hash": "0" * 64, "definition": {}, "frozen": False}),
    ("assessment", {"id": 1, "title": "A", "purpose": "development", "contact": "c", "days_open": 14,
                    "months_kept": 12, "created_at": DAY}),
    ("assessment_part", {"assessment_id": 1, "position": 1, "version_id": 1}),
    ("invitation", {"id": 1, "assessment_id": 1, "participant_id": 1, "person_id": 1, "invited_at": DAY,
                    "expires_at": DAY}),
    ("administration", {"id": 1, "code": "x", "version_id": 1, "respondent_id": 1, "purpose": "development",
                        "context": "", "anonymous": False, "started_at": DAY}),
    ("invitation_part", {"invitation_id": 1, "position": 1, "administration_id": 1}),
    ("response", {"id": 1, "administration_id": 1, "item": "i", "value": 3.0, "evidence": "", "cues": "",
                  "changes": 0}),
    ("scale_score", {"id": 1, "administration_id": 1, "participant_id": 1, "version_id": 1, "scale": "s",
                     "value": 3.5, "answered": 4, "scored_at": DAY}),
    ("candidate", {"id": 1, "code": "c", "name": "B", "email": "b@x.example", "participant_id": 1, "created_at": DAY}),
    ("opening", {"id": 1, "code": "o", "title": "O", "job": "rep", "place": "", "state": "open", "created_at": DAY}),
    ("application", {"id": 1, "candidate_id": 1, "opening_id": 1, "stage": "interview", "stage_since": DAY}),
    ("rater", {"id": 1, "outside_name": "R", "email": "r@x.example", "participant_id": 1}),
    ("interview", {"id": 1, "application_id": 1, "version_id": 1, "created_at": DAY, "state": "open"}),
    ("seat", {"id": 1, "interview_id": 1, "position": 1, "rater_id": 1, "topics": ["t"], "administration_id": 1,
              "state": "open", "closed_reason": ""}),
    ("decision", {"id": 1, "opening_id": 1, "subject": "p", "stage": "interview", "decision": "hold", "reasons": ["x"],
                  "panels": [1], "decided_by": "s", "decided_at": DAY}),
    ("answer_quality", {"administration_id": 1, "longstring": 1, "flags": [], "careless": False}),
)  # fmt: skip
