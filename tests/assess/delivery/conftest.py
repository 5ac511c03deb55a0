"""A candidate invited to two shipped instruments, and a client holding their link."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from assess.delivery.actions import create_assessment, invite, reveal_link
from assess.delivery.models import Assessment, Invitation
from assess.hiring.actions import add_candidate, create_opening
from assess.hiring.models import Opening
from surveys.bank import library
from surveys.definition import Instrument
from surveys.models import SectionClock
from surveys.moments import now
from surveys.sessions import answers
from surveys.versions import publish


@pytest.fixture
def opening(session: Session) -> Opening:
    made = create_opening(session, "test", "Account executive, Lyon", "Account executive", "Lyon")
    session.commit()
    return made


@pytest.fixture
def assessment(session: Session, opening: Opening) -> Assessment:
    versions = [publish(session, library()[code]) for code in ("work_style", "situational_judgement")]
    made = create_assessment(
        session, "test", "How you work and decide", "selection", versions, "Ruth, ruth@meridian.example", opening
    )
    session.commit()
    return made


@pytest.fixture
def invitation(session: Session, assessment: Assessment, opening: Opening) -> Invitation:
    application = add_candidate(session, "test", opening, "Chiara Romano", "chiara@romano.example")
    made = invite(session, "test", assessment, application=application)
    session.commit()
    return made


@pytest.fixture
def token(app: Flask, invitation: Invitation, run_jobs: Callable[[], int]) -> str:
    """The token in the mail the worker sent."""
    run_jobs()
    found = re.search(r"/take/(\S+)", app.extensions["mailman"].outbox[-1].body)
    assert found
    return found[1]


@pytest.fixture
def holder(app: Flask, token: str) -> Callable[[], FlaskClient]:
    """A device on which the link was opened."""

    def open_link() -> FlaskClient:
        client = app.test_client()
        assert client.get(f"/take/{token}").status_code == 302
        return client

    return open_link


@pytest.fixture
def device(holder: Callable[[], FlaskClient]) -> FlaskClient:
    """A device on which answering has begun."""
    client = holder()
    assert client.post("/take/begin").status_code == 303
    return client


@pytest.fixture
def sit(app: Flask, session: Session, opening: Opening) -> Callable[..., "Sitter"]:
    """Somebody invited to instruments of one's own: ``sit(course())`` has begun; ``begin=False`` has not."""

    def invite_to(*instruments: Instrument, breaks: int = 0, begin: bool = True) -> Sitter:
        versions = [publish(session, one) for one in instruments]
        made = create_assessment(
            session, "test", "Course", "selection", versions, "Ruth", opening, break_minutes=breaks
        )
        application = add_candidate(session, "test", opening, f"Candidate {made.id}", f"c{made.id}@candidates.example")
        invitation = invite(session, "test", made, application=application)
        token = reveal_link(session, "test", invitation)
        session.commit()
        sitter = Sitter(app, session, invitation, token)
        if begin:
            sitter.begin()
        return sitter

    return invite_to


class Sitter:
    """Who sits a course on one device or more."""

    def __init__(self, app: Flask, session: Session, invitation: Invitation, token: str) -> None:
        self.app, self.session, self.invitation, self.token = app, session, invitation, token
        self.client = self.device()

    def device(self) -> FlaskClient:
        """Another device on which the link was opened."""
        client = self.app.test_client()
        client.get(f"/take/{self.token}")
        return client

    def begin(self, **data: str) -> str:
        """Where beginning leads to."""
        return self.client.post("/take/begin", data=data).headers["Location"]

    def get(self, page: str) -> str:
        """A page's words."""
        return self.client.get(f"/take/{page}").text

    def post(self, page: str, **data: str) -> str:
        """Where a page leads to when it is sent; its words where it is shown again."""
        response = self.client.post(f"/take/{page}", data=data)
        return response.headers.get("Location", response.text)

    def save(self, item: str, value: str, part: int = 1, **more: object) -> int:
        """One tap."""
        return self.client.post("/take/save", json={"part": part, "item": item, "value": value, **more}).status_code

    def answers(self, part: int = 1) -> dict[str, object]:
        """What is stored."""
        self.session.expire_all()
        kept = answers(self.session, self.invitation.parts[part - 1].administration_id)
        return {code: one.text if one.value is None else one.value for code, one in kept.items() if one.answered}

    def run_out(self, seconds: float = 60) -> None:
        """The time of every page that is open was over so many seconds ago."""
        self.session.execute(update(SectionClock).values(due_at=now() - timedelta(seconds=seconds)))
        self.session.commit()
