"""What must never get out: tokens, other people's answers, names."""

import hashlib
import re
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.database import db
from assess.delivery.actions import invite
from assess.delivery.models import Assessment, Invitation
from assess.hiring.actions import add_candidate
from assess.hiring.models import Opening
from assess.jobs.models import Job
from surveys.models import Base, Response


def everything(session: Session) -> str:
    """Every cell of every table as text."""
    session.expire_all()
    return "\n".join(str(tuple(row)) for table in Base.metadata.sorted_tables for row in session.execute(select(table)))


def test_the_token_is_in_no_table_no_job_no_audit_row_and_no_log(
    app: Flask, token: str, device: FlaskClient, session: Session, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient], invitation: Invitation, capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    shown = signed_in(Role.HR).post(f"/invitations/{invitation.id}/link").text
    other = re.search(r"/take/([\w-]{20,})", shown)
    assert other
    device.post("/take/save", json={"part": 1, "item": "e01", "value": "4"})
    device.post("/take/submit")
    run_jobs()
    dump = everything(session)
    out, err = capfd.readouterr()
    for secret in (token, other[1]):
        assert hashlib.sha256(secret.encode()).hexdigest() in dump  # the dump would show it
        assert secret not in dump and secret not in out + err + caplog.text


def test_names_and_addresses_stand_with_the_candidate_and_nowhere_else(
    device: FlaskClient, session: Session, run_jobs: Callable[[], int]
) -> None:
    device.post("/take/submit")
    run_jobs()
    rows = [line for line in everything(session).splitlines() if "Chiara" in line or "romano.example" in line]
    assert len(rows) == 1 and "chiara@romano.example" in rows[0]


def test_a_part_number_reaches_only_ones_own_answers(
    app: Flask, device: FlaskClient, session: Session, assessment: Assessment, opening: Opening, invitation: Invitation
) -> None:
    """The address holds no administration; ids of others, tried as part numbers, find nothing."""
    application = add_candidate(session, "test", opening, "Ada Nkosi", "ada@nkosi.example")
    other = invite(session, "test", assessment, application=application)
    session.commit()
    for part in range(3, 40):
        assert device.post("/take/save", json={"part": part, "item": "e01", "value": "4"}).status_code == 404
    assert device.get("/take/7/part_1").status_code == 404
    device.post("/take/save", json={"part": 1, "item": "e01", "value": "4"})
    assert session.scalars(select(Response.administration_id)).all() == [invitation.parts[0].administration_id]
    assert other.parts == []


def test_of_many_who_hand_in_at_once_one_does(
    app: Flask, device: FlaskClient, holder: Callable[[], FlaskClient], session: Session, invitation: Invitation
) -> None:
    devices = [holder() for _ in range(6)]
    places: list[str] = []
    gate = threading.Barrier(len(devices))

    def press(client: FlaskClient) -> None:
        gate.wait()
        places.append(client.post("/take/submit").headers["Location"])

    threads = [threading.Thread(target=press, args=[client]) for client in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert places == ["/take/receipt"] * 6
    session.expire_all()
    assert session.scalar(select(func.count()).where(AuditEvent.action == "delivery.submitted")) == 1
    told = session.scalars(select(Job).where(Job.name == "jobs.tell")).all()
    assert [job.arguments for job in told] == [{"news": "delivery.submitted", "id": invitation.id}]


def test_of_many_who_begin_at_once_one_does(
    app: Flask, holder: Callable[[], FlaskClient], session: Session, invitation: Invitation
) -> None:
    devices = [holder() for _ in range(4)]
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda c: statuses.append(c.post("/take/begin").status_code), args=[client])
        for client in devices
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 4
    session.expire_all()
    assert [part.position for part in invitation.parts] == [1, 2]


def test_a_save_without_the_page_s_token_is_refused(app: Flask, device: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    sent = {"part": 1, "item": "e01", "value": "4"}
    assert device.post("/take/save", json=sent).status_code == 400
    page = device.get("/take/1/part_1").text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    assert device.post("/take/save", json=sent, headers={"X-CSRFToken": found[1]}).status_code == 204
    db.session.remove()


def test_withdrawing_shuts_every_device_at_once(
    device: FlaskClient, signed_in: Callable[..., FlaskClient], invitation: Invitation
) -> None:
    assert signed_in(Role.HR).post(f"/invitations/{invitation.id}/withdraw").status_code == 302
    assert device.get("/take/1/part_1").status_code == 410
    assert device.post("/take/save", json={"part": 1, "item": "e01", "value": "4"}).status_code == 410
