"""A file goes with its page, comes back to those who may have it, and nothing else comes of it."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.delivery.actions import create_assessment
from assess.delivery.models import Assessment, Invitation
from assess.hiring.models import Opening
from surveys.bank import read
from surveys.models import AnswerFile
from surveys.sessions import answers
from surveys.versions import publish
from tests.surveys.files.pictures import chunk, png

PNG = png()
PAGE = "/take/1/upload"


@pytest.fixture
def assessment(session: Session, opening: Opening) -> Assessment:
    kinds = read(Path(__file__).parents[2] / "journeys" / "kinds.toml")
    made = create_assessment(session, "test", "Kinds", "selection", [publish(session, kinds)], "Ruth", opening)
    session.commit()
    return made


def send(device: FlaskClient, content: bytes | None = None, name: str = "letter.png", **fields: str) -> tuple[int, str]:
    """The page as a browser without script sends it: with the marks it shows, and what is ticked unless said."""
    page = device.get(PAGE).text
    shown = dict(re.findall(r'name="(letter__mark|shown)" value="([^"]*)"', page))
    kept = re.search(r'name="letter" value="([^"]*)" checked', page)
    data: dict[str, object] = {**shown, **({"letter": kept[1]} if kept else {}), **fields}
    if content is not None:
        data["letter__file"] = (BytesIO(content), name)
    answer = device.post(PAGE, data={key: value for key, value in data.items() if value != ""})
    return answer.status_code, answer.text


def stored(session: Session, invitation: Invitation) -> str | None:
    session.expire_all()
    kept = answers(session, invitation.parts[0].administration_id).get("letter")
    return kept.text if kept else None


def test_the_page_of_a_file_is_sent_as_a_form_with_files(device: FlaskClient) -> None:
    assert 'enctype="multipart/form-data"' in device.get(PAGE).text
    assert "multipart" not in device.get("/take/1/words").text


def test_a_file_is_kept_with_its_page_shown_again_and_handed_back_to_its_owner(
    device: FlaskClient, session: Session, invitation: Invitation
) -> None:
    status, _ = send(device, png(beside=chunk(b"tEXt", b"Author\0Kofi")))
    assert status == 303
    row = session.scalars(select(AnswerFile)).one()
    assert stored(session, invitation) == row.sha256
    assert "letter.png" in device.get(PAGE).text
    back = device.get("/take/1/files/letter")
    assert back.data == PNG
    assert back.headers["Content-Disposition"] == "attachment; filename=letter.png"
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in back.headers["Content-Security-Policy"]
    assert back.headers["Cache-Control"] == "no-store"


def test_a_page_sent_again_without_a_file_keeps_the_one_there_is(
    device: FlaskClient, session: Session, invitation: Invitation
) -> None:
    send(device, PNG)
    kept = stored(session, invitation)
    assert kept
    assert send(device)[0] == 303
    assert stored(session, invitation) == kept


def test_without_its_tick_the_file_is_gone(device: FlaskClient, session: Session, invitation: Invitation) -> None:
    send(device, PNG)
    assert send(device, letter="", go="blank")[0] == 303
    assert stored(session, invitation) is None
    assert session.scalars(select(AnswerFile)).all() == []
    assert device.get("/take/1/files/letter").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (PNG + b"PK\x03\x04", "letter.png", "damaged"),
        (PNG, "letter.pdf", "ends as its kind does"),
        (PNG, "..\\letter.png", "plain name"),
        (b"PK\x03\x04\0\0", "letter.docx", "kind of file"),
        (b"x" * 2_000_001, "letter.txt", "too large"),
        (b"", "letter.txt", "empty"),
    ],
)
def test_a_file_that_is_not_taken_says_why_and_leaves_the_earlier_one(
    device: FlaskClient, session: Session, invitation: Invitation, content: bytes, name: str, words: str
) -> None:
    send(device, PNG)
    kept = stored(session, invitation)
    status, page = send(device, content, name)
    assert status == 422
    assert words in page
    assert "letter.png" in page
    assert stored(session, invitation) == kept is not None


def test_an_answer_saved_by_itself_cannot_name_a_file_that_is_not_there(device: FlaskClient) -> None:
    for value in ("0" * 64, "C:\\fakepath\\letter.png"):
        answer = device.post("/take/save", json={"part": 1, "item": "letter", "value": value})
        assert answer.status_code == 422
        assert "choose it again" in answer.get_json()["error"]


def test_who_may_see_scores_may_have_the_file_once_it_is_handed_in_and_that_is_recorded(
    device: FlaskClient, session: Session, invitation: Invitation, signed_in: Callable[..., FlaskClient]
) -> None:
    send(device, PNG)
    address = f"/invitations/{invitation.id}/files/1/letter"
    hr = signed_in(Role.HR)
    assert hr.get(address).status_code == 404
    assert device.post("/take/submit").status_code == 303
    assert address in hr.get(f"/invitations/{invitation.id}/scores").text
    got = hr.get(address)
    assert (got.status_code, got.data) == (200, PNG)
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert session.scalars(select(AuditEvent.action)).all().count("delivery.file_opened") == 1
    assert signed_in(Role.INTERVIEWER).get(address).status_code in {403, 404}
    assert send(device, PNG)[0] == 303  # late: to the receipt, nothing changes


def test_a_pair_half_done_is_kept_and_pointed_at(device: FlaskClient, session: Session, invitation: Invitation) -> None:
    answer = device.post("/take/1/bestworst", data={"postponed__1": "b>"})
    assert answer.status_code == 422
    assert "One of the two choices is still open" in answer.text
    session.expire_all()
    assert answers(session, invitation.parts[0].administration_id)["postponed"].text == "b>"
    mark = re.search(r'name="postponed__mark" value="([^"]*)"', answer.text)
    assert mark
    sent = {"postponed__1": "b>", "postponed__2": ">b", "postponed__mark": mark[1]}
    refused = device.post("/take/1/bestworst", data=sent)
    assert refused.status_code == 422
    assert "two different answers" in refused.text
    assert device.post("/take/1/bestworst", data=sent | {"postponed__2": ">a"}).status_code == 303
    session.expire_all()
    assert answers(session, invitation.parts[0].administration_id)["postponed"].text == "b>a"
