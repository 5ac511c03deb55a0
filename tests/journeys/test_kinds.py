"""Every kind of question on a phone: answered by thumb, by keyboard and without script, and there again elsewhere."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from assess.database import db
from assess.delivery.actions import create_assessment, invite, reveal_link
from assess.delivery.models import Assessment, Invitation
from assess.hiring.actions import add_candidate, create_opening
from surveys import assets
from surveys.bank import read
from surveys.definition import Image
from surveys.sessions import answers
from surveys.versions import publish
from tests.journeys.barriers import barriers
from tests.journeys.server import founded, served
from tests.surveys.files.pictures import png

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("kinds")]

KINDS = read(Path(__file__).parent / "kinds.toml")
PAGES = [section.code for section in KINDS.sections]
PICTURE = png(80, 40)
NUMBERS = count(1)
#: What can be pressed and is lower than a thumb is wide; a field inside its label is pressed by the label.
TOO_LOW = """() => [...document.querySelectorAll(".question :is(button, select, input, label.choice)")]
  .filter((one) => one.offsetHeight && (one.matches("label") || !one.closest("label")))
  .map((one) => [one.name || one.className, one.offsetHeight]).filter(([, height]) => height < 44)"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A small company whose only assessment asks every kind."""
    app = founded(tmp_path_factory.mktemp("kinds"))
    with app.app_context():
        session = db.session()
        image = Image(assets.keep(session, PICTURE).sha256, "Two lines over four quarters")
        sections = tuple(
            replace(one, items=tuple(replace(item, image=image) if item.code == "pick" else item for item in one.items))
            for one in KINDS.sections
        )
        opening = create_opening(session, "test", "Account executive", "Account executive", "Lyon")
        version = publish(session, KINDS.with_sections(sections))
        create_assessment(session, "test", "Kinds", "selection", [version], "Ruth", opening)
        session.commit()
        db.session.remove()
    return app


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def link(app: Flask) -> str:
    """The way in for a new candidate."""
    with app.app_context():
        session = db.session()
        assessment = session.scalars(select(Assessment)).one()
        name = f"Candidate {next(NUMBERS)}"
        application = add_candidate(session, "test", assessment.opening, name, f"{name[10:]}@example.example")
        token = reveal_link(session, "test", invite(session, "test", assessment, application=application))
        session.commit()
        db.session.remove()
    return f"/take/{token}"


def stored(app: Flask) -> dict[str, str | float | None]:
    """What the newest candidate said, by item."""
    with app.app_context():
        session = db.session()
        newest = session.scalars(select(Invitation).order_by(Invitation.id.desc())).first()
        assert newest is not None
        found = answers(session, newest.parts[0].administration_id)
        db.session.remove()
    return {item: answer.text if answer.value is None else answer.value for item, answer in found.items()}


def begin(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name=re.compile("Begin|Go on")).click()


def saved(page: Page) -> None:
    page.wait_for_timeout(700)  # words are sent when somebody pauses
    expect(page.locator("[data-state=ok]")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(360, True), (320, False), (1440, False)])
def test_no_kind_has_a_barrier_or_a_target_too_small_for_a_thumb(
    page_of: Callable[..., Page], site: str, link: str, width: int, dark: bool
) -> None:
    """320 px wide is 200 % zoom of the smallest phone's 640."""
    page = page_of(width=width, dark=dark, site=site)
    faults: list[object] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    begin(page, link)
    for code in PAGES:
        page.goto(f"/take/1/{code}")
        faults += barriers(page) + page.evaluate(TOO_LOW)
        for button in page.locator(".rank-pick").all():
            button.click()
        faults += barriers(page) + page.evaluate(TOO_LOW)
        page.evaluate("document.querySelectorAll('[dir]').forEach((one) => { one.dir = 'rtl'; })")
        faults += barriers(page)
    assert faults == []


