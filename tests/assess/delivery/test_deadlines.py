"""Reminders once at two thirds of the time and once the day before, to whom it may concern; then the doors close."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.actions import send_again
from assess.delivery.models import Invitation
from assess.delivery.tasks.deadlines import remind
from assess.jobs.models import Job
from surveys.models import Administration
from surveys.moments import now
from tests.assess.delivery.test_secrets import everything
from tests.assess.delivery.test_take import put


@pytest.fixture
def reminders(
    app: Flask, session: Session, invitation: Invitation, token: str, run_jobs: Callable[[], int]
) -> Callable[[timedelta], list[str]]:
    """The mails that go out when so much of the time is left: what was sent since the invitation."""
    outbox = app.extensions["mailman"].outbox
    first = len(outbox)

    def run(left: timedelta) -> list[str]:
        invitation.expires_at = now() + left
        session.commit()
        run_jobs()
        session.refresh(invitation)
        return [mail.body for mail in outbox[first:]]

    return run


def test_one_reminder_at_two_thirds_of_the_time_and_one_the_day_before(
    reminders: Callable[[timedelta], list[str]],
) -> None:
    """Fourteen days: the first when 4⅔ are left."""
    assert reminders(timedelta(days=4, hours=17)) == []
    [first] = reminders(timedelta(days=4, hours=15))
    assert "only reminder before the last day" in first and "/take/" in first
    assert len(reminders(timedelta(days=2))) == 1
    [_, last] = reminders(timedelta(hours=23))
    assert "no further reminder" in last
    assert len(reminders(timedelta(hours=1))) == 2


def test_where_both_are_due_only_the_last_goes_out(reminders: Callable[[timedelta], list[str]]) -> None:
    [only] = reminders(timedelta(hours=20))
    assert "no further reminder" in only
    assert len(reminders(timedelta(hours=10))) == 1


@pytest.mark.parametrize("end", ["submitted", "left", "withdrawn", "expired"])
def test_nobody_is_reminded_who_finished_left_was_withdrawn_or_is_too_late(
    reminders: Callable[[timedelta], list[str]], device: FlaskClient, session: Session, invitation: Invitation, end: str
) -> None:
    if end == "submitted":
        device.post("/take/submit")
    elif end == "left":
        device.post("/take/leave", data={"erase": "yes"})
    elif end == "withdrawn":
        invitation.withdrawn_at, invitation.withdrawn_by = now(), "organiser"
    session.commit()
    session.refresh(invitation)
    assert reminders(timedelta(hours=-1) if end == "expired" else timedelta(days=3)) == []


def test_a_reminder_that_waited_is_not_sent_after_handing_in(
    reminders: Callable[[timedelta], list[str]], session: Session, invitation: Invitation, device: FlaskClient,
    app: Flask, run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    invitation.expires_at = now() + timedelta(days=3)
    session.commit()
    remind(session)
    session.commit()
    assert session.scalars(select(Job.name).where(Job.state == "waiting")).all() == ["delivery.send_reminder"]
    device.post("/take/submit")
    sent = len(app.extensions["mailman"].outbox)
    run_jobs()
    assert len(app.extensions["mailman"].outbox) == sent


def test_more_time_begins_the_count_anew(
    reminders: Callable[[timedelta], list[str]], session: Session, invitation: Invitation
) -> None:
    reminders(timedelta(hours=5))
    assert invitation.reminded == 2
    send_again(session, "hr", invitation)
    session.commit()
    assert invitation.reminded == 0


def test_the_link_of_a_reminder_opens_and_its_token_is_kept_nowhere(
    reminders: Callable[[timedelta], list[str]], app: Flask, session: Session
) -> None:
    [body] = reminders(timedelta(days=3))
    token = body.partition("/take/")[2].split()[0]
    assert app.test_client().get(f"/take/{token}").status_code == 302
    assert token not in everything(session)


def test_what_can_no_longer_be_answered_is_closed_and_more_time_opens_it(
    device: FlaskClient, session: Session, invitation: Invitation, run_jobs: Callable[[], int]
) -> None:
    put(device, "e01", "4")
    past = now() - timedelta(minutes=1)
    invitation.expires_at = past
    for one in session.scalars(select(Administration)):
        one.expires_at = past
    session.commit()
    run_jobs()
    session.expire_all()
    assert all(one.closed_at for one in session.scalars(select(Administration)))
    assert put(device, "e01", "5") == 409
    send_again(session, "hr", invitation)
    session.commit()
    assert put(device, "e01", "5") == 204
