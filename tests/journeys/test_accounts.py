"""A rep says with one thumb what the accounts are; an analyst holds it against the record and corrects an event."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

ANALYST, REP = "priya.raman@meridian.example", "ina.kovac@meridian.example"


def test_a_statement_goes_from_the_phone_to_the_analyst_and_back(page_of: Callable[..., Page]) -> None:
    phone = page_of(REP, width=360, dark=True)
    phone.goto("/performance/portfolio")
    assert barriers(phone) == []
    phone.get_by_label("How many accounts do you manage?").fill("around 65")
    phone.get_by_label("Roughly how much revenue do they total").fill("$4.2M")
    phone.get_by_role("button", name="Send").tap()
    main = phone.locator("main")
    expect(main).to_contain_text("“around 65” read as 65")
    expect(main).to_contain_text("Nobody has held it against the record yet")

    page = page_of(ANALYST)
    page.goto("/performance/portfolios")
    page.get_by_role("link", name="Ina Kovač").click()
    expect(page.locator("main")).to_contain_text("$4.2M")
    page.get_by_label("Neither: other figures hold").check()
    page.get_by_label("Accounts, if neither holds").fill("62")
    page.get_by_label("Why").fill("Three were closed in spring")
    page.get_by_role("button", name="Settle").click()
    expect(page.locator("main")).to_contain_text("Other figures hold. Accounts: 62.")

    phone.reload()
    expect(main).to_contain_text("Three were closed in spring")


def test_an_event_is_corrected_without_erasing_what_was_said(page_of: Callable[..., Page]) -> None:
    page = page_of(ANALYST, script=False)
    page.goto("/performance/events")
    page.get_by_role("link", name="Reo Tanaka").click()
    expect(page.locator("main")).to_contain_text("70 → 40 accounts")
    page.get_by_role("link", name="Correct").click()
    page.get_by_label("Reason").fill("Yearly re-organisation of the West, as agreed in June")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator("main li")).to_have_count(3)
    expect(page.locator("svg.chart desc")).to_contain_text("70 → 44 accounts")
