"""A great many rows into one table as fast as the database takes them, within the caller's transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

_CHUNK = 50_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Columns = Mapping[str, Sequence[Any]]


def insert_rows(session: Session, table: str, columns: Columns) -> None:
    """Add rows given as columns of plain values; days are ISO text.

    Parameters
    ----------
    table : str
        Its name in the database; names of columns are the database's too, never a user's words.
    """
    session.flush()
    connection = session.connection()
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {table} ({names}) FROM STDIN", columns)
        return
    marks = ", ".join("?" for _name in columns)
    for rows in _chunks(columns):
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 names are ours


def update_rows(session: Session, table: str, columns: Columns) -> None:
    """Change rows by their ``id``, which is one of the columns."""
    session.flush()
    connection = session.connection()
    values = [name for name in columns if name != "id"]
    if connection.dialect.name == "postgresql":
        listed = ", ".join(f'"{name}"' for name in ("id", *values))
        sets = ", ".join(f'"{name}" = waiting."{name}"' for name in values)
        connection.exec_driver_sql(
            f"CREATE TEMPORARY TABLE waiting ON COMMIT DROP AS SELECT {listed} FROM {table} LIMIT 0"  # noqa: S608 names are ours
        )
        _copy(connection, f"COPY waiting ({listed}) FROM STDIN", {name: columns[name] for name in ("id", *values)})
        connection.exec_driver_sql(f"UPDATE {table} SET {sets} FROM waiting WHERE waiting.id = {table}.id")  # noqa: S608 ours
        connection.exec_driver_sql("DROP TABLE waiting")
        return
    sets = ", ".join(f'"{name}" = ?' for name in values)
    for rows in _chunks({name: columns[name] for name in (*values, "id")}):
        connection.exec_driver_sql(f"UPDATE {table} SET {sets} WHERE id = ?", rows)  # noqa: S608 names are ours


def _chunks(columns: Columns) -> Iterator[list[tuple[Any, ...]]]:
    waiting = zip(*columns.values(), strict=True)
    while rows := list(islice(waiting, _CHUNK)):
        yield rows


def _copy(connection: Connection, statement: str, columns: Columns) -> None:
    cursor = connection.connection.cursor()
    written = [_writer(column) for column in columns.values()]
    texts = zip(*(map(write, column) for write, column in zip(written, columns.values(), strict=True)), strict=True)
    with cursor.copy(statement) as copy:  # psycopg's own, beyond the standard of drivers
        while rows := list(islice(texts, _CHUNK)):
            copy.write("\n".join(map("\t".join, rows)) + "\n")
    cursor.close()


def _writer(column: Sequence[Any]) -> Callable[[Any], str]:
    """How a column's values are written for COPY; a column of numbers needs no escapes."""
    kinds = {type(value) for value in column}
    if kinds <= {int, float}:
        return repr
    return _escaped


def _escaped(value: Any) -> str:
    return "\\N" if value is None else str(value).translate(_ESCAPES)
