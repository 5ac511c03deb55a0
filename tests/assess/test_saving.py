"""What many people send at once goes into few commits, and each learns what became of their own."""

import os
import threading
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.orm import Session

from assess.saving import Writer
from surveys.errors import UnknownItem
from surveys.models import Participant
from tests.databases import Databases


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    with databases.copy() as url:
        engine = create_engine(url)
        yield engine
        engine.dispose()


def one(session: Session) -> None:
    session.add(Participant())
    session.flush()


def kept(engine: Engine) -> int:
    with Session(engine) as session:
        return int(session.scalar(select(func.count()).select_from(Participant)) or 0)


def at_once(writer: Writer, *writes) -> list[Exception | None]:  # type: ignore[no-untyped-def]
    """The writes, all waiting before the first is begun; what each was told."""
    gate, told = threading.Event(), [None] * len(writes)
    begun = threading.Event()

    def hold(session: Session) -> None:
        begun.set()
        gate.wait()

    def ask(place: int) -> None:
        try:
            writer.write(writes[place])
        except Exception as problem:
            told[place] = problem

    first = threading.Thread(target=writer.write, args=[hold])
    first.start()
    begun.wait()
    threads = [threading.Thread(target=ask, args=[place]) for place in range(len(writes))]
    for thread in threads:
        thread.start()
    while writer._waiting.qsize() < len(writes):
        pass
    gate.set()
    for thread in [first, *threads]:
        thread.join()
    return told


def test_what_waits_together_is_committed_together(engine: Engine) -> None:
    writer, commits = Writer(engine), []
    event.listen(engine, "commit", commits.append)
    assert at_once(writer, *[one] * 12) == [None] * 12
    assert len(commits) == 1
    assert kept(engine) == 12


def test_a_write_is_durable_when_its_caller_goes_on(engine: Engine) -> None:
    Writer(engine).write(one)
    assert kept(engine) == 1


def test_one_who_is_refused_takes_nothing_from_the_others(engine: Engine) -> None:
    def refused(session: Session) -> None:
        raise UnknownItem(item="x", instrument="y")

    told = at_once(Writer(engine), one, refused, one)
    assert [type(problem) for problem in told] == [type(None), UnknownItem, type(None)]
    assert kept(engine) == 2


def test_one_whom_the_database_refuses_fails_alone(engine: Engine) -> None:
    def twice(session: Session) -> None:
        session.add_all([Participant(code="same"), Participant(code="same")])
        session.flush()

    told = at_once(Writer(engine), one, twice, one)
    assert told[0] is None and told[2] is None
    assert "IntegrityError" in type(told[1]).__name__
    assert kept(engine) == 2


def test_a_writer_that_met_a_problem_goes_on(engine: Engine) -> None:
    writer = Writer(engine)

    def broken(session: Session) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        writer.write(broken)
    writer.write(one)
    assert kept(engine) == 1


def test_a_forked_process_gets_a_thread_of_its_own(engine: Engine) -> None:
    writer = Writer(engine)
    writer.write(one)
    engine.dispose()
    if (child := os.fork()) == 0:
        writer.write(one)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert kept(engine) == 2


def test_processes_take_turns_at_the_gate(engine: Engine, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    writer, came = Writer(engine, gate), threading.Event()
    with gate.open("w") as held:
        flock(held, LOCK_EX)
        thread = threading.Thread(target=lambda: (writer.write(one), came.set()))
        thread.start()
        assert not came.wait(0.3)
        assert kept(engine) == 0
    thread.join()
    assert kept(engine) == 1
