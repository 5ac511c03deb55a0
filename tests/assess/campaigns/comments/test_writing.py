"""What whoever writes a comment meets: after an answer, or by the one link of the standing question."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.campaigns import actions, tasks
from assess.campaigns.actions import comments
from assess.campaigns.actions.themes import put, release_themes, write_theme
from assess.campaigns.models import STANDING, Comment, CommentBox, CommentPool
from assess.campaigns.queries.comments import box_of, directory, standing_box
from assess.campaigns.views import tickets
from surveys.moments import now
from tests.assess.campaigns.comments.writers import say, with_box
from tests.assess.campaigns.companies import hire

GIVEN = {"research": "7", "multithread": "3", "ask_how": "4"}


@pytest.fixture(autouse=True)
def staff(session: Session) -> None:
    hire(session, {"North 1": ("North", 12)})


def waiting(session: Session) -> list[dict[str, object]]:
    pools = session.scalars(select(CommentPool).execution_options(populate_existing=True)).all()
    return [one for pool in pools for one in pool.waiting]


def answered(app: Flask, place: int = 0) -> FlaskClient:
    link = re.search(r"/answer/[\w-]+", str(app.extensions["mailman"].outbox[place].body)).group()  # type: ignore[union-attr]
    client = app.test_client()
    client.get(link)
    assert client.post("/answer/", data=GIVEN).headers["Location"] == "/answer/comment"
    return client


def test_after_an_answer_a_comment_is_shown_as_it_will_be_kept_and_only_then_kept(
    app: Flask, session: Session, run_jobs: Callable[[], int]
) -> None:
    with_box(session)
    run_jobs()
    client = answered(app)
    page = client.get("/answer/comment").text
    assert "may still give you away" in page and "in danger" in page
    looked = client.post("/answer/comment", data={"said": "Ask north1-3@meridian.example, it was € 20.000."})
    assert looked.status_code == 200
    assert "2 things were taken out." in looked.text and "Ask [email], it was [amount]." in looked.text
    assert waiting(session) == []
    sent = client.post("/answer/comment", data={"said": "Ask [email], it was [amount].", "quotable": "y"})
    assert sent.headers["Location"] == "/answer/received"
    assert waiting(session) == [{"text": "Ask [email], it was [amount].", "quotable": True}]
    assert client.get("/answer/comment").headers["Location"] == "/answer/thanks"


def test_one_answer_brings_one_comment_and_a_copied_ticket_no_second(
    app: Flask, session: Session, run_jobs: Callable[[], int]
) -> None:
    with_box(session)
    run_jobs()
    client = answered(app)
    ticket = client.get_cookie(tickets.COOKIE, path="/answer/")
    assert ticket is not None
    for words in ("first", "second"):
        client.set_cookie(tickets.COOKIE, ticket.value, path="/answer/")
        assert client.post("/answer/comment", data={"said": words}).status_code == 302
    assert [one["text"] for one in waiting(session)] == ["first"]
    assert app.test_client().post("/answer/comment", data={"said": "x"}).headers["Location"] == "/answer/thanks"


def test_two_tickets_share_nothing_but_their_campaign(app: Flask) -> None:
    with app.test_request_context():
        one, other = tickets.read(tickets.issue("box")), tickets.read(tickets.issue("box"))
        assert one is not None and other is not None and one.mark != other.mark
        assert (one.box, one.week) == (other.box, other.week) == ("box", "")
        assert tickets.read("forged") is None


def test_an_empty_and_a_long_comment_come_back_and_nothing_is_kept(
    app: Flask, session: Session, run_jobs: Callable[[], int]
) -> None:
    with_box(session)
    run_jobs()
    client = answered(app)
    assert "Nothing is written yet." in client.post("/answer/comment", data={"said": " \u200b "}).text
    long = client.post("/answer/comment", data={"said": "word " * 401})
    assert long.status_code == 422
    assert "longer than 2000 characters" in long.text and "word word" in long.text
    assert waiting(session) == []


def test_a_box_is_given_before_anybody_is_asked_and_not_afterwards(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    campaign, _box = with_box(session)
    client = signed_in(Role.STUDY_LEAD)
    assert client.post(f"/campaigns/{campaign.id}/no-comments").status_code == 409
    campaign = actions.draft(
        session, "lead", title="Next", version=campaign.version, job="", cuts=[], least=5, closes_at=campaign.closes_at
    )
    session.commit()
    client.post(f"/campaigns/{campaign.id}/comments")
    assert "Writing style and names can still identify people" in client.get(f"/campaigns/{campaign.id}").text
    client.post(f"/campaigns/{campaign.id}/no-comments")
    assert box_of(session, campaign) is None
    assert len(session.scalars(select(CommentPool)).all()) == 1  # the other campaign's
    client.post(f"/campaigns/{campaign.id}/comments")
    assert box_of(session, campaign) is not None


def opened(session: Session) -> CommentBox:
    box = comments.open_standing(session, "lead", third_party=False)
    session.commit()
    return box


def told(client: FlaskClient, entry: str, said: str) -> object:
    page = client.get(f"/answer/standing/{entry}").text
    proof = re.search(r'name="proof"[^>]*value="([^"]+)"', page)
    assert proof is not None
    return client.post(f"/answer/standing/{entry}", data={"said": said, "proof": proof[1]})


def test_everybody_comes_by_one_link_without_a_name(app: Flask, session: Session) -> None:
    box = opened(session)
    for said in ("I ring north1-3@meridian.example first.", "I draw it."):
        response = told(app.test_client(), box.entry, said)
        assert response.headers["Location"] == "/answer/received"  # type: ignore[attr-defined]
    assert {one["text"] for one in waiting(session)} == {"I ring [email] first.", "I draw it."}
    assert app.test_client().get("/answer/standing/guess").status_code == 404


def test_a_form_is_good_once_and_for_two_weeks(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    box, client = opened(session), app.test_client()
    page = client.get(f"/answer/standing/{box.entry}").text
    proof = re.search(r'name="proof"[^>]*value="([^"]+)"', page).group(1)  # type: ignore[union-attr]
    for _ in range(2):  # a double tap
        assert client.post(f"/answer/standing/{box.entry}", data={"said": "twice", "proof": proof}).status_code == 302
    assert [one["text"] for one in waiting(session)] == ["twice"]
    assert client.post(f"/answer/standing/{box.entry}", data={"said": "none", "proof": "x"}).status_code == 422
    later = now() + timedelta(days=15)
    monkeypatch.setattr("assess.campaigns.tasks.comments.now", lambda: later)
    old = client.post(f"/answer/standing/{box.entry}", data={"said": "kept words", "proof": proof})
    assert old.status_code == 422
    assert "open for too long" in old.text and "kept words" in old.text
    tasks.file_comments(session)
    assert session.scalars(select(CommentPool).execution_options(populate_existing=True)).one().spent == []


def test_a_flood_is_stopped_by_the_week_and_nobody_by_an_address(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = opened(session)
    monkeypatch.setattr(comments, "FEWEST_A_WEEK", 3)
    monkeypatch.setattr(comments, "_most", lambda session: 3)
    for number in range(3):
        told(app.test_client(), box.entry, f"thing {number}")
    refused = told(app.test_client(), box.entry, "one more")
    assert refused.status_code == 429  # type: ignore[attr-defined]
    assert "one more" in refused.text  # type: ignore[attr-defined]
    assert len(waiting(session)) == 3


def test_ten_are_laid_before_the_reviewer_and_the_next_wait_for_their_themes(session: Session) -> None:
    box = opened(session)
    say(session, box, [f"way {n} of doing it" for n in range(9)])
    tasks.file_comments(session)
    assert session.scalars(select(Comment)).all() == []
    say(session, box, ["the tenth"])
    tasks.file_comments(session)
    ids = list(session.scalars(select(Comment.id)))
    assert len(ids) == 10 and waiting(session) == []
    say(session, box, [f"later way {n}" for n in range(12)])
    tasks.file_comments(session)
    assert len(session.scalars(select(Comment)).all()) == 10  # a few new ones among known ones would stand out
    theme = write_theme(session, box, directory(session), None, "Ways", "Everybody has a way.")
    put(session, box, theme, ids)
    release_themes(session, "lead", box)
    session.commit()
    tasks.file_comments(session)
    assert len(session.scalars(select(Comment)).all()) == 12


def test_the_study_lead_opens_renews_and_closes_it_and_reads_its_ideas(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    lead = signed_in(Role.STUDY_LEAD)
    lead.post("/campaigns/standing", data={"wish": "open"})
    box = standing_box(session)
    assert box is not None and box.code == STANDING
    first = box.entry
    assert f"/answer/standing/{first}" in lead.get("/campaigns/standing").text
    assert lead.get("/campaigns/standing/qr.svg").mimetype == "image/svg+xml"
    lead.post("/campaigns/standing", data={"wish": "renew"})
    session.expire_all()
    assert box.entry != first
    assert lead.get(f"/answer/standing/{first}").status_code == 404
    lead.post("/campaigns/standing", data={"wish": "close"})
    assert lead.get(f"/answer/standing/{box.entry}").status_code == 404
    assert "None yet." in signed_in(Role.LEADER).get("/campaigns/ideas").text
    assert signed_in(Role.EXTERNAL_STUDY).get("/campaigns/standing").status_code == 404


def test_names_of_customers_are_taken_out_from_then_on(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    client = signed_in(Role.HR)
    client.post("/campaigns/customers", data={"names": "Halberd Pumps GmbH\n\n Northwind \nNorthwind"})
    assert "Halberd Pumps GmbH\nNorthwind" in client.get("/campaigns/customers").text
    box = opened(session)
    say(session, box, ["We saved Halberd Pumps."])
    assert waiting(session)[0]["text"] == "We saved [customer]."
    client.post("/campaigns/customers", data={"names": "Northwind"})
    say(session, box, ["We lost Halberd Pumps."])
    assert {one["text"] for one in waiting(session)} == {"We saved [customer].", "We lost Halberd Pumps."}
