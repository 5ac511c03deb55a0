"""A real database for every test: a SQLite file, or PostgreSQL where TEST_DATABASE_URL names one."""

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session

from surveys.definition import Instrument, Item, Keyed, Option, Scale, Section
from surveys.models import Base

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def sqlite_engine(path: Path) -> Engine:
    """SQLite as the product runs it: foreign keys, write-ahead log, every write begun with IMMEDIATE."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = os.environ.get("TEST_DATABASE_URL")
    if url is None or url.startswith("sqlite"):
        engine = sqlite_engine(tmp_path / "engine.db")
        Base.metadata.create_all(engine)
        yield engine
        engine.dispose()
        return
    schema = f"test_{secrets.token_hex(6)}"
    engine = create_engine(url, connect_args={"options": f"-c search_path={schema}"})
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    Base.metadata.create_all(engine)
    yield engine
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session


FIVE_POINTS = tuple(
    Option(str(point), label)
    for point, label in enumerate(("Very unlike me", "Unlike me", "Neither", "Like me", "Very like me"), start=1)
)


@pytest.fixture
def instrument() -> Instrument:
    """Two pages, three sentences and a required number, one sentence keyed in reverse."""
    return Instrument(
        code="planning",
        title="Planning",
        language="en",
        source="written for this test",
        licence="CC0-1.0",
        uses=("development", "selection"),
        sections=(
            Section(
                "week",
                "Your week",
                (
                    Item("plan", "likert", "I plan my week before it starts.", options=FIVE_POINTS),
                    Item("late", "likert", "I leave small promises for later.", options=FIVE_POINTS),
                ),
            ),
            Section(
                "calls",
                "Your calls",
                (
                    Item("look", "likert", "I look a customer up before I call.", options=FIVE_POINTS),
                    Item(
                        "ten", "number", "In how many of ten calls?", minimum=0, maximum=10, whole=True, required=True
                    ),
                ),
            ),
        ),
        scales=(Scale("order", "Order", (Keyed("plan"), Keyed("late", -1), Keyed("look")), low=1, high=5),),
    )
