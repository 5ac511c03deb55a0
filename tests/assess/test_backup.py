"""A backup brings everything back, with equal counts and hashes, or nothing."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.actions import record
from assess.backup import Damaged, NotEmpty, backup, restore
from assess.database import db
from assess.people.models import Account, Person, Team
from tests.databases import Databases


@pytest.fixture
def company(session: Session, account: Callable[..., Account]) -> Session:
    manager = Person(code="M-1", name="Zoë Ångström")
    session.add(manager)
    session.flush()
    session.add(Team(name="North", manager_id=manager.id, members=[manager]))
    account(Role.HR, name="Ruth")
    record(session, "a" * 24, "people.test", numbers=[1, 2])
    session.commit()
    return session


def test_what_was_backed_up_comes_back(company: Session, databases: Databases, tmp_path: Path) -> None:
    path = tmp_path / "company.zip"
    with db.engine.connect() as connection:
        counts = backup(connection, db.metadata, path)
    assert counts["person"] == 1 and counts["audit_event"] >= 2
    with databases.copy() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            assert restore(connection, db.metadata, path) == counts
        again = tmp_path / "again.zip"
        with engine.connect() as connection:
            backup(connection, db.metadata, again)
        with engine.begin() as connection, pytest.raises(NotEmpty):
            restore(connection, db.metadata, path)
        engine.dispose()
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(again) as two:
        assert one.read("manifest.json") == two.read("manifest.json")


def test_a_restored_database_still_refuses_changes_and_counts_on(
    company: Session, databases: Databases, tmp_path: Path
) -> None:
    path = tmp_path / "company.zip"
    with db.engine.connect() as connection:
        backup(connection, db.metadata, path)
    with databases.copy() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            restore(connection, db.metadata, path)
        with Session(engine) as session:
            session.add(Person(code="M-2", name="New"))
            session.commit()
            assert session.scalar(select(func.max(Person.id))) == 2
        with engine.connect() as connection, pytest.raises(Exception, match="AUDIT_APPEND_ONLY"):
            connection.exec_driver_sql("DELETE FROM audit_event")
        engine.dispose()


def test_a_damaged_backup_restores_nothing(company: Session, databases: Databases, tmp_path: Path) -> None:
    path, damaged = tmp_path / "company.zip", tmp_path / "damaged.zip"
    with db.engine.connect() as connection:
        backup(connection, db.metadata, path)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(damaged, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name).replace("Zoë".encode(), b"Zoe"))
    with databases.copy() as url:
        engine = create_engine(url)
        with pytest.raises(Damaged), engine.begin() as connection:
            restore(connection, db.metadata, damaged)
        with engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(Person)) == 0
        engine.dispose()


def test_answers_that_wait_to_be_mixed_are_in_no_backup(company: Session, tmp_path: Path) -> None:
    path = tmp_path / "company.zip"
    with db.engine.connect() as connection:
        backup(connection, db.metadata, path)
    with zipfile.ZipFile(path) as archive:
        assert "pending.jsonl" not in archive.namelist()
