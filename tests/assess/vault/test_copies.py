"""The vault's own backup: a sealed copy, restored into an empty vault with the same key, apart from everything else."""

import zipfile
from collections.abc import Callable
from contextvars import Context
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.app import create_app
from assess.config import Settings
from assess.enclave import Enclave, WrongKey
from assess.vault.actions import put
from assess.vault.models import released_set, voluntary_answer

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(app: Flask) -> Run:
    def invoke(*words: object) -> tuple[int, str]:
        result = app.test_cli_runner().invoke(args=[str(word) for word in words])
        return result.exit_code, result.output

    return invoke


@pytest.fixture
def filled(enclave: Enclave) -> list[tuple[bytes, bytes]]:
    with enclave.session() as vault:
        for number in range(3):
            put(vault, f"c{number}", 7, {"sex": "female"})
        vault.commit()
    return rows(enclave)


def rows(enclave: Enclave) -> list[tuple[bytes, bytes]]:
    with enclave.session() as vault:
        found = vault.execute(select(voluntary_answer).order_by(voluntary_answer.c.name))
        return [(row.name, row.box) for row in found]


def another(settings: Settings, **more: str) -> Settings:
    """The same settings with another key, read anew."""
    return Settings(**settings.model_dump() | {"vault_key": "another " * 8} | more)


def emptied(enclave: Enclave) -> None:
    with enclave.session() as vault:
        for table in (voluntary_answer, released_set):
            vault.execute(delete(table))
        vault.commit()


def test_a_copy_brings_everything_back_and_never_twice(
    enclave: Enclave, filled: list[tuple[bytes, bytes]], run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "copy.db"
    status, said = run("vault", "backup", path)
    assert status == 0 and said.startswith("3 rows in ") and path.stat().st_mode & 0o077 == 0
    assert b"female" not in path.read_bytes()
    status, said = run("vault", "restore", path)
    assert status == 1 and "rows in the vault already" in said
    emptied(enclave)
    assert run("vault", "restore", path) == (0, "3 rows restored.\n")
    assert rows(enclave) == filled


def test_a_copy_writes_over_nothing(filled: list[tuple[bytes, bytes]], run: Run, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    path.write_text("something dear")
    status, said = run("vault", "backup", path)
    assert status == 1 and "a file already" in said and path.read_text() == "something dear"


@pytest.mark.parametrize("content", [b"", b"PK no vault at all", b"SQLite format 3\x00 and then rubbish" * 100])
def test_what_is_no_copy_is_refused_and_left_as_it_is(
    enclave: Enclave, run: Run, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    status, said = run("vault", "restore", path)
    assert status == 1 and "is no copy of a vault" in said
    assert path.read_bytes() == content and rows(enclave) == []


def test_a_copy_under_another_key_is_refused(
    filled: list[tuple[bytes, bytes]], run: Run, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "copy.db"
    run("vault", "backup", path)
    other = create_app(another(settings, vault_url=f"sqlite:///{tmp_path}/v.db"))
    # in a context of its own: a command takes the app whose context it finds
    result = Context().run(other.test_cli_runner().invoke, args=["vault", "restore", str(path)])
    assert result.exit_code == 1 and "EXEMPLAR_VAULT_KEY is not the key" in result.output


def test_a_database_of_another_key_is_refused_by_its_mark(
    enclave: Enclave, settings: Settings, filled: list[tuple[bytes, bytes]]
) -> None:
    other = create_app(another(settings))
    with pytest.raises(WrongKey):
        other.extensions["vault"].prepare()
    assert rows(enclave) == filled


def test_the_ordinary_backup_holds_nothing_of_the_vault(
    session: Session, filled: list[tuple[bytes, bytes]], run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "company.zip"
    session.commit()
    assert run("backup", path)[0] == 0
    with zipfile.ZipFile(path) as archive:
        held = b"".join(archive.read(name) for name in archive.namelist())
        names = " ".join(archive.namelist())
    assert "voluntary_answer" not in names and "key_mark" not in names
    assert not any(name.hex().encode() in held for name, _ in filled)
