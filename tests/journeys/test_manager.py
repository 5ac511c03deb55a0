"""A manager with ten minutes: the scorecard on a phone, the seal, the panel."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from assess.database import db
from assess.interviews.models import Interview, Seat
from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


@pytest.fixture
def open_seat(demo: Flask) -> tuple[int, str]:
    """An interview with one seat still open, and the address of whoever sits there."""
    with demo.app_context():
        query = select(Seat).join(Interview).where(Seat.state == "open", Interview.state == "open").order_by(Seat.id)
        seat = db.session.scalars(query).first()
        assert seat is not None and seat.rater.account is not None
        return seat.interview_id, seat.rater.account.email


def test_an_interviewer_rates_on_a_phone_and_sees_the_others_only_then(
    page_of: Callable[..., Page], open_seat: tuple[int, str]
) -> None:
    interview, address = open_seat
    page = page_of(address, width=360)
    sealed = page.goto(f"/interviews/{interview}/panel")
    assert sealed is not None and sealed.status == 409
    page.goto(f"/interviews/{interview}/scorecard")
    assert "Sealed" in page.inner_text("body")
    page.locator(".take-foot a, .take-foot button").last.click()
    for _ in range(8):
        if "/lock" in page.url:
            break
        for scale in page.locator(".bars-scale").all():
            scale.locator("label").nth(3).click()
        for note in page.locator("textarea").all():
            note.fill("Named the worry, offered a smaller first step.")
        assert barriers(page) == []
        with page.expect_navigation():
            page.locator("button[name=go][value=next]:visible").last.click()
    assert barriers(page) == []
    page.get_by_role("button", name="Lock my ratings").click()
    page.goto(f"/interviews/{interview}/panel")
    expect(page.locator("h1")).to_be_visible()
    assert "largest difference first" in page.inner_text("main")


def test_a_hiring_manager_compares_candidates_in_bands_and_decides(page_of: Callable[..., Page]) -> None:
    page = page_of("helena.dias@meridian.example", width=1440)
    page.goto("/decisions/")
    page.get_by_role("link", name="Account executive, Lyon").first.click()
    words = page.inner_text("main")
    assert "Inside a band the score cannot tell" in words
    assert "1." not in words.split("Band 1")[0].split("Candidate")[-1]
    page.get_by_role("link", name="Amara Okafor").first.click()
    assert "Amara Okafor" in page.inner_text("h1")
