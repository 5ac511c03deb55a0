"""Answers go when the notice said, with everything computed from them; that they were there stays on record."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.audit.queries import broken_link
from assess.delivery.models import AnswerQuality, Invitation, InvitationPart, ScaleScore
from surveys.models import Administration, Response
from surveys.moments import months_before, now
from tests.assess.delivery.test_take import STYLE, put

CONTENT = (Administration, Response, ScaleScore, AnswerQuality, InvitationPart)


def counts(session: Session) -> list[int]:
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in CONTENT]


def forgotten(session: Session) -> list[AuditEvent]:
    return list(session.scalars(select(AuditEvent).where(AuditEvent.action == "delivery.forgotten")))


@pytest.fixture
def submitted(session: Session, device: FlaskClient, invitation: Invitation, run_jobs: Callable[[], int]) -> Invitation:
    """Work style answered and handed in, and scored."""
    assert {put(device, item, value) for item, value in STYLE.items()} == {204}
    device.post("/take/submit")
    run_jobs()
    session.refresh(invitation)
    assert invitation.submitted_at is not None and all(counts(session))
    return invitation


def handed_in_at(invitation: Invitation, moment: datetime) -> None:
    for one in (invitation, *(part.administration for part in invitation.parts)):
        one.submitted_at = moment


def test_answers_and_scores_are_deleted_when_their_time_is_over_and_not_a_day_before(
    session: Session, submitted: Invitation, run_jobs: Callable[[], int]
) -> None:
    handed_in_at(submitted, months_before(now(), 12) + timedelta(days=1))
    session.commit()
    before = counts(session)
    run_jobs()
    assert counts(session) == before and forgotten(session) == []
    handed_in_at(submitted, months_before(now(), 12))
    session.commit()
    run_jobs()
    session.expire_all()
    assert counts(session) == [0, 0, 0, 0, 0]
    [event] = forgotten(session)
    assert (event.actor, event.subject, event.details) == ("system", f"invitation:{submitted.id}", {})
    run_jobs()
    assert len(forgotten(session)) == 1, "once is enough"
    assert broken_link(session) is None


def test_the_receipt_and_the_page_of_scores_say_that_it_was_deleted(
    session: Session, submitted: Invitation, device: FlaskClient, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    handed_in_at(submitted, months_before(now(), 12))
    session.commit()
    run_jobs()
    receipt = device.get("/take/receipt").text
    assert submitted.receipt and submitted.receipt in receipt and "deleted, as promised" in receipt
    assert "deleted, as promised, 12 months" in signed_in(Role.HR).get(f"/invitations/{submitted.id}/scores").text


def test_answers_never_handed_in_go_as_long_after_the_end_of_their_time(
    session: Session, device: FlaskClient, invitation: Invitation, run_jobs: Callable[[], int]
) -> None:
    put(device, next(iter(STYLE)), "3")
    session.refresh(invitation)
    invitation.expires_at = months_before(now(), 12)
    for part in invitation.parts:
        part.administration.expires_at = invitation.expires_at
    session.commit()
    run_jobs()
    session.expire_all()
    assert counts(session) == [0, 0, 0, 0, 0] and invitation.begun_at is None


def test_months_are_those_of_the_calendar() -> None:
    assert months_before(datetime(2024, 3, 31, tzinfo=UTC), 1) == datetime(2024, 2, 29, tzinfo=UTC)
    assert months_before(datetime(2024, 1, 15, tzinfo=UTC), 13) == datetime(2022, 12, 15, tzinfo=UTC)
