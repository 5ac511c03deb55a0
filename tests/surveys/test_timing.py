"""Timed sections end by the server's clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from surveys import sessions, timing
from surveys.definition import Instrument
from surveys.errors import SectionOver
from surveys.items import Given
from surveys.models import Administration, Participant
from surveys.versions import publish

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def timed(instrument: Instrument) -> Instrument:
    week, calls = instrument.sections
    return instrument.with_sections((replace(week, seconds=60), calls))


@pytest.fixture
def begun(session: Session, timed: Instrument) -> Administration:
    person = Participant()
    session.add(person)
    return sessions.start(session, publish(session, timed), person, purpose=timed.uses[0], now=NOW)


def answer(session: Session, begun: Administration, timed: Instrument, at: datetime) -> None:
    item = timed.sections[0].items[0]
    sessions.save(session, begun.id, {item.code: Given(item.options[0].value)}, now=at)


def test_the_clock_starts_when_the_section_is_first_opened(session, begun, timed) -> None:
    week = timed.sections[0]
    assert timing.open_section(session, begun.id, week, now=NOW).due_at == later(60)
    assert timing.open_section(session, begun.id, week, now=later(30)).due_at == later(60)
    assert timing.open_section(session, begun.id, timed.sections[1], now=NOW) is None


def test_extra_time_moves_the_end_and_no_limit_takes_it_away(session, begun, timed) -> None:
    week = timed.sections[0]
    clock = timing.open_section(session, begun.id, week, now=NOW, allowance=1.5)
    assert clock.due_at == later(90)
    session.delete(clock)
    session.flush()
    assert timing.open_section(session, begun.id, week, now=NOW, allowance=timing.UNTIMED).due_at is None
    answer(session, begun, timed, later(10_000))


def test_an_answer_given_in_time_may_be_on_its_way_for_a_moment(session, begun, timed) -> None:
    timing.open_section(session, begun.id, timed.sections[0], now=NOW)
    answer(session, begun, timed, later(64))
    with pytest.raises(SectionOver):
        answer(session, begun, timed, later(65))


def test_nothing_is_taken_before_a_timed_section_is_opened_or_after_it_is_left(session, begun, timed) -> None:
    with pytest.raises(SectionOver):
        answer(session, begun, timed, NOW)
    clock = timing.open_section(session, begun.id, timed.sections[0], now=NOW)
    answer(session, begun, timed, later(1))
    timing.leave(session, clock, now=later(2))
    assert timing.over(clock, now=later(3))
    with pytest.raises(SectionOver):
        answer(session, begun, timed, later(3))


def test_an_untimed_section_is_open_all_along(session, begun, timed) -> None:
    sessions.save(session, begun.id, {"ten": Given("4")}, now=later(9999))
    assert timing.clocks(session, begun.id) == {}
