"""Answers survive, are kept as given, resume anywhere and are submitted once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from surveys import sessions
from surveys.definition import Instrument
from surveys.errors import (
    AdministrationClosed,
    AlreadySubmitted,
    Incomplete,
    NotAnAnswer,
    UnknownAdministration,
    UnknownItem,
    UseForbidden,
)
from surveys.items import Answer, Given
from surveys.models import Administration, Participant, Response
from surveys.progress import Progress
from surveys.versions import publish
from tests.surveys.conftest import NOON

MINUTE = timedelta(minutes=1)


@pytest.fixture
def begun(session: Session, instrument: Instrument) -> int:
    begun = sessions.start(
        session,
        publish(session, instrument),
        Participant(),
        purpose="selection",
        now=NOON,
        expires_at=NOON + 60 * MINUTE,
    ).id
    session.commit()
    return begun


def test_an_answer_is_durable_once_committed_and_read_from_another_connection(
    session: Session, engine: Engine, begun: int
) -> None:
    sessions.save(session, begun, {"plan": Given("4")}, now=NOON)
    session.commit()
    with Session(engine) as other_device:
        assert sessions.answers(other_device, begun) == {"plan": Answer(value=4.0)}


def test_a_crash_between_save_and_commit_loses_nothing_saved_before(
    session: Session, engine: Engine, begun: int
) -> None:
    sessions.save(session, begun, {"plan": Given("4")}, now=NOON)
    session.commit()
    sessions.save(session, begun, {"plan": Given("1"), "late": Given("2")}, now=NOON + MINUTE)
    session.connection().invalidate()  # the process is gone before it could commit
    session.close()
    with Session(engine) as later:
        assert sessions.answers(later, begun) == {"plan": Answer(value=4.0)}


def test_saving_never_commits(session: Session, begun: int) -> None:
    sessions.save(session, begun, {"plan": Given("4")}, now=NOON)
    session.rollback()
    assert sessions.answers(session, begun) == {}


def test_reversed_items_are_stored_as_tapped(session: Session, begun: int) -> None:
    sessions.save(session, begun, {"late": Given("5")}, now=NOON)
    assert session.scalar(select(Response.value)) == 5.0


def test_two_tabs_keep_each_others_items_and_the_last_word_on_the_same_one(
    session: Session, engine: Engine, begun: int
) -> None:
    with Session(engine) as first:
        sessions.save(first, begun, {"plan": Given("4"), "late": Given("1")}, now=NOON)
        first.commit()
    with Session(engine) as second:
        sessions.save(second, begun, {"plan": Given("2"), "look": Given("5")}, now=NOON + MINUTE)
        seen = sessions.answers(second, begun)
        second.commit()
    assert {code: answer.value for code, answer in seen.items()} == {"plan": 2.0, "late": 1.0, "look": 5.0}
    assert seen == sessions.answers(session, begun)


def test_a_retry_changes_nothing_and_a_change_of_mind_is_counted(session: Session, begun: int) -> None:
    sessions.save(session, begun, {"plan": Given("4")}, now=NOON + MINUTE, shown=NOON)
    sessions.save(session, begun, {"plan": Given("4")}, now=NOON + 2 * MINUTE, shown=NOON + 2 * MINUTE)
    kept = session.execute(select(Response.shown, Response.answered_at, Response.changes)).one()
    assert tuple(kept) == (NOON, NOON + MINUTE, 0)
    sessions.save(session, begun, {"plan": Given("3")}, now=NOON + 3 * MINUTE)
    kept = session.execute(select(Response.shown, Response.answered_at, Response.changes)).one()
    assert tuple(kept) == (NOON, NOON + 3 * MINUTE, 1)


def test_one_unreadable_answer_keeps_all_of_the_same_save_out(session: Session, begun: int) -> None:
    with pytest.raises(NotAnAnswer) as refusal:
        sessions.save(session, begun, {"plan": Given("4"), "late": Given("6")}, now=NOON)
    assert (refusal.value.item, refusal.value.reason) == ("late", "NOT_AN_OPTION")
    assert sessions.answers(session, begun) == {}


def test_an_item_of_another_instrument_is_refused(session: Session, begun: int) -> None:
    with pytest.raises(UnknownItem):
        sessions.save(session, begun, {"salary": Given("4")}, now=NOON)


def test_an_administration_that_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(UnknownAdministration):
        sessions.save(session, 404, {"plan": Given("4")}, now=NOON)


def test_an_answer_can_be_taken_back(session: Session, begun: int) -> None:
    sessions.save(session, begun, {"plan": Given("4")}, now=NOON)
    sessions.save(session, begun, {"plan": Given("")}, now=NOON)
    assert "plan" in sessions.progress(session, begun).missing


def test_progress_counts_and_names_what_is_open(session: Session, begun: int) -> None:
    sessions.save(session, begun, {"late": Given("2")}, now=NOON)
    assert sessions.progress(session, begun) == Progress(1, 4, ("plan", "look", "ten"), {"ten": "REQUIRED"})


def test_submitting_waits_for_required_items_only(session: Session, begun: int) -> None:
    with pytest.raises(Incomplete) as refusal:
        sessions.submit(session, begun, now=NOON)
    assert refusal.value.values == {"items": "ten"}
    sessions.save(session, begun, {"ten": Given("7")}, now=NOON)
    sessions.submit(session, begun, now=NOON)
    assert session.get_one(Administration, begun).submitted_at == NOON


@pytest.fixture
def submitted(session: Session, begun: int) -> int:
    sessions.save(session, begun, {"ten": Given("7")}, now=NOON)
    sessions.submit(session, begun, now=NOON)
    session.commit()
    return begun


def test_who_has_part_of_an_instrument_owes_that_part_only(session: Session, begun: int) -> None:
    """Seats of a panel share a scorecard: "ten" is required and asked in another seat."""
    sessions.save(session, begun, {"plan": Given("4")}, now=NOON)
    assert sessions.progress(session, begun).owed == {"ten": "REQUIRED"}
    mine = sessions.progress(session, begun, asked=("plan", "look"))
    assert (mine.answered, mine.total, mine.missing, mine.owed) == (1, 2, ("look",), {})
    with pytest.raises(Incomplete):
        sessions.submit(session, begun, now=NOON)
    sessions.submit(session, begun, now=NOON, asked=("plan", "look"))


def test_a_second_submit_is_refused_each_time_and_moves_no_moment(session: Session, submitted: int) -> None:
    for _ in range(2):
        with pytest.raises(AlreadySubmitted):
            sessions.submit(session, submitted, now=NOON + MINUTE)
    assert session.get_one(Administration, submitted).submitted_at == NOON


def test_of_four_submits_at_the_same_time_one_goes_through(session: Session, engine: Engine, begun: int) -> None:
    sessions.save(session, begun, {"ten": Given("7")}, now=NOON)
    session.commit()
    together = Barrier(4)

    def submit_too(number: int) -> str:
        with Session(engine) as own:
            together.wait()
            try:
                sessions.submit(own, begun, now=NOON + number * MINUTE)
            except AlreadySubmitted as refusal:
                return refusal.code
            own.commit()
            return "submitted"

    with ThreadPoolExecutor(4) as people:
        outcomes = sorted(people.map(submit_too, range(4)))
    assert outcomes == ["ALREADY_SUBMITTED"] * 3 + ["submitted"]


def test_many_tabs_at_once_lose_no_item(session: Session, engine: Engine, begun: int) -> None:
    items = ["plan", "late", "look"]

    def tab(number: int) -> None:
        for turn in range(5):
            order = items[number % 3 :] + items[: number % 3]
            with Session(engine) as own:
                sessions.save(own, begun, {code: Given(str(1 + (number + turn) % 5)) for code in order}, now=NOON)
                own.commit()

    with ThreadPoolExecutor(4) as people:
        list(people.map(tab, range(4)))
    assert sessions.answers(session, begun).keys() == set(items)


def test_nothing_is_saved_behind_a_submit(session: Session, submitted: int) -> None:
    with pytest.raises(AlreadySubmitted):
        sessions.save(session, submitted, {"ten": Given("9")}, now=NOON)


@pytest.mark.database
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE response SET value = 10",
        "INSERT INTO response (administration_id, item, value, evidence, cues, changes) VALUES (1, 'plan', 5, '', '', 0)",  # noqa: E501
    ],
)
def test_the_database_refuses_to_change_submitted_answers_behind_the_engines_back(
    session: Session, submitted: int, attack: str
) -> None:
    with pytest.raises(DBAPIError, match="ALREADY_SUBMITTED"):
        session.execute(text(attack))


def test_time_that_ran_out_closes_and_keeps_what_was_saved(session: Session, begun: int) -> None:
    sessions.save(session, begun, {"plan": Given("4")}, now=NOON)
    with pytest.raises(AdministrationClosed):
        sessions.save(session, begun, {"plan": Given("5")}, now=NOON + 60 * MINUTE)
    assert sessions.expire(session, now=NOON + 59 * MINUTE) == 0
    assert sessions.expire(session, now=NOON + 60 * MINUTE) == 1
    assert sessions.expire(session, now=NOON + 61 * MINUTE) == 0
    with pytest.raises(AdministrationClosed):
        sessions.submit(session, begun, now=NOON)
    assert sessions.answers(session, begun) == {"plan": Answer(value=4.0)}


def test_a_submitted_administration_does_not_expire(session: Session, submitted: int) -> None:
    assert sessions.expire(session, now=NOON + 90 * MINUTE) == 0


def test_a_use_the_licence_does_not_name_is_refused(session: Session, instrument: Instrument) -> None:
    with pytest.raises(UseForbidden):
        sessions.start(session, publish(session, instrument), Participant(), purpose="survey", now=NOON)


@pytest.mark.database
@pytest.mark.parametrize(
    "change",
    [
        {"anonymous": True},
        {"respondent_id": None},
        {"anonymous": True, "respondent_id": None},
        {"purpose": "gossip"},
    ],
)
def test_the_database_holds_the_promise_of_an_administration(session: Session, begun: int, change: dict) -> None:
    with pytest.raises(IntegrityError):
        session.execute(update(Administration).values(**change))


def test_a_participant_is_a_random_code_and_nothing_else() -> None:
    assert [column.name for column in Participant.__table__.columns] == ["id", "code"]


def test_erasing_a_person_erases_what_they_answered(session: Session, submitted: int) -> None:
    session.delete(session.scalars(select(Participant)).one())
    session.commit()
    assert session.scalars(select(Response)).all() == []
