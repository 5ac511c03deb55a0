"""The demo company on a real server, opened in a real Chromium."""

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from assess.database import db
from assess.demo.accounts import PASSWORD
from assess.demo.company import build
from assess.jobs.tasks import run_all
from tests.journeys.server import founded, served

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
#: Without these Chromium asks for hosts of its maker at every start.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Meridian Instruments, built through the same actions as real uploads."""
    app = founded(tmp_path_factory.mktemp("company"))
    with app.app_context():
        build(db.session())
        db.session.remove()
    yield app


@pytest.fixture(scope="session")
def site(demo: Flask) -> Iterator[str]:
    """The address of the running demo company."""
    with served(demo) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    assert path is not None, "Chromium is missing; make test installs it where that is possible"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session", autouse=True)
def clicks_arrive() -> Iterator[None]:
    """A click that leads to another page is over when that page is whole: Playwright stops waiting as it begins."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "click", arriving(Page.click, lambda page: page))
        patch.setattr(Locator, "click", arriving(Locator.click, lambda place: place.page))
        yield


def arriving(click: Callable[..., None], page_of: Callable[[Any], Page]) -> Callable[..., None]:
    """The click given, and then the wait for the page it leads to."""

    def click_and_arrive(clicked: Any, *where: str, **options: Any) -> None:
        click(clicked, *where, **options)
        page_of(clicked).wait_for_load_state("domcontentloaded")

    return click_and_arrive


@pytest.fixture
def page_of(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a page: ``page_of(width=360, dark=True)``; with ``address`` signed in as that demo account."""
    contexts = []

    def open_page(
        address: str = "", width: int = 1440, dark: bool = False, script: bool = True, site: str = site
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            has_touch=width < 600,
        )
        contexts.append(context)
        page = context.new_page()
        if address:
            sign_in(page, address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page: Page, address: str) -> None:
    """Through the door like everybody: password, then the code the demo shows."""
    page.goto("/sign-in")
    page.fill("input[name=email]", address)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[name=submit]")
    if "/tf-validate" in page.url:
        code = re.search(r"\b(\d{6})\b", page.inner_text("[role=note]"))
        assert code is not None
        page.fill("input[name=code]", code.group(1))
        page.click("button[name=submit]")


@pytest.fixture
def work(demo: Flask) -> Callable[[], int]:
    """What the background worker would do meanwhile."""

    def run() -> int:
        with demo.app_context():
            return run_all(db.session())

    return run
