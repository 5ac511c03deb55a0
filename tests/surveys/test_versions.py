"""A version is its content; once somebody begins to answer, nothing can change it."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import Engine, delete, func, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from surveys import sessions
from surveys.definition import Instrument
from surveys.errors import VersionFrozen
from surveys.models import Administration, InstrumentVersion, Participant
from surveys.versions import instrument_of, publish
from tests.races import meanwhile
from tests.surveys.conftest import NOON


@pytest.fixture
def frozen(session: Session, instrument: Instrument) -> InstrumentVersion:
    version = publish(session, instrument)
    sessions.start(session, version, Participant(), purpose="selection", now=NOON)
    session.commit()
    return version


def test_the_same_content_is_the_same_version(session: Session, instrument: Instrument) -> None:
    again = Instrument.from_plain(json.loads(json.dumps(instrument.plain())))
    assert again == instrument
    assert publish(session, instrument).id == publish(session, again).id


def test_one_comma_makes_another_version(session: Session, instrument: Instrument) -> None:
    other = replace(instrument, notice="Take your time,")
    assert other.content_hash != instrument.content_hash
    assert publish(session, other).id != publish(session, instrument).id


def test_the_content_hash_is_that_of_the_canonical_json(instrument: Instrument) -> None:
    shuffled = json.loads(json.dumps(instrument.plain(), sort_keys=True))
    assert Instrument.from_plain(shuffled).content_hash == instrument.content_hash
    assert len(instrument.content_hash) == 64


def test_what_was_published_is_read_back_whole(
    session: Session, frozen: InstrumentVersion, instrument: Instrument
) -> None:
    assert instrument_of(session, frozen.content_hash) == instrument


def test_a_version_nobody_answered_may_still_be_mended(session: Session, instrument: Instrument) -> None:
    version = publish(session, instrument)
    session.commit()
    version.code = "planning_two"
    session.commit()
    session.delete(version)
    session.commit()


@pytest.mark.parametrize("field", ["code", "content_hash", "definition", "frozen"])
def test_a_frozen_version_refuses_the_object_mapper(session: Session, frozen: InstrumentVersion, field: str) -> None:
    setattr(frozen, field, {"definition": {"title": "mine"}, "frozen": False}.get(field, "x" * 20))
    with pytest.raises(VersionFrozen):
        session.commit()


def test_a_frozen_version_is_not_deleted(session: Session, frozen: InstrumentVersion) -> None:
    session.delete(frozen)
    with pytest.raises((VersionFrozen, IntegrityError)):
        session.commit()


@pytest.mark.parametrize(
    "attack",
    [
        update(InstrumentVersion).values(definition={"title": "mine"}),
        update(InstrumentVersion).values(frozen=False),
        delete(InstrumentVersion),
        text("UPDATE instrument_version SET definition = '{}'"),
        text("UPDATE instrument_version SET content_hash = 'x'"),
    ],
)
def test_a_frozen_version_refuses_statements_that_go_past_the_mapper(
    session: Session, frozen: InstrumentVersion, attack: object
) -> None:
    with pytest.raises(DBAPIError, match="VERSION_FROZEN"):
        session.execute(attack)  # type: ignore[call-overload]


def test_a_definition_that_does_not_fit_its_hash_is_not_used(session: Session, instrument: Instrument) -> None:
    other = replace(instrument, notice="forged")
    session.add(InstrumentVersion(code="planning", content_hash="0" * 64, definition=other.plain()))
    session.flush()
    with pytest.raises(ValueError, match="content hash"):
        instrument_of(session, "0" * 64)


def test_two_may_be_the_first_to_publish_and_to_begin_at_once(
    engine: Engine, session: Session, instrument: Instrument
) -> None:
    def begin(mine: Session) -> None:
        sessions.start(mine, publish(mine, instrument), Participant(), purpose="selection", now=NOON)

    meanwhile(engine, begin, begin)
    assert session.scalars(select(InstrumentVersion.frozen)).all() == [True]
    assert session.scalar(select(func.count()).select_from(Administration)) == 2


def test_two_may_be_the_first_to_begin_a_version_at_once(
    engine: Engine, session: Session, instrument: Instrument
) -> None:
    id = publish(session, instrument).id
    session.commit()

    def begin(mine: Session) -> None:
        sessions.start(mine, mine.get_one(InstrumentVersion, id), Participant(), purpose="selection", now=NOON)

    meanwhile(engine, begin, begin)
    assert session.scalar(select(func.count()).select_from(Administration)) == 2
