"""Pictures of items: kept by those who write instruments, cleaned, shown to whoever has the page, cached for good."""

import hashlib
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from surveys.models import Asset, InstrumentVersion
from tests.surveys.files.pictures import chunk, png

PNG = png()
ADDRESS = f"/instruments/pictures/{hashlib.sha256(PNG).hexdigest()}"


def keep(client: FlaskClient, content: bytes, name: str = "chart.png") -> tuple[int, str]:
    answer = client.post("/instruments/pictures", data={"file": (BytesIO(content), name)})
    return answer.status_code, answer.text


def test_a_kept_picture_is_shown_to_everybody_without_what_was_beside_it(
    app: Flask, client: FlaskClient, signed_in: Callable[..., FlaskClient]
) -> None:
    analyst = signed_in(Role.ANALYST)
    assert client.get(ADDRESS).status_code == 404
    assert keep(analyst, png(beside=chunk(b"tEXt", b"Author\0Kofi")))[0] == 302
    shown = client.get(ADDRESS)
    assert (shown.status_code, shown.data, shown.content_type) == (200, PNG, "image/png")
    assert shown.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'"
    assert "Set-Cookie" not in app.test_client().get(ADDRESS).headers
    assert client.get(ADDRESS, headers={"If-None-Match": shown.headers["ETag"]}).status_code == 304
    assert ADDRESS in analyst.get("/instruments/pictures").text


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (PNG + b"PK\x03\x04", "chart.png", "damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "chart.png", "Only PNG"),
        (PNG, "chart.svg", "ending in .png"),
        (PNG[:8] + bytes(2_000_001), "chart.png", "too large"),
        (b"", "chart.png", "empty"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(
    session: Session, signed_in: Callable[..., FlaskClient], content: bytes, name: str, words: str
) -> None:
    status, page = keep(signed_in(Role.ANALYST), content, name)
    assert status == 422
    assert words in page
    assert session.scalar(select(func.count()).select_from(Asset)) == 0


def test_readers_see_the_pictures_and_have_no_form(signed_in: Callable[..., FlaskClient]) -> None:
    page = signed_in(Role.HR).get("/instruments/pictures").text
    assert "No picture yet" in page
    assert 'type="file"' not in page
    assert 'type="file"' in signed_in(Role.ANALYST).get("/instruments/pictures").text


BANK = f"""
code = "seen"
title = "Seen"
language = "en"
source = "test"
licence = "test"
uses = ["research"]
[[sections]]
code = "one"
title = "One"
[[sections.items]]
code = "chart"
kind = "line"
text = "What does it show?"
image = {{ sha256 = "{hashlib.sha256(PNG).hexdigest()}", alt = "A red square." }}
"""


def test_an_instrument_whose_picture_is_not_here_is_not_published(
    signed_in: Callable[..., FlaskClient], session: Session
) -> None:
    analyst = signed_in(Role.ANALYST)

    def upload() -> tuple[int, str]:
        answer = analyst.post("/instruments/upload", data={"file": (BytesIO(BANK.encode()), "seen.toml")})
        return answer.status_code, answer.text

    status, text = upload()
    assert (status, "not kept here: chart" in text) == (409, True)
    assert session.scalar(select(func.count()).select_from(InstrumentVersion)) == 0
    keep(analyst, PNG)
    assert upload()[0] == 302
