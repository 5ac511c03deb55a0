"""Appointments: invited by mail, moved and called off there too, in one's own calendar; shown where the company is."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_mailman import EmailMultiAlternatives
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.models import AuditEvent
from assess.config import Settings
from assess.hiring.models import Application
from assess.interviews import actions, queries
from assess.interviews.models import CalendarFeed, Interview
from assess.logs import loggable
from assess.people.actions import close_account
from surveys.errors import AdministrationClosed
from surveys.items import Given
from surveys.moments import now
from tests.assess.interviews.conftest import TOPICS, Company, lock, rate

MORNING = datetime(2031, 3, 4, 9, tzinfo=UTC)


@pytest.fixture
def interview(session: Session, company: Company, applicant: Callable[..., Application]) -> Interview:
    raters = [
        actions.rater(session, company.manager),
        actions.rater(session, company.raters[0]),
        actions.rater(session, name="Nora Outside", email="nora@partner.example"),
    ]
    places = [actions.Place(one, TOPICS) for one in raters]
    made = actions.plan(session, "test", applicant(), company.version, company.manager, places, MORNING)
    session.commit()
    return made


@pytest.fixture
def henrik(company: Company, signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(company.manager)


def outbox(app: Flask) -> list[EmailMultiAlternatives]:
    sent: list[EmailMultiAlternatives] = app.extensions["mailman"].outbox
    return sent


def field(mail: EmailMultiAlternatives, name: str) -> str:
    content, kind = mail.alternatives[0]
    assert kind.startswith("text/calendar; method=")
    found = re.search(rf"^{name}[:;](.*)$", content.replace("\r\n ", ""), re.M)
    assert found
    return found.group(1).strip()


def test_everybody_in_the_panel_is_invited_to_their_own_calendar(
    app: Flask, session: Session, company: Company, interview: Interview, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    mails = outbox(app)
    assert [mail.to for mail in mails] == [
        ["henrik.dahl@meridian.example"],
        ["adaeze.okonjo@meridian.example"],
        ["nora@partner.example"],
    ]
    nora = mails[2]
    code = company.opening.code
    assert nora.subject == f"Interview - {code}, 4 Mar 2031, 09:00 UTC"
    assert nora.alternatives[0][1] == "text/calendar; method=REQUEST"
    assert field(nora, "SUMMARY") == f"Interview - {code}"
    assert field(nora, "UID") == f"interview-{interview.id}@127.0.0.1"
    assert (field(nora, "SEQUENCE"), field(nora, "DTSTART")) == ("0", "20310304T090000Z")
    assert field(nora, "ATTENDEE").endswith("mailto:nora@partner.example")
    assert field(nora, "ORGANIZER") == 'CN="Henrik Dahl":mailto:henrik.dahl@meridian.example'
    for mail in mails:  # not whom, not by whom else
        everything = mail.message().as_string() + mail.body + mail.alternatives[0][0]
        assert "Chiara" not in everything
        assert sum(other.to[0] in everything for other in mails if other is not mail) <= 1  # the chair asks them in


def test_an_appointment_that_moves_stays_the_same_appointment(
    app: Flask, session: Session, interview: Interview, henrik: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    first = outbox(app)[0]
    assert henrik.post(f"/interviews/{interview.id}/when", data={"scheduled_at": "2031-03-05T11:30"}).status_code == 302
    app.extensions["mailman"].outbox.clear()
    run_jobs()
    moved = outbox(app)[0]
    assert moved.subject.startswith("Moved: Interview - ")
    assert field(moved, "UID") == field(first, "UID")
    assert (field(moved, "SEQUENCE"), field(moved, "DTSTART")) == ("1", "20310305T113000Z")
    assert [event.details["at"] for event in session.scalars(select(AuditEvent)) if "rescheduled" in event.action] == [
        "2031-03-05T11:30:00+00:00"
    ]


def test_only_the_last_of_two_quick_moves_is_mailed(
    app: Flask, session: Session, interview: Interview, run_jobs: Callable[[], int]
) -> None:
    for day in (5, 6):
        actions.reschedule(session, "test", interview, MORNING.replace(day=day))
        session.commit()
    run_jobs()
    assert {field(mail, "DTSTART") for mail in outbox(app)} == {"20310306T090000Z"}
    assert len(outbox(app)) == 3


def test_an_interview_called_off_leaves_every_calendar_and_opens_nothing(
    app: Flask, session: Session, interview: Interview, henrik: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    lock(session, interview.seats[1], 5, "Named the buyer.")
    rate(session, interview.seats[2], 4)
    assert henrik.post(f"/interviews/{interview.id}/cancel").status_code == 302
    run_jobs()
    off = [mail for mail in outbox(app) if mail.subject.startswith("Cancelled: ")]
    assert len(off) == 3
    assert off[0].alternatives[0][1] == "text/calendar; method=CANCEL"
    assert (field(off[0], "STATUS"), field(off[0], "SEQUENCE")) == ("CANCELLED", "1")
    session.expire_all()
    with pytest.raises(queries.StillSealed):
        queries.panel(session, interview)
    with pytest.raises(AdministrationClosed):
        actions.rate(session, interview.seats[0], {"care": Given("5", "x")})
    session.rollback()
    for again in (
        lambda: actions.lock(session, interview.seats[2]),
        lambda: actions.close(session, "test", interview.seats[2], "absent"),
        lambda: actions.cancel(session, "test", interview),
        lambda: actions.reschedule(session, "test", interview, MORNING),
    ):
        with pytest.raises(actions.InterviewOver):
            again()
        session.rollback()
    assert henrik.get(f"/interviews/{interview.id}/panel").status_code == 409
    assert "called off" in henrik.get(f"/interviews/{interview.id}").text
    assert "called off" in henrik.get(f"/interviews/{interview.id}/scorecard").text


def test_only_who_leads_moves_or_cancels(
    session: Session, company: Company, interview: Interview, signed_in: Callable[..., FlaskClient]
) -> None:
    adaeze, ruth = signed_in(company.raters[0]), signed_in(company.hr)
    for page in ("when", "cancel"):
        assert adaeze.get(f"/interviews/{interview.id}/{page}").status_code == 403
        assert adaeze.post(f"/interviews/{interview.id}/{page}").status_code == 403
        assert ruth.get(f"/interviews/{interview.id}/{page}").status_code == 200
        assert signed_in(company.raters[1]).get(f"/interviews/{interview.id}/{page}").status_code == 404
        break_free = signed_in(company.manager)
        assert break_free.get(f"/interviews/{interview.id}/{page}").status_code == 200


def test_a_feed_has_ones_own_interviews_and_deadlines_and_no_names(
    app: Flask, session: Session, company: Company, interview: Interview, henrik: FlaskClient
) -> None:
    page = henrik.post("/interviews/calendar").text
    address = re.search(r'value="http://127.0.0.1:8000(/calendar/[^"]+\.ics)"', page)
    assert address
    token = address.group(1)[len("/calendar/") : -len(".ics")]
    assert len(token) == 32  # 192 bits
    assert token not in str(session.execute(select(CalendarFeed.digest)).all())
    assert loggable(address.group(1)) == "/calendar/…"
    answer = app.test_client().get(address.group(1))
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers["Cache-Control"] == "no-store"
    content = answer.text.replace("\r\n ", "")
    code = company.opening.code
    assert f"SUMMARY:Interview - {code}\r\n" in content
    assert f"SUMMARY:Scorecard due - Interview - {code}\r\n" in content
    assert f"DTSTART:{interview.due_at:%Y%m%dT%H%M%SZ}" in content
    assert "Chiara" not in content and "Adaeze" not in content
    # one's own lock ends one's own deadline
    lock(session, interview.seats[0])
    assert "Scorecard due" not in app.test_client().get(address.group(1)).text
    assert henrik.get("/interviews/calendar").text.count(token) == 0


def test_a_feed_ends_with_a_new_one_and_with_the_account(
    app: Flask, session: Session, company: Company, interview: Interview, henrik: FlaskClient
) -> None:
    nobody = app.test_client()
    first, second = (actions.open_feed(session, company.manager) for _time in range(2))
    session.commit()
    assert [nobody.get(f"/calendar/{token}.ics").status_code for token in (first, second, "x")] == [404, 200, 404]
    close_account(session, "test", company.manager)
    session.commit()
    assert nobody.get(f"/calendar/{second}.ics").status_code == 404
    third = actions.open_feed(session, company.hr)
    actions.close_feed(session, company.hr)
    session.commit()
    assert nobody.get(f"/calendar/{third}.ics").status_code == 404


def test_times_are_planned_and_shown_where_the_company_is(
    app: Flask, session: Session, interview: Interview, henrik: FlaskClient
) -> None:
    app.config["EXEMPLAR"].timezone = "Europe/Berlin"
    url = f"/interviews/{interview.id}/when"
    page = henrik.get(url).text
    assert "When (Europe/Berlin)" in page
    assert 'value="2031-03-04T10:00"' in page
    assert henrik.post(url, data={"scheduled_at": "2031-07-01T10:00"}).status_code == 302
    session.expire_all()
    assert interview.scheduled_at == datetime(2031, 7, 1, 8, tzinfo=UTC)
    assert "1 Jul 2031, 10:00 (Europe/Berlin)" in henrik.get(f"/interviews/{interview.id}").text


def test_an_hour_that_is_left_out_in_spring_is_refused(app: Flask, interview: Interview, henrik: FlaskClient) -> None:
    app.config["EXEMPLAR"].timezone = "Europe/Berlin"
    assert datetime(2031, 3, 30, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")).utcoffset() == timedelta(hours=1)
    refused = henrik.post(f"/interviews/{interview.id}/when", data={"scheduled_at": "2031-03-30T02:30"})
    assert refused.status_code == 422
    assert "this time does not exist" in refused.text


def test_a_zone_nobody_knows_is_refused_at_the_start() -> None:
    with pytest.raises(ValidationError, match="no IANA time zone such as Europe/Berlin: Berlin"):
        Settings(timezone="Berlin")


def test_hr_closes_a_seat_once_scorecards_are_overdue(
    session: Session, company: Company, interview: Interview, signed_in: Callable[..., FlaskClient]
) -> None:
    """The chair is there and does nothing: the candidate must not wait for ever."""
    url = f"/interviews/{interview.id}/seats/{interview.seats[2].id}/close"
    ruth = signed_in(company.hr)
    assert ruth.post(url, data={"reason": "absent"}).status_code == 403
    interview.scheduled_at = now() - timedelta(hours=24)  # an hour's talk and 24 hours: not due yet
    session.commit()
    assert ruth.post(url, data={"reason": "absent"}).status_code == 403
    interview.scheduled_at = now() - timedelta(hours=26)
    session.commit()
    assert ruth.post(url, data={"reason": "absent"}).status_code == 302
    event = session.scalar(select(AuditEvent).where(AuditEvent.action == "interviews.seat_closed"))
    assert event is not None
    assert (event.actor, event.details["reason"]) == (company.hr.pseudonym, "absent")
