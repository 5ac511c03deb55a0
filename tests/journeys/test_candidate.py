"""A candidate with one thumb: invitation, notice, answers, another device, receipt."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

HR = "ruth.adeyemi@meridian.example"


@pytest.fixture
def link(page_of: Callable[..., Page]) -> str:
    """A link HR hands to somebody who is still to answer."""
    page = page_of(HR)
    page.goto("/assessments/")
    page.get_by_role("link", name=re.compile("Inside sales")).first.click()
    if page.get_by_role("checkbox").count():
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Invite").click()
    page.get_by_role("button", name="Show a link").first.click()
    return "/take/" + page.locator("input[readonly]").input_value().rsplit("/take/", 1)[1]


def answer_page(page: Page) -> None:
    """Choose something for every question on the page, as a thumb would."""
    names = page.eval_on_selector_all(
        "input[type=radio]", "all => [...new Set(all.map(one => one.name))].filter(name => name !== 'go')"
    )
    for place, name in enumerate(names):
        choices = page.locator(f"input[type=radio][name='{name}']")
        choices.nth((place * 2 + 1) % choices.count()).check(force=True)


def test_a_candidate_answers_on_a_phone_goes_on_elsewhere_and_gets_a_receipt(
    page_of: Callable[..., Page], link: str, work: Callable[[], int]
) -> None:
    phone = page_of(width=360)
    phone.goto(link)
    assert link not in phone.url
    expect(phone.locator("h1")).to_be_visible()
    assert "Everything about your data and your rights" in phone.inner_text("main")
    assert barriers(phone) == []
    phone.get_by_role("button", name="Begin").click()
    answer_page(phone)
    expect(phone.locator("[data-state=ok]")).to_be_visible(timeout=10_000)
    assert barriers(phone) == []
    # another device: what was tapped is there, though the page was never sent
    laptop = page_of(width=1440, dark=True)
    laptop.goto(link)
    laptop.get_by_role("button", name=re.compile("Go on|Begin")).click()
    laptop.goto(urlsplit(phone.url).path)
    assert laptop.locator("input[type=radio]:checked").count() >= 5
    for _ in range(40):
        if "/review" in laptop.url:
            break
        if "most" in laptop.inner_text("main"):
            assert barriers(laptop) == []
        answer_page(laptop)
        with laptop.expect_navigation():
            laptop.get_by_role("button", name="Continue").last.click()
    assert barriers(laptop) == []
    laptop.get_by_role("button", name="Hand in").click()
    expect(laptop.locator("h1")).to_contain_text("Handed in")
    assert barriers(laptop) == []
    # the phone is told calmly
    phone.reload()
    assert "Handed in" in phone.inner_text("main") or "handed in" in phone.inner_text("main")
    assert work() >= 1


def test_everything_works_without_javascript(page_of: Callable[..., Page], link: str) -> None:
    page = page_of(width=360, script=False)
    page.goto(link)
    page.get_by_role("button", name=re.compile("Begin|Go on")).click()
    radios = page.locator("input[type=radio]")
    names = list(dict.fromkeys(radios.nth(n).get_attribute("name") for n in range(radios.count())))
    for name in names:
        page.locator(f"input[name='{name}']").nth(1).check(force=True)
    before = page.url
    page.get_by_role("button", name="Continue").last.click()
    assert page.url != before


def test_a_link_cut_off_says_so(page_of: Callable[..., Page]) -> None:
    page = page_of(width=360)
    response = page.goto("/take/abcdefgh")
    assert response is not None and response.status == 404
    assert "cut off" in page.inner_text("main")
