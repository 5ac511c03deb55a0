"""One hidden thing told from a phone, read by a reviewer with nine others, and shown as an idea."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from assess.access import Role
from assess.campaigns import tasks
from assess.campaigns.actions.comments import open_standing
from assess.campaigns.queries.comments import standing_box
from assess.database import db
from assess.jobs.tasks import run_all
from assess.people.actions import ensure_roles, open_account
from assess.people.models import Account, Person
from tests.assess.campaigns.comments.writers import say
from tests.journeys.barriers import barriers
from tests.journeys.server import founded, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("comments")]
assert tasks
#: A folder to look at the pages in; none are kept unless it is named.
PICTURES = os.environ.get("EXEMPLAR_PICTURES", "")
TOLD = (
    "Fridays I call three people who have bought and ask whether it works.",
    "I keep my own list of figures, the official report is two weeks late.",
    "I say early what our machine cannot do.",
    "Before a first meeting I ring the service engineer of that region.",
    "I write down why I lost and read it before the next similar deal.",
    "After a sale I phone again on Fridays, nobody asked me to.",
    "I ask the fitters what really breaks.",
    "I call old customers when I have nothing to sell.",
    "I leave a page with the decision drawn on it.",
)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    app = founded(tmp_path_factory.mktemp("comments"))
    with app.app_context():
        session = db.session()
        ensure_roles(session)
        lead = open_account(
            session, "test", "sam@meridian.example", "Sam Lead", [Role.STUDY_LEAD], "correct horse battery"
        )
        lead.tf_primary_method = "authenticator"
        session.add(Person(code="M-1", name="Reo Tanaka", job="Sales representative"))
        box = open_standing(session, "test", third_party=False)
        session.commit()
        say(session, box, TOLD)
        db.session.remove()
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


def seen(page: Page, name: str) -> None:
    """No barrier on this page; a picture of it where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    assert barriers(page) == []


def signed_in(page: Page, app: Flask) -> Page:
    """The study lead's own session."""
    with app.app_context():
        who = db.session.query(Account).one()
        value = app.session_interface.get_signing_serializer(app).dumps(  # type: ignore[attr-defined]
            {"_user_id": who.fs_uniquifier, "_fresh": True, "fs_paa": 9_999_999_999}
        )
        db.session.remove()
    page.goto("/sign-in")
    page.context.add_cookies([{"name": "session", "value": value, "url": page.url}])
    return page


def entry(app: Flask) -> str:
    with app.app_context():
        box = standing_box(db.session())
        assert box is not None
        db.session.remove()
        return f"/answer/standing/{box.entry}"


def test_from_one_thumb_to_an_idea_everybody_may_test(company: tuple[Flask, str], phone: Callable[..., Page]) -> None:
    app, _url = company
    rep = phone(dark=True)
    rep.goto(entry(app))
    rep.get_by_text("What happens to what you write").click()
    seen(rep, "standing-360-dark")
    rep.get_by_role("button", name="Send").click()
    expect(rep.get_by_text("Nothing is written yet.")).to_be_visible()
    rep.get_by_role("textbox").fill("Ask Reo Tanaka, reo.tanaka@meridian.example, how he calls back on Fridays.")
    rep.get_by_role("button", name="Send").click()
    expect(rep.get_by_role("heading", name="Thank you, it has arrived")).to_be_visible()
    seen(rep, "received-360-dark")
    with app.app_context():
        run_all(db.session())
        db.session.remove()

    lead = signed_in(phone(width=1440), app)
    lead.goto("/campaigns/standing")
    seen(lead, "standing-1440")
    lead.get_by_role("link", name="One hidden thing").last.click()
    expect(lead.get_by_text("Ask [name], [email], how he calls back on Fridays.")).to_be_visible()
    for words in ("calls back on Fridays", "Fridays I call three", "phone again on Fridays"):
        lead.get_by_label(words).check()
    seen(lead, "comments-1440")
    lead.get_by_label("Theme").fill("Calling after the sale")
    lead.get_by_label("What people say, in your words").fill("They ring buyers some weeks later, without an offer.")
    lead.get_by_role("button", name="Put into the theme").click()
    seen(lead, "coded-1440")
    small = signed_in(phone(dark=True), app)
    for path, name in (("/campaigns/standing", "standing-lead"), ("/campaigns/comments/1", "comments"),
                       ("/campaigns/comments/1/themes/1", "theme"), ("/campaigns/customers", "customers")):  # fmt: skip
        small.goto(path)
        seen(small, f"{name}-360-dark")
    lead.get_by_role("button", name="Release the themes").click()
    expect(lead.get_by_role("heading", name="Ideas from everybody")).to_be_visible()
    expect(lead.get_by_text("fewer than five people")).to_be_visible()
    seen(lead, "ideas-1440")
    lead.get_by_role("link", name="Write it down as a hypothesis").click()
    expect(lead.locator("[name=source]")).to_have_value("survey")
    expect(lead.locator("[name=statement]")).to_have_value("They ring buyers some weeks later, without an offer.")
    lead.go_back()
    small.goto("/campaigns/ideas")
    seen(small, "ideas-360-dark")


def test_a_colleague_in_arabic_without_a_script(company: tuple[Flask, str], phone: Callable[..., Page]) -> None:
    app, _url = company
    page = phone(script=False, locale="ar")
    page.goto(entry(app))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    if PICTURES:  # axe is a script itself: the other test looks at this page with one
        page.screenshot(path=Path(PICTURES) / "standing-360-ar.png", full_page=True)
    page.locator("[name=said]").fill("أتصل بالمهندس قبل كل زيارة")
    page.locator(".take-foot button").click()
    page.wait_for_url("**/answer/received")
