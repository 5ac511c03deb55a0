"""Attacks on the vault by whoever has everything but the key; each succeeds on a vault built weaker."""

import hashlib
import json
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Column as Col
from sqlalchemy import Engine, LargeBinary, MetaData, String, Table, create_engine, insert, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from assess.audit.actions import record
from assess.backup import backup
from assess.config import Settings
from assess.database import db
from assess.delivery.models import Invitation
from assess.enclave import SEAL, Enclave, WrongKey
from assess.seals import Seal
from assess.vault.actions import put, row_name, withdraw
from assess.vault.models import metadata, voluntary_answer
from tests.databases import SERVER

OPENING = 7
#: Candidates in the order they handed in, which the main database tells, and what they say.
CODES = [hashlib.sha256(str(number).encode()).hexdigest()[:32] for number in range(12)]
SAID = [{"sex": ("female", "male")[number % 2], "disability": ("no", "yes")[number % 3 == 0]} for number in range(12)]

on_sqlite = pytest.mark.skipif(bool(SERVER), reason="about the file SQLite keeps; PostgreSQL keeps its own elsewhere")


def fill(enclave: Enclave) -> None:
    for code, said in zip(CODES, SAID, strict=True):
        with enclave.session() as vault:
            put(vault, code, OPENING, said)
            vault.commit()


@pytest.fixture
def plain(settings: Settings, tmp_path: Path) -> Iterator[Engine]:
    """The weaker vault: an ordinary table of what was said, in the order it came."""
    engine = create_engine(settings.database if SERVER else f"sqlite:///{tmp_path}/plain.db", poolclass=NullPool)
    table = Table("said", MetaData(), Col("name", String(64)), Col("box", LargeBinary))
    table.metadata.create_all(engine)
    with engine.begin() as connection:
        for code, said in zip(CODES, SAID, strict=True):
            name = hashlib.sha256(f"{code}{OPENING}".encode()).hexdigest()
            connection.execute(insert(table).values(name=name, box=json.dumps(said).encode()))
    yield engine
    engine.dispose()


def stored(engine: Engine, schema: str | None = None) -> list[tuple[Any, ...]]:
    """Every row of every table that may be the vault's, as the database gives them."""
    with engine.connect() as connection:
        return [
            tuple(row)
            for name in inspect(connection).get_table_names(schema)
            if name in {"said", *(table.name for table in metadata.tables.values())}
            for row in connection.execute(select(Table(name, MetaData(), schema=schema, autoload_with=connection)))
        ]


def rows_of(enclave: Enclave) -> list[tuple[Any, ...]]:
    return stored(enclave.engine, None if enclave.sqlite else "vault")


def readable(value: Any) -> Any:
    try:
        return json.loads(value)
    except (TypeError, ValueError):  # bytes that are no text are a ValueError too
        return None


def by_order(rows: Sequence[tuple[Any, ...]]) -> dict[str, Mapping[str, str]]:
    """The attack by order: the first row is whoever handed in first."""
    said = [found for row in rows for value in row if isinstance(found := readable(value), dict)]
    return dict(zip(CODES, said, strict=False))


def test_the_order_of_rows_says_nothing_of_who_said_what(enclave: Enclave, plain: Engine) -> None:
    assert by_order(stored(plain)) == dict(zip(CODES, SAID, strict=True))
    fill(enclave)
    assert len(rows_of(enclave)) == 13, "twelve answers and the mark of the key"
    assert by_order(rows_of(enclave)) == {}


@on_sqlite
def test_rows_do_not_lie_in_the_order_they_came(enclave: Enclave, plain: Engine) -> None:
    """Also for whoever can read the boxes."""
    assert [readable(box) for _, box in stored(plain)] == SAID
    fill(enclave)
    with enclave.session() as vault:
        coming = [row_name(vault, code, OPENING) for code in CODES]
        found = list(vault.scalars(select(voluntary_answer.c.name)))
    assert found == sorted(coming) != coming
    with closing(sqlite3.connect(str(enclave.address.database))) as file, pytest.raises(sqlite3.Error):
        file.execute("SELECT rowid FROM voluntary_answer")


def by_trying(rows: Sequence[tuple[Any, ...]], settings: Settings) -> set[str]:
    """The attack by trying: whose code, hashed by all one could know, is the name of a row."""
    names = {value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row[:1]}
    seals = [
        Seal(secret) for secret in ("", settings.secret_key, settings.derived("vault"), settings.derived("session"))
    ]
    found = set()
    for code in CODES:
        guesses = {hashlib.sha256(f"{code}{OPENING}".encode()).hexdigest().encode()}
        guesses |= {seal.name(code, str(OPENING)) for seal in seals}
        found |= {code} if guesses & names else set()
    return found


def test_who_said_anything_cannot_be_found_by_trying(enclave: Enclave, plain: Engine, settings: Settings) -> None:
    assert by_trying(stored(plain), settings) == set(CODES)
    fill(enclave)
    assert by_trying(rows_of(enclave), settings) == set()


def lengths(boxes: Sequence[bytes]) -> int:
    return len({len(box) for box in boxes})


def test_the_length_of_a_box_says_nothing(enclave: Enclave) -> None:
    seal = Seal("unpadded")
    assert lengths([seal.shut(b"name", json.dumps(said).encode()) for said in SAID]) > 1
    fill(enclave)
    with enclave.session() as vault:
        put(vault, "nothing said", OPENING, {})
        vault.commit()
        assert lengths(vault.scalars(select(voluntary_answer.c.box)).all()) == 1


