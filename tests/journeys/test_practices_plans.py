"""A top performer says what is essential, and a plan is agreed between a phone and a desk."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


def test_a_performer_on_a_phone_without_scripts_votes_once(page_of: Callable[..., Page]) -> None:
    page = page_of("reo.tanaka@meridian.example", width=360, dark=True, script=False)
    page.goto("/")
    page.get_by_role("link", name=re.compile("Say whether it is essential")).first.click()
    page.get_by_label("essential", exact=True).check()
    page.get_by_role("button", name="Vote").click()
    expect(page.get_by_role("heading", name="You have voted")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="Hello, Reo")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Say whether it is essential"))).to_have_count(0)


def test_a_changed_plan_is_signed_by_both_anew(page_of: Callable[..., Page]) -> None:
    phone = page_of("reo.tanaka@meridian.example", width=360, script=False)
    phone.goto("/")
    phone.get_by_role("link", name="Sign your plan").first.click()
    expect(phone.get_by_text("signed on")).to_have_count(1)
    phone.get_by_role("link", name="Change it").click()
    phone.get_by_label("Success is").fill("9")
    phone.get_by_role("button", name="Keep the goal").click()
    expect(phone.get_by_text("not signed", exact=True)).to_have_count(2)
    phone.get_by_role("button", name="Sign this text").click()
    expect(phone.get_by_text("The other side has not signed yet.")).to_be_visible()
    desk = page_of("javier.fiala@meridian.example", script=False)
    desk.goto("/")
    desk.get_by_role("link", name="Sign the plan of Reo Tanaka").first.click()
    expect(desk.get_by_text("to 9.0 by")).to_be_visible()
    desk.get_by_role("button", name="Sign this text").click()
    expect(desk.get_by_text("Both signed the same text.")).to_be_visible()
    desk.get_by_text("Keep a check-in").click()
    desk.get_by_label("Measured, if it was").fill("5")
    desk.get_by_role("button", name="Keep", exact=True).click()
    expect(desk.get_by_role("cell", name="5.0")).to_be_visible()
