"""A candidate names referees, one of them answers on a phone in four minutes, HR reads what all say together."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from assess.access import Role
from assess.database import db
from assess.hiring.actions import add_candidate, create_opening, move
from assess.jobs.tasks import run_all
from assess.people.actions import ensure_roles, open_account
from assess.people.models import Account
from assess.references import actions, tasks
from assess.references.models import Referee, ReferenceCheck
from surveys.bank import library
from surveys.versions import publish
from tests.assess.references.conftest import hand_in, named
from tests.journeys.barriers import barriers
from tests.journeys.server import founded, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("references")]
assert tasks
#: A folder to look at the pages in; none are kept unless it is named.
PICTURES = os.environ.get("EXEMPLAR_PICTURES", "")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    app = founded(tmp_path_factory.mktemp("references"))
    with app.app_context():
        session = db.session()
        ensure_roles(session)
        hr = open_account(session, "test", "ruth@meridian.example", "Ruth Adler", [Role.HR], "correct horse battery")
        hr.tf_primary_method = "authenticator"
        opening = create_opening(session, "test", "Account executive", "AE", "Lyon")
        version = publish(session, library()["reference_check"])
        actions.set_rules(session, "test", opening, version, wanted=4, required=["manager"], days_open=10,
                          months_kept=12, contact="Ruth Adler, ruth@meridian.example")  # fmt: skip
        application = add_candidate(session, "test", opening, "Chiara Romano", "chiara@romano.example")
        move(session, "test", application, "decision")
        actions.ask(session, "test", application)
        session.commit()
    with served(app) as url:
        yield app, url


@pytest.fixture
def phone(browser: Browser, company: tuple[Flask, str]) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_page(width: int = 360, dark: bool = False, script: bool = True, locale: str = "en") -> Page:
        contexts.append(
            browser.new_context(
                base_url=company[1],
                viewport={"width": width, "height": 800},
                locale=locale,
                has_touch=width < 600,
                color_scheme="dark" if dark else "light",
                java_script_enabled=script,
            )
        )
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


def link(app: Flask, address: str) -> str:
    """The link in the newest mail to an address."""
    with app.app_context():
        run_all(db.session())
        db.session.remove()
    bodies = [mail.body for mail in app.extensions["mailman"].outbox if mail.to == [address]]
    found = re.search(r"/referee/\S+", bodies[-1])
    assert found
    return found[0]


def seen(page: Page, name: str) -> None:
    """No barrier on this page; a picture of it where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    assert barriers(page) == []


def signed_in(page: Page, app: Flask) -> Page:
    """HR's own session."""
    with app.app_context():
        who = db.session.scalars(select(Account)).one()
        value = app.session_interface.get_signing_serializer(app).dumps(  # type: ignore[attr-defined]
            {"_user_id": who.fs_uniquifier, "_fresh": True, "fs_paa": 9_999_999_999}
        )
        db.session.remove()
    page.goto("/sign-in")
    page.context.add_cookies([{"name": "session", "value": value, "url": page.url}])
    return page


