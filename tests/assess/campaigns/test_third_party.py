"""A survey run from outside: nobody of the company reaches who is asked, who answered, or what anybody said."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.campaigns import actions, tasks
from assess.campaigns.models import Campaign, CampaignInvitation
from assess.people.models import Person
from surveys.bank import library
from surveys.models import Participant
from surveys.moments import now
from tests.assess.campaigns.companies import SURVEY, confide, hire, opened

POSTS = ("launch", "remind", "close", "discard", "release", "end")


@pytest.fixture
def campaign(session: Session) -> Campaign:
    people = hire(session, {"North 1": ("North", 8)})
    made = opened(session, promise="confidential", third_party=True)
    confide(session, made, [(person, number) for number, person in enumerate(people)])
    return made


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EXTERNAL_STUDY])
def test_nobody_of_the_company_reaches_it_whatever_their_role(
    session: Session, signed_in: Callable[..., FlaskClient], campaign: Campaign, role: Role
) -> None:
    client = signed_in(role)
    assert client.get(f"/campaigns/{campaign.id}").status_code in {403, 404}
    assert {client.post(f"/campaigns/{campaign.id}/{what}").status_code for what in POSTS} <= {403, 404}
    assert "How we sell" not in client.get("/campaigns/").text
    assert client.get(f"/campaigns/{campaign.id}/results").status_code in {403, 404}


def test_who_is_from_outside_runs_it_and_nothing_else(
    session: Session, signed_in: Callable[..., FlaskClient], campaign: Campaign
) -> None:
    hire(session, {"South 1": ("South", 10)})
    own = opened(session)
    client = signed_in(Role.EXTERNAL_STUDY)
    assert "8 of" not in client.get("/campaigns/").text
    assert "5 answers are filed, of 8 people asked." in client.get(f"/campaigns/{campaign.id}").text
    assert client.post(f"/campaigns/{campaign.id}/close").status_code == 302
    assert client.get(f"/campaigns/{own.id}").status_code == 404
    assert client.get(f"/campaigns/{own.id}/results").status_code == 404


def test_somebody_who_also_works_here_is_not_from_outside(
    session: Session, signed_in: Callable[..., FlaskClient], campaign: Campaign
) -> None:
    client = signed_in(Role.EXTERNAL_STUDY, Role.HR)
    assert client.get(f"/campaigns/{campaign.id}").status_code == 404


def test_what_somebody_from_outside_prepares_nobody_of_the_company_runs(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    hire(session, {"North 1": ("North", 6)})
    client = signed_in(Role.EXTERNAL_STUDY)
    day = (now() + timedelta(days=10)).date().isoformat()
    asked = {
        "title": "Talks", "kind": "performers", "instrument": library()[SURVEY].content_hash, "job": "", "first": "",
        "promise": "confidential", "second": "", "least": "5", "closes_on": day,
    }  # fmt: skip
    assert "Nothing can be anonymous among so few" in client.get("/campaigns/new").text
    assert client.post("/campaigns/new", data=asked | {"promise": "anonymous"}).status_code == 409
    assert client.post("/campaigns/new", data=asked).status_code == 302
    assert session.scalars(select(Campaign.third_party)).all() == [True]


def test_among_fewer_than_ten_only_somebody_from_outside_asks_in_confidence(session: Session) -> None:
    hire(session, {"North 1": ("North", 9)})
    with pytest.raises(actions.TooFewInHouse):
        opened(session, promise="confidential")
    assert opened(session, promise="confidential", third_party=True).state == "open"


def test_four_people_are_not_asked_by_anybody_since_nothing_could_be_shown(session: Session) -> None:
    hire(session, {"North 1": ("North", 4)})
    with pytest.raises(actions.TooFewToShow):
        opened(session, promise="confidential", third_party=True)


def test_who_acts_on_results_reads_those_of_groups_once_released_and_nobody_s_name(
    session: Session, signed_in: Callable[..., FlaskClient], campaign: Campaign
) -> None:
    clients = [signed_in(role) for role in (Role.LEADER, Role.ORGANISATION_DEVELOPMENT)]
    pages = [f"/campaigns/{campaign.id}/{page}" for page in ("results", "results.csv", "trend")]
    assert {client.get(page).status_code for client in clients for page in pages} == {404}
    tasks.release_results(session, campaign.id, "outside")
    session.commit()
    people = session.scalars(select(Person)).all()
    codes = session.scalars(select(Participant.code)).all()
    identities = {*(one.name for one in people), *(one.email for one in people), *(one.code for one in people), *codes}
    assert len(codes) == 8
    for client in clients:
        page = client.get(pages[0]).text
        assert "run from outside" in page
        with zipfile.ZipFile(io.BytesIO(client.get(pages[1]).data)) as archive:
            told = page + "".join(archive.read(name).decode() for name in archive.namelist())
        assert [one for one in identities if one and one in told] == []
        assert client.get(f"/campaigns/{campaign.id}").status_code == 403
        assert client.get(f"/campaigns/{campaign.id}/people").status_code == 403


def test_each_look_at_a_person_is_recorded_and_only_those_from_outside_look(
    session: Session, signed_in: Callable[..., FlaskClient], campaign: Campaign
) -> None:
    client = signed_in(Role.EXTERNAL_STUDY)
    page = client.get(f"/campaigns/{campaign.id}/people").text
    assert page.count(">sent<") == 8 and "not yet" not in page
    first = session.scalars(select(CampaignInvitation.id)).first()
    assert "look up the customer" in client.get(f"/campaigns/{campaign.id}/people/{first}").text
    looks = select(AuditEvent).where(AuditEvent.action.like("campaigns.%_viewed")).order_by(AuditEvent.id)
    people, answers = session.scalars(looks).all()
    assert (people.action, answers.action) == ("campaigns.people_viewed", "campaigns.answers_viewed")
    assert answers.details == {"invitation": first}


def test_where_those_from_outside_see_who_has_not_answered_no_reminder_says_that_nobody_does(
    app: Flask, session: Session, signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int]
) -> None:
    hire(session, {"North 1": ("North", 8)})
    made = opened(session, promise="confidential", third_party=True)
    client = signed_in(Role.EXTERNAL_STUDY)
    assert ">not yet<" in client.get(f"/campaigns/{made.id}/people").text
    assert "You see who they are; nobody in the company does." in client.get(f"/campaigns/{made.id}").text
    actions.remind(session, "outside", made)
    session.commit()
    run_jobs()
    mail = str(app.extensions["mailman"].outbox[-1].body)
    assert "The study team from outside can see that; nobody in your company is told." in mail
    assert "nobody is told." not in mail


def test_whose_answers_are_not_sent_or_of_another_survey_nobody_reads(
    session: Session, signed_in: Callable[..., FlaskClient], campaign: Campaign
) -> None:
    later = opened(session, promise="confidential", third_party=True)
    anonymous = opened_anonymously(session)
    ids = {one: session.scalars(select(CampaignInvitation.id).where(CampaignInvitation.campaign_id == one.id)).first()
           for one in (campaign, later, anonymous)}  # fmt: skip
    client = signed_in(Role.EXTERNAL_STUDY)
    assert client.get(f"/campaigns/{later.id}/people/{ids[later]}").status_code == 404
    assert client.get(f"/campaigns/{later.id}/people/{ids[campaign]}").status_code == 404
    assert client.get(f"/campaigns/{anonymous.id}/people").status_code == 404


def opened_anonymously(session: Session) -> Campaign:
    hire(session, {"South 1": ("South", 10)})
    return opened(session, third_party=True)
