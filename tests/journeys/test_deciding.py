"""From a list of candidates to a record: tick, see them side by side, read the rule, decide, find it as it was made."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


@pytest.mark.parametrize("width", [360, 1440])
def test_a_manager_ticks_compares_and_reads_how_it_is_combined(page_of: Callable[..., Page], width: int) -> None:
    page = page_of("helena.dias@meridian.example", width=width)
    page.goto("/decisions/")
    page.get_by_role("link", name="Account executive, Lyon").first.click()
    for box in page.locator("input[name=who]").all()[:3]:
        box.check()
    page.get_by_role("button", name="Side by side").click()
    assert barriers(page) == []
    words = page.inner_text("main")
    assert "Can they be told apart?" in words and "3 candidates" in words
    page.get_by_role("link", name="Tick others").click()
    assert page.locator("input[name=who]:checked").count() == 3
    page.get_by_role("link", name="How it is combined").click()
    assert barriers(page) == []
    assert "of 100 parts" in page.inner_text("main")


def test_a_decision_is_found_again_as_it_was_made_with_the_dissent(page_of: Callable[..., Page]) -> None:
    page = page_of("helena.dias@meridian.example", width=1440)
    page.goto("/decisions/records/1")
    assert barriers(page) == []
    words = page.inner_text("main")
    assert "Decided by Helena Dias" in words and "Ruth Adeyemi: Wait" in words and "Composite" in words
