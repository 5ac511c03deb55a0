"""What a respondent meets: the promise, one page, one thank-you; and nothing that could tell who they are."""

import logging
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, select, text, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.campaigns import actions, queries
from assess.campaigns.models import Campaign, CampaignAdmissions
from assess.links.models import Link
from surveys.items import Given
from surveys.models import AnonymousAnswer, Pending
from tests.assess.campaigns.companies import hire, opened

GIVEN = {"research": "7", "multithread": "3", "ask_how": "4"}


@pytest.fixture
def campaign(app: Flask, session: Session, run_jobs: Callable[[], int]) -> Campaign:
    hire(session, {"North 1": ("North", 12)})
    made = opened(session)
    run_jobs()
    return made


def links(app: Flask) -> list[str]:
    """The paths in the mails, in the order sent."""
    return [re.search(r"/answer/[\w-]+", str(one.body)).group() for one in app.extensions["mailman"].outbox]  # type: ignore[union-attr]


def counts(session: Session) -> dict[str, int]:
    names = inspect(session.connection()).get_table_names()
    found = {name: session.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in names}
    session.rollback()
    return found


def test_everyone_gets_a_link_of_their_own_and_a_retried_job_sends_none_twice(
    app: Flask, session: Session, campaign: Campaign, run_jobs: Callable[[], int]
) -> None:
    assert len(set(links(app))) == 12
    session.execute(text("UPDATE job SET state = 'waiting' WHERE name = 'campaigns.send'"))
    session.commit()
    run_jobs()
    assert len(links(app)) == 12
    actions.remind(session, "lead", campaign)
    session.commit()
    run_jobs()
    assert len(links(app)) == 24  # to everyone, and both links of a person open the same single admission


def test_a_link_opens_the_promise_and_all_questions_on_one_page(app: Flask, campaign: Campaign) -> None:
    client = app.test_client()
    arrived = client.get(links(app)[0])
    assert arrived.status_code == 302
    assert arrived.headers["Location"] == "/answer/"
    assert "HttpOnly" in arrived.headers["Set-Cookie"]
    assert "Path=/answer/" in arrived.headers["Set-Cookie"]
    page = client.get("/answer/").text
    assert "Nobody can link your answers to you, not even us." in page
    assert "Who can see what" in page
    for item in ("research", "care", "tricks_hidden"):
        assert f'name="{item}"' in page


def test_sending_keeps_one_row_and_writes_nothing_else_anywhere(
    app: Flask, session: Session, campaign: Campaign, caplog: pytest.LogCaptureFixture
) -> None:
    client = app.test_client()
    client.get(links(app)[0])
    before = counts(session)
    assert client.post("/answer/", data=GIVEN).headers["Location"] == "/answer/thanks"
    after = counts(session)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"pending": 1}
    kept = session.scalars(select(Pending)).one()
    assert kept.payload == {
        "groups": {},
        "answers": {"research": 7.0, "multithread": 3.0, "ask_how": 4.0},
    }
    assert len(session.get_one(CampaignAdmissions, campaign.id).spent) == 1
    assert "answer" not in caplog.text
    assert "Thank you" in client.get("/answer/thanks").text


def test_a_used_link_says_so_calmly_also_by_the_reminders_link(
    app: Flask, session: Session, campaign: Campaign, run_jobs: Callable[[], int]
) -> None:
    actions.remind(session, "lead", campaign)
    session.commit()
    run_jobs()
    first, again = links(app)[0], links(app)[12]
    client = app.test_client()
    client.get(first)
    client.post("/answer/", data=GIVEN)
    for link in (first, again):
        client = app.test_client()
        assert client.get(link).status_code == 302
        for answered in (client.get("/answer/"), client.post("/answer/", data=GIVEN)):
            assert answered.status_code == 410
            assert "You have answered" in answered.text
    assert len(session.scalars(select(Pending)).all()) == 1


def test_a_lost_second_step_allows_a_second_answer_and_never_a_link(session: Session, campaign: Campaign) -> None:
    # by design (methods §10.2): an answer too many does less harm than a way from a person to an answer
    way = queries.opened(session, session.scalars(select(Link)).first())  # type: ignore[arg-type]
    given = {"research": Given("1")}
    for _ in range(2):
        actions.answer(session, way, given)
        session.commit()
    assert len(session.scalars(select(Pending)).all()) == 2


def test_what_cannot_be_read_comes_back_filled_in_and_nothing_is_kept(
    app: Flask, session: Session, campaign: Campaign
) -> None:
    client = app.test_client()
    client.get(links(app)[0])
    refused = client.post("/answer/", data={**GIVEN, "research": "12"})
    assert refused.status_code == 422
    assert "This is higher than can be." in refused.text
    assert re.search(r'name="multithread"[^>]*value="3"', refused.text)
    assert client.post("/answer/", data={}).status_code == 422
    assert session.scalars(select(Pending)).all() == []


def test_closed_unknown_and_late_links_lead_to_calm_pages(app: Flask, session: Session, campaign: Campaign) -> None:
    client = app.test_client()
    client.get(links(app)[0])
    session.execute(update(Link).values(expires_at=campaign.closes_at.replace(year=2020)))
    session.commit()
    assert app.test_client().get(links(app)[1]).status_code == 410
    assert app.test_client().get("/answer/notatoken").status_code == 404
    session.execute(update(Link).values(expires_at=campaign.closes_at.replace(year=2099)))
    actions.close(session, "lead", campaign)
    session.commit()
    over = client.post("/answer/", data=GIVEN)
    assert over.status_code == 410
    assert "takes no more answers" in over.text
    assert session.scalars(select(Pending)).all() == []


def test_five_answers_are_filed_by_the_sweep_without_a_job(
    app: Flask, session: Session, campaign: Campaign, run_jobs: Callable[[], int]
) -> None:
    for number, link in enumerate(links(app)[:5], start=1):
        client = app.test_client()
        client.get(link)
        client.post("/answer/", data=GIVEN)
        assert run_jobs() == 0
        assert len(session.scalars(select(AnonymousAnswer)).all()) == (5 if number == 5 else 0)


def test_a_request_line_of_an_answer_is_not_logged(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("werkzeug")
    with caplog.at_level(logging.INFO, logger="werkzeug"):
        log.info('%s - - [%s] "%s" %s', "10.0.0.7", "now", "GET /take/abc HTTP/1.1", "200")
        log.info('%s - - [%s] "%s" %s', "10.0.0.7", "now", "POST /answer/ HTTP/1.1", "302")
    assert [one.getMessage() for one in caplog.records] == ['10.0.0.7 - - [now] "GET /take/… HTTP/1.1" 200']


def test_a_respondent_sees_no_page_of_the_application(
    app: Flask, campaign: Campaign, signed_in: Callable[..., FlaskClient]
) -> None:
    client = app.test_client()
    client.get(links(app)[0])
    assert client.get(f"/campaigns/{campaign.id}").status_code == 302
    assert signed_in(Role.LEADER).get("/answer/").status_code == 401
