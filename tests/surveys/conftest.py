"""The engine without the web: a session on a real database, and a small instrument."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from surveys.definition import Instrument, Item, Keyed, Option, Scale, Section
from tests.databases import Databases

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    with databases.copy() as url:
        engine = create_engine(url)
        yield engine
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
