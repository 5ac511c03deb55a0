"""Files of ratings, taken to whichever step a test is about."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.calibration import tasks as _registers_tasks

assert _registers_tasks

Take = Callable[..., int]


@pytest.fixture
def hr(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(Role.HR)


@pytest.fixture
def take(hr: FlaskClient) -> Take:
    """Take a file to the step before import: ``take(text)`` gives its id."""

    def to_check(content: str | bytes, name: str = "ratings.csv") -> int:
        data = content.encode() if isinstance(content, str) else content
        sent = hr.post("/calibration/ratings/new", data={"file": (io.BytesIO(data), name)})
        assert sent.status_code == 302, sent.text
        return int(sent.headers["Location"].split("/")[-2])

    return to_check


@pytest.fixture
def imported(hr: FlaskClient, take: Take, session: Session) -> Take:
    """Take a file through every step."""

    def through(content: str | bytes, name: str = "ratings.csv") -> int:
        id = take(content, name)
        answer = hr.post(f"/calibration/ratings/{id}/import")
        assert answer.status_code == 302, answer.text
        session.rollback()
        return id

    return through
