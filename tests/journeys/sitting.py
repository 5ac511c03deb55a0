"""A course on a real server, for somebody who sits it in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from assess.database import db
from assess.delivery.actions import create_assessment, invite, keep_bank, reveal_link
from assess.hiring.actions import add_candidate, create_opening
from assess.hiring.models import Opening
from assess.people.actions import ensure_roles
from surveys.definition import Instrument
from surveys.models import Response, SectionClock
from surveys.moments import now
from surveys.versions import publish
from tests.assess.delivery.courses import bank
from tests.journeys.server import founded, served


@contextmanager
def company(folder: Path) -> Iterator[tuple[Flask, str]]:
    """An empty company with one opening, and its address."""
    app = founded(folder)
    with app.app_context():
        ensure_roles(db.session())
        create_opening(db.session(), "test", "Account executive, Lyon", "Account executive", "Lyon")
        db.session.commit()
        db.session.remove()
    with served(app) as address:
        yield app, address


def inviting(app: Flask) -> Callable[..., str]:
    """Invite somebody new to instruments: ``invite_to(course())`` gives the link."""

    def invite_to(*instruments: Instrument, breaks: int = 0, calibrated: bool = False) -> str:
        with app.app_context():
            session = db.session()
            versions = [publish(session, one) for one in instruments]
            if calibrated:
                keep_bank(session, "test", versions[0], instruments[0].scales[0], bank())
            opening = session.scalars(select(Opening)).one()
            made = create_assessment(
                session, "test", "How you work", "selection", versions, "Ruth", opening, break_minutes=breaks
            )
            who = add_candidate(session, "test", opening, "Chiara Romano", f"c{made.id}@candidates.example")
            token = reveal_link(session, "test", invite(session, "test", made, application=who))
            session.commit()
            db.session.remove()
        return f"/take/{token}"

    return invite_to


def stored(app: Flask) -> dict[str, float | str | None]:
    """Every answer in the company, by item; the newest administration's where several have one."""
    with app.app_context():
        rows = db.session().scalars(select(Response).order_by(Response.administration_id))
        found = {row.item: row.text if row.value is None else row.value for row in rows}
        db.session.remove()
    return found


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator(".take-foot .btn-primary").click()


def saved(page: Page) -> None:
    expect(page.locator("[data-state=ok]")).to_be_visible(timeout=10_000)


def hurry(app: Flask, seconds: float) -> None:
    """Every running clock ends in so many seconds."""
    with app.app_context():
        db.session().execute(update(SectionClock).values(due_at=now() + timedelta(seconds=seconds)))
        db.session.commit()
        db.session.remove()
