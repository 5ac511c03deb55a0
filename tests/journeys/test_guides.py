"""HR builds a guide from what the experts on the job say, in three presses, and prints the kit."""

import io
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


def test_a_guide_is_built_in_three_presses_and_its_kit_is_printed(
    page_of: Callable[..., Page], capsys: pytest.CaptureFixture[str]
) -> None:
    page = page_of("ruth.adeyemi@meridian.example")
    began = time.monotonic()
    page.goto("/guides/")
    page.goto("/guides/new?job=Sales representative")
    # what the experts link to the job is ticked, and each says to which of its tasks
    expect(page.get_by_role("checkbox", name="Discovery", exact=True)).to_be_checked()
    expect(page.get_by_text("Find out what customers want to achieve").first).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("checkbox", name="Customer care", exact=True).uncheck()
    page.get_by_label("Title").fill("Short interview, sales representative")
    page.get_by_role("button", name="Publish the guide").click()
    expect(page.locator("h1")).to_contain_text("Short interview")
    assert barriers(page) == []
    page.get_by_role("link", name=re.compile("kit|print", re.I)).first.click()
    expect(page.locator("h1").first).to_be_visible()
    took = time.monotonic() - began
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile("PDF")).first.click()
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(Path(started.value.path()).read_bytes())).pages)
    assert "Discovery" in text and "Customer care" not in text
    assert "Where did you look?" in text  # probes
    assert "Came with two or three guesses" in text  # anchors
    with capsys.disabled():
        print(f"\na guide from nothing to its kit: {took:.1f} s of pages")


def test_a_topic_that_nothing_ties_to_the_job_is_not_asked_of_applicants(page_of: Callable[..., Page]) -> None:
    page = page_of("ruth.adeyemi@meridian.example", width=360)
    page.goto("/guides/new?job=Sales representative")
    page.get_by_role("checkbox", name="Negotiating with integrity", exact=True).check()
    page.get_by_role("button", name="Publish the guide").click()
    expect(page.get_by_role("alert").first).to_contain_text("Negotiating with integrity")
    assert barriers(page) == []
    # nothing is lost
    expect(page.get_by_role("checkbox", name="Negotiating with integrity", exact=True)).to_be_checked()
