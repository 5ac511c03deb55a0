"""HR sees how groups fared in the spring and what a plan without the cognitive test promises; an analyst plans."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from assess.demo.roster import ROLE
from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

JOB = f"/impact/job?job={quote(ROLE)}"


@pytest.mark.parametrize("width", [360, 1440])
def test_hr_finds_the_one_step_that_treats_groups_unlike(page_of: Callable[..., Page], width: int) -> None:
    page = page_of("ruth.adeyemi@meridian.example", width=width)
    page.goto("/impact/")
    page.get_by_role("link", name=ROLE).click()
    words = page.inner_text("main")
    assert "adverse impact is indicated in 1 of" in words and "Assessment: Female" in words
    assert "Gap seen; too few to tell." in words and "without the cognitive hurdle" in words
    assert barriers(page) == []
    page.get_by_role("link", name="Validity and impact").click()
    words = page.inner_text("main")
    assert "before any count of this job's applicants by group" in words
    assert "the same, without the largest group difference" in words
    assert barriers(page) == []


def test_an_analyst_asks_without_scripts_what_38_people_show(page_of: Callable[..., Page]) -> None:
    page = page_of("priya.raman@meridian.example", width=360, script=False)
    page.goto("/power/")
    page.fill("input[name=people]", "38")
    page.fill("input[name=icc]", "1")
    page.get_by_role("button", name="Show what they can tell").click()
    assert "you can only detect a correlation of 0.44 or more" in page.inner_text("main")
    page.get_by_role("link", name="Whom will tiers be able to name?").click()
    assert "People named for the top with confidence" in page.inner_text("main")
