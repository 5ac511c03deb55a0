"""Reminders: before, after, in the morning, and to the chair; each once, and none tells of anybody's ratings."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from assess.database import db
from assess.hiring.models import Application
from assess.interviews import actions
from assess.interviews.models import Interview, Reminder
from assess.interviews.tasks import reminders
from assess.jobs.models import Job
from assess.people.actions import close_account
from surveys.moments import now
from tests.assess.interviews.conftest import TOPICS, Company, lock

BERLIN = ZoneInfo("Europe/Berlin")
STARTS = datetime(2031, 3, 4, 9, tzinfo=UTC)


@pytest.fixture
def interview(session: Session, company: Company, applicant: Callable[..., Application]) -> Interview:
    """Planned a week ahead for nine o'clock, an hour long, scorecards due 24 hours later."""
    people = (company.manager, *company.raters)
    places = [actions.Place(actions.rater(session, one), TOPICS) for one in people]
    made = actions.plan(session, "test", applicant(), company.version, company.manager, places, STARTS)
    made.changed_at = STARTS - timedelta(days=7)
    session.commit()
    return made


@pytest.fixture
def at(app: Flask, session: Session, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> Callable:
    """Let the worker run at that moment; gives subject and reader of each reminder it mailed."""

    def run(moment: datetime) -> list[tuple[str, str]]:
        monkeypatch.setattr(reminders, "now", lambda: moment)
        run_jobs()
        outbox = getattr(app.extensions["mailman"], "outbox", [])
        sent = [(mail.subject, mail.to[0].partition(".")[0]) for mail in outbox if not mail.alternatives]
        outbox.clear()
        return [one for one in sent if not one[0].startswith("Your scorecard")]

    return run


def test_a_panel_is_reminded_before_after_in_the_morning_and_then_the_chair(
    app: Flask, session: Session, interview: Interview, at: Callable
) -> None:
    app.config["EXEMPLAR"].timezone = "Europe/Berlin"
    assert at(STARTS - timedelta(hours=25)) == []
    before = at(STARTS - timedelta(hours=24))
    assert before == [("Tomorrow: your interview with Chiara Romano", who) for who in ("henrik", "adaeze", "luis")]
    assert at(STARTS - timedelta(hours=23)) == []
    assert at(STARTS + timedelta(hours=2, minutes=59)) == []
    lock(session, interview.seats[1])
    after = at(STARTS + timedelta(hours=3))
    assert after == [("Still fresh: your scorecard for Chiara Romano", who) for who in ("henrik", "luis")]
    morning = datetime(2031, 3, 5, 8, tzinfo=BERLIN)
    assert at(morning - timedelta(minutes=1)) == []
    assert at(morning) == [("Due: your scorecard for Chiara Romano", who) for who in ("henrik", "luis")]
    assert at(interview.due_at) == [("2 of 3 scorecards are missing: Chiara Romano", "henrik")]
    assert at(interview.due_at + timedelta(days=30)) == []


def test_after_a_long_silence_only_the_last_reminder_goes_out(interview: Interview, at: Callable) -> None:
    assert len(at(STARTS + timedelta(hours=23, minutes=30))) == 3
    assert at(STARTS + timedelta(hours=24)) == []


def test_whoever_was_asked_a_moment_ago_is_not_reminded_of_tomorrow(
    session: Session, interview: Interview, at: Callable
) -> None:
    interview.changed_at = STARTS - timedelta(hours=20)
    session.commit()
    assert at(STARTS - timedelta(hours=19)) == []


def test_a_panel_that_moves_is_reminded_anew(session: Session, interview: Interview, at: Callable) -> None:
    assert len(at(STARTS + timedelta(hours=3))) == 3
    actions.reschedule(session, "test", interview, STARTS + timedelta(days=7))
    session.commit()
    assert [subject for subject, _who in at(STARTS + timedelta(days=7, hours=3))] == [
        "Still fresh: your scorecard for Chiara Romano"
    ] * 3


def test_without_a_time_the_panel_is_reminded_once_and_then_the_chair(
    session: Session, interview: Interview, at: Callable
) -> None:
    interview.scheduled_at, interview.created_at = None, STARTS
    session.commit()
    due = STARTS + timedelta(days=8)
    assert interview.due_at == due
    assert at(due - timedelta(hours=25)) == []
    assert [subject for subject, _who in at(due - timedelta(hours=24))] == ["Due: your scorecard for Chiara Romano"] * 3
    assert at(due) == [("3 of 3 scorecards are missing: Chiara Romano", "henrik")]


def test_nobody_is_reminded_of_a_panel_that_is_over_and_no_chair_that_is_gone(
    session: Session, company: Company, interview: Interview, at: Callable
) -> None:
    close_account(session, "test", company.manager)
    session.commit()
    assert at(interview.due_at) == []
    actions.cancel(session, "test", interview)
    session.commit()
    assert at(STARTS + timedelta(days=9)) == []


def test_jobs_and_marks_of_reminders_are_the_same_whoever_has_locked(
    session: Session, interview: Interview, at: Callable
) -> None:
    """Rows say what was sent to the panel, never to whom: that would be the list of those who have not locked."""
    lock(session, interview.seats[1])
    at(STARTS + timedelta(hours=3))
    asked = [job.arguments["id"] for job in session.scalars(select(Job).where(Job.name == "interviews.remind"))]
    assert sorted(asked) == [seat.id for seat in interview.seats]
    assert {(one.interview_id, one.kind) for one in session.scalars(select(Reminder))} == {(interview.id, "after")}


def test_two_workers_at_once_remind_once(
    app: Flask, session: Session, interview: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "now", lambda: STARTS + timedelta(hours=3))
    makers, barrier = sessionmaker(db.engine, expire_on_commit=False), Barrier(2)

    def sweep(_worker: int) -> None:
        with app.app_context(), makers() as mine:
            barrier.wait()
            reminders.remind_in_time(mine)
            mine.commit()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sweep, range(2)))
    asked = [job.arguments["id"] for job in session.scalars(select(Job).where(Job.name == "interviews.remind"))]
    assert sorted(asked) == [seat.id for seat in interview.seats]
    assert now() < STARTS
