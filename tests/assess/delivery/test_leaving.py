"""Leaving: at any point, with the answers deleted at once, a receipt, and no way for anybody to go on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.delivery.actions import InvitationOver, leave, send_again, withdraw
from assess.delivery.models import Invitation
from surveys.models import Administration, Response
from surveys.moments import now
from tests.assess.delivery.test_take import put


def kept(session: Session) -> tuple[int, int]:
    session.expire_all()
    return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Administration, Response))  # type: ignore[return-value]


def test_who_leaves_has_their_answers_deleted_and_gets_a_receipt(
    device: FlaskClient, session: Session, invitation: Invitation
) -> None:
    assert put(device, "e01", "4") == 204
    assert kept(session) == (2, 1)
    assert "cannot be undone" in device.get("/take/leave").text
    assert device.post("/take/leave", data={"erase": "yes"}).headers["Location"] == "/take/data"
    assert kept(session) == (0, 0)
    page = device.get("/take/data").text
    assert invitation.receipt and invitation.receipt in page and "No answer of yours is kept" in page
    [event] = session.scalars(select(AuditEvent).where(AuditEvent.action == "delivery.left"))
    assert (event.subject, event.details) == (f"invitation:{invitation.id}", {"erased": True})


def test_answers_may_stay_unscored_and_take_no_more(
    device: FlaskClient, session: Session, run_jobs: Callable[[], int]
) -> None:
    put(device, "e01", "4")
    device.post("/take/leave", data={"erase": "no"})
    run_jobs()
    assert kept(session) == (2, 1)
    assert put(device, "e01", "5") == 409
    assert session.scalars(select(Response.value)).all() == [4.0]


def test_leaving_before_beginning_is_possible_too(
    holder: Callable[[], FlaskClient], invitation: Invitation, session: Session
) -> None:
    assert holder().post("/take/leave", data={"erase": "yes"}).status_code == 303
    session.refresh(invitation)
    assert (invitation.state, invitation.withdrawn_by) == ("withdrawn", "candidate")


def test_after_leaving_nothing_can_be_answered_begun_or_handed_in_on_any_device(
    device: FlaskClient, holder: Callable[[], FlaskClient], session: Session
) -> None:
    other = holder()
    device.post("/take/leave", data={"erase": "yes"})
    for client in (device, other):
        assert put(client, "e01", "4") in {404, 410}
        assert client.post("/take/begin").status_code == 410
        assert client.post("/take/submit").status_code == 410
        page = client.get("/take/1/part_1").text
        assert "You left this assessment" in page and 'href="/take/data"' in page
    assert kept(session) == (0, 0)


def test_leaving_twice_leads_to_the_same_receipt(device: FlaskClient, session: Session, invitation: Invitation) -> None:
    device.post("/take/leave", data={"erase": "yes"})
    session.refresh(invitation)
    first = invitation.receipt
    assert device.post("/take/leave", data={"erase": "no"}).headers["Location"] == "/take/data"
    session.refresh(invitation)
    assert invitation.receipt == first
    with pytest.raises(InvitationOver):
        leave(session, invitation, erase=True)


def test_what_is_handed_in_is_not_left(device: FlaskClient, session: Session, invitation: Invitation) -> None:
    device.post("/take/submit")
    assert device.post("/take/leave", data={"erase": "yes"}).headers["Location"] == "/take/data"
    session.refresh(invitation)
    assert invitation.withdrawn_at is None and kept(session)[0] == 2


def test_nobody_in_hr_can_ask_again_who_left_or_undo_it(
    device: FlaskClient, session: Session, invitation: Invitation, signed_in: Callable[..., FlaskClient]
) -> None:
    device.post("/take/leave", data={"erase": "yes"})
    session.refresh(invitation)
    for attempt in (send_again, withdraw):
        with pytest.raises(InvitationOver):
            attempt(session, "hr", invitation)
    assert "Left by themselves" in signed_in(Role.HR).get(f"/assessments/{invitation.assessment_id}").text


def test_a_link_hr_withdrew_opens_no_data_either(
    device: FlaskClient, signed_in: Callable[..., FlaskClient], invitation: Invitation
) -> None:
    assert device.get("/take/data").status_code == 200
    signed_in(Role.HR).post(f"/invitations/{invitation.id}/withdraw")
    assert device.get("/take/data").status_code == 410


def test_when_the_time_is_over_questions_close_and_rights_stay_open(
    device: FlaskClient, session: Session, invitation: Invitation
) -> None:
    invitation.expires_at = now() - timedelta(minutes=1)
    session.commit()
    page = device.get("/take/1/part_1")
    assert page.status_code == 410 and "time to answer is over" in page.text
    assert device.get("/take/data").status_code == 200
    assert device.post("/take/data/copy").status_code == 303
