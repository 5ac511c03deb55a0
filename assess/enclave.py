"""A database apart from the main one: its own address, its own key, no log of the order things were written in."""

import os
import sqlite3
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_engine, event, insert, inspect, make_url, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateSchema, CreateTable

from assess.backup import NotEmpty
from assess.seals import Seal
from surveys.moments import now

#: Where an open session keeps its seal.
SEAL = "seal"
#: The table, among those of the enclave, that tells whether the key is the one it was first opened with.
MARK = "key_mark"
#: Any number, the same everywhere: who prepares the database first holds the others back.
_LOCK = 7_166_129
_CHUNK = 500


class WrongKey(Exception):
    """The database was first opened with another key: nothing in it could be read or found again."""


class Unlogged(sqlite3.Connection):
    """A connection that :mod:`assess.database` leaves alone: its write-ahead log would keep the order of writes."""


class Enclave:
    """Sessions on a database apart; tables are made when the first is opened.

    Parameters
    ----------
    url : str
        SQLite or PostgreSQL.
    secret : str
        Whoever has it can find and read every row; nobody else can.
    metadata : MetaData
        Tables in a schema of their own, among them ``key_mark``; SQLite knows no schemas and does without.
    """

    def __init__(self, url: str, secret: str, metadata: MetaData) -> None:
        self.address, self.metadata, self.seal = make_url(url), metadata, Seal(secret)
        self.sqlite = self.address.get_backend_name() == "sqlite"
        # opened for each use: writes are few, and no open file is shared with the processes forked from this one
        engine = create_engine(
            self.address,
            poolclass=NullPool,
            hide_parameters=True,
            connect_args={"factory": Unlogged} if self.sqlite else {},
        )
        if self.sqlite:
            event.listen(engine, "connect", _prepare_sqlite)
        self.engine = engine.execution_options(schema_translate_map={metadata.schema: None}) if self.sqlite else engine
        self._ready = False

    def session(self) -> Session:
        """A session of its own, its seal in ``info``; WrongKey."""
        self.prepare()
        session = Session(self.engine, expire_on_commit=False, info={SEAL: self.seal})
        if self.sqlite:
            event.listen(session, "after_commit", self._blur_file_time)
        return session

    def prepare(self) -> None:
        """Make what is missing of schema and tables, and hold the key against the mark of the first; WrongKey."""
        if self._ready:
            return
        mark, kept = self.seal.name(MARK), self.metadata.tables[f"{self.metadata.schema}.{MARK}"]
        with self.engine.begin() as connection:
            if not self.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                connection.execute(CreateSchema(str(self.metadata.schema), if_not_exists=True))
            for table in self.metadata.sorted_tables:
                connection.execute(CreateTable(table, if_not_exists=True))
            found = connection.scalar(select(kept.c.mark))
            if found is None:
                connection.execute(insert(kept).values(mark=mark))
            elif found != mark:
                raise WrongKey
        if self.sqlite:
            Path(str(self.address.database)).chmod(0o600)
            self._blur_file_time(None)
        self._ready = True

    def made(self) -> bool:
        """Whether its tables are there already; a file that is no database has none."""
        try:
            return inspect(self.engine).has_table(MARK, None if self.sqlite else self.metadata.schema)
        except (DatabaseError, sqlite3.DatabaseError):  # the latter from the pragmas of the first connection
            return False

    def copy_into(self, other: "Enclave") -> int:
        """Copy every row into an empty database with the same key, by name; how many. WrongKey, NotEmpty."""
        copied = 0
        with self.session() as source, other.session() as target:
            for table in self.metadata.sorted_tables:
                if table.name == MARK:
                    continue
                if target.execute(select(table).limit(1)).first() is not None:
                    raise NotEmpty(table.name)
                for rows in source.execute(select(table).order_by(*table.primary_key)).mappings().partitions(_CHUNK):
                    target.execute(insert(table), [dict(row) for row in rows])
                    copied += len(rows)
            target.commit()
        return copied

    def _blur_file_time(self, _: Any) -> None:
        """Copies of the file carry the start of the week, not the minute somebody wrote."""
        today = now().date()
        monday = datetime.combine(today - timedelta(days=today.weekday()), time(), UTC).timestamp()
        os.utime(str(self.address.database), (monday, monday))


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions are opened by assess.database
    for pragma in ("journal_mode=DELETE", "synchronous=FULL", "busy_timeout=15000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
