"""The voluntary questions with a keyboard and without JavaScript, on a phone in the dark; then taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from assess.database import db
from assess.delivery.actions import begin, create_assessment, finish, invite, open_way
from assess.hiring.actions import add_candidate, create_opening
from assess.vault.models import voluntary_answer
from surveys.bank import library
from surveys.versions import publish
from tests.journeys.barriers import barriers
from tests.journeys.server import founded, served

pytestmark = pytest.mark.browser


@pytest.fixture
def company(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """A company whose one candidate has handed in, and the address of their link."""
    app = founded(tmp_path, vault_questions="us")
    with app.app_context():
        session = db.session()
        opening = create_opening(session, "test", "Account executive", "Account executive", "Lyon")
        version = publish(session, library()["work_style"])
        assessment = create_assessment(session, "test", "How you work", "selection", [version], "Ruth", opening)
        application = add_candidate(session, "test", opening, "Chiara Romano", "chiara@romano.example")
        invitation = invite(session, "test", assessment, application=application)
        begin(session, invitation)
        finish(session, invitation)
        token = open_way(session, invitation)
        session.commit()
        db.session.remove()
    with served(app) as address:
        yield app, f"{address}/take/{token}"


def kept(app: Flask) -> int:
    with app.extensions["vault"].session() as vault:
        return vault.scalar(select(func.count()).select_from(voluntary_answer)) or 0


def test_a_keyboard_is_enough_to_answer_some_and_to_take_it_back(browser: Browser, company: tuple[Flask, str]) -> None:
    app, link = company
    phone = browser.new_context(
        viewport={"width": 360, "height": 740}, color_scheme="dark", java_script_enabled=False
    ).new_page()
    phone.goto(link)
    phone.get_by_role("link", name="a few voluntary questions").press("Enter")
    expect(phone.locator("h1")).to_have_text("A few voluntary questions")
    sex = phone.get_by_role("group", name="What is your sex or gender?")
    sex.get_by_role("radio").first.focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("ArrowDown")
    expect(sex.get_by_role("radio", name="Male", exact=True)).to_be_checked()
    phone.get_by_role("button", name="Send").press("Enter")
    expect(phone.get_by_role("status")).to_contain_text("locked away")
    assert kept(app) == 1
    phone.get_by_role("link", name="a few voluntary questions").press("Enter")
    assert phone.locator("input:checked").count() == 0
    phone.get_by_role("button", name="Take it back").press("Enter")
    expect(phone.get_by_role("status")).to_contain_text("deleted")
    assert kept(app) == 0
    phone.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (360, "light"), (1440, "light")])
def test_nothing_stands_in_the_way(browser: Browser, company: tuple[Flask, str], width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(company[1])
    page.get_by_role("link", name="a few voluntary questions").click()
    assert barriers(page) == []
    context.close()
