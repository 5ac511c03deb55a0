"""Files of other programs: read with a report, kept as a draft when wanted, published versions taken away."""

import io
import json
from collections.abc import Callable
from dataclasses import fields

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.instruments.forms.exchange import arrived, carried
from assess.instruments.models import InstrumentDraft
from assess.phrases import WORDS
from surveys import bank
from surveys.definition import Instrument, Item, Section
from surveys.exchange import FORMATS, ExchangeRefused, Why, read_any

SURVEY = {
    "title": "Planning",
    "pages": [
        {
            "name": "week",
            "elements": [
                {"type": "comment", "name": "How", "title": "How do <script>alert(1)</script>you plan?"},
                {"type": "signaturepad", "name": "sign"},
            ],
        }
    ],
}


def brought(client: FlaskClient, content: bytes, name: str = "planning.json") -> tuple[int, str]:
    answer = client.post("/instruments/import", data={"file": (io.BytesIO(content), name)})
    return answer.status_code, answer.text


def drafts(session: Session) -> int | None:
    return session.scalar(select(func.count()).select_from(InstrumentDraft))


def hidden(page: str) -> str:
    return page.split('name="instrument"')[1].split('value="')[1].split('"')[0]


def published(client: FlaskClient) -> str:
    return client.post("/instruments/shipped/work_style/publish").headers["Location"]


def test_a_file_is_read_and_reported_on_before_anything_is_kept(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    analyst = signed_in(Role.ANALYST)
    assert "Qualtrics" in analyst.get("/instruments/import").text
    status, page = brought(analyst, json.dumps(SURVEY).encode())
    assert (status, drafts(session)) == (200, 0)
    for words in ("Planning", "signaturepad", "There is no kind of item like this here", "How → how", "1 item"):
        assert words in page
    assert "<script>alert" not in page
    answer = analyst.post("/instruments/import/begin", data={"instrument": hidden(page)})
    assert answer.status_code == 302
    draft = session.scalars(select(InstrumentDraft)).one()
    assert draft.title == "Planning"
    assert [item.text for item in Instrument.from_plain(draft.definition).items.values()] == ["How do you plan?"]
    assert answer.headers["Location"].endswith(f"/instruments/drafts/{draft.id}")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"{", "no valid JSON: line 1, column 2"),
        (b"<!DOCTYPE a []><a/>", "document type"),
        (b"item,question\nq1,Why?\n", "names no column “text”"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_where(
    session: Session, signed_in: Callable[..., FlaskClient], content: bytes, words: str
) -> None:
    status, page = brought(signed_in(Role.ANALYST), content)
    assert status == 422
    assert words in page
    assert drafts(session) == 0


@pytest.mark.parametrize("value", ["", "x", "eJwrSS0uAQAEXQHB", "e30="])
def test_what_did_not_come_from_the_report_begins_nothing(
    session: Session, signed_in: Callable[..., FlaskClient], value: str
) -> None:
    answer = signed_in(Role.ANALYST).post("/instruments/import/begin", data={"instrument": value})
    assert answer.status_code == 422
    assert drafts(session) == 0


def test_what_goes_from_the_report_to_the_draft_arrives_as_it_was() -> None:
    for instrument in bank.library().values():
        assert arrived(carried(instrument)) == instrument


@pytest.mark.parametrize("code", [code for code, form in FORMATS.items() if form.write])
def test_a_published_version_is_taken_away_in_every_format_and_comes_back(
    signed_in: Callable[..., FlaskClient], code: str
) -> None:
    address = published(signed_in(Role.ANALYST))
    reader = signed_in(Role.HR)
    assert "Export" in reader.get(address).text
    assert f"{address}/export/{code}" in reader.get(f"{address}/export").text
    assert "scales and their keys" in reader.get(f"{address}/export?see={code}").text
    answer = reader.get(f"{address}/export/{code}")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="work_style.')
    assert read_any(answer.data, "file").instrument == bank.library()["work_style"]


def test_there_is_no_file_in_a_format_that_is_only_read(signed_in: Callable[..., FlaskClient]) -> None:
    analyst = signed_in(Role.ANALYST)
    address = published(analyst)
    assert analyst.get(f"{address}/export/qualtrics").status_code == 404
    assert analyst.get(f"{address}/export/nothing").status_code == 404


def test_everything_that_can_be_said_of_a_file_has_its_words(app: Flask) -> None:
    assert [why for why in Why if f"exchange.{why}" not in WORDS] == []
    assert [reason for reason in ExchangeRefused.reasons if f"exchange.refused.{reason}" not in WORDS] == []
    apart = {"sections", "translations", "items", "problem"}
    named = {one.name for part in (Instrument, Section, Item) for one in fields(part)} - apart
    assert [name for name in sorted(named) if f"exchange.field.{name}" not in WORDS] == []