def test_every_kind_is_saved_as_it_is_tapped_and_there_on_another_device(
    page_of: Callable[..., Page], site: str, app: Flask, link: str
) -> None:
    phone = page_of(width=360, site=site)
    begin(phone, link)
    phone.goto("/take/1/multiple")
    phone.get_by_text("Write down what I want").click()
    phone.get_by_text("Read their last report").click()
    saved(phone)
    phone.goto("/take/1/bestworst")
    phone.locator("input[value='b>']").check()
    phone.locator("input[value='>b']").check()  # no option is both: the first pick gives way
    assert not phone.locator("input[value='b>']").is_checked()
    phone.locator("input[value='a>']").check()
    saved(phone)
    phone.goto("/take/1/ranking")
    for words in ("Look for", "Ask the customer", "Tell the team"):
        phone.get_by_role("button", name=re.compile(f"^{words}.*no place yet")).click()
    expect(phone.get_by_role("button", name=re.compile("^Write down.*place 4"))).to_be_visible()
    phone.get_by_role("button", name=re.compile("^Earlier: Tell")).click()
    saved(phone)
    phone.goto("/take/1/forced")
    phone.locator("input[value='1:b']").first.check()
    phone.locator("input[value='1:c']").check()
    phone.locator("input[value='3:a']").check()
    for words in ("I am", "I talk", "I finish"):
        phone.get_by_role("button", name=re.compile(f"^{words}")).click()
    saved(phone)
    phone.goto("/take/1/slider")
    assert phone.locator("#well").input_value() == ""  # looked at, not touched
    phone.get_by_role("slider").focus()
    for _ in range(3):
        phone.keyboard.press("ArrowRight")
    saved(phone)
    phone.goto("/take/1/words")
    phone.get_by_label("What is your job called?").fill("Head of  sales")
    saved(phone)
    assert stored(app) == {
        "before": "a,c", "postponed": "a>b", "first": "d,c,a,b", "two": "b,a", "three": "c,b,a", "four": "d,b,a,c",
        "well": 8.0, "job": "Head of sales",
    }  # fmt: skip

    laptop = page_of(width=1440, site=site)
    begin(laptop, link)
    laptop.goto("/take/1/ranking")
    expect(laptop.get_by_role("button", name=re.compile("^Tell the team.*place 2"))).to_be_visible()
    laptop.goto("/take/1/bestworst")
    assert laptop.locator("input:checked").evaluate_all("all => all.map((one) => one.value)") == ["a>", ">b"]
    laptop.goto("/take/1/slider")
    assert laptop.get_by_role("slider").input_value() == laptop.locator("#well").input_value() == "8"
    laptop.goto("/take/1/multiple")
    assert laptop.locator("input:checked").count() == 2


def test_an_order_is_given_by_keyboard_alone_and_told_as_it_changes(
    page_of: Callable[..., Page], site: str, app: Flask, link: str
) -> None:
    page = page_of(site=site)
    begin(page, link)
    page.goto("/take/1/ranking")
    page.get_by_role("button", name=re.compile("^Tell the team")).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-rank-said]")).to_have_text(re.compile("Tell the team.*, place 1"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[data-rank-said]")).to_have_text(re.compile("Look for the next customer, place 2"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-rank-said]")).to_have_text(re.compile("Look for the next customer, place 1"))
    saved(page)
    assert stored(app) == {"first": "d,c"}


def test_a_slider_nobody_touches_is_not_answered_and_its_middle_is_an_answer(
    page_of: Callable[..., Page], site: str, app: Flask, link: str
) -> None:
    page = page_of(width=360, site=site)
    begin(page, link)
    page.goto("/take/1/slider")
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "not answered yet")
    page.get_by_role("button", name="Leave the open ones blank").click()
    assert stored(app).get("well") is None
    page.goto("/take/1/slider")
    page.get_by_role("slider").click()  # in the middle, where it stands
    saved(page)
    assert stored(app)["well"] == 5.0
    expect(page.get_by_role("slider")).not_to_have_attribute("aria-valuetext", "not answered yet")


def test_every_kind_works_without_script(
    page_of: Callable[..., Page], site: str, app: Flask, link: str, tmp_path: Path
) -> None:
    page = page_of(width=360, script=False, site=site)
    begin(page, link)

    def go_on(code: str) -> None:
        page.get_by_role("button", name="Continue").last.click()
        assert page.url.endswith(code), page.inner_text("main")

    page.goto("/take/1/multiple")
    page.get_by_label("Nothing").check()
    go_on("/bestworst")
    page.locator("input[value='c>']").check()
    page.get_by_role("button", name="Continue").last.click()
    assert "One of the two choices is still open" in page.inner_text("main")
    page.locator("input[value='>a']").check()
    go_on("/ranking")
    for place, value in enumerate("cadb", start=1):
        page.locator("select").nth("abcd".index(value)).select_option(f"{place}:{value}")
    go_on("/forced")
    page.locator("input[value='1:a']").first.check()
    page.locator("input[value='1:a']").nth(1).check()
    page.locator("input[value='3:b']").check()
    for place, tied in enumerate(("1:a", "1:b", "2:c", "3:d")):
        page.locator("select").nth(place).select_option(tied)
    page.get_by_role("button", name="Continue").last.click()
    assert "a place of its own" in page.inner_text("main")
    for place in range(4):
        page.locator("select").nth(place).select_option(f"{place + 1}:{'abcd'[place]}")
    go_on("/slider")
    page.locator("#well").fill("11")
    page.get_by_role("button", name="Continue").last.click()
    assert "higher than can be" in page.inner_text("main")
    page.locator("#well").fill("7")
    go_on("/words")
    page.get_by_label("What is your job called?").fill("Buyer")
    page.get_by_role("button", name="Leave the open ones blank").click()
    letter = tmp_path / "letter.png"
    letter.write_bytes(PICTURE)
    page.get_by_label("Choose a file").set_input_files(letter)
    go_on("/review")
    page.goto("/take/1/upload")
    assert "letter.png" in page.inner_text("main")
    assert stored(app) == {
        "letter": hashlib.sha256(PICTURE).hexdigest(),
        "before": "d", "postponed": "c>a", "first": "c,a,d,b", "two": "a,b", "three": "a,c,b", "four": "a,b,c,d",
        "well": 7.0, "job": "Buyer",
    }  # fmt: skip
