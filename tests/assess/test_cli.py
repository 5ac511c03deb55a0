"""Commands: an empty company, production's refusals, backup and restore, the audit chain."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from assess.access import Role
from assess.app import create_app
from assess.audit.actions import record
from assess.config import Settings
from assess.database import db
from assess.people.models import Account
from tests.databases import Databases

ADMIN = ["--email", "ada@meridian.example", "--name", "Ada Lund", "--password", "a long enough passphrase"]


@pytest.fixture
def empty(databases: Databases, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Apps on databases without any table."""
    opened = []

    def make(environment: str = "testing") -> Flask:
        url = databases.empty()
        settings = Settings(
            environment=environment,  # type: ignore[arg-type]
            secret_key="k" * 48,
            vault_key="v" * 48,
            mail_server="smtp.meridian.example",
            database_url=url.__enter__(),
            data_dir=tmp_path / str(len(opened)),
        )
        app = create_app(settings)
        opened.append((app, url))
        return app

    yield make
    for app, url in opened:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        url.__exit__(None, None, None)


def test_init_makes_an_empty_company_and_its_first_administrator_once(empty: Callable[..., Flask]) -> None:
    app = empty("production")
    first = app.test_cli_runner().invoke(args=["init", *ADMIN])
    assert first.exit_code == 0, first.output
    with app.app_context():
        [account] = db.session.scalars(select(Account)).all()
        assert (account.email, account.role_names, account.demo) == (
            "ada@meridian.example",
            {Role.ADMINISTRATOR},
            False,
        )
    again = app.test_cli_runner().invoke(args=["init", *ADMIN])
    assert again.exit_code == 1 and "There is a company already" in again.output


def test_init_refuses_a_short_password(empty: Callable[..., Flask]) -> None:
    short = empty().test_cli_runner().invoke(args=["init", *ADMIN[:-1], "short"])
    assert short.exit_code == 1 and "12 characters" in short.output


def test_production_does_not_start_on_the_demo_company(empty: Callable[..., Flask]) -> None:
    app = empty("production")
    app.test_cli_runner().invoke(args=["init", *ADMIN])
    with app.app_context():
        db.session.execute(text("UPDATE account SET demo = :yes"), {"yes": True})
        db.session.commit()
    refused = app.test_cli_runner().invoke(args=["up"])
    assert refused.exit_code == 1 and "demo company" in refused.output
    demo = app.test_cli_runner().invoke(args=["demo"])
    assert demo.exit_code == 1 and "Production holds no demo company" in demo.output


def test_a_backup_is_restored_into_an_empty_database_and_not_into_a_full_one(
    empty: Callable[..., Flask], tmp_path: Path
) -> None:
    one, other, path = empty(), empty(), str(tmp_path / "company.zip")
    one.test_cli_runner().invoke(args=["init", *ADMIN])
    saved = one.test_cli_runner().invoke(args=["backup", path])
    assert saved.exit_code == 0 and "EXEMPLAR_SECRET_KEY" in saved.output
    restored = other.test_cli_runner().invoke(args=["restore", path])
    assert restored.exit_code == 0 and "counts and hashes are equal" in restored.output
    full = other.test_cli_runner().invoke(args=["restore", path])
    assert full.exit_code == 1 and "There are rows already" in full.output


def test_a_broken_audit_trail_is_found(app: Flask, session: Session) -> None:
    event = record(session, "a" * 24, "people.test")
    session.commit()
    assert "whole" in app.test_cli_runner().invoke(args=["verify-audit"]).output
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER audit_event_no_update"))
    else:
        session.execute(text("ALTER TABLE audit_event DISABLE TRIGGER USER"))
    session.execute(text("UPDATE audit_event SET action = 'nothing' WHERE id = :id"), {"id": event.id})
    session.commit()
    session.expire_all()
    found = app.test_cli_runner().invoke(args=["verify-audit"])
    assert found.exit_code == 1 and f"Event {event.id}" in found.output
