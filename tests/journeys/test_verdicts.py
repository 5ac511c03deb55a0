"""Verdicts as an analyst under cross-examination, a leader with ten minutes and a phone without scripts meet them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
JOB = "?job=Sales+representative"


def test_an_analyst_goes_from_the_list_to_one_lever_and_to_all_of_them(page_of: Callable[..., Page]) -> None:
    page = page_of("priya.raman@meridian.example")
    page.goto(f"/levers/verdicts{JOB}")
    expect(page.get_by_text("There is no one thing")).to_be_visible()
    page.get_by_role("link", name="Uses presales support").click()
    expect(page.get_by_text("may follow success").first).to_be_visible()
    expect(page.get_by_text("nothing builds on it")).to_be_visible()
    expect(page.get_by_text("With the other levers held equal, SD for one SD").first).to_be_visible()
    page.get_by_role("link", name="See them together").click()
    expect(page.get_by_role("heading", name="One raised, or all")).to_be_visible()


def test_a_leader_on_a_phone_without_scripts_reads_verdicts_and_can_compute_nothing(
    page_of: Callable[..., Page],
) -> None:
    page = page_of("marta.klein@meridian.example", width=360, dark=True, script=False)
    page.goto(f"/levers/verdicts{JOB}")
    expect(page.get_by_role("heading", name="Verdicts, Sales representative")).to_be_visible()
    expect(page.get_by_role("button", name="Compute anew")).to_have_count(0)
    page.get_by_role("link", name="Roll-outs").click()
    page.get_by_role("link", name="Improvisation training, autumn 2025").click()
    expect(page.get_by_text("teams drawn by lot").first).to_be_visible()
