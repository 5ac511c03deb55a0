"""Planning: who sits where, two raters a topic, one guide an opening, links in time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.hiring.models import Application
from assess.interviews import actions
from assess.interviews.models import Interview, Rater
from assess.people.actions import open_account
from surveys.bank import library
from surveys.definition import Instrument
from surveys.moments import now
from surveys.versions import publish
from tests.assess.interviews.conftest import TOPICS, Company, plan


@pytest.fixture
def henrik(company: Company, signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(company.manager)


def row(number: int, topics: tuple[str, ...] = TOPICS, **who: object) -> dict[str, object]:
    seat = {"account": "0", "name": "", "email": "", "topics": list(topics), **who}
    return {f"seats-{number}-{key}": value for key, value in seat.items()}


def test_a_hiring_manager_plans_a_panel(
    app: Flask, session: Session, company: Company, applicant: Callable[..., Application], henrik: FlaskClient
) -> None:
    application = applicant()
    assert "Account executive" in henrik.get("/interviews/choose").get_data(as_text=True)
    assert "Chiara Romano" in henrik.get(f"/interviews/openings/{company.opening.id}").get_data(as_text=True)
    url = f"/interviews/plan/{application.id}"
    assert "Seat 3" in henrik.get(url).get_data(as_text=True)
    data = {
        "chair": str(company.manager.id),
        "scheduled_at": "2031-03-04T10:00",
        **row(0, account=str(company.manager.id)),
        **row(1, name="Nora Outside", email="Nora@Partner.example"),
        **row(2),
    }
    assert henrik.post(url, data=data).status_code == 302
    made = session.scalars(select(Interview)).one()
    assert [seat.rater.name for seat in made.seats] == ["Henrik Dahl", "Nora Outside"]
    assert made.seats[1].rater.email == "nora@partner.example"
    assert (made.state, made.locked, made.chair) == ("open", 0, company.manager)
    session.expire_all()
    assert application.stage == "interview"


def test_one_more_seat_keeps_what_was_filled_in(
    session: Session, company: Company, applicant: Callable[..., Application], henrik: FlaskClient
) -> None:
    data = {"chair": "1", "more": "1", **row(0, account="3", topics=("care",)), **row(1, name="Nora"), **row(2)}
    page = henrik.post(f"/interviews/plan/{applicant().id}", data=data)
    assert page.status_code == 200
    words = page.get_data(as_text=True)
    assert "Seat 4" in words
    assert '<option selected value="3">' in words
    assert 'value="Nora"' in words
    assert session.scalars(select(Interview)).all() == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(0, account="1")], "needs two raters"),
        ([row(0, account="1"), row(1, account="3", topics=("care",))], "Too few rate: Preparation, Discovery"),
        ([row(0, account="1"), row(1, account="1")], "sits in this panel twice"),
        ([row(0, account="1"), row(1, name="Nora")], "Name and e-mail are both needed"),
        ([row(0, account="1"), row(1, account="3", name="Nora", email="n@x.example")], "not both"),
        ([row(0, account="1"), row(1, account="3", topics=())], "Tick at least one topic"),
    ],
)
def test_a_panel_that_cannot_be_is_refused_with_the_reason(
    session: Session, applicant: Callable[..., Application], henrik: FlaskClient, rows: list, words: str
) -> None:
    data = {"chair": "1"} | {key: value for one in rows for key, value in one.items()}
    answer = henrik.post(f"/interviews/plan/{applicant().id}", data=data)
    assert (answer.status_code, words in answer.get_data(as_text=True)) == (422, True)
    assert session.scalars(select(Interview)).all() == []
    assert session.scalars(select(Rater)).all() == []


def test_every_candidate_of_an_opening_gets_the_same_guide(
    session: Session, company: Company, interview: Interview, applicant: Callable[..., Application]
) -> None:
    plain = library()["interview_scorecard"].plain()
    other = publish(session, Instrument.from_plain(plain | {"title": "Another wording"}))
    places = [actions.Place(seat.rater, TOPICS) for seat in interview.seats]
    with pytest.raises(actions.OtherGuide):
        actions.plan(session, "test", applicant("Ben Okri"), other, company.manager, places)


def test_nobody_rates_more_than_seven_topics(
    session: Session, company: Company, applicant: Callable[..., Application]
) -> None:
    plain = library()["interview_scorecard"].plain()
    item = plain["sections"][0]["items"][0]
    plain["sections"][0]["items"] = [item | {"code": f"topic_{place}"} for place in range(8)]
    wide = publish(session, Instrument.from_plain(plain | {"sections": plain["sections"][:1]}))
    topics = tuple(f"topic_{place}" for place in range(8))
    raters = [actions.rater(session, one) for one in (company.manager, company.raters[0])]
    with pytest.raises(actions.TooManyTopics):
        actions.plan(session, "t", applicant(), wide, company.manager, [actions.Place(one, topics) for one in raters])


def test_an_address_that_gets_an_account_stays_the_same_rater(session: Session, company: Company) -> None:
    outside = actions.rater(session, name="Nora Outside", email="nora@partner.example")
    account = open_account(session, "test", "Nora@partner.example", "Nora Vance", [])
    assert actions.rater(session, account) is outside
    assert actions.rater(session, email="nora@partner.example") is outside
    assert outside.name == "Nora Vance"


def test_links_of_a_far_interview_wait_until_they_are_good_on_the_day(
    app: Flask,
    session: Session,
    company: Company,
    applicant: Callable[..., Application],
    run_jobs: Callable[[], int],
) -> None:
    raters = [actions.rater(session, one) for one in (company.manager, company.raters[0])]
    places = [actions.Place(one, TOPICS) for one in raters]
    far = actions.plan(
        session, "test", applicant(), company.version, company.manager, places, now() + timedelta(days=9)
    )
    session.commit()
    run_jobs()
    assert [mail.subject.partition(",")[0] for mail in app.extensions["mailman"].outbox] == [
        f"Interview - {company.opening.code}"
    ] * 2
    app.extensions["mailman"].outbox.clear()
    far.scheduled_at = now() + timedelta(hours=40)
    session.commit()
    run_jobs()
    run_jobs()
    assert len(app.extensions["mailman"].outbox) == 2


def test_without_a_scorecard_the_page_says_what_to_do(
    session: Session, company: Company, applicant: Callable[..., Application], henrik: FlaskClient
) -> None:
    session.delete(company.version)
    session.commit()
    assert "Publish a scorecard first" in henrik.get(f"/interviews/plan/{applicant().id}").get_data(as_text=True)


def test_hr_mails_links_again_and_those_who_locked_get_none(
    app: Flask, session: Session, company: Company, applicant: Callable[..., Application],
    run_jobs: Callable[[], int], signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    made = plan(session, company, applicant())
    run_jobs()
    actions.close(session, "test", made.seats[2], "absent")
    session.commit()
    assert signed_in(company.hr).post(f"/interviews/{made.id}/links").status_code == 302
    run_jobs()
    assert len(app.extensions["mailman"].outbox) == 3 + 2
