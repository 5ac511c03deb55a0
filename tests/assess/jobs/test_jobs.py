"""Jobs survive what happens to workers."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from assess.jobs import tasks
from assess.jobs.actions import announce, enqueue
from assess.jobs.models import Job
from assess.jobs.tasks import lease, run_all, task
from scoring.results import Report
from surveys.moments import now


@pytest.fixture
def done() -> Iterator[list[int]]:
    """A task that notes what it was asked, one that fails, and one that hears of news."""
    before, heard = dict(tasks.TASKS), {news: list(names) for news, names in tasks.SUBSCRIPTIONS.items()}
    seen: list[int] = []

    @task("test.note", "test.happened")
    def note(session: Session, id: int) -> None:
        seen.append(id)

    @task("test.fail")
    def fail(session: Session) -> None:
        raise ValueError("the secret answer is 42")

    yield seen
    tasks.TASKS.clear()
    tasks.TASKS.update(before)
    tasks.SUBSCRIPTIONS.clear()
    tasks.SUBSCRIPTIONS.update(heard)


def test_a_job_is_done_once_and_says_so(session: Session, done: list[int]) -> None:
    job = enqueue(session, "test.note", id=7)
    session.commit()
    assert run_all(session) == 1
    assert (done, session.get(Job, job.id, populate_existing=True).state) == ([7], "done")
    assert run_all(session) == 0


def test_a_job_rolled_back_with_its_business_never_runs(session: Session, done: list[int]) -> None:
    enqueue(session, "test.note", id=7)
    session.rollback()
    assert run_all(session) == 0


def test_a_failing_job_is_tried_three_times_and_keeps_no_secret(session: Session, done: list[int]) -> None:
    job = enqueue(session, "test.fail")
    session.commit()
    assert run_all(session) == 3
    found = session.get(Job, job.id, populate_existing=True)
    assert (found.state, found.attempts, found.problem) == ("failed", 3, "ValueError")


def test_the_log_names_kind_and_place_of_a_failure_and_not_its_words(
    session: Session, done: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    """What a mail server says holds addresses, and what the engine says may hold answers."""
    before = list(tasks.SWEEPS)

    @task("test.deep")
    def deep(session: Session) -> None:
        session.info["ada@example.org"]

    @tasks.sweep
    def sweeping(session: Session) -> None:
        Report.from_json("ada@example.org")

    try:
        enqueue(session, "test.deep")
        session.commit()
        run_all(session)
    finally:
        tasks.SWEEPS[:] = before
    logged = capsys.readouterr()
    lines = [json.loads(line) for line in logged.out.splitlines() if "failed" in line]
    assert [line["event"] for line in lines] == ["sweep_failed", "job_failed", "job_failed", "job_failed"]
    assert lines[1]["problem"] == "KeyError" and lines[1]["place"].startswith("assess/jobs/tasks.py:")
    assert lines[0]["place"].startswith("scoring/results.py:")
    assert "ada@example.org" not in logged.out + logged.err


def test_a_job_whose_worker_died_is_taken_over(session: Session, done: list[int]) -> None:
    enqueue(session, "test.note", id=7)
    session.commit()
    taken = lease(session)
    assert taken is not None and lease(session) is None
    session.execute(update(Job).values(leased_until=now() - timedelta(seconds=1)))
    session.commit()
    assert run_all(session) == 1
    assert done == [7]


def test_news_reaches_whoever_subscribed(session: Session, done: list[int]) -> None:
    announce(session, "test.happened", 9)
    session.commit()
    run_all(session)
    assert done == [9]


def test_the_same_job_asked_for_twice_is_done_once_but_again_when_asked_later(
    session: Session, done: list[int]
) -> None:
    enqueue(session, "test.note", id=7)
    enqueue(session, "test.note", id=7)
    enqueue(session, "test.note", id=8)
    session.commit()
    run_all(session)
    assert done == [7, 8]
    enqueue(session, "test.note", id=7)
    session.commit()
    run_all(session)
    assert done == [7, 8, 7]
