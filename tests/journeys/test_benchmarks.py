"""Benchmarks as HR, a rep and a manager meet them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


def test_hr_follows_a_bar_to_the_target_people_work_towards(page_of: Callable[..., Page]) -> None:
    page = page_of("ruth.adeyemi@meridian.example")
    page.goto("/benchmarks/")
    expect(page.get_by_role("heading", name="Benchmarks, Sales representative")).to_be_visible()
    page.get_by_role("link", name="Customer conversations").click()
    expect(page.get_by_text("The bar lies at")).to_be_visible()
    page.locator("section[aria-labelledby=targets] a").first.click()
    expect(page.get_by_text("3 of 3 said yes")).to_be_visible()


def test_a_rep_on_a_phone_without_scripts_asks_to_be_named_and_takes_it_back(page_of: Callable[..., Page]) -> None:
    page = page_of("reo.tanaka@meridian.example", width=360, dark=True, script=False)
    page.goto("/benchmarks/mine")
    expect(page.get_by_role("heading", name="From where you are to the target")).to_be_visible()
    expect(page.get_by_text("Gross margin")).to_have_count(0)
    for choice in ("Yes, my own team", "No, nobody"):
        page.get_by_label(choice).check()
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_text("It holds from this moment on.")).to_be_visible()
        expect(page.get_by_label(choice)).to_be_checked()


def test_a_manager_sees_the_next_step_of_each_of_the_team(page_of: Callable[..., Page]) -> None:
    page = page_of("tariq.danso@meridian.example")
    page.goto("/benchmarks/team")
    expect(page.get_by_role("columnheader", name="Next step")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(11)
