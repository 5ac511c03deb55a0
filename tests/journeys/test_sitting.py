"""A course sat in a real browser: by keyboard alone, offline and on again, against the clock, without a script."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from surveys.definition import Instrument
from tests.assess.delivery.courses import course
from tests.journeys.barriers import barriers
from tests.journeys.sitting import company, go_on, hurry, inviting, saved, stored

#: Whether what has the focus looks like it; fields take a moment.
SEEN = (
    "() => (({outlineStyle, boxShadow}) => outlineStyle !== 'none' || boxShadow !== 'none')"
    "(getComputedStyle(document.activeElement))"
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sitting")]


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Flask, str]]:
    with tempfile.TemporaryDirectory() as folder, company(Path(folder)) as found:
        yield found


@pytest.fixture
def app(place: tuple[Flask, str]) -> Flask:
    return place[0]


@pytest.fixture
def invite_to(app: Flask) -> Callable[..., str]:
    return inviting(app)


@pytest.fixture
def open_page(page_on: Callable[..., Page], place: tuple[Flask, str]) -> Callable[..., Page]:
    return lambda **options: page_on(place[1], **options)


@pytest.fixture
def page_on(browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def make(url: str, width: int = 360, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=url, viewport={"width": width, "height": 760}, java_script_enabled=script, has_touch=width < 600
        )
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def plain() -> Instrument:
    """Two plain pages."""
    _warm, _speed, about, _selling, _pool, last = course().sections
    return replace(course(), sections=(about, last), scales=())


@pytest.fixture
def timed() -> Instrument:
    """A timed page of three sums, and a plain one."""
    _warm, speed, _about, _selling, _pool, last = course().sections
    return replace(course(), sections=(speed, last), scales=())


def test_the_keyboard_is_enough(open_page: Callable[..., Page], invite_to: Callable[..., str], app: Flask) -> None:
    page = open_page(width=1024)
    page.goto(invite_to(course(), calibrated=True))

    def focused(selector: str) -> bool:
        return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if focused(selector):
                # what has the focus is seen to have it
                page.wait_for_function(SEEN, timeout=2000)
                return
        raise AssertionError(f"no way to {selector} by keyboard on {page.url}")

    def press(selector: str) -> None:
        tab_to(selector)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def choose() -> None:
        tab_to("input[type=radio]")
        page.keyboard.press("Space")

    press(".take-foot .btn-primary")  # the notice
    choose()
    press(".take-foot .btn-primary")  # practice
    press(".take-foot .btn-primary")  # its explanation
    press(".take-foot .btn-primary")  # begins the clock
    for number in (1, 2, 3):
        tab_to(f"input[name=s{number}]")
        page.keyboard.type(str(2 * number))
    press(".take-foot .btn-primary")
    tab_to("input[name=sells]")
    page.keyboard.press("ArrowDown")  # the second option: does not sell
    press(".take-foot .btn-primary")
    press(".take-foot .btn-primary")  # begins the pool
    for _ in range(4):
        choose()
        press(".take-foot .btn-primary")
    choose()
    press(".take-foot .btn-primary")
    press(".take-foot .btn-primary")  # hand in
    expect(page.locator("h1")).to_contain_text("Handed in")
    found = stored(app)
    assert (found["s3"], found["sells"]) == (6, "no")


def test_offline_and_on_again(
    open_page: Callable[..., Page], invite_to: Callable[..., str], app: Flask, plain: Instrument
) -> None:
    phone = open_page()
    link = invite_to(plain)
    phone.goto(link)
    go_on(phone)
    phone.context.set_offline(True)
    phone.locator("input[name=sells]").first.check(force=True)
    expect(phone.locator("[data-state=phone]")).to_be_visible()
    assert "Saved on this phone" in phone.inner_text(".take-foot")
    address = phone.url
    phone.locator(".take-foot .btn-primary").click()
    phone.wait_for_timeout(300)
    assert phone.url == address and phone.locator("input[name=sells]").first.is_checked()
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url) if request.url.endswith("/take/save") else None)
    phone.context.set_offline(False)
    saved(phone)
    assert stored(app)["sells"] == "yes"
    assert len(sent) == 1
    go_on(phone)
    assert "/1/last" in phone.url


def test_a_laptop_s_newer_answer_stands_when_the_phone_comes_back(
    open_page: Callable[..., Page], invite_to: Callable[..., str], app: Flask, plain: Instrument
) -> None:
    phone, laptop, link = open_page(), open_page(width=1024), invite_to(plain)
    phone.clock.install(time=datetime.now(UTC) + timedelta(days=1))  # a device a day ahead
    phone.goto(link)
    go_on(phone)
    phone.context.set_offline(True)
    phone.locator("input[name=sells][value=yes]").check(force=True)
    phone.clock.fast_forward(2000)
    laptop.goto(link)
    laptop.locator(".take-foot .btn-primary").click()
    laptop.wait_for_timeout(2100)  # the laptop's tap comes later by any clock
    laptop.locator("input[name=sells][value=no]").check(force=True)
    saved(laptop)
    phone.context.set_offline(False)
    phone.clock.run_for(60_000)
    saved(phone)
    phone.wait_for_timeout(500)
    assert stored(app)["sells"] == "no"
    phone.reload()
    expect(phone.locator("input[name=sells][value=no]")).to_be_checked()


def test_what_waited_over_a_reload_is_sent_and_the_page_shows_what_stands(
    open_page: Callable[..., Page], invite_to: Callable[..., str], app: Flask, plain: Instrument
) -> None:
    phone, laptop, link = open_page(), open_page(width=1024), invite_to(plain)
    for device in (phone, laptop):
        device.goto(link)
        go_on(device)
    phone.route("**/take/save", lambda route: route.abort())
    phone.locator("input[name=sells][value=yes]").check(force=True)
    phone.wait_for_timeout(300)
    laptop.wait_for_timeout(1500)
    laptop.locator("input[name=sells][value=no]").check(force=True)
    saved(laptop)
    phone.unroute("**/take/save")
    phone.reload()
    expect(phone.locator("input[name=sells][value=no]")).to_be_checked(timeout=10_000)
    saved(phone)
    assert stored(app)["sells"] == "no"


def test_a_timed_page_sends_itself_at_the_end(
    open_page: Callable[..., Page], invite_to: Callable[..., str], app: Flask, timed: Instrument
) -> None:
    page = open_page()
    page.goto(invite_to(timed))
    go_on(page)
    assert "You have 1 minute" in page.inner_text("main")
    assert barriers(page) == []
    go_on(page)
    expect(page.get_by_role("timer")).to_contain_text("left")
    assert barriers(page) == []
    hurry(app, 4)
    page.reload()
    page.fill("input[name=s1]", "2")
    page.fill("input[name=s2]", "4")
    page.wait_for_url("**/1/last", timeout=15_000)
    assert "The time for “Quick sums” is over. 2 answers came in time" in page.inner_text("main")
    assert (stored(app)["s1"], stored(app)["s2"]) == (2, 4)
    page.goto("/take/1/speed")
    assert "cannot come back" in page.inner_text("main")


def test_the_minutes_are_announced_once_and_the_device_s_clock_does_not_matter(
    open_page: Callable[..., Page], invite_to: Callable[..., str], app: Flask, timed: Instrument
) -> None:
    page = open_page()
    page.clock.install(time=datetime.now(UTC) - timedelta(days=1))  # a device a day behind
    page.goto(invite_to(timed))
    go_on(page)
    go_on(page)
    hurry(app, 400)
    page.reload()
    expect(page.get_by_role("timer")).to_contain_text("6:")
    said = page.locator("[data-says]")
    assert said.inner_text() == ""
    page.clock.run_for(110_000)
    assert said.inner_text() == "Five minutes left."
    page.clock.run_for(240_000)
    assert said.inner_text() == "One minute left."
    assert "is-short" in (page.locator(".clock").get_attribute("class") or "")


def test_a_timed_page_that_ends_offline_waits_and_goes_on(
    open_page: Callable[..., Page], invite_to: Callable[..., str], app: Flask, timed: Instrument
) -> None:
    page = open_page()
    page.goto(invite_to(timed))
    go_on(page)
    go_on(page)
    hurry(app, 3)
    page.reload()
    page.fill("input[name=s1]", "2")
    saved(page)
    page.wait_for_timeout(800)
    page.context.set_offline(True)
    expect(page.locator("[data-over-words]")).to_be_visible(timeout=10_000)
    page.context.set_offline(False)
    page.wait_for_url("**/1/last", timeout=15_000)
    assert stored(app)["s1"] == 2


def test_every_page_works_without_a_script(
    open_page: Callable[..., Page], invite_to: Callable[..., str], app: Flask
) -> None:
    page = open_page(script=False)
    page.goto(invite_to(course(), calibrated=True))
    go_on(page)
    page.locator("input[name=two]").first.check(force=True)
    go_on(page)
    assert "Right." in page.inner_text("main")
    go_on(page)
    go_on(page)
    assert "This page ends at" in page.inner_text("main")
    page.fill("input[name=s1]", "2")
    page.locator("[value=blank]").click()
    page.locator("input[name=sells]").last.check(force=True)
    go_on(page)
    go_on(page)
    for _ in range(4):
        page.locator("input[type=radio]").nth(3).check(force=True)
        go_on(page)
    page.locator("input[name=glad]").nth(3).check(force=True)
    go_on(page)
    go_on(page)
    assert "Handed in" in page.inner_text("h1")
    assert stored(app)["glad"] == 4
