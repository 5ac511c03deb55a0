"""The candidate's way: link, notice, questions, receipt; on one device and on two."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.delivery.models import Invitation, ScaleScore
from assess.links.models import Link
from assess.questions import mark
from surveys.bank import library
from surveys.items import Answer, Given
from surveys.models import Response
from surveys.moments import now
from surveys.sessions import answers

JSON = {"Accept": "application/json"}
#: Every odd sentence of the shipped work style bank fits (5), every even one does not (1).
STYLE = {item: "5" if number % 2 else "1" for number, item in enumerate(library()["work_style"].items)}


def put(client: FlaskClient, item: str, value: str, part: int = 1) -> int:
    return client.post("/take/save", json={"part": part, "item": item, "value": value}, headers=JSON).status_code


def stored(session: Session, invitation: Invitation, part: int = 1) -> dict[str, Answer]:
    session.expire_all()
    return answers(session, invitation.parts[part - 1].administration_id)


def test_the_link_is_traded_for_a_cookie_scripts_cannot_read_and_leaves_the_address(
    app: Flask, token: str, client: FlaskClient
) -> None:
    response = client.get(f"/take/{token}")
    assert response.headers["Location"] == "/take/"
    assert "HttpOnly" in response.headers["Set-Cookie"] and "Path=/take/" in response.headers["Set-Cookie"]
    assert token not in response.headers["Set-Cookie"] and token not in response.text
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_the_notice_says_what_why_who_how_long_and_whom_to_ask(holder: Callable[[], FlaskClient]) -> None:
    page = holder().get("/take/").text
    for words in (
        "You applied for Account executive, Lyon at Meridian Instruments",
        "50 questions",
        "Extraversion",
        "the hiring manager of this opening",
        "People decide, never the software alone",
        "12 months",
        "Ruth, ruth@meridian.example",
        "go on later, on any device",
    ):
        assert words in page, words


def test_nothing_can_be_answered_before_it_was_begun(holder: Callable[[], FlaskClient]) -> None:
    client = holder()
    assert put(client, "e01", "4") == 404
    assert client.get("/take/1/part_1").status_code == 404
    assert client.get("/take/review").headers["Location"] == "/take/"
    assert client.post("/take/submit").headers["Location"] == "/take/"


def test_a_page_without_a_script_keeps_everything_and_goes_on(
    device: FlaskClient, session: Session, invitation: Invitation
) -> None:
    page = library()["work_style"].sections[0]
    response = device.post("/take/1/part_1", data={"go": "next", **{item.code: "2" for item in page.items}})
    assert response.headers["Location"] == "/take/1/part_2"
    assert {code: answer.value for code, answer in stored(session, invitation).items()} == {
        item.code: 2.0 for item in page.items
    }


def test_an_open_question_is_named_and_may_be_left_blank(
    device: FlaskClient, session: Session, invitation: Invitation
) -> None:
    some = {"e01": "4", "a01": "3"}
    refused = device.post("/take/1/part_1", data={"go": "next", **some})
    assert refused.status_code == 422
    assert refused.text.count("Please answer, or skip it below") == 8
    assert set(stored(session, invitation)) == {"e01", "a01"}  # what was answered is kept all the same
    assert device.post("/take/1/part_1", data={"go": "blank", **some}).headers["Location"] == "/take/1/part_2"


def test_back_keeps_the_page_too(device: FlaskClient, session: Session, invitation: Invitation) -> None:
    assert device.post("/take/1/part_2", data={"go": "back", "e03": "1"}).headers["Location"] == "/take/1/part_1"
    assert stored(session, invitation)["e03"].value == 1


def test_another_device_goes_on_where_the_first_one_stopped(
    device: FlaskClient, holder: Callable[[], FlaskClient]
) -> None:
    page = library()["work_style"].sections[0]
    for item in page.items:
        assert put(device, item.code, "4") == 204
    other = holder()
    assert "Go on" in other.get("/take/").text
    assert other.post("/take/begin").headers["Location"] == "/take/1/part_2"
    assert other.get("/take/1/part_1").text.count("checked") == 10


def test_a_stale_tab_does_not_overwrite_what_another_wrote(
    device: FlaskClient, session: Session, invitation: Invitation
) -> None:
    """Tab A was drawn when e01 was 2; tab B then chose 5; A goes on without touching it."""
    put(device, "e01", "2")
    drawn = mark(Given("2"))
    put(device, "e01", "5")
    device.post("/take/1/part_1", data={"go": "blank", "e01": "2", "e01__mark": drawn, "c01": "3"})
    kept = stored(session, invitation)
    assert (kept["e01"].value, kept["c01"].value) == (5, 3)


def test_of_two_tabs_the_last_word_on_an_item_wins_and_other_items_stay(
    device: FlaskClient, holder: Callable[[], FlaskClient], session: Session, invitation: Invitation
) -> None:
    other = holder()
    put(device, "e01", "1")
    put(other, "a01", "2")
    put(other, "e01", "5")
    assert {code: answer.value for code, answer in stored(session, invitation).items()} == {"e01": 5, "a01": 2}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"part": 1, "item": "e01", "value": "9"}, 422),
        ({"part": 1, "item": "e01", "value": "x" * 100_000}, 422),
        ({"part": 1, "item": "e01", "value": 4}, 400),
        ({"part": 1, "item": ["e01"], "value": "4"}, 400),
        ({"part": "1", "item": "e01", "value": "4"}, 400),
        ({"part": True, "item": "e01", "value": "4"}, 400),
        (["part"], 400),
        ({"part": 1, "item": "no_such_item", "value": "4"}, 409),
        ({"part": 2, "item": "e01", "value": "4"}, 409),
        ({"part": 3, "item": "e01", "value": "4"}, 404),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_kept(
    device: FlaskClient, session: Session, sent: object, status: int
) -> None:
    assert device.post("/take/save", json=sent, headers=JSON).status_code == status
    assert session.scalar(select(Response.id)) is None


def test_a_body_that_is_no_json_is_refused(device: FlaskClient) -> None:
    assert device.post("/take/save", data="{", content_type="application/json").status_code == 400


def test_when_a_page_was_first_seen_is_kept_unless_it_lies_in_the_future(device: FlaskClient, session: Session) -> None:
    seen = now() - timedelta(seconds=30)
    ahead = now() + timedelta(days=1)
    for item, shown in (("e01", seen.isoformat()), ("a01", ahead.isoformat()), ("c01", "2026-01-01"), ("s01", "x")):
        device.post("/take/save", json={"part": 1, "item": item, "value": "4", "shown": shown})
    kept = {row.item: row.shown for row in session.scalars(select(Response))}
    assert kept == {"e01": seen, "a01": None, "c01": None, "s01": None}


def test_handing_in_gives_a_receipt_and_scores(
    device: FlaskClient, session: Session, invitation: Invitation, run_jobs: Callable[[], int]
) -> None:
    for item, value in STYLE.items():
        assert put(device, item, value) == 204
    assert "50 of 62 questions are answered" in device.get("/take/review").text
    assert device.post("/take/submit").headers["Location"] == "/take/receipt"
    session.expire_all()
    page = device.get("/take/receipt").text
    assert invitation.receipt and invitation.receipt in page and "50 of 50 answered" in page and "0 of 12" in page
    run_jobs()
    kept = {score.scale: (score.value, score.answered) for score in session.scalars(select(ScaleScore))}
    # by hand: sentences come as e01 a01 c01 s01 o01 e02 …, so place 0 is e01 = 1 and a01 = 5; item k of a scale sits
    # at place 5(k−1)+p, whose parity changes from item to item: e01=1, e02=5 (reversed 1), e03=1 … mean 1
    assert kept["extraversion"] == (1.0, 10)
    assert kept["agreeableness"] == (5.0, 10)
    assert kept["judgement"] == (None, 0)
    assert len(kept) == 7


def test_handing_in_twice_comes_to_the_same_receipt(
    device: FlaskClient, session: Session, invitation: Invitation, run_jobs: Callable[[], int]
) -> None:
    device.post("/take/submit")
    session.expire_all()
    receipt = invitation.receipt
    assert device.post("/take/submit").headers["Location"] == "/take/receipt"
    assert "handed in already" in device.get("/take/receipt").text
    session.expire_all()
    assert invitation.receipt == receipt
    assert put(device, "e01", "4") == 409
    for address in ("/take/", "/take/1/part_1", "/take/review"):
        assert device.get(address).headers["Location"] == "/take/receipt"
    assert device.post("/take/1/part_1", data={"e01": "4"}).headers["Location"] == "/take/receipt"
    assert stored(session, invitation) == {}


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: "x"])
def test_a_tampered_token_opens_nothing(client: FlaskClient, token: str, change: Callable[[str], str]) -> None:
    response = client.get(f"/take/{change(token)}")
    assert response.status_code == 404
    assert "This link opens nothing" in response.text and "Set-Cookie" not in response.headers


def test_an_expired_link_says_so_calmly_also_on_a_device_that_had_opened_it(
    device: FlaskClient, client: FlaskClient, token: str, session: Session
) -> None:
    session.execute(update(Link).values(expires_at=now() - timedelta(seconds=1)))
    session.commit()
    for response in (client.get(f"/take/{token}"), device.get("/take/"), device.get("/take/1/part_1")):
        assert response.status_code == 410
        assert "no longer valid" in response.text and "nothing you saved is lost" in response.text
    assert put(device, "e01", "4") == 410


def test_a_cookie_signed_for_another_holder_or_changed_opens_nothing(app: Flask, token: str) -> None:
    client = app.test_client()
    client.get(f"/take/{token}")
    cookie = client.get_cookie("exemplar_candidate", path="/take/")
    assert cookie
    forged = app.test_client()
    forged.set_cookie("exemplar_candidate", "Mg" + cookie.value[2:], path="/take/")
    assert forged.get("/take/").status_code == 401
    forged.set_cookie("exemplar_respondent", cookie.value, path="/take/")
    assert forged.get("/take/").status_code == 401
