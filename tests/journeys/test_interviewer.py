"""An interviewer on a phone between two meetings: the link in the mail, five topics, a dead spot, the lock."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.barriers import barriers
from tests.journeys.panels import FIRST, Company, company

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("panels")]

#: Five topics on three pages: begin, a rating and a cue each (none where nothing was heard), on from each page, lock.
TAPS = 14


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Company]:
    with company(tmp_path) as made:
        yield made


@pytest.fixture
def phone(browser: Browser, held: Company) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_phone(script: bool = True) -> Page:
        contexts.append(
            browser.new_context(
                base_url=held.site, viewport={"width": 360, "height": 740}, has_touch=True, color_scheme="dark",
                java_script_enabled=script,
            )
        )  # fmt: skip
        return contexts[-1].new_page()

    yield open_phone
    for context in contexts:
        context.close()


def saved(page: Page) -> None:
    expect(page.locator("[data-state=ok]")).to_be_visible(timeout=10_000)


def test_five_topics_are_rated_by_fourteen_taps_across_a_dead_spot(
    held: Company, phone: Callable[..., Page], capsys: pytest.CaptureFixture[str]
) -> None:
    invitation = next(mail for mail in held.mails(FIRST) if "BEGIN:VCALENDAR" in mail)
    assert "METHOD:REQUEST" in invitation and "DTSTART" in invitation
    assert "Chiara Romano" not in invitation  # a calendar is read by many
    page, taps = phone(), 0

    def tap(what: Locator) -> None:
        nonlocal taps
        what.tap()
        taps += 1

    began = time.monotonic()
    page.goto(held.link(FIRST))
    assert "Sealed" in page.inner_text("main")
    with page.expect_navigation():
        tap(page.locator(".take-foot a"))
    answered = 0
    for _page in range(3):
        for question in page.locator(".question").all():
            answered += 1
            # the fourth in the lift: what is tapped waits on the phone
            page.context.set_offline(answered == 4)
            if answered < 5:
                tap(question.locator(".bars-point").nth(3))
                tap(question.locator(".cue").first)
            else:  # nothing was heard: that counts as missing, and needs no note
                tap(question.locator(".bars-none"))
            if answered == 4:
                expect(page.locator("[data-state=phone]")).to_be_visible()
                page.context.set_offline(False)
        saved(page)
        with page.expect_navigation():
            tap(page.locator(".take-foot .btn-primary"))
    tap(page.get_by_role("button", name="Lock my ratings"))
    expect(page.get_by_text(re.compile("^locked, "))).to_be_visible()
    took = time.monotonic() - began
    with capsys.disabled():
        print(f"\n{answered} topics, {taps} taps, {took:.1f} s of pages and saves")
    assert answered == 5 and taps <= TAPS
    assert barriers(page) == []


def test_anchors_and_more_questions_are_one_tap_away(held: Company, phone: Callable[..., Page]) -> None:
    page = phone()
    page.goto(held.link(FIRST))
    with page.expect_navigation():
        page.locator(".take-foot a").tap()
    question = page.locator(".question").first
    expect(question.get_by_text("Came with two or three guesses")).to_be_hidden()
    question.get_by_text("What 1, 3, 5 look like").tap()
    expect(question.get_by_text("Came with two or three guesses")).to_be_visible()
    question.get_by_text("More to ask").tap()
    expect(question.get_by_text("Where did you look?")).to_be_visible()
    assert barriers(page) == []


def test_without_script_a_rating_without_a_word_is_asked_for_one_and_nothing_is_lost(
    held: Company, phone: Callable[..., Page]
) -> None:
    page = phone(script=False)
    page.goto(held.link(FIRST))
    with page.expect_navigation():
        page.locator(".take-foot a").tap()
    names = [radio.get_attribute("name") for radio in page.locator(".bars-point:first-child input").all()]
    for name in names:
        page.locator(f"input[name='{name}'][value='4']").check(force=True)
    page.locator("textarea").first.fill("Read the annual report, had two guesses.")
    page.locator(".take-foot .btn-primary").tap()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".question-error:visible")).to_have_count(1)
    expect(page.locator("input[value='4']:checked")).to_have_count(len(names))
    page.locator(f"input[name='{names[1]}__cues']").first.check(force=True)
    page.locator(".take-foot .btn-primary").tap()
    expect(page).to_have_url(re.compile("to_decision"))
