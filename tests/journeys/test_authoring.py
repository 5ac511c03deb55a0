"""An analyst writes the next version of an instrument in the browser, without a script; no page stands in the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.barriers import barriers_in_both_looks

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

ANALYST = "priya.raman@meridian.example"


def begin(page: Page) -> str:
    """A draft of the example on how people work; its address."""
    page.goto("/instruments/shipped/work_style")
    page.get_by_role("button", name="Begin a draft from it").click()
    return page.url


def test_the_next_version_is_written_looked_at_and_published_without_a_script(page_of: Callable[..., Page]) -> None:
    page = page_of(ANALYST, width=360, script=False)
    draft = begin(page)
    page.get_by_role("link", name="How you work").first.click()
    page.get_by_role("link", name="I speak first when a group is silent.").click()
    page.get_by_label("What is asked").fill("I talk first and I listen last.")
    page.get_by_role("button", name="Keep").click()
    assert "I talk first and I listen last." in page.inner_text("main")
    page.goto(f"{draft}/advice")
    found = page.locator("li.advice", has_text="It seems to ask two things")
    found.locator("summary").click()
    found.get_by_label("Why it stays as it is").fill("One habit.")
    found.get_by_role("button", name="Keep the reason").click()
    assert "Stays, since: One habit." in page.inner_text("main")
    page.goto(f"{draft}/preview")
    phone = page.frame_locator("iframe.phone")
    assert "I talk first and I listen last." in phone.locator("main").inner_text()
    phone.get_by_role("link", name="Continue").click()
    phone.get_by_text("page 2 of 5").wait_for()
    page.goto(f"{draft}/publish")
    page.get_by_role("button", name="Publish").click()
    assert "is published." in page.inner_text("main") and "One habit." in page.inner_text("main")


def test_no_page_of_the_editor_has_a_serious_barrier(page_of: Callable[..., Page]) -> None:
    page = page_of(ANALYST, width=360)
    draft = begin(page)
    found = []
    for path in (
        "", "/passport", "/publish", "/discard", "/advice", "/differences", "/preview", "/preview/page",
        "/new-section", "/sections/part_1", "/sections/part_1/edit", "/sections/part_1/items/new",
        "/sections/part_1/items/many", "/items/e01", "/items/e01?kind=anchored", "/items/e01/remove", "/new-scale",
        "/scales/openness", "/scales/openness/keys", "/languages", "/languages/de", "/languages/de/file",
    ):  # fmt: skip
        response = page.goto(draft + path)
        assert response is not None and response.status < 400, path
        found += barriers_in_both_looks(page)
    page.goto("/instruments/drafts/new")
    found += barriers_in_both_looks(page)
    page.goto(f"{draft}/passport")
    page.get_by_label("Title").fill(" ")
    page.get_by_role("button", name="Keep").click()
    found += barriers_in_both_looks(page)
    assert found == []
