"""The registry of levers as a study lead, a leader on a phone and an analyst under cross-examination meet it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


def test_an_analyst_shows_what_was_written_before_and_what_its_hash_is(page_of: Callable[..., Page]) -> None:
    page = page_of("priya.raman@meridian.example")
    page.goto("/levers/?job=Sales+representative")
    expect(page.get_by_role("heading", name="Hypotheses, Sales representative")).to_be_visible()
    page.get_by_role("link", name="Posts on social platforms").click()
    expect(page.get_by_text("The trainer earns from every seat")).to_be_visible()
    expect(page.get_by_text("Who gains if it is believed")).to_be_visible()


def test_a_leader_on_a_phone_without_scripts_finds_what_all_believe_and_no_names(page_of: Callable[..., Page]) -> None:
    page = page_of("marta.klein@meridian.example", width=360, dark=True, script=False)
    page.goto("/levers/beliefs?job=Sales+representative")
    expect(page.get_by_role("heading", name="What leaders believe")).to_be_visible()
    for name in ("Viktor Hale", "Anneke Roos", "Samir Haddou", "Lucia Bergman"):
        expect(page.get_by_text(name)).to_have_count(0)


def test_a_study_lead_knows_who_spoke_and_a_coder_does_not(page_of: Callable[..., Page]) -> None:
    lead = page_of("jonas.feld@meridian.example")
    lead.goto("/levers/evidence?job=Sales+representative")
    lead.get_by_role("link", name="Four of the top at one table").click()
    expect(lead.get_by_text("[name] showed me")).to_be_visible()
    expect(lead.get_by_text("Speaker 2").first).to_be_visible()
    coder = page_of("sami.aalto@meridian.example")
    coder.goto("/levers/evidence?job=Sales+representative")
    expect(coder.get_by_text("What the evidence is worth")).to_be_visible()
    expect(coder.get_by_text("Four of the top at one table")).to_have_count(0)
