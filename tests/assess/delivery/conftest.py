"""A candidate invited to two shipped instruments, and a client holding their link."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.delivery.actions import create_assessment, invite
from assess.delivery.models import Assessment, Invitation
from assess.hiring.actions import add_candidate, create_opening
from assess.hiring.models import Opening
from surveys.bank import library
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
