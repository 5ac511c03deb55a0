"""What each role sees of one anonymous survey: the table in docs/surveys.md, walked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
RESULTS, PREPARED = "/campaigns/1/results", "/campaigns/1"


def shut(page: Page, *paths: str) -> None:
    for path in paths:
        page.goto(path)
        expect(page.get_by_role("heading", name="Not this way")).to_be_visible()


def test_hr_counts_leaders_read_groups_auditors_see_who_looked_and_nobody_an_answer(
    page_of: Callable[..., Page],
) -> None:
    page = page_of("ruth.adeyemi@meridian.example")
    page.goto(PREPARED)
    expect(page.get_by_text("171 answers are filed, of 247 people asked.")).to_be_visible()
    expect(page.get_by_role("link", name="Who was asked")).to_have_count(0)
    expect(page.get_by_role("link", name="Comments")).to_have_count(0)
    shut(page, "/campaigns/1/people", "/campaigns/comments/1", "/people/audit")

    page = page_of("marta.klein@meridian.example", width=360, dark=True)
    page.goto("/campaigns/")
    page.get_by_role("link", name="What surrounds our work").click()
    expect(page.get_by_text("Nobody can link answers to a person, not even us.")).to_be_visible()
    expect(page.get_by_role("heading", name="4 groups are withheld")).to_be_visible()
    assert barriers(page) == []
    shut(page, PREPARED, "/campaigns/1/people", "/campaigns/comments/1")

    page = page_of("bora.inoue@meridian.example", width=360)
    shut(page, "/campaigns/", PREPARED, RESULTS, "/campaigns/1/themes")

    page = page_of("noor.haddad@meridian.example")
    shut(page, PREPARED, RESULTS)
    page.goto("/people/audit?action=campaigns.")
    expect(page.get_by_role("cell", name="campaigns.results_viewed").first).to_be_visible()
    for kept in ("answer", "sent", "opened_by", "spent", "begun"):
        expect(page.get_by_role("cell", name=f"campaigns.{kept}")).to_have_count(0)