def test_the_same_answers_look_different_each_time(enclave: Enclave) -> None:
    boxes = set()
    for _ in range(2):
        with enclave.session() as vault:
            put(vault, CODES[0], OPENING, SAID[0])
            vault.commit()
            boxes |= set(vault.scalars(select(voluntary_answer.c.box)))
    assert len(boxes) == 2


def carved(folder: Path, start: str, box: bytes) -> bool:
    """The attack on what was deleted: are the bytes still in the file, or in a log beside it?"""
    return any(box[:200] in file.read_bytes() for file in folder.glob(f"{start}*"))


@on_sqlite
def test_what_was_taken_back_is_gone_from_the_file_too(enclave: Enclave, tmp_path: Path) -> None:
    box = bytes(range(200)) * 5
    with closing(sqlite3.connect(tmp_path / "weak.db", isolation_level=None)) as weak:
        weak.execute("PRAGMA journal_mode=WAL")
        weak.execute("CREATE TABLE said (box BLOB)")
        weak.execute("INSERT INTO said VALUES (?)", (box,))
        weak.execute("DELETE FROM said")
        assert carved(tmp_path, "weak", box)
    fill(enclave)
    folder = Path(str(enclave.address.database)).parent
    with enclave.session() as vault:
        name = row_name(vault, CODES[3], OPENING)
        sealed = vault.scalar(select(voluntary_answer.c.box).where(voluntary_answer.c.name == name))
        assert sealed and carved(folder, "vault.db", sealed)
        withdraw(vault, CODES[3], OPENING)
        vault.commit()
    assert not carved(folder, "vault.db", sealed)
    assert [file.name for file in folder.glob("vault.db*")] == ["vault.db"], "no log of writes stays beside it"


def just_now(path: Path) -> bool:
    """The attack by the clock: was the file written when the last candidate was here?"""
    return abs(path.stat().st_mtime - time.time()) < 60


@on_sqlite
def test_the_time_of_the_file_says_the_week_and_only_its_owner_opens_it(enclave: Enclave, tmp_path: Path) -> None:
    (tmp_path / "weak.db").write_bytes(b"")
    assert just_now(tmp_path / "weak.db")
    fill(enclave)
    file = Path(str(enclave.address.database))
    written = time.gmtime(file.stat().st_mtime)
    assert (written.tm_wday, written.tm_hour, written.tm_min, written.tm_sec) == (0, 0, 0, 0)
    assert file.stat().st_mode & 0o077 == 0


@pytest.fixture
def elsewhere(app: Flask, session: Session, tmp_path: Path) -> Callable[[], dict[str, str]]:
    """Everything outside the vault: each table by its hash, mails sent, files of the data folder."""

    def look() -> dict[str, str]:
        session.commit()
        path = tmp_path / "company.zip"
        with db.engine.connect() as connection:
            backup(connection, db.metadata, path)
        seen: dict[str, str] = json.loads(_manifest(path))["sha256"]
        folder = app.config["EXEMPLAR"].data_dir
        files = {str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.rglob("*.*")}
        mails = {"mails": str(len(app.extensions["mailman"].outbox))}
        return seen | mails | {name: held for name, held in files.items() if not name.startswith("vault.db")}

    return look


def _manifest(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("manifest.json")


def test_nothing_outside_the_vault_changes_when_somebody_says_something(
    candidate: FlaskClient,
    enclave: Enclave,
    session: Session,
    invitation: Invitation,
    elsewhere: Callable[[], dict[str, str]],
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The attack by comparing all there is before and after: tables, jobs, audit, mail, files, logs."""
    candidate.get("/take/voluntary")
    before = elsewhere()
    capfd.readouterr()
    caplog.clear()
    candidate.post("/take/voluntary", data={"q_sex": "female", "q_disability": "yes"})
    candidate.post("/take/voluntary/take-back")
    candidate.post("/take/voluntary", data={"q_sex": "male"})
    assert elsewhere() == before
    assert capfd.readouterr() == ("", "") and caplog.text == ""
    record(session, invitation.participant.code, "vault.said", f"opening:{OPENING}")  # the weaker build
    assert {name for name, held in elsewhere().items() if held != before[name]} >= {"audit_event"}


def test_a_key_that_is_not_the_first_opens_nothing_and_spoils_nothing(enclave: Enclave, settings: Settings) -> None:
    fill(enclave)
    before = rows_of(enclave)
    with pytest.raises(WrongKey):
        Enclave(settings.vault, "another key", metadata).session()
    assert rows_of(enclave) == before
    with Enclave(settings.vault, settings.vault_secret, metadata).session() as vault:
        assert vault.info[SEAL].name("a") == enclave.seal.name("a")


def test_eight_at_once_on_a_vault_nobody_opened_before_leave_one_row(settings: Settings) -> None:
    """A second press of the button, in processes that have just started."""

    def say(answer: str) -> None:
        with Enclave(settings.vault, settings.vault_secret, metadata).session() as vault:
            put(vault, CODES[0], OPENING, {"sex": answer})
            vault.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(say, ["female", "male"] * 4))
    assert len(rows_of(Enclave(settings.vault, settings.vault_secret, metadata))) == 2, "one row and the key's mark"
