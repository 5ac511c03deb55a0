"""Preparing, opening and closing a campaign, and the promise nobody can take back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.campaigns import actions, tasks
from assess.campaigns.models import Campaign, CampaignInvitation
from assess.campaigns.queries import releasing
from assess.jobs.actions import enqueue
from surveys.bank import library
from surveys.models import Pending
from surveys.moments import now
from tests.assess.campaigns.companies import SURVEY, come, hire, opened


def asked(**changes: str) -> dict[str, str]:
    day = (now() + timedelta(days=10)).date().isoformat()
    return {
        "title": "How we sell", "instrument": library()[SURVEY].content_hash, "promise": "anonymous", "job": "",
        "kind": "performers", "first": "location", "second": "team", "least": "5", "closes_on": day, **changes,
    }  # fmt: skip


def test_a_survey_is_prepared_checked_and_only_then_sent(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    hire(session, {"North 1": ("North", 10), "North 2": ("North", 10), "North 3": ("North", 3)})
    client = signed_in(Role.STUDY_LEAD)
    page = client.get(client.post("/campaigns/new", data=asked()).headers["Location"])
    assert "23 people would be asked." in page.text
    assert "2 groups could never be reported." in page.text
    assert "North · North 3" in page.text
    assert session.scalars(select(CampaignInvitation)).all() == []
    campaign = session.scalars(select(Campaign)).one()
    client.post(f"/campaigns/{campaign.id}/launch")
    session.expire_all()
    labels = [tuple(one.labels.values()) for one in session.scalars(select(CampaignInvitation))]
    assert sorted({(one, labels.count(one)) for one in labels}) == [(("North",), 13), (("North", "North 2"), 10)]
    assert client.post(f"/campaigns/{campaign.id}/launch").status_code == 409


def test_nine_people_cannot_be_promised_anonymity(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    people[0].status = "left"
    session.commit()
    refused = signed_in(Role.HR).post("/campaigns/new", data=asked())
    assert refused.status_code == 409
    assert "9 people would be asked; an anonymous survey needs 10." in refused.text
    assert session.scalars(select(Campaign)).all() == []


def test_people_who_left_before_the_launch_count_as_gone(session: Session) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session)
    actions.close(session, "lead", campaign)
    again = actions.draft(session, "lead", title="Again", version=campaign.version, job="", cuts=[], least=5,
                          closes_at=campaign.closes_at)  # fmt: skip
    people[0].email = None
    session.flush()
    with pytest.raises(actions.TooFewPeople):
        actions.launch(session, "lead", again)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"promise": "secret"}, "Not a valid choice"),
        ({"kind": "question"}, "Not a valid choice"),
        ({"every_weeks": "2"}, "both how often and how many"),
        ({"every_weeks": "1", "waves": "3"}, "choose an earlier last day"),
        ({"second": "location"}, "another grouping"),
        ({"first": "", "second": "team"}, "coarser grouping first"),
        ({"closes_on": "2020-01-01"}, "a day to come"),
        ({"least": "3"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_asked_for_is_said_beside_the_field(
    session: Session, signed_in: Callable[..., FlaskClient], changes: dict[str, str], words: str
) -> None:
    hire(session, {"North 1": ("North", 10)})
    refused = signed_in(Role.STUDY_LEAD).post("/campaigns/new", data=asked(**changes))
    assert refused.status_code == 422
    assert words in refused.text


@pytest.mark.database
@pytest.mark.parametrize(
    "change",
    ["promise = 'confidential'", "least = 6", f"code = '{'e' * 32}'", "version_id = version_id + 1",
     "third_party = NOT third_party", "kind = 'openness', least = 7", "state = 'draft'"],
)  # fmt: skip
def test_the_database_refuses_another_promise_once_people_were_asked(session: Session, change: str) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session)
    with pytest.raises(IntegrityError, match="PROMISE_KEPT"):
        session.execute(text(f"UPDATE campaign SET {change}"))
    session.rollback()
    come(session, campaign, [(people[0], 1)])
    with pytest.raises(IntegrityError, match="PROMISE_KEPT"):
        session.execute(text(f"UPDATE campaign SET {change}"))
    session.rollback()
    session.execute(text("UPDATE campaign SET title = 'Another title'"))


def test_a_campaign_closes_by_itself_and_files_its_last_answers(session: Session) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session)
    come(session, campaign, [(people[0], 1), (people[1], 2)])
    tasks.file_answers(session)
    assert len(session.scalars(select(Pending)).all()) == 2
    campaign.closes_at = now() - timedelta(seconds=1)
    session.commit()
    tasks.file_answers(session)
    assert campaign.state == "closed"
    assert session.scalars(select(Pending)).all() == []


def test_what_the_study_lead_sees_moves_in_batches_of_five(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session)
    client = signed_in(Role.STUDY_LEAD)
    for number, person in enumerate(people[:6]):
        come(session, campaign, [(person, number)])
        tasks.file_answers(session)
        seen = f"{5 if number >= 4 else 0} answers are filed, of 10 people asked."
        assert seen in client.get(f"/campaigns/{campaign.id}").text


def test_one_mail_that_fails_keeps_no_other_waiting_and_is_tried_again(
    session: Session, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    sent: list[str] = []

    def deliver(to: str, subject: str, body: str) -> None:
        if to == people[3].email and len(sent) < 9:
            raise OSError("mailbox full")
        sent.append(to)

    monkeypatch.setattr("assess.mail.send", deliver)
    opened(session)
    run_jobs()
    assert sorted(sent) == sorted(str(person.email) for person in people)


def test_a_release_of_another_survey_does_not_hide_how_this_one_goes(session: Session) -> None:
    hire(session, {"North 1": ("North", 12)})
    first, second = opened(session), opened(session)
    for one in (first, second):
        enqueue(session, "campaigns.release", id=one.id, actor="lead")
    assert [releasing(session, one) for one in (first, second)] == ["waiting", "waiting"]
