"""An interviewer of the site far away trains on a phone: practice with feedback, six tests, the certificate."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from assess.database import db
from assess.jobs.actions import enqueue
from assess.people.models import Account, Person
from surveys.vignettes import library
from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

LEVELS = {one.title: {level.topic: level.points for level in one.levels} for one in library().values()}


@pytest.fixture
def newcomer(demo: Flask) -> str:
    """The address of an interviewer who has not begun."""
    with demo.app_context():
        query = select(Account.email).join(Person, Person.id == Account.person_id).where(Person.code == "M-0917")
        return db.session.scalars(query).one()


def rate(page: Page) -> None:
    """Read, and give every topic the level the interview was written to show."""
    levels = LEVELS[page.locator("h1").inner_text()]
    page.locator(".drawer-handle").tap()
    for topic, points in levels.items():
        page.locator(f"input[name='{topic}'][value='{points}']").check(force=True)
        page.locator(f"input[name='{topic}__cues']").first.check(force=True)
    with page.expect_navigation():
        page.get_by_role("button", name="Lock").tap()


def test_two_interviews_are_practised_six_are_the_test_and_the_certificate_follows(
    page_of: Callable[..., Page], demo: Flask, newcomer: str, work: Callable[[], int]
) -> None:
    page = page_of(newcomer, width=360, dark=True)
    page.goto("/training/")
    assert barriers(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").tap()
    page.goto("/training/")
    page.get_by_role("link", name="Go on").first.tap()
    for number in range(1, 3):
        expect(page.get_by_text(f"Interview {number} of 8")).to_be_visible()
        if number == 1:
            assert barriers(page) == []
        rate(page)
        expect(page.get_by_text("5 topics of 5 at the gold.")).to_be_visible()
        if number == 1:
            assert barriers(page) == []
            page.get_by_role("link", name="Next interview").tap()
    page.goto("/training/")
    for number in range(3, 9):
        page.goto("/training/")
        page.get_by_role("link", name="Go on").first.tap()
        page.wait_for_url("**/training/interviews/*")
        expect(page.get_by_text(f"Interview {number} of 8")).to_be_visible()
        rate(page)
        assert "at the gold" not in page.inner_text("main")  # the test has no feedback
    assert work() >= 1
    page.goto("/training/")
    assert "Certified until" in page.inner_text("main")
    page.get_by_role("link", name="Your result").first.tap()
    expect(page.locator("h1")).to_contain_text("Certified until")
    assert barriers(page) == []
    page.get_by_role("link", name="Certificate to print").first.tap()
    expect(page.locator("h1")).to_be_visible()
    assert barriers(page) == []

    # two of the same site have met the same candidates, so that one of them links both with everybody
    desk = page_of("ruth.adeyemi@meridian.example")
    desk.goto("/calibration/pools/guide_sales_representative")
    assert "share nobody with the others" in desk.inner_text("main")
    with demo.app_context():  # by itself it is computed once in half an hour
        enqueue(db.session(), "calibration.compute", pool="guide_sales_representative", actor="test")
        db.session.commit()
        db.session.remove()
    assert work() >= 1
    desk.goto("/calibration/pools/guide_sales_representative")
    words = desk.inner_text("main")
    assert "of 18 interviewers" in words and "share nobody with the others" not in words
