"""What every test may ask for: an app on an empty database, clients, accounts of each role."""

import hashlib
from collections.abc import Callable, Iterator
from contextvars import Context
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from assess.access import Role
from assess.app import create_app
from assess.config import Settings
from assess.database import db
from assess.jobs.tasks import run_all
from assess.people.actions import ensure_roles, open_account
from assess.people.models import Account
from surveys.models import Base
from tests.databases import SERVER, Databases
from tests.routes import remember_compiled_rules
from tests.statements import remember_compiled_statements

PASSWORD = "correct horse battery staple"
TABLES = Base.metadata.tables
remember_compiled_rules()
remember_compiled_statements()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a PostgreSQL server only what asks for a database runs, the first parameters standing for all of a test.

    The rest has been tested with SQLite.
    """
    if SERVER:
        firsts: set[str] = set()
        kept: dict[pytest.Item, None] = {}
        for item in items:
            test = item.nodeid.partition("[")[0]
            whole = item.get_closest_marker("database") is not None
            if "databases" in getattr(item, "fixturenames", ()) and (whole or test not in firsts):
                firsts.add(test)
                kept[item] = None
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = list(kept)


class Client(FlaskClient):
    """A client whose requests share nothing with the test: contexts and database sessions of their own, as in life."""

    def open(self, *arguments: Any, **options: Any) -> Any:
        if not has_app_context():
            return super().open(*arguments, **options)
        own = db.session()
        own.commit()
        try:
            return Context().run(super().open, *arguments, **options)
        finally:
            # what the request changed is read anew
            own.expire_all()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.drop()


@pytest.fixture
def settings(databases: Databases, tmp_path: Path) -> Iterator[Settings]:
    with databases.copy() as url:
        yield Settings(
            environment="testing",
            secret_key="a secret for tests only, long enough to pass",
            database_url=url,
            data_dir=tmp_path / "data",
            company="Meridian Instruments",
        )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.test_client_class = Client
    # tests/assess/test_security.py turns it on again
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        ensure_roles(db.session())
        db.session.commit()
        yield app
        db.session.remove()
        app.extensions["writer"].close()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Session:
    return db.session()


@pytest.fixture
def once(
    app: Flask, databases: Databases, settings: Settings, session: Session
) -> Callable[[Callable[[], object]], None]:
    """Do something costly to the database once a run, ``once(build)``; later the database it left is put in place.

    It is done again where other accounts, or another number of rows, were there before.
    """
    counts = union_all(*(select(literal(name), func.count()).select_from(table) for name, table in TABLES.items()))

    def make(build: Callable[[], object]) -> None:
        before = [build.__module__, build.__qualname__, *session.scalars(select(Account.email).order_by(Account.id))]
        before += [f"{name} {rows}" for name, rows in session.execute(counts)]
        state = hashlib.sha256("\n".join(before).encode()).hexdigest()[:16]
        known = state in databases.kept
        if not known:
            build()
        session.commit()
        db.engine.dispose()
        (databases.put_back if known else databases.keep)(settings.database_url, state)
        session.expire_all()

    return make


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Nobody in particular."""
    return app.test_client()


@pytest.fixture
def account(session: Session) -> Callable[..., Account]:
    """Make an account: ``account(Role.HR, name="Ruth")``; its second factor counts as set up."""

    def make(*roles: Role, name: str = "", email: str = "") -> Account:
        name = name or (roles[0].value if roles else "nobody")
        email = email or f"{name.replace(' ', '.').lower()}@meridian.example"
        made = open_account(session, "test", email, name, roles, PASSWORD)
        made.tf_primary_method = "authenticator"
        # the same in every test, so that who signed in stays so when a database is put back
        made.fs_uniquifier = email
        session.commit()
        return made

    return make


def client_of(app: Flask, account: Account) -> FlaskClient:
    """A client signed in as this account, both factors given."""
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = account.fs_uniquifier
        cookie["_fresh"] = True
        cookie["fs_paa"] = 9_999_999_999
    return client


@pytest.fixture
def signed_in(app: Flask, account: Callable[..., Account]) -> Callable[..., FlaskClient]:
    """A client signed in as an account or as a new one with these roles: ``signed_in(Role.HR)``."""

    def sign_in(*who: Account | Role) -> FlaskClient:
        given = who[0] if who else None
        user = given if isinstance(given, Account) else account(*[role for role in who if isinstance(role, Role)])
        return client_of(app, user)

    return sign_in


@pytest.fixture
def run_jobs(session: Session) -> Callable[[], int]:
    """Do every waiting job, and those they ask for; returns how many."""
    return lambda: run_all(session)
