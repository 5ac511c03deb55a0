"""Somebody answers in confidence on a phone, stops, and goes on at another device by the same link."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from assess.access import Holder
from assess.campaigns import actions
from assess.campaigns.models import CampaignInvitation
from assess.database import db
from assess.links.actions import issue
from assess.people.models import Person
from surveys.bank import library
from surveys.models import Administration, Response
from surveys.moments import now
from surveys.versions import publish
from tests.journeys.barriers import barriers
from tests.journeys.server import founded, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("confiding")]
#: A folder to look at the pages in; none are kept unless it is named.
PICTURES = os.environ.get("EXEMPLAR_PICTURES", "")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str, str]]:
    app = founded(tmp_path_factory.mktemp("confiding"))
    with app.app_context():
        session = db.session()
        session.add_all(
            Person(code=f"M-{n}", name=f"Rep {n}", email=f"rep{n}@meridian.example", location="North", job="Rep")
            for n in range(12)
        )
        session.flush()
        campaign = actions.draft(
            session, "lead", title="What we do with customers", version=publish(session, library()["performer_survey"]),
            job="", cuts=["location"], least=5, closes_at=now() + timedelta(days=9), kind="performers",
            promise="confidential",
        )  # fmt: skip
        actions.launch(session, "lead", campaign)
        invitation = session.scalars(select(CampaignInvitation.id)).first()
        token = issue(session, Holder.RESPONDENT, invitation or 0, timedelta(days=9))
        session.commit()
        db.session.remove()
    with served(app) as url:
        yield app, url, f"/answer/{token}"


@pytest.fixture
def device(browser: Browser, company: tuple[Flask, str, str]) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(width: int, dark: bool = False, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=company[1], viewport={"width": width, "height": 800}, has_touch=width < 600,
            color_scheme="dark" if dark else "light", java_script_enabled=script,
        )  # fmt: skip
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def look(page: Page, name: str) -> None:
    assert barriers(page) == []
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_an_answer_begun_on_a_phone_is_sent_from_a_desk(
    company: tuple[Flask, str, str], device: Callable[..., Page]
) -> None:
    app, _url, link = company
    phone = device(360)
    phone.goto(link)
    expect(phone.get_by_text("This survey is not anonymous.")).to_be_visible()
    expect(phone.get_by_text("Your manager and colleagues")).to_be_visible()
    look(phone, "confiding-promise-360")
    phone.get_by_role("button", name="Begin").tap()
    phone.fill("#research", "7")
    phone.locator("#research").press("Tab")
    expect(phone.get_by_text("Saved", exact=True)).to_be_visible()
    phone.locator("label", has_text="Agree").first.tap()
    look(phone, "confiding-questions-360")

    desk = device(1440, dark=True)
    desk.goto(link)
    expect(desk.locator("#research")).to_have_value("7")
    look(desk, "confiding-questions-1440-dark")
    desk.fill("#care", "3")
    desk.get_by_role("button", name="Send my answers").click()
    desk.wait_for_url("**/answer/thanks/confidential")
    look(desk, "confiding-thanks-1440-dark")
    phone.goto(link)
    expect(phone.get_by_text(re.compile("You have answered"))).to_be_visible()
    with app.app_context():
        values = dict(db.session.execute(select(Response.item, Response.value)).all())
        assert (values["research"], values["care"]) == (7.0, 3.0)
        sent = select(func.count()).select_from(Administration).where(Administration.submitted_at.is_not(None))
        assert db.session.scalar(sent) == 1
        db.session.remove()
