"""Somebody who reads from right to left: from the notice to the receipt on a phone, and no barrier on the way."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from surveys.bank import library
from tests.journeys.barriers import barriers
from tests.journeys.sitting import company, inviting, stored

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("arabic")]

#: Whether every letter on a page fits its box: nothing is cut off at either side.
CUT = """() => [...document.querySelectorAll(".question *, .take-foot *, .languages *")]
  .filter((one) => one.offsetWidth && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => getComputedStyle(one).overflowX !== "visible")
  .map((one) => one.className)"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[tuple[Page, str, object]]:
    with tempfile.TemporaryDirectory() as folder, company(Path(folder)) as (app, url):
        context = browser.new_context(
            base_url=url, viewport={"width": 360, "height": 760}, locale="en", has_touch=True, color_scheme="dark"
        )
        yield context.new_page(), inviting(app)(library()["work_style"]), app
        context.close()


def test_an_assessment_in_arabic_from_notice_to_receipt(phone) -> None:
    page, link, app = phone
    page.goto(link)
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("input[name=language][value=ar]")).to_be_checked()
    expect(page.get_by_role("heading", name="ما يُسأل عنه")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="ابدأ").click()
    expect(page.locator("h1")).to_have_attribute("class", "mt-0")
    # what begins a line lies at the right: the ring before the first answer beside its words
    ring, words = page.locator(".question label").first, page.locator(".question legend").first
    assert words.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    assert page.evaluate(CUT) == [] and barriers(page) == []
    page.get_by_role("button", name="متابعة").last.click()
    expect(page.locator(".question-error").first).to_contain_text("يُرجى الإجابة")
    assert barriers(page) == []
    ring.click()
    expect(page.locator("[data-state=ok]")).to_have_text("حُفظ")
    while "/take/review" not in page.url:
        page.locator("button[name=go][value=blank]").click()
    expect(page.get_by_role("heading", name="تسليم")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="تسليم").click()
    expect(page.get_by_role("heading", name="تم التسليم. شكرًا لك.")).to_be_visible()
    assert barriers(page) == [] and page.evaluate("document.documentElement.lang") == "ar"
    assert len(stored(app)) == 1
