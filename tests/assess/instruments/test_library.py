"""The library: what ships, what is published, and what is refused whole."""

import io
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.instruments.queries import answerable
from surveys.models import InstrumentVersion

BANK = """
code = "planning"
title = "Planning"
language = "en"
source = "Written for this test."
licence = "CC0-1.0"
uses = ["development"]
[[sections]]
code = "one"
title = "One"
items = [{ code = "plan", kind = "text", text = "How do you plan?" }]
"""


def upload(client: FlaskClient, content: str, name: str = "planning.toml") -> tuple[int, str]:
    response = client.post("/instruments/upload", data={"file": (io.BytesIO(content.encode()), name)})
    return response.status_code, response.text


def count(session: Session) -> int | None:
    return session.scalar(select(func.count()).select_from(InstrumentVersion))


def test_every_shipped_bank_is_listed_with_licence_uses_and_its_caution(signed_in: Callable[..., FlaskClient]) -> None:
    page = signed_in(Role.HR).get("/instruments/").text
    for words in ("How you work", "Twelve situations with customers", "GPL-3.0-or-later", "Example, validate locally"):
        assert words in page
    assert "Nothing is published yet" in page
    detail = signed_in(Role.ANALYST).get("/instruments/shipped/work_style").text
    assert "Goldberg (1990)" in detail and "I speak first when a group is silent." in detail


def test_publishing_twice_makes_one_version(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    analyst = signed_in(Role.ANALYST)
    first = analyst.post("/instruments/shipped/work_style/publish").headers["Location"]
    assert analyst.post("/instruments/shipped/work_style/publish").headers["Location"] == first
    assert count(session) == 1
    assert "nobody has begun to answer it" in analyst.get(first).text


def test_a_bank_is_published_or_every_fault_in_it_is_listed(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    analyst = signed_in(Role.ANALYST)
    faulty = BANK.replace('"development"', '"hiring"').replace('kind = "text"', 'kind = "drawing"')
    status, page = upload(analyst, faulty)
    assert status == 422 and count(session) == 0
    assert "2 things to correct" in page and "&#39;hiring&#39;" in page and "&#39;drawing&#39;" in page
    assert upload(analyst, BANK, "planning.txt")[0] == 422
    assert upload(analyst, "\x00\x01")[0] == 422
    assert count(session) == 0
    assert upload(analyst, BANK)[0] == 302
    assert count(session) == 1


def test_words_of_a_bank_are_words_and_not_markup(signed_in: Callable[..., FlaskClient]) -> None:
    analyst = signed_in(Role.ANALYST)
    upload(analyst, BANK.replace("How do you plan?", "<script>alert(1)</script>"))
    page = analyst.get("/instruments/1").text
    assert "&lt;script&gt;" in page and "<script>alert" not in page


def test_scorecards_are_not_offered_to_respondents(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    analyst = signed_in(Role.ANALYST)
    for code in ("work_style", "interview_scorecard"):
        analyst.post(f"/instruments/shipped/{code}/publish")
    assert [found.version.code for found in answerable(session)] == ["work_style"]
