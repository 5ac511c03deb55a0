"""HR screens a result on the phone: the evidence, a verdict, and only then what the analyst had said."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

HR = "ruth.adeyemi@meridian.example"
MIA = "/performance/screening/M-0247"


def test_hr_gives_the_second_verdict_and_reads_the_first_only_then(page_of: Callable[..., Page]) -> None:
    page = page_of(HR, width=360)
    page.goto("/performance/screening?role=Sales representative&state=waiting")
    page.get_by_role("link", name="Mia Dubois").click()
    expect(page.get_by_role("heading", name="Gates")).to_be_visible()
    assert "Better than others with like territories" not in page.inner_text("main").split("Your verdict")[0]
    assert page.get_by_role("heading", name="Verdicts").count() == 0
    page.get_by_label("Earned").check()
    page.get_by_role("button", name="Give verdict").click()  # a ground is missing
    expect(page.get_by_role("alert")).to_contain_text("at least one ground")
    page.get_by_label("Earned").check()
    page.get_by_label("Business this person brought in").check()
    page.get_by_role("button", name="Give verdict").click()
    expect(page.get_by_role("heading", name="Screening, Sales representative")).to_be_visible()
    page.goto(MIA)
    said = page.locator("section", has=page.get_by_role("heading", name="Verdicts"))
    expect(said).to_contain_text("Priya Raman")
    expect(said).to_contain_text("Ruth Adeyemi")
    assert page.get_by_role("heading", name="Your verdict").count() == 0


def test_the_patterns_answer_whether_it_is_eighty_twenty_here(page_of: Callable[..., Page]) -> None:
    page = page_of(HR)
    page.goto("/performance/patterns?role=Sales representative")
    expect(page.locator("main")).to_contain_text("It is not 80/20 here")
    expect(page.locator("main")).to_contain_text("Tal Benning")
    expect(page.get_by_role("img", name="Who brings how much")).to_be_visible()
    page.goto("/performance/managers?role=Sales manager")
    expect(page.locator("main")).to_contain_text("nobody is ranked")
