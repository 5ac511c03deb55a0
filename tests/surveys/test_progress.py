"""What counts as asked, open and owed: branches, practice, sections whose time is over, items chosen one by one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from surveys import frames, presenting, sessions, timing
from surveys.definition import Adaptive, Condition, Instrument
from surveys.errors import Incomplete, NotPresented, SectionOver
from surveys.items import Given
from surveys.models import Administration, Participant
from surveys.versions import publish
from tests.surveys.conftest import NOON

MINUTE = timedelta(minutes=1)


def begin(session: Session, instrument: Instrument) -> Administration:
    person = Participant()
    session.add(person)
    return sessions.start(session, publish(session, instrument), person, purpose="selection", now=NOON)


def say(session: Session, begun: Administration, **values: str) -> None:
    sessions.save(session, begun.id, {code: Given(value) for code, value in values.items()}, now=NOON)


@pytest.fixture
def branching(instrument: Instrument) -> Instrument:
    """The calls are asked only of those who plan."""
    week, calls = instrument.sections
    return instrument.with_sections((week, replace(calls, when=(Condition("plan", low=4),))))


@pytest.fixture
def adaptive(instrument: Instrument) -> Instrument:
    """The week's two sentences are a pool of which one is given; the number stands alone."""
    week, calls = instrument.sections
    return instrument.with_sections((replace(week, adaptive=Adaptive("order", 1, 1)), calls))


def test_answers_in_a_section_that_another_answer_closed_are_kept_and_not_counted(session, branching) -> None:
    begun = begin(session, branching)
    say(session, begun, plan="5", late="2", look="4", ten="7")
    assert sessions.progress(session, begun.id).answered == 4
    say(session, begun, plan="1")
    found = sessions.progress(session, begun.id)
    assert (found.answered, found.total, found.owed) == (2, 2, {})
    assert sessions.answers(session, begun.id)["look"].value == 4
    sessions.submit(session, begun.id, now=NOON)
    table = frames.responses(session, [begun.version_id])
    assert table["item"].tolist() == ["late", "plan"]


def test_practice_is_neither_counted_nor_owed_nor_scored(session, instrument) -> None:
    week, calls = instrument.sections
    tried = replace(instrument, sections=(week, replace(calls, practice=True)), scales=())
    begun = begin(session, tried)
    say(session, begun, plan="5", look="4")
    found = sessions.progress(session, begun.id)
    assert (found.answered, found.total, found.missing, found.owed) == (1, 2, ("late",), {})
    sessions.submit(session, begun.id, now=NOON)
    table = frames.responses(session, [begun.version_id])
    assert table["item"].tolist() == ["plan"]
    assert list(frames.wide(table, tried).columns) == ["plan", "late"]


def test_what_a_section_lacked_when_its_time_ran_out_is_no_longer_owed(session, instrument) -> None:
    week, calls = instrument.sections
    begun = begin(session, instrument.with_sections((week, replace(calls, seconds=60))))
    with pytest.raises(Incomplete):
        sessions.submit(session, begun.id, now=NOON)
    timing.open_section(session, begun.id, replace(calls, seconds=60), now=NOON)
    assert sessions.progress(session, begun.id, now=NOON + MINUTE / 2).owed == {"ten": "REQUIRED"}
    over = sessions.progress(session, begun.id, now=NOON + MINUTE)
    assert (over.missing, over.owed, over.total) == (("plan", "late"), {}, 4)
    sessions.submit(session, begun.id, now=NOON + MINUTE)


def test_only_the_item_that_lies_before_somebody_takes_an_answer(session, adaptive) -> None:
    begun, pool = begin(session, adaptive), adaptive.sections[0]
    with pytest.raises(SectionOver):
        say(session, begun, plan="4")
    timing.open_section(session, begun.id, pool, now=NOON)
    with pytest.raises(NotPresented):
        say(session, begun, plan="4")
    presenting.present(session, begun.id, pool, "late", now=NOON, bank="b")
    with pytest.raises(NotPresented):
        say(session, begun, plan="4")
    say(session, begun, late="2")
    assert presenting.go_on(session, begun.id, "late", now=NOON)
    assert not presenting.go_on(session, begun.id, "late", now=NOON)
    with pytest.raises(NotPresented):
        say(session, begun, late="3")
    assert sessions.answers(session, begun.id)["late"].value == 2


def test_items_of_a_pool_count_as_they_are_given(session, adaptive) -> None:
    begun, pool = begin(session, adaptive), adaptive.sections[0]
    assert sessions.progress(session, begun.id).total == 3  # one of the two, and two more
    clock = timing.open_section(session, begun.id, pool, now=NOON)
    presenting.present(session, begun.id, pool, "late", now=NOON, bank="b")
    presenting.go_on(session, begun.id, "late", now=NOON)
    timing.leave(session, clock, now=NOON)
    found = sessions.progress(session, begun.id)
    assert (found.answered, found.total, found.missing) == (0, 3, ("look", "ten"))


def test_without_a_bank_the_whole_pool_is_expected(session, adaptive) -> None:
    begun, pool = begin(session, adaptive), adaptive.sections[0]
    timing.open_section(session, begun.id, pool, now=NOON)
    for place, item in enumerate(("plan", "late"), start=1):
        assert presenting.present(session, begun.id, pool, item, now=NOON + place * MINUTE).position == place
    assert sessions.progress(session, begun.id).total == 4
    assert [one.item for one in presenting.presented(session, begun.id)] == ["plan", "late"]