def test_from_the_candidates_names_to_the_report(company: tuple[Flask, str], phone: Callable[..., Page]) -> None:
    app, _url = company
    candidate = phone()
    candidate.goto(link(app, "chiara@romano.example"))
    assert candidate.url.endswith("/referee/names/")
    candidate.get_by_role("button", name="Send").click()
    expect(candidate.locator(".question-error").first).to_have_text("Who is it?")
    seen(candidate, "names-360-error")
    for at, one in enumerate(named()):
        candidate.locator(f"[name=referees-{at}-name]").fill(one.name)
        candidate.locator(f"[name=referees-{at}-email]").fill(one.email)
        for key in ("relation", "length", "last"):
            candidate.locator(f"[name=referees-{at}-{key}]").select_option(getattr(one, key))
    candidate.get_by_role("button", name="Send").click()
    expect(candidate.get_by_text("Thank you. Each of them gets a mail")).to_be_visible()
    seen(candidate, "named-360")

    mona = phone(dark=True)
    mona.goto(link(app, "mona@work0.example"))
    expect(mona.get_by_role("heading", name="Reference for Chiara Romano")).to_be_visible()
    seen(mona, "notice-360-dark")
    mona.get_by_text("Their manager").click()
    mona.get_by_text("one to three years").click()
    mona.get_by_role("button", name="Begin").click()
    seen(mona, "page-360-dark")
    for question in mona.locator("fieldset").all()[:3]:
        question.locator("label").nth(3).click()
    expect(mona.locator("[data-state=ok]")).to_be_visible()
    mona.get_by_role("button", name="Continue").last.click()
    expect(mona.locator(".question-error:visible")).to_contain_text("choose “I cannot say”")
    seen(mona, "page-360-dark-error")
    mona.get_by_text("I cannot say").last.click()
    mona.get_by_role("button", name="Continue").last.click()
    for question in mona.locator("fieldset").all():
        question.locator("label").nth(2).click()
    mona.locator("[name=said]").fill("Time to prepare.")
    seen(mona, "page2-360-dark")
    mona.get_by_role("button", name="Hand in").click()
    expect(mona.get_by_role("heading", name="Handed in. Thank you.")).to_be_visible()
    seen(mona, "receipt-360-dark")

    hr = signed_in(phone(width=1440), app)
    hr.goto("/openings/1/references")
    seen(hr, "opening-1440")
    hr.get_by_role("link", name="Chiara Romano", exact=True).click()
    expect(hr.get_by_text("Nobody sees what a single referee answers")).to_be_visible()
    seen(hr, "check-1440-open")
    with app.app_context():
        session = db.session()
        for referee in session.scalars(select(Referee).where(Referee.submitted_at.is_(None))).all():
            hand_in(session, referee, (5, 4, 3, 4, 4, 4, 5))
        run_all(session)
        assert session.scalars(select(ReferenceCheck)).one().analysis_id is not None
        db.session.remove()
    hr.reload()
    expect(hr.get_by_text("References in: 4 of 4.")).to_be_visible()
    expect(hr.get_by_text("Have a look").first).to_be_visible()
    seen(hr, "check-1440")
    small = signed_in(phone(dark=True), app)
    for path, name in (("/references/1", "check"), ("/openings/1/references", "opening"),
                       ("/references/background/1", "background")):  # fmt: skip
        small.goto(path)
        seen(small, f"{name}-360-dark")
    small.locator("[name=what]").select_option("conditional_offer")
    small.get_by_role("button", name="Record").click()
    expect(small.get_by_text("Conditional offer made").first).to_be_visible()
    seen(small, "background-360-dark-recorded")


def test_a_referee_in_arabic_without_a_script_says_no(company: tuple[Flask, str], phone: Callable[..., Page]) -> None:
    app, _url = company
    with app.app_context():
        session = db.session()
        check = session.scalars(select(ReferenceCheck)).first()
        assert check is not None
        second = add_candidate(session, "test", check.application.opening, "Noor Said", "noor@said.example")
        other = actions.ask(session, "test", second)
        actions.name(session, other, [actions.Named("Omar", "omar@w.example", "manager", "1_to_3", "now"),
                                      *named()[1:]], "ar", "")  # fmt: skip
        session.commit()
        db.session.remove()
    omar = phone(script=False, locale="ar")
    omar.goto(link(app, "omar@w.example"))
    expect(omar.locator("html")).to_have_attribute("dir", "rtl")
    if PICTURES:  # axe is a script itself: other tests look at these pages with one
        omar.screenshot(path=Path(PICTURES) / "notice-360-ar.png", full_page=True)
    omar.locator("[name=relation]").first.check()
    omar.locator("[name=length]").first.check()
    omar.get_by_role("button", name="ابدأ").click()
    expect(omar.get_by_text("ما مدى جودة التحضير للاجتماعات لدى هذا الشخص؟")).to_be_visible()
    if PICTURES:
        omar.screenshot(path=Path(PICTURES) / "page-360-ar.png", full_page=True)
    omar.goto("/referee/")
    omar.get_by_role("button", name="أفضّل عدم المشاركة").click()
    expect(omar.get_by_role("heading", name="شكراً لإخبارنا.")).to_be_visible()
