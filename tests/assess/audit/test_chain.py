"""The audit trail cannot be changed unnoticed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.audit.queries import broken_link, latest


def test_each_event_follows_from_the_one_before(session: Session) -> None:
    first = record(session, "a" * 24, "people.test", "thing:1", count=1)
    second = record(session, "b" * 24, "people.test", "thing:2", words=["x", "y"])
    session.commit()
    assert second.previous == first.hash
    assert broken_link(session) is None


@pytest.mark.database
@pytest.mark.parametrize("attack", ["UPDATE audit_event SET action = 'nothing'", "DELETE FROM audit_event"])
def test_the_database_itself_refuses_to_change_the_trail(session: Session, attack: str) -> None:
    record(session, "a" * 24, "people.test")
    session.commit()
    with pytest.raises(DBAPIError, match="AUDIT_APPEND_ONLY"):
        session.execute(text(attack))


def test_a_change_made_with_the_trigger_off_is_found(session: Session) -> None:
    events = [record(session, "a" * 24, "people.test", number=number) for number in range(3)]
    session.commit()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER audit_event_no_update"))
    else:
        session.execute(text("ALTER TABLE audit_event DISABLE TRIGGER USER"))
    session.execute(text("UPDATE audit_event SET actor = 'somebody else' WHERE id = :id"), {"id": events[1].id})
    session.commit()
    session.expire_all()
    assert broken_link(session) == events[1].id


def test_the_newest_event_comes_first_and_actions_can_be_picked(session: Session) -> None:
    for action in ("people.one", "hiring.two", "people.three"):
        record(session, "a" * 24, action)
    assert [event.action for event in latest(session, action="people.")] == ["people.three", "people.one"]
