"""An attacker with the whole database links no anonymous answer to a person; each attack works on a weakened build."""

import random
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Engine, event, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys import anonymous
from surveys.anonymous import flush, scrub, submit_anonymously
from surveys.definition import Instrument
from surveys.errors import Incomplete, NotAnAnswer, UnknownItem
from surveys.items import Given
from surveys.models import AnonymousAnswer, InstrumentVersion, Pending
from surveys.versions import publish
from tests.surveys.conftest import NOON

CAMPAIGN = "c" * 32
#: In the order people came to answer: who they are is told by ``ten``.
COMERS = (7, 2, 9, 4, 0, 6, 1, 8)


@pytest.fixture
def version(session: Session, instrument: Instrument) -> InstrumentVersion:
    version = publish(session, instrument)
    session.commit()
    return version


def come(session: Session, version: InstrumentVersion, comers: tuple[int, ...] = COMERS) -> None:
    for ten in comers:
        submit_anonymously(session, version, CAMPAIGN, {"ten": Given(str(ten)), "plan": Given("4")}, {"region": "N"})
        session.commit()


def stored(session: Session) -> list[int]:
    """Answers as the database hands them out when nothing is asked about order."""
    return [int(answers["ten"]) for answers in session.scalars(select(AnonymousAnswer.answers))]


class Unmixed(random.Random):
    """The weakened build: no shuffle, and ids that count up."""

    count = 0

    def shuffle(self, x: object) -> None:
        """Leaves the order of arrival."""

    def getrandbits(self, k: int, /) -> int:
        self.count += 1
        return self.count


def test_the_row_order_attack_works_on_a_build_that_does_not_mix(session: Session, version: InstrumentVersion) -> None:
    arrivals = count()

    def counted(mapper: object, connection: object, pending: Pending) -> None:
        pending.key = f"{next(arrivals):032x}"

    event.listen(Pending, "before_insert", counted)
    try:
        come(session, version)
    finally:
        event.remove(Pending, "before_insert", counted)
    flush(session, CAMPAIGN, now=NOON, rng=Unmixed())
    assert stored(session) == list(COMERS)


def test_row_order_tells_nothing_about_the_order_of_arrival(session: Session, version: InstrumentVersion) -> None:
    orders = set()
    for seed in range(5):
        come(session, version)
        flush(session, CAMPAIGN, now=NOON, rng=random.Random(seed))
        orders.add(tuple(stored(session)))
        session.query(AnonymousAnswer).delete()
        session.commit()
    assert COMERS not in orders
    assert len(orders) == 5


def test_sorting_by_id_tells_nothing_either(session: Session, version: InstrumentVersion) -> None:
    come(session, version)
    flush(session, CAMPAIGN, now=NOON, rng=random.Random(1))
    by_id = [
        answers["ten"] for answers in session.scalars(select(AnonymousAnswer.answers).order_by(AnonymousAnswer.id))
    ]
    assert sorted(by_id) == sorted(COMERS)
    assert by_id != list(COMERS)


def test_no_id_of_pending_survives(session: Session, version: InstrumentVersion) -> None:
    come(session, version)
    keys = set(session.scalars(select(Pending.key)))
    flush(session, CAMPAIGN, now=NOON, rng=random.Random(1))
    assert keys.isdisjoint(session.scalars(select(AnonymousAnswer.id)))
    assert session.scalars(select(Pending)).all() == []


def test_the_tables_have_no_place_for_a_person_an_address_or_a_moment() -> None:
    assert {column.name: str(column.type) for column in Pending.__table__.columns} == {
        "key": "VARCHAR(32)", "campaign": "VARCHAR(32)", "version_id": "INTEGER", "payload": "JSON",
    }  # fmt: skip
    assert {column.name: str(column.type) for column in AnonymousAnswer.__table__.columns} == {
        "id": "VARCHAR(32)", "campaign": "VARCHAR(32)", "version_id": "INTEGER", "week": "VARCHAR(8)",
        "groups": "JSON", "answers": "JSON",
    }  # fmt: skip
    keys = {key.target_fullname for table in (Pending, AnonymousAnswer) for key in table.__table__.foreign_keys}
    assert keys == {"instrument_version.id"}


def test_nothing_else_is_written_when_an_anonymous_answer_comes_in(
    session: Session, version: InstrumentVersion
) -> None:
    come(session, version)
    tables = inspect(session.connection()).get_table_names()
    counts = {name: session.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables}
    assert {name: count for name, count in counts.items() if count} == {"instrument_version": 1, "pending": 8}


def test_sqlite_keeps_no_row_numbers_in_order_of_arrival(session: Session, version: InstrumentVersion) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("row numbers are SQLite's; PostgreSQL's physical order is mixed by the rewriting")
    come(session, version)
    flush(session, CAMPAIGN, now=NOON, rng=random.Random(1))
    for name in ("pending", "anonymous_answer"):
        with pytest.raises(Exception, match="no such column"):
            session.connection().exec_driver_sql(f"SELECT rowid FROM {name}")


