"""The seal as non-interference: nothing anybody can fetch depends on what sealed seats were given, or how.

Two companies live the same day; only points, notes, cues, order and number of savings behind the seals are exchanged.
Every byte must be the same. That the comparison sees anything is shown by leaks put in on purpose: each must be found.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask
from flask import Response as Answer
from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from assess import app as assembly
from assess.audit.actions import record
from assess.database import db
from assess.interviews import actions, queries
from assess.interviews.models import Interview, Seat
from assess.interviews.queries import calendars, seal
from assess.interviews.tasks import letters, reminders
from assess.interviews.views import lists, scorecards
from assess.jobs.actions import enqueue
from surveys.models import Response
from tests.assess.interviews.worlds import HIGH, LOW, company, differences, lived
from tests.databases import Databases

Patch = pytest.MonkeyPatch


@pytest.fixture
def differing(
    databases: Databases, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Callable[..., set[str]]:
    def read_log() -> str:
        out, err = capfd.readouterr()
        said = out + err + "\n".join(one.getMessage() for one in caplog.records)
        caplog.clear()
        return said

    return lambda **options: differences(databases, tmp_path, read_log, **options)


def test_nothing_anybody_can_fetch_differs_with_what_is_sealed(differing: Callable[..., set[str]]) -> None:
    assert differing() == set()


def mean_of(session: Session, interview: Interview) -> float:
    """What a careless programmer would ask for."""
    given = select(func.avg(Response.value)).join(Seat, Seat.administration_id == Response.administration_id)
    return float(session.scalar(given.where(Seat.interview_id == interview.id)) or 0)


def rows_of(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Response)) or 0


def sorted_by_mean(patch: Patch) -> None:
    real = queries.interviews_page

    def page(session: Session, *arguments: Any) -> Any:
        slice = real(session, *arguments)
        return replace(slice, rows=sorted(slice.rows, key=lambda one: -mean_of(session, one)))

    patch.setattr(lists.queries, "interviews_page", page)


def counted(patch: Patch) -> None:
    def begun(self: Interview) -> int:
        session = db.session()
        given = (
            select(func.count()).select_from(Response).join(Seat, Seat.administration_id == Response.administration_id)
        )
        return session.scalar(given.where(Seat.interview_id == self.id)) or 0

    patch.setattr(Interview, "closed", property(begun))


def mailed(patch: Patch) -> None:
    real = letters.write

    def write(session: Session, seat: Seat, subject: str, body: str) -> None:
        patch.setattr(letters, "phrase", lambda key, **values: f"{key} {mean_of(session, seat.interview):.1f}")
        real(session, seat, subject, body)

    patch.setattr(reminders, "write", write)


def opened(patch: Patch) -> None:
    patch.setattr(seal, "opened", true)


def audited(patch: Patch) -> None:
    real = actions.keep

    def keep(session: Session, seat: int, given: Any, *more: Any) -> None:
        real(session, seat, given, *more)
        record(session, "test", "interviews.saved", f"seat:{seat}", value=next(iter(given.values())).value)

    patch.setattr(scorecards.actions, "keep", keep)


def queued(patch: Patch) -> None:
    """One job for each tap, without any content: their number and order tell."""
    real = actions.keep

    def keep(session: Session, seat: int, given: Any, *more: Any) -> None:
        real(session, seat, given, *more)
        enqueue(session, "jobs.tell", news="interviews.saved", id=f"{seat}.{more[1].turn}")

    patch.setattr(scorecards.actions, "keep", keep)


def in_a_header(patch: Patch) -> None:
    real = assembly.create_app

    def create(*arguments: Any) -> Flask:
        app = real(*arguments)

        @app.after_request
        def tag(answer: Answer) -> Answer:
            newest = select(Interview).order_by(Interview.id.desc()).limit(1)
            interview = db.session().scalar(newest)
            if interview is not None:
                answer.headers["ETag"] = f'"{mean_of(db.session(), interview):.2f}"'
            return answer

        return app

    patch.setattr("tests.assess.interviews.worlds.create_app", create)


def in_the_calendar(patch: Patch) -> None:
    real = calendars.event

    def event(interview: Interview, *arguments: Any) -> Any:
        return replace(real(interview, *arguments), description=f"{mean_of(db.session(), interview):.1f}")

    patch.setattr(calendars, "event", event)


def logged(patch: Patch) -> None:
    real = actions.keep

    def keep(session: Session, seat: int, given: Any, *more: Any) -> None:
        real(session, seat, given, *more)
        structlog.get_logger().info("saved", seat=seat, points=next(iter(given.values())).value)
        logging.getLogger("assess").warning("saved %s", seat)

    patch.setattr(scorecards.actions, "keep", keep)


LEAKS = {
    sorted_by_mean: "hr /interviews/",
    counted: "hr /interviews/1",
    mailed: "mail ",
    opened: "hr /interviews/1/panel",
    audited: "row audit_event",
    queued: "row job",
    in_a_header: "hr /interviews/choose",
    in_the_calendar: "calendar Henrik",
    logged: "log",
}


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.__name__)
def test_a_leak_put_in_on_purpose_is_found(
    differing: Callable[..., set[str]], monkeypatch: Patch, leak: Callable[[Patch], None]
) -> None:
    leak(monkeypatch)
    found = differing(all_viewers=False)
    assert [where for where in found if where.startswith(LEAKS[leak])] != []


def test_the_two_companies_do_differ_behind_the_seal(databases: Databases, tmp_path: Path) -> None:
    """Otherwise nothing above would mean anything."""
    from_low = []
    for at in range(2):
        with company(databases, tmp_path / str(at)) as app:
            lived(app, *((LOW, HIGH), (HIGH, LOW))[at])
            session = db.session()
            interviews = session.scalars(select(Interview).order_by(Interview.id)).all()
            from_low.append(([mean_of(session, one) for one in interviews], rows_of(session)))
    assert from_low == [([1.0, 5.0], 15), ([5.0, 1.0], 15)]
