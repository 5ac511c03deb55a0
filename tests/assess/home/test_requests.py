"""What candidates ask for waits on the start page of HR, and of whoever is to look again; of nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.delivery.actions import arrange, ask_accommodation, ask_review, assign, create_assessment, invite
from assess.delivery.models import Invitation
from assess.hiring.models import Application
from assess.home.queries.waiting import waiting
from assess.people.models import Account
from surveys.bank import library
from surveys.moments import now
from surveys.versions import publish
from tests.assess.interviews.conftest import Company


@pytest.fixture
def invitation(session: Session, company: Company, applicant: Callable[..., Application]) -> Invitation:
    version = publish(session, library()["work_style"])
    made = create_assessment(session, "test", "How you work", "selection", [version], "Ruth", company.opening)
    found = invite(session, "test", made, applicant())
    session.commit()
    return found


def keys(session: Session, viewer: Account) -> list[str]:
    return [one.key for one in waiting(session, viewer)]


def test_requests_wait_for_hr_alone_since_the_oldest_until_they_are_answered(
    session: Session, company: Company, invitation: Invitation, account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    first, second = (ask_accommodation(session, invitation, (wish,), "") for wish in ("time", "pauses"))
    first.asked_at -= timedelta(days=3)
    session.commit()
    (one,) = waiting(session, company.hr)
    assert (one.key, one.n, one.since) == ("requests", 2, first.asked_at)
    assert "2 people ask for something" in signed_in(company.hr).get("/").text
    for viewer in (company.manager, account(Role.ANALYST, name="Ana"), account(Role.AUDITOR, name="Otto")):
        assert "requests" not in keys(session, viewer)
    for asked in (first, second):
        arrange(session, "test", asked, "declined", answer="No.")
    assert keys(session, company.hr) == []


def test_a_review_waits_for_hr_and_then_for_the_one_who_was_named(
    session: Session, company: Company, invitation: Invitation, account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    invitation.submitted_at = now()
    session.commit()
    request = ask_review(session, invitation, "The train.")
    assert keys(session, company.hr) == ["assign_reviews"]
    analyst, other = account(Role.ANALYST, name="Ana"), account(Role.ANALYST, name="Bo")
    assign(session, "test", request, analyst)
    session.commit()
    assert keys(session, company.hr) == [] and keys(session, other) == []
    assert keys(session, analyst) == ["review"]
    page = signed_in(analyst).get("/").text
    assert "Look again at" in page and f"/assessments/reviews/{request.id}" in page
