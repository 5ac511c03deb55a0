"""Backup and restore: every table as lines of JSON with counts and hashes, the same for SQLite and PostgreSQL."""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, select, text
from sqlalchemy.types import TypeDecorator

#: Never in a backup: answers on their way to being anonymous, which a copy could tie to a time, the marks of who has
#: answered, which are gone when a survey closes and would stay in the copy, votes of a panel that is open, which two
#: copies around one of them would name, and Alembic's mark.
LEFT_OUT = frozenset({"pending", "comment_pool", "campaign_admissions", "practice_ballot", "alembic_version"})
MANIFEST = "manifest.json"
CHUNK = 500


class NotEmpty(Exception):
    """The database to restore into holds rows already."""


class Damaged(Exception):
    """The backup's content does not match its manifest."""


def backup(connection: Connection, metadata: MetaData, path: Path) -> dict[str, int]:
    """Write every table to a ZIP file that appears only when whole; returns rows by table.

    The caller's transaction gives one consistent view of all tables.
    """
    counts, hashes = {}, {}
    unfinished = path.with_suffix(path.suffix + ".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        unfinished.chmod(0o600)
        for table in _tables(metadata):
            total, number = hashlib.sha256(), 0
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
                for line in _lines(connection, table):
                    total.update(line)
                    file.write(line)
                    number += 1
            counts[table.name], hashes[table.name] = number, total.hexdigest()
        archive.writestr(MANIFEST, json.dumps({"counts": counts, "sha256": hashes}, indent=1))
    unfinished.rename(path)
    return counts


def restore(connection: Connection, metadata: MetaData, path: Path) -> dict[str, int]:
    """Fill an empty, migrated database from a backup in the caller's transaction; returns rows by table.

    Raises NotEmpty, Damaged (nothing is kept if the caller then rolls back).
    """
    tables = _tables(metadata)
    filled = [table.name for table in tables if connection.scalar(select(func.count()).select_from(table))]
    if set(filled) - {"role"}:
        raise NotEmpty(", ".join(filled))
    # migrating puts the closed list of roles there; it comes back from the backup
    connection.execute(metadata.tables["role"].delete())
    with zipfile.ZipFile(path) as archive, _unguarded(connection, tables):
        manifest = json.loads(archive.read(MANIFEST))
        for table in tables:
            _fill(connection, table, archive, manifest)
    for table in tables:
        _restart_sequence(connection, table)
    found = {table.name: _hash(connection, table) for table in tables if table.name in manifest["sha256"]}
    if found != manifest["sha256"]:
        raise Damaged(", ".join(name for name in found if found[name] != manifest["sha256"][name]))
    return dict(manifest["counts"])


def _tables(metadata: MetaData) -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    # by primary key: the order rows were written in tells nothing more than the keys do
    for row in connection.execute(select(table).order_by(*table.primary_key.columns)).yield_per(CHUNK):
        yield json.dumps([_plain(value) for value in row], separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _hash(connection: Connection, table: Table) -> str:
    total = hashlib.sha256()
    for line in _lines(connection, table):
        total.update(line)
    return total.hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return {"at": value.isoformat()}
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, list | dict):
        return {"json": value}
    return value


def _read(value: Any, column: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "at" in value:
        kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
        return (datetime if kind.python_type is datetime else date).fromisoformat(value["at"])
    return base64.b64decode(value["base64"]) if "base64" in value else value["json"]


def _fill(connection: Connection, table: Table, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    name = f"{table.name}.jsonl"
    if name not in archive.namelist():
        return  # a table newer than the backup
    rows, number = [], 0
    with archive.open(name) as file:
        for line in file:
            number += 1
            values = zip(table.columns, json.loads(line), strict=True)
            rows.append({column.name: _read(value, column) for column, value in values})
            if len(rows) == CHUNK:
                connection.execute(insert(table), rows)
                rows = []
    if rows:
        connection.execute(insert(table), rows)
    if number != manifest["counts"][table.name]:
        raise Damaged(table.name)


class _unguarded:  # noqa: N801 a context manager reads as a verb
    """Foreign keys checked at the end only, and the triggers that refuse changes asleep meanwhile."""

    def __init__(self, connection: Connection, tables: list[Table]) -> None:
        self.connection, self.tables, self.triggers = connection, tables, []  # type: ignore[var-annotated]
        self.sqlite = connection.dialect.name == "sqlite"

    def __enter__(self) -> None:
        if self.sqlite:
            self.connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            found = self.connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
            self.triggers = [tuple(row) for row in found]
            for name, _sql in self.triggers:
                self.connection.execute(text(f'DROP TRIGGER "{name}"'))
        else:
            self.connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
            self._each("DISABLE")

    def __exit__(self, *_: object) -> None:
        if self.sqlite:
            for _name, sql in self.triggers:
                self.connection.exec_driver_sql(sql)
        else:
            # an event still pending on a table forbids ALTER TABLE
            self.connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
            self._each("ENABLE")

    def _each(self, verb: str) -> None:
        for table in self.tables:
            self.connection.execute(text(f'ALTER TABLE "{table.name}" {verb} TRIGGER USER'))


def _restart_sequence(connection: Connection, table: Table) -> None:
    """PostgreSQL counts on from where explicit ids ended; SQLite does so by itself."""
    keys = list(table.primary_key.columns)
    if connection.dialect.name != "postgresql" or len(keys) != 1 or keys[0].type.python_type is not int:
        return
    sequence = f"pg_get_serial_sequence('\"{table.name}\"', '{keys[0].name}')"
    highest = f'(SELECT max("{keys[0].name}") FROM "{table.name}")'  # noqa: S608 names of our own tables
    connection.execute(
        text(f"SELECT setval({sequence}, {highest}) WHERE {sequence} IS NOT NULL AND {highest} IS NOT NULL")
    )