def test_a_week_is_all_the_time_there_is(session: Session, version: InstrumentVersion) -> None:
    come(session, version)
    flush(session, CAMPAIGN, now=datetime(2027, 1, 1, 9, 30, tzinfo=UTC), rng=random.Random(1))
    assert set(session.scalars(select(AnonymousAnswer.week))) == {"2026-W53"}  # 1 January 2027 is a Friday
    with pytest.raises(IntegrityError):
        session.connection().exec_driver_sql("UPDATE anonymous_answer SET week = '20270101'")


def test_four_wait_for_a_fifth_until_the_campaign_closes(session: Session, version: InstrumentVersion) -> None:
    come(session, version, COMERS[:4])
    assert flush(session, CAMPAIGN, now=NOON, rng=random.Random(1)) == 0
    assert stored(session) == []
    assert flush(session, CAMPAIGN, now=NOON, rng=random.Random(1), closed=True) == 4
    assert flush(session, CAMPAIGN, now=NOON, rng=random.Random(1), closed=True) == 0


def test_another_campaign_is_left_alone(session: Session, version: InstrumentVersion) -> None:
    come(session, version)
    assert flush(session, "d" * 32, now=NOON, rng=random.Random(1), closed=True) == 0


def test_flushing_never_commits_and_loses_nothing_on_the_way(session: Session, version: InstrumentVersion) -> None:
    come(session, version)
    flush(session, CAMPAIGN, now=NOON, rng=random.Random(1))
    session.rollback()
    assert len(session.scalars(select(Pending)).all()) == 8
    assert stored(session) == []


def test_order_of_answering_inside_one_answer_is_not_kept(session: Session, version: InstrumentVersion) -> None:
    submit_anonymously(session, version, CAMPAIGN, {"ten": Given("3"), "plan": Given("4")}, {"b": "x", "a": "y"})
    payload = session.scalars(select(Pending.payload)).one()
    assert list(payload["answers"]) == ["plan", "ten"]
    assert list(payload["groups"]) == ["a", "b"]


def database_bytes(engine: Engine) -> bytes:
    path = engine.url.database
    assert path is not None
    parts = []
    for name in (path, f"{path}-wal"):
        with open(name, "rb") as file:  # noqa: PTH123
            parts.append(file.read())
    return b"".join(parts)


def test_no_pending_key_is_left_in_the_file_or_its_log(
    session: Session, engine: Engine, version: InstrumentVersion
) -> None:
    if engine.dialect.name != "sqlite":
        scrub(engine)
        pytest.skip("files are SQLite's; PostgreSQL vacuums")
    come(session, version)
    key = session.scalars(select(Pending.key)).first()
    assert key is not None
    flush(session, CAMPAIGN, now=NOON, rng=random.Random(1))
    session.commit()
    assert key.encode() in database_bytes(engine)  # the attack works before scrubbing
    scrub(engine)
    assert key.encode() not in database_bytes(engine)


def test_an_unreadable_unknown_or_unfinished_answer_leaves_nothing(
    session: Session, version: InstrumentVersion
) -> None:
    for given, refusal in (
        ({"ten": Given("11")}, NotAnAnswer),
        ({"ten": Given("1"), "name": Given("Ada")}, UnknownItem),
        ({"plan": Given("4")}, Incomplete),
    ):
        with pytest.raises(refusal):
            submit_anonymously(session, version, CAMPAIGN, given, {})
    assert session.scalars(select(Pending)).all() == []


def test_batches_are_of_five_or_more() -> None:
    assert anonymous.BATCH == 5


def test_answers_wait_for_five_of_their_own_groups_and_the_last_get_no_week_of_their_own(
    session: Session, version: InstrumentVersion
) -> None:
    def came(region: str, tens: range) -> None:
        for ten in tens:
            submit_anonymously(session, version, CAMPAIGN, {"ten": Given(str(ten)), "plan": Given("4")}, {"r": region})

    came("N", range(5))
    came("S", range(4))
    waiting = set(session.scalars(select(Pending.key).where(Pending.payload["groups"]["r"].as_string() == "S")))
    assert flush(session, CAMPAIGN, now=NOON, rng=random.Random(1)) == 5
    still = session.execute(select(Pending.key, Pending.payload)).all()
    assert [row.payload["groups"]["r"] for row in still] == ["S"] * 4
    assert waiting.isdisjoint(row.key for row in still)  # mixed anew, under new keys
    came("N", range(5, 6))
    later = NOON + timedelta(weeks=3)
    assert flush(session, CAMPAIGN, now=later, rng=random.Random(2), closed=True) == 5
    weeks = session.execute(select(AnonymousAnswer.groups, AnonymousAnswer.week)).all()
    assert {(row.groups["r"], row.week) for row in weeks if row.groups["r"] == "N"} == {("N", week(NOON))}
    assert {(row.groups["r"], row.week) for row in weeks if row.groups["r"] == "S"} == {("S", week(later))}


def week(moment: datetime) -> str:
    return f"{moment:%G}-W{moment:%V}"
