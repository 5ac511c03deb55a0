"""Empty databases for tests: made once a run, copied for each test; SQLite by default, PostgreSQL when asked for."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import create_engine, make_url

from surveys.models import Base

#: Address of a PostgreSQL server whose user may create databases; unset: SQLite.
SERVER = os.environ.get("TEST_DATABASE_URL", "")


class Databases:
    """A template with every table, and copies of it."""

    def __init__(self, folder: Path) -> None:
        self.template = f"exemplar_{uuid4().hex}"
        self.folder = folder
        self.kept: set[str] = set()
        if SERVER:
            self._administer(f"CREATE DATABASE {self.template}")
        engine = create_engine(self._url(self.template))
        Base.metadata.create_all(engine)
        engine.dispose()

    def _url(self, name: str) -> str:
        if SERVER:
            return make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        return f"sqlite:///{self.folder / name}.db"

    @property
    def template_url(self) -> str:
        """Address of the template itself, to fill it before it is copied; close every connection afterwards."""
        return self._url(self.template)

    def _administer(self, statement: str) -> None:
        address = make_url(SERVER).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The address of a database without tables, dropped at the end."""
        name = f"{self.template}_{uuid4().hex[:8]}"
        if SERVER:
            self._administer(f"CREATE DATABASE {name}")
        try:
            yield self._url(name)
        finally:
            self._remove(name)

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The address of a fresh empty database, dropped at the end."""
        name = f"{self.template}_{uuid4().hex[:8]}"
        self._overwrite(self.template, name)
        try:
            yield self._url(name)
        finally:
            self._remove(name)

    def keep(self, url: str, state: str) -> None:
        """Remember a database, which nothing is connected to, as it stands."""
        self._overwrite(self._name(url), self._state(state))
        self.kept.add(state)

    def put_back(self, url: str, state: str) -> None:
        """Make a database, which nothing is connected to, what it was when it was kept."""
        if SERVER:
            self._administer(f"DROP DATABASE {self._name(url)} WITH (FORCE)")
        self._overwrite(self._state(state), self._name(url))

    def _name(self, url: str) -> str:
        return Path(make_url(url).database or "").stem

    def _state(self, state: str) -> str:
        return f"{self.template}_{state}"

    def _overwrite(self, source: str, target: str) -> None:
        if SERVER:
            self._administer(f"CREATE DATABASE {target} TEMPLATE {source}")
        else:
            shutil.copy(self.folder / f"{source}.db", self.folder / f"{target}.db")

    def _remove(self, name: str) -> None:
        if SERVER:
            self._administer(f"DROP DATABASE {name} WITH (FORCE)")
        for file in self.folder.glob(f"{name}.db*"):
            file.unlink()

    def drop(self) -> None:
        """Remove the template and what is kept."""
        if SERVER:
            for name in (self.template, *map(self._state, self.kept)):
                self._administer(f"DROP DATABASE {name} WITH (FORCE)")
