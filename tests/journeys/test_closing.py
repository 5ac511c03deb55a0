"""A hiring manager with ten minutes: somebody did not come, the panel opens, the talk, a second rating, a decision."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import barriers
from tests.journeys.panels import FIRST, MANAGER, Company, company

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("panels")]


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Company]:
    """Henrik who chairs, and Adaeze, have locked; Luis has not."""
    with company(tmp_path) as made:
        made.rated(0, 4, 4, 3, 2, 5)
        made.rated(1, 4, 1, 3, 4, 5)
        yield made


@pytest.fixture
def desk(browser: Browser, held: Company) -> Iterator[Page]:
    context = browser.new_context(base_url=held.site, viewport={"width": 1440, "height": 900})
    held.sign_in(context, MANAGER)
    yield context.new_page()
    context.close()


def test_a_panel_with_a_no_show_is_closed_talked_over_and_decided(held: Company, desk: Page) -> None:
    sealed = desk.goto(f"/interviews/{held.interview}/panel")
    assert sealed is not None and sealed.status == 409
    desk.goto("/interviews/")
    desk.get_by_role("link", name="Chiara Romano").last.click()
    assert "2 of 3 locked" in desk.inner_text("main")
    desk.get_by_role("link", name=re.compile("did not rate", re.I)).last.click()
    expect(desk.locator("h1")).to_have_text("Luis Ferreira did not rate?")
    desk.get_by_label("Reason").select_option("absent")
    desk.get_by_role("button", name="Close this seat for good").click()
    desk.goto(f"/interviews/{held.interview}/panel")
    words = desk.inner_text("main")
    # what they see most differently comes first
    assert "differs on 2 topics: Discovery, Pipeline discipline" in words
    assert barriers(desk) == []
    # (4 + 4 + 3 + 2 + 5 + 4 + 1 + 3 + 4 + 5) / 10
    assert "3.50" in words

    desk.get_by_role("link", name=re.compile("second rating", re.I)).first.click()
    desk.get_by_label("Topic").select_option("pipeline")
    desk.locator("[name=points]").select_option("3")
    desk.get_by_label("Reason").select_option("new_evidence")
    assert barriers(desk) == []
    desk.get_by_role("button", name="Keep the second rating").click()
    desk.goto(f"/interviews/{held.interview}/panel")
    words = desk.inner_text("main")
    assert "3.50" in words and "after the talk" in words  # the first ratings stand

    desk.get_by_role("link", name="Record a decision").click()
    desk.get_by_role("radio").first.check()
    desk.get_by_role("button", name="Record decision").click()
    expect(desk.get_by_text("Name at least one reason.")).to_be_visible()
    desk.get_by_role("checkbox").first.check()
    desk.get_by_label(re.compile("In your words")).fill("Asked what happens if nothing changes, and waited.")
    desk.get_by_role("button", name="Record decision").click()
    expect(desk.get_by_role("region", name="Why")).to_contain_text("and waited")
    assert barriers(desk) == []


def test_whoever_closes_a_seat_sees_nothing_before(held: Company, desk: Page) -> None:
    """The chair has locked and still sees their own ratings only, however they look."""
    for path in ("", "/scorecard", "/guide"):
        desk.goto(f"/interviews/{held.interview}{path}")
        assert "Asked twice" not in desk.inner_text("main") or path == "/scorecard"
        assert desk.locator(".score").count() <= 5


def test_an_interviewer_cannot_close_the_seat_of_a_colleague(held: Company, browser: Browser) -> None:
    context = browser.new_context(base_url=held.site, viewport={"width": 360, "height": 740})
    held.sign_in(context, FIRST)
    page = context.new_page()
    page.goto(f"/interviews/{held.interview}")
    assert page.get_by_role("link", name=re.compile("did not rate", re.I)).count() == 0
    refused = page.goto(f"/interviews/{held.interview}/seats/3/close")
    assert refused is not None and refused.status in {403, 404}
    context.close()
