"""An analyst under cross-examination opens a score down to the single result."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

PageOf = Callable[..., Page]


def test_a_score_opens_down_to_the_single_result(page_of: PageOf) -> None:
    page = page_of("priya.raman@meridian.example")
    page.goto("/performance/tiers/M-0242")
    first = page.locator("details.how", has_text=" to ").first
    assert "Multiplied by" in first.inner_text()
    hand = re.search(r"\(([^)]*)\) / ([\d.]+) = ([−+\d.]+)", first.inner_text())
    assert hand is not None
    parts = [float(part.replace("−", "-")) for part in hand.group(1).split(" + ")]
    assert abs(sum(parts) / float(hand.group(2)) - float(hand.group(3).replace("−", "-"))) < 5e-4
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_the_page_of_a_score_fits_a_phone(page_of: PageOf) -> None:
    page = page_of("reo.tanaka@meridian.example", width=360)
    page.goto("/performance/tiers/M-0242")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert "soon after a large change of accounts" in page.inner_text("main")


def test_tiers_are_chosen_by_segment_without_a_script(page_of: PageOf) -> None:
    page = page_of("priya.raman@meridian.example", script=False)
    page.goto("/performance/tiers?role=Sales representative")
    page.select_option("#segment", "SMB")
    page.click("form.toolbar button")
    assert re.search(r"\b8\d of 2\d\d people", page.inner_text("#table-tiers-people"))
