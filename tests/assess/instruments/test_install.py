"""One command brings the IPIP-NEO-120 into the library from where its texts are kept."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.models import AuditEvent
from surveys.ipip.texts import installed
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of
from tests.surveys.ipip.sources import archive, file, package, rows
from tests.surveys.ipip.test_texts import content


def install(app: Flask, *arguments: object) -> tuple[int, str]:
    command = ["instruments", "install", "ipip-neo-120", *map(str, arguments)]
    result = app.test_cli_runner().invoke(args=command)
    return result.exit_code, result.output


def test_one_command_publishes_it_and_says_so(app: Flask, session: Session, tmp_path: Path) -> None:
    path = file(tmp_path, rows())
    assert install(app, "--from", path) == (
        0,
        "ipip-neo-120: 120 items in en are published as version 1 of ipip_neo_120, for development, research.\n",
    )
    assert install(app, "--from", path, "--selection") == (
        0,
        "ipip-neo-120: 92 items in en are published as version 2 of ipip_neo_selection, "
        "for selection, development, research.\n",
    )
    assert install(app, "--from", path)[1].count("version 1") == 1
    kept = session.scalars(select(InstrumentVersion)).all()
    assert [instrument_of(session, one.content_hash).items["i120"].text for one in kept] == ["Do thing 120"] * 2
    events = session.scalars(select(AuditEvent.action)).all()
    assert events.count("instruments.published") == 3


def test_a_faulty_translation_is_left_out_and_said(app: Flask, tmp_path: Path) -> None:
    german = rows(" auf Deutsch")
    spanish = rows(" en español", i112={"text": ""})
    path = archive(tmp_path, {"en": content(rows()), "de": content(german), "es": content(spanish)})
    status, said = install(app, "--from", path)
    assert status == 0 and "120 items in en, de are published" in said
    assert "Left out the translation into es: package/data/es/questions.json: item 112: has no text" in said


def test_texts_that_disagree_with_the_key_are_not_published(app: Flask, session: Session, tmp_path: Path) -> None:
    status, said = install(app, "--from", file(tmp_path, rows(i9={"key": 1})))
    assert status == 1 and said == "Error: items.json: item 9: is keyed -1 by Johnson (2014), not 1\n"
    assert session.scalars(select(InstrumentVersion)).all() == []


def test_without_texts_it_says_how_to_get_them(app: Flask) -> None:
    assert installed() is None, "this test needs an environment without the optional package"
    status, said = install(app)
    assert status == 1
    assert said == "Error: There are no item texts: `make ipip` brings them, or name a file with --from.\n"


def test_another_edition_of_the_package_is_refused(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(package(tmp_path, "Qs = ['Do thing 1']", version="9.9"))
    status, said = install(app)
    assert status == 1 and said.startswith("Error: FFM 9.9: file: not the texts that were compared with the key")
