"""The newest tap wins, whichever arrives last and however often."""

from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from surveys import sessions
from surveys.definition import Instrument
from surveys.items import Given
from surveys.models import Administration, Participant, Response
from surveys.versions import publish
from surveys.writing import OLDEST, Tap
from tests.surveys.conftest import NOON

SECOND = timedelta(seconds=1)


@pytest.fixture
def begun(session: Session, instrument: Instrument) -> Administration:
    person = Participant()
    session.add(person)
    return sessions.start(session, publish(session, instrument), person, purpose="selection", now=NOON)


def arrive(
    session: Session, begun: Administration, value: str, tapped: int, arrived: int, device: str = "", turn: int = 0
) -> None:
    tap = Tap(SECOND * (arrived - tapped), device, turn)
    sessions.save(session, begun.id, {"plan": Given(value)}, now=NOON + arrived * SECOND, tap=tap)


def kept(session: Session) -> tuple[float | None, int]:
    row = session.execute(select(Response.value, Response.changes)).one()
    return row.value, row.changes


def test_an_answer_queued_on_an_offline_phone_loses_to_a_newer_one_from_a_laptop(session, begun) -> None:
    arrive(session, begun, "5", tapped=60, arrived=60, device="laptop", turn=1)
    arrive(session, begun, "1", tapped=10, arrived=300, device="phone", turn=1)
    assert kept(session) == (5, 0)
    arrive(session, begun, "2", tapped=70, arrived=310, device="phone", turn=2)
    assert kept(session) == (2, 1)


def test_taps_of_two_devices_end_the_same_in_every_order_of_arrival(session, begun) -> None:
    taps = [("1", 10, "phone", 1), ("4", 20, "laptop", 1), ("2", 30, "phone", 2), ("3", 40, "laptop", 2)]
    for arrivals in permutations(taps):
        session.execute(Response.__table__.delete())
        for number, (value, tapped, device, turn) in enumerate([*arrivals, arrivals[0]]):  # and one comes twice
            arrive(session, begun, value, tapped, 100 + number, device, turn)
        assert kept(session)[0] == 3, arrivals


def test_a_replayed_save_changes_nothing(session, begun) -> None:
    arrive(session, begun, "1", tapped=10, arrived=10, device="phone", turn=1)
    arrive(session, begun, "5", tapped=20, arrived=20, device="phone", turn=2)
    for again in (30, 40):
        arrive(session, begun, "1", tapped=10, arrived=again, device="phone", turn=1)
    assert kept(session) == (5, 1)


def test_one_device_knows_its_own_order_though_its_clock_was_set_back(session, begun) -> None:
    arrive(session, begun, "1", tapped=50, arrived=50, device="phone", turn=1)
    arrive(session, begun, "2", tapped=10, arrived=60, device="phone", turn=2)  # by an age that is too large
    assert kept(session)[0] == 2


def test_a_tap_on_what_is_chosen_already_outranks_an_older_one_on_its_way(session, begun) -> None:
    arrive(session, begun, "5", tapped=10, arrived=10, device="laptop", turn=1)
    arrive(session, begun, "5", tapped=30, arrived=30, device="tablet", turn=1)
    arrive(session, begun, "1", tapped=20, arrived=40, device="phone", turn=1)
    assert kept(session) == (5, 0)


def test_a_whole_page_counts_as_given_when_it_arrives(session, begun) -> None:
    arrive(session, begun, "1", tapped=10, arrived=10, device="phone", turn=7)
    arrive(session, begun, "3", tapped=20, arrived=20)
    arrive(session, begun, "1", tapped=15, arrived=30, device="phone", turn=8)
    assert kept(session) == (3, 1)


@pytest.mark.parametrize(
    ("age", "moment"),
    [
        (timedelta(days=-1), NOON),
        (timedelta(0), NOON),
        (timedelta(seconds=5), NOON - timedelta(seconds=5)),
        (timedelta(days=36_500), NOON - OLDEST),
    ],
)
def test_the_moment_of_a_tap_is_reckoned_from_the_servers_clock(age, moment) -> None:
    assert Tap(age).moment(NOON, None) == moment


def test_no_tap_lies_before_its_page_was_shown(session, begun) -> None:
    assert Tap(timedelta(days=1)).moment(NOON, NOON - 30 * SECOND) == NOON - 30 * SECOND
    # a page that says it was shown in times to come is not believed
    assert Tap(timedelta(seconds=3)).moment(NOON, NOON + SECOND) == NOON - 3 * SECOND


def test_an_answer_from_before_devices_were_counted_gives_way_to_a_newer_one(session, begun) -> None:
    arrive(session, begun, "1", tapped=0, arrived=0)
    session.execute(update(Response).values(answered_at=None))
    arrive(session, begun, "4", tapped=10, arrived=10, device="phone", turn=1)
    assert kept(session)[0] == 4
