"""What somebody meets who answers in confidence: the promise first, answers kept one by one, and another device."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.campaigns import actions, tasks
from assess.campaigns.models import Campaign, CampaignInvitation
from surveys.models import Administration, Response
from surveys.moments import now
from tests.assess.campaigns.companies import admission, confide, hire, opened


@pytest.fixture
def campaign(session: Session, run_jobs: Callable[[], int]) -> Campaign:
    hire(session, {"North 1": ("North", 12)})
    made = opened(session, ["location"], promise="confidential")
    run_jobs()
    return made


def bodies(app: Flask) -> list[str]:
    return [str(one.body) for one in app.extensions["mailman"].outbox]


def links(app: Flask) -> list[str]:
    return [re.search(r"/answer/[\w-]+", body).group() for body in bodies(app)]  # type: ignore[union-attr]


def begun(app: Flask, link: str) -> FlaskClient:
    client = app.test_client()
    client.get(link)
    client.post("/answer/begin")
    return client


def stored(session: Session) -> dict[str, float | None]:
    session.expire_all()
    return {item: value for item, value in session.execute(select(Response.item, Response.value)).all()}


def test_mail_and_page_say_the_same_promise_and_who_sees_what(app: Flask, campaign: Campaign) -> None:
    client = app.test_client()
    client.get(links(app)[0])
    page = client.get("/answer/", follow_redirects=True).text
    for told in (bodies(app)[0], page):
        assert "This survey is not anonymous. The study can link your answers to you;" in told
        assert "Nobody can link your answers to you, not even us." not in told
        assert "Your manager and colleagues" in told
    assert 'name="research"' not in page  # the promise is read before the questions


def test_an_anonymous_mail_and_page_never_speak_of_confidence(
    app: Flask, session: Session, run_jobs: Callable[[], int]
) -> None:
    hire(session, {"North 1": ("North", 12)})
    opened(session)
    run_jobs()
    client = app.test_client()
    client.get(links(app)[0])
    for told in (bodies(app)[0], client.get("/answer/").text):
        assert "Nobody can link your answers to you, not even us." in told
        assert "not anonymous" not in told
    assert client.get("/answer/confidential").status_code == 404
    assert client.post("/answer/begin").status_code == 404
    assert client.post("/answer/save", json={"item": "research", "value": "4"}).status_code == 404


def test_looking_keeps_nothing_and_beginning_keeps_one_administration(
    app: Flask, session: Session, campaign: Campaign
) -> None:
    client = app.test_client()
    client.get(links(app)[0])
    client.get("/answer/confidential")
    assert session.scalars(select(Administration.id)).all() == []
    session.rollback()
    client.post("/answer/begin")
    client.post("/answer/begin")
    assert len(session.scalars(select(Administration.id)).all()) == 1


def test_what_was_saved_on_one_device_is_there_on_another(app: Flask, session: Session, campaign: Campaign) -> None:
    first = begun(app, links(app)[0])
    assert first.post("/answer/save", json={"item": "research", "value": "7"}).status_code == 204
    assert first.post("/answer/save", json={"item": "research", "value": "eleven"}).status_code == 422
    other = app.test_client()
    other.get(links(app)[0])
    page = other.get("/answer/confidential").text
    assert re.search(r'id="research"[^>]*value="7"', page)
    kept = other.post("/answer/confidential", data={"go": "later", "research": "7", "care": "2"})
    assert kept.status_code == 303
    assert stored(session) == {"research": 7.0, "care": 2.0}


def test_what_is_sent_is_sent_once(app: Flask, session: Session, campaign: Campaign) -> None:
    client = begun(app, links(app)[0])
    assert client.post("/answer/confidential", data={"go": "send"}).status_code == 422  # nothing answered
    sent = client.post("/answer/confidential", data={"go": "send", "research": "7"})
    assert sent.headers["Location"] == "/answer/thanks/confidential"
    assert client.get(sent.headers["Location"]).status_code == 200
    again = app.test_client()
    again.get(links(app)[0])
    assert again.get("/answer/confidential").status_code == 410
    assert again.post("/answer/save", json={"item": "research", "value": "1"}).status_code == 410
    assert stored(session) == {"research": 7.0}


def test_an_answer_that_cannot_be_read_is_shown_again_and_nothing_is_sent(
    app: Flask, session: Session, campaign: Campaign
) -> None:
    client = begun(app, links(app)[0])
    refused = client.post("/answer/confidential", data={"go": "send", "research": "70", "care": "2"})
    assert refused.status_code == 422
    assert 'value="70"' in refused.text
    assert stored(session) == {"care": 2.0}


def test_after_the_end_nothing_is_taken(app: Flask, session: Session, campaign: Campaign) -> None:
    client = begun(app, links(app)[0])
    campaign.closes_at = now() - timedelta(seconds=1)
    session.commit()
    tasks.file_answers(session)
    assert client.post("/answer/save", json={"item": "research", "value": "7"}).status_code == 410
    assert client.get("/answer/confidential").status_code == 410


def test_only_those_who_have_not_sent_theirs_are_reminded_and_no_table_says_who(
    app: Flask, session: Session, campaign: Campaign, run_jobs: Callable[[], int]
) -> None:
    people = [one.person for one in session.scalars(select(CampaignInvitation))]
    confide(session, campaign, [(person, number) for number, person in enumerate(people[:4])])
    actions.begin(session, admission(session, campaign, people[4]), "en")
    before = len(bodies(app))
    actions.remind(session, "lead", campaign)
    session.commit()
    run_jobs()
    session.expire_all()
    reminded = [one.to[0] for one in app.extensions["mailman"].outbox[before:]]
    assert sorted(reminded) == sorted(str(person.email) for person in people[4:])
    assert "A program found that out; nobody is told." in bodies(app)[-1]
    assert set(session.scalars(select(CampaignInvitation.mailed))) == {2}
