"""A candidate on a phone in the dark, by keyboard and without JavaScript, uses their rights; HR answers on a desk."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from assess.access import Role
from assess.database import db
from assess.delivery.actions import begin, create_assessment, finish, invite, keep, open_way
from assess.delivery.models import ScaleNorm
from assess.hiring.actions import add_candidate, create_opening, move
from assess.jobs.tasks import run_all
from assess.people.actions import ensure_roles, open_account
from surveys.bank import library
from surveys.items import Given
from surveys.versions import publish
from tests.conftest import PASSWORD
from tests.journeys.barriers import barriers
from tests.journeys.server import founded, served

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Company:
    """A company with one candidate who is invited and one who was decided about; HR is signed in by ``cookie``."""

    app: Flask
    site: str
    invited: str
    decided: str
    cookie: str

    def work(self) -> None:
        """Do what waits for the worker."""
        with self.app.app_context():
            run_all(db.session())
            db.session.remove()


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    app = founded(tmp_path)
    with app.app_context():
        session = db.session()
        ensure_roles(session)
        hr = open_account(session, "test", "ruth@meridian.example", "Ruth", [Role.HR], PASSWORD)
        hr.tf_primary_method = "authenticator"
        opening = create_opening(session, "test", "Account executive", "Account executive", "Lyon")
        bank = library()["work_style"]
        version = publish(session, bank)
        made = create_assessment(session, "test", "How you work", "selection", [version], "Ruth", opening)
        ada, bo = (
            invite(session, "test", made, add_candidate(session, "test", opening, name, f"{name.lower()}@x.example"))
            for name in ("Ada", "Bo")
        )
        begin(session, bo)
        keep(session, bo.id, 1, {item: Given(str(1 + at * 7 % 5)) for at, item in enumerate(bank.items)})
        finish(session, bo)
        session.commit()
        run_all(session)
        of_whom = {"version_id": version.id, "purpose": "selection", "scale": "openness"}
        session.add(ScaleNorm(**of_whom, n=90, mean=3.0, sd=0.5, reliability=0.84, scores=[]))
        if bo.application is not None:
            move(session, "test", bo.application, "closed")
        invited, decided = open_way(session, ada), open_way(session, bo)
        session.commit()
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie.update({"_user_id": hr.fs_uniquifier, "_fresh": True, "fs_paa": 9_999_999_999})
        found = client.get_cookie("session")
        signed = found.value if found else ""
        db.session.remove()
    with served(app) as site:
        yield Company(app, site, f"{site}/take/{invited}", f"{site}/take/{decided}", signed)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, color_scheme="dark", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, company: Company) -> Iterator[Page]:
    context = browser.new_context(base_url=company.site, viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "session", "value": company.cookie, "url": company.site}])
    yield context.new_page()
    context.close()


def seen(browser: Browser, link: str, path: str) -> list[tuple[str, str, list[str]]]:
    """What stands in the way on a candidate's page; axe needs scripts, which the page itself does not."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = context.new_page()
    page.goto(link)
    page.goto(link.partition("/take/")[0] + path)
    found = barriers(page)
    context.close()
    return found


def test_asking_by_keyboard_without_scripts_and_the_answer(
    browser: Browser, company: Company, phone: Page, desk: Page
) -> None:
    phone.goto(company.invited)
    phone.get_by_role("link", name="More time or another way").press("Enter")
    phone.get_by_label("More time").focus()
    phone.keyboard.press("Space")
    phone.get_by_role("button", name="Send").press("Enter")
    expect(phone.get_by_text("Waiting for an answer")).to_be_visible()
    assert seen(browser, company.invited, "/take/accommodation") == []

    desk.goto("/assessments/requests")
    assert barriers(desk) == []
    desk.get_by_role("link", name="Ada").click()
    assert barriers(desk) == []
    desk.get_by_label("Granted").check()
    desk.get_by_label("Time on pages with a limit").select_option("1.5")
    desk.get_by_label("What you tell them").fill("Half as much again, gladly.")
    desk.get_by_role("button", name="Send the answer").click()
    phone.reload()
    expect(phone.get_by_text("Half as much again, gladly.")).to_be_visible()


def test_leaving_by_keyboard_without_scripts(browser: Browser, company: Company, phone: Page) -> None:
    assert seen(browser, company.invited, "/take/") == []
    assert seen(browser, company.invited, "/take/leave") == []
    phone.goto(company.invited)
    phone.get_by_role("button", name="Begin").press("Enter")
    phone.get_by_role("link", name="Stop and leave").press("Enter")
    phone.get_by_role("button", name="Leave").press("Enter")
    expect(phone.locator("h1")).to_have_text("You left.")
    expect(phone.get_by_text("No answer of yours is kept.")).to_be_visible()
    phone.goto(company.invited)
    expect(phone.locator("h1")).to_have_text("You left.")
    assert seen(browser, company.invited, "/take/data") == []


def test_results_a_copy_and_a_review_without_scripts(
    browser: Browser, company: Company, phone: Page, desk: Page, tmp_path: Path
) -> None:
    phone.goto(company.decided)
    phone.get_by_role("link", name="Your data", exact=True).click()
    phone.get_by_role("link", name="See your results").click()
    expect(phone.get_by_text("Your score could reasonably be")).to_be_visible()
    assert seen(browser, company.decided, "/take/results") == []

    phone.get_by_role("link", name="Your data", exact=True).click()
    phone.get_by_role("button", name="Make a copy").click()
    company.work()
    phone.get_by_role("link", name="Look again").click()
    with phone.expect_download() as download:
        phone.get_by_role("link", name="For other programs (JSON)").click()
    download.value.save_as(tmp_path / "mine.json")
    assert json.loads((tmp_path / "mine.json").read_text())["about"]["email"] == "bo@x.example"

    phone.get_by_role("link", name="Ask for a review").click()
    phone.get_by_label("How do you see it yourself?").fill("I was interrupted.")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Waiting for somebody to look at it")).to_be_visible()
    assert seen(browser, company.decided, "/take/data") == []
    desk.goto("/assessments/requests")
    desk.get_by_role("link", name="Bo").click()
    assert barriers(desk) == []
