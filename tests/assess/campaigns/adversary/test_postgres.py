"""A thief of PostgreSQL's own files, with rows that are gone and transaction numbers, learns no order of arrival."""

import json
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from assess.campaigns import actions, tasks
from assess.campaigns.tasks import filing
from assess.database import db
from surveys import anonymous
from tests.assess.campaigns.adversary.printing import show
from tests.assess.campaigns.companies import come, hire, opened
from tests.assess.campaigns.test_attack import in_some_order, mark_of
from tests.databases import SERVER

pytestmark = pytest.mark.skipif(not SERVER, reason="dead rows and transaction numbers are PostgreSQL's")
CAME = 20
#: A row of admissions as it lies in the file, whether or not it is still there for the database.
SPENT = re.compile(rb'\[(?:"[0-9a-f]{32}"(?:, )?)+\]')


def file_of(session: Session, table: str) -> bytes:
    """What lies in a table's file, to whoever runs the server."""
    session.commit()
    session.execute(text("CHECKPOINT"))
    read = text("SELECT pg_read_binary_file(pg_relation_filepath(:table))")
    return bytes(session.scalar(read, {"table": table}) or b"")


def arrivals(session: Session, marks: list[str]) -> int:
    """How many people's place in the order of arrival is told by one state of the marks and the next."""
    states = sorted({found.group() for found in SPENT.finditer(file_of(session, "campaign_admissions"))}, key=len)
    sets = [set[str](), *(set(json.loads(state)) for state in states)]
    steps = [(len(before), later - before) for before, later in pairwise(sets)]
    return sum(len(new) == 1 and place < len(marks) and marks[place] in new for place, new in steps)


def again(session: Session, clean: Callable[..., bool]) -> None:
    """Scrubs as later filings do: a connection that begins on the server just then may hold a dead row back."""
    for _filing in range(20):
        if clean():
            return
        filing.anonymous.scrub(db.engine, "campaign_admissions")


def test_the_file_of_marks_does_not_say_in_which_order_people_came(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def vacuumed(engine: Engine, *tables: str) -> None:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM pending, campaign_admissions"))

    staff = hire(session, {"North 1": ("North", 2 * CAME)})
    found = []
    for weakened in (False, True):
        if weakened:
            monkeypatch.setattr(filing.anonymous, "scrub", vacuumed)
        campaign, comers = opened(session), in_some_order(staff)[:CAME]
        marks = [mark_of(session, campaign, person) for person, _number in comers]
        for start in range(0, CAME, 5):
            come(session, campaign, comers[start : start + 5])
            if start < CAME - 5:
                tasks.file_answers(session)
        tasks.file_answers(session)
        if not weakened:
            again(session, lambda of=marks: arrivals(session, of) == 0)
        found.append(arrivals(session, marks))
        assert marks[0].encode() in file_of(session, "campaign_admissions")
        actions.close(session, "lead", campaign)
        session.commit()
        tasks.file_answers(session)
        monkeypatch.undo()
        again(session, lambda of=marks: of[0].encode() not in file_of(session, "campaign_admissions"))
        assert marks[0].encode() not in file_of(session, "campaign_admissions")
    show(capsys, "dead rows of the marks", "VACUUM, not written anew", *found, CAME)
    assert found[0] == 0
    assert found[1] > 0


def test_answers_that_wait_are_written_anew_every_minute_so_that_no_transaction_number_tells_who_was_first(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    comers = in_some_order(hire(session, {"North 1": ("North", 40)}))[:4]
    campaign = opened(session)
    come(session, campaign, comers)
    numbers = text("SELECT xmin::text FROM pending")
    before = len(set(session.scalars(numbers)))
    tasks.file_answers(session)
    after = len(set(session.scalars(numbers)))
    show(capsys, "transaction numbers of waiting answers", "not written anew", 4 if after == 4 else 0, before, 4)
    assert (before, after) == (4, 1)


def test_a_table_somebody_reads_for_long_is_written_anew_the_next_time(session: Session) -> None:
    bind = session.get_bind()
    assert isinstance(bind, Engine)
    file = text("SELECT pg_relation_filepath('pending')")
    before = session.scalar(file)
    session.commit()
    with bind.connect() as reader:
        reader.execute(text("LOCK TABLE pending IN ACCESS SHARE MODE"))
        anonymous.scrub(bind, "pending")
        reader.rollback()
    assert session.scalar(file) == before
    assert session.scalar(text("SHOW lock_timeout")) == "0"
    session.commit()
    anonymous.scrub(bind, "pending")
    assert session.scalar(file) != before
