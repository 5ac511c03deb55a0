"""A candidate who has handed in and may be asked, and the vault of the app."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.delivery.models import Invitation
from assess.enclave import Enclave
from assess.vault.models import Questionnaire
from tests.assess.delivery.conftest import assessment, device, holder, invitation, opening, token

__all__ = ["assessment", "device", "holder", "invitation", "opening", "token"]


@pytest.fixture
def enclave(app: Flask) -> Enclave:
    found: Enclave = app.extensions["vault"]
    return found


@pytest.fixture
def asked(app: Flask) -> Questionnaire:
    found: Questionnaire = app.extensions["vault_questions"]
    return found


@pytest.fixture
def candidate(
    device: FlaskClient, session: Session, invitation: Invitation, run_jobs: Callable[[], int]
) -> FlaskClient:
    """A device from which everything was handed in."""
    assert device.post("/take/submit").headers["Location"] == "/take/receipt"
    run_jobs()
    session.refresh(invitation)
    return device
