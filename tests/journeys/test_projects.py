"""A project as its study lead, organisation development and a leader meet it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


def test_organisation_development_on_a_phone_without_scripts_says_how_a_finding_stands(
    page_of: Callable[..., Page],
) -> None:
    page = page_of("olga.dahl@meridian.example", width=360, dark=True, script=False)
    page.goto("/")
    page.get_by_role("link", name="Overdue: The bonus pays for the first order only").first.click()
    expect(page.get_by_role("heading", name="How it stood")).to_be_visible()
    page.get_by_label("How does it stand now?").select_option("changing")
    page.locator("section[aria-labelledby=course]").get_by_role("button", name="Keep").click()
    expect(page.locator("section[aria-labelledby=course] li").first).to_contain_text("being changed")


def test_a_leader_reads_the_map_in_words_and_the_pack_that_waits(page_of: Callable[..., Page]) -> None:
    page = page_of("marta.klein@meridian.example")
    page.goto("/")
    page.get_by_role("link", name="Read “What holds our representatives up”").first.click()
    expect(page.get_by_text("customers wait nine days")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="The map of this project").click()
    expect(page.get_by_role("img", name="The system around the job")).to_be_visible()
    expect(page.get_by_text("Nothing on this map is about one person.")).to_be_visible()
    expect(page.get_by_role("link", name="Share packs")).to_have_count(0)


def test_a_study_lead_is_told_where_to_start(page_of: Callable[..., Page]) -> None:
    page = page_of("jonas.feld@meridian.example", script=False)
    page.goto("/projects/start")
    page.get_by_label("The whole company").check()
    page.get_by_label("2 – doubtful").check()
    page.get_by_role("button", name="Where do I start?").click()
    expect(page.get_by_text("Start with: Position levers and the task levers within.")).to_be_visible()
    page.get_by_role("button", name="Start the project").click()
    expect(page.get_by_role("heading", name="Six steps")).to_be_visible()
