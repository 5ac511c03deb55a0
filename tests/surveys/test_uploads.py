"""A file answers an item: one an item, gone with the answer or the administration, untouched once handed in."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys import assets, sessions, uploads
from surveys.bank import read
from surveys.definition import Image, Instrument
from surveys.errors import FileRefused, NotAnAnswer
from surveys.items import Given
from surveys.models import Administration, AnswerFile, Asset, Participant
from surveys.versions import publish
from tests.surveys.conftest import NOON
from tests.surveys.files import pictures

LETTER = read(Path(__file__).parent / "banks" / "upload.toml")
ITEM = LETTER.items["one"]
PNG = pictures.png()


@pytest.fixture
def begun(session: Session) -> int:
    return sessions.start(session, publish(session, LETTER), Participant(), purpose="research", now=NOON).id


def give(session: Session, begun: int, content: bytes = PNG, name: str = "photo.png") -> None:
    sessions.save(session, begun, {"one": uploads.put(session, begun, ITEM, name, content)}, now=NOON)


def test_a_file_is_the_answer_by_its_hash(session: Session, begun: int) -> None:
    give(session, begun)
    sha256 = hashlib.sha256(PNG).hexdigest()
    assert sessions.answers(session, begun)["one"].text == sha256
    kept = uploads.upload(session, begun, "one")
    assert kept is not None
    assert (kept.name, kept.kind, kept.size, kept.sha256, kept.content) == ("photo.png", "png", len(PNG), sha256, PNG)
    assert list(uploads.uploads(session, begun)) == ["one"]


def test_another_file_takes_the_place_of_the_first(session: Session, begun: int) -> None:
    give(session, begun)
    give(session, begun, b"words", "letter.txt")
    assert session.scalar(select(func.count()).select_from(AnswerFile)) == 1
    assert sessions.answers(session, begun)["one"].text == hashlib.sha256(b"words").hexdigest()


def test_an_answer_cannot_name_a_file_that_is_not_there(session: Session, begun: int) -> None:
    other = sessions.start(session, publish(session, LETTER), Participant(), purpose="research", now=NOON).id
    give(session, other)
    for sha256 in ("0" * 64, hashlib.sha256(PNG).hexdigest()):
        with pytest.raises(NotAnAnswer, match="NO_FILE"):
            sessions.save(session, begun, {"one": Given(sha256)}, now=NOON)


def test_a_refused_file_leaves_the_earlier_one(session: Session, begun: int) -> None:
    give(session, begun)
    with pytest.raises(NotAnAnswer, match="FILE_DAMAGED"):
        give(session, begun, PNG + b"PK")
    kept = uploads.upload(session, begun, "one")
    assert kept is not None and kept.content == PNG


def test_a_file_goes_with_its_answer_and_with_the_administration(session: Session, begun: int) -> None:
    give(session, begun)
    sessions.save(session, begun, {"one": Given()}, now=NOON)
    assert uploads.uploads(session, begun) == {}
    give(session, begun)
    if session.get_bind().dialect.name == "sqlite":
        session.commit()
        session.execute(text("PRAGMA foreign_keys = ON"))
    session.execute(delete(Administration).where(Administration.id == begun))
    assert session.scalar(select(func.count()).select_from(AnswerFile)) == 0


def test_the_database_itself_keeps_what_was_handed_in(session: Session, begun: int) -> None:
    give(session, begun)
    sessions.submit(session, begun, now=NOON)
    session.commit()
    for change in (
        update(AnswerFile).values(content=b"other"),
        text(f"INSERT INTO answer_file VALUES ({begun}, 'two', 'a.txt', 'txt', 1, 'x', 'x')"),
    ):
        with pytest.raises(IntegrityError, match="ALREADY_SUBMITTED"):
            session.execute(change)
        session.rollback()


def test_a_picture_is_kept_once_by_the_hash_of_what_is_kept(session: Session) -> None:
    told = pictures.png(beside=pictures.chunk(b"tEXt", b"Author\0Kofi"))
    first, second = assets.keep(session, told), assets.keep(session, PNG)
    assert first is second
    assert first.sha256 == hashlib.sha256(PNG).hexdigest()
    assert (first.kind, first.width, first.height) == ("png", 3, 2)
    assert session.scalar(select(func.count()).select_from(Asset)) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "FILE_EMPTY"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "FILE_KIND"),
        (b"%PDF-1.7\n", "FILE_KIND"),
        (PNG + b"x", "FILE_DAMAGED"),
        (pictures.png(width=4097, height=1), "FILE_TOO_LARGE"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2_000_000), "FILE_TOO_LARGE"),
    ],
)
def test_what_is_no_picture_of_a_page_is_refused(session: Session, content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        assets.keep(session, content)
    assert refusal.value.reason == reason


def test_an_instrument_says_which_pictures_it_lacks(session: Session, instrument: Instrument) -> None:
    kept = assets.keep(session, PNG).sha256
    week, calls = instrument.sections
    plan, late = week.items
    shown = (replace(plan, image=Image(kept, "A week")), replace(late, image=Image("0" * 64, "A desk")))
    pictured = instrument.with_sections((replace(week, items=shown), calls))
    assert assets.missing(session, pictured) == ("late",)
    assert assets.missing(session, instrument) == ()
