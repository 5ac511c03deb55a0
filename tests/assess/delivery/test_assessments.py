"""The other side: making assessments, inviting, following, and looking at scores."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.delivery.actions import (
    AlreadyInvited,
    NotAmongThem,
    NothingToAsk,
    create_assessment,
    invite,
)
from assess.delivery.models import AnswerQuality, Assessment, Invitation, ScaleNorm, ScaleScore
from assess.delivery.tasks import make_norms, score
from assess.hiring.actions import add_candidate, create_opening
from assess.hiring.models import Application, Opening
from assess.people.models import Account, Person
from surveys.bank import library
from surveys.errors import UseForbidden
from surveys.models import Administration, Response
from surveys.moments import now
from surveys.versions import publish


def test_hr_makes_an_assessment_and_invites_and_a_mail_goes_out(
    app: Flask, session: Session, opening: Opening, signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int]
) -> None:
    version, other = (publish(session, library()[code]) for code in ("work_style", "situational_judgement"))
    application = add_candidate(session, "test", opening, "Chiara Romano", "chiara@romano.example")
    session.commit()
    hr = signed_in(Role.HR)
    made = hr.post("/assessments/new", data={
        "title": "How you work", "purpose": "selection", "opening": opening.id, "break_minutes": 5,
        "part_1": version.id, "part_2": other.id, "part_3": 0, "part_4": 0, "part_5": 0, "contact": "Ruth",
        "days_open": 10, "months_kept": 6,
    })  # fmt: skip
    assert made.headers["Location"] == "/assessments/1"
    parts = session.get_one(Assessment, 1).parts
    assert [part.break_minutes for part in parts] == [5, 0]  # to rest between two, none after the last
    assert "Chiara Romano" in hr.get("/assessments/1").text
    assert hr.post("/assessments/1/invite", data={}).status_code == 422
    assert hr.post("/assessments/1/invite", data={"who": [application.id]}).status_code == 302
    session.expire_all()
    assert application.stage == "assessment"
    assert "Link not sent yet" in hr.get("/assessments/1").text
    run_jobs()
    assert "Invited" in hr.get("/assessments/1").text
    mail = app.extensions["mailman"].outbox[-1]
    assert mail.to == ["chiara@romano.example"] and "How you work" in mail.subject


def test_an_instrument_is_used_only_for_what_it_allows(session: Session, opening: Opening) -> None:
    version = publish(session, library()["performer_survey"])
    with pytest.raises(UseForbidden):
        create_assessment(session, "test", "Survey", "selection", [version], "Ruth", opening)
    with pytest.raises(NothingToAsk):
        create_assessment(session, "test", "Survey", "development", [version, version], "Ruth")
    with pytest.raises(NotAmongThem):
        create_assessment(session, "test", "Survey", "selection", [version], "Ruth")


def test_nobody_is_invited_twice_or_to_an_assessment_of_others(
    session: Session, invitation: Invitation, assessment: Assessment
) -> None:
    with pytest.raises(AlreadyInvited):
        invite(session, "test", assessment, application=invitation.application)
    elsewhere = create_opening(session, "test", "Other", "Account executive")
    stranger = add_candidate(session, "test", elsewhere, "Ada Nkosi", "ada@nkosi.example")
    with pytest.raises(NotAmongThem):
        invite(session, "test", assessment, application=stranger)
    with pytest.raises(NotAmongThem):
        invite(session, "test", assessment, person=Person(code="M-1", name="Ben Ode"))


def test_people_who_work_here_are_invited_the_same_way(
    app: Flask, session: Session, signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int]
) -> None:
    person = Person(code="M-1", name="Ben Ode", email="ben@meridian.example")
    session.add(person)
    version = publish(session, library()["work_style"])
    made = create_assessment(session, "test", "How you work", "development", [version], "Ruth")
    session.commit()
    assert signed_in(Role.HR).post(f"/assessments/{made.id}/invite", data={"who": [person.id]}).status_code == 302
    run_jobs()
    found = re.search(r"/take/(\S+)", app.extensions["mailman"].outbox[-1].body)
    assert found
    client = app.test_client()
    client.get(f"/take/{found[1]}")
    assert "no part in choosing whom to hire" in client.get("/take/").text
    assert person.participant_id is not None


def test_a_hiring_manager_sees_their_own_opening_and_no_other(
    device: FlaskClient, session: Session, opening: Opening, invitation: Invitation,
    account: Callable[..., Account], signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    device.post("/take/submit")
    manager, other = account(Role.HIRING_MANAGER, name="Hanna Dahl"), account(Role.HIRING_MANAGER, name="Omar Said")
    opening.hiring_manager = manager
    session.commit()
    mine, theirs = signed_in(manager), signed_in(other)
    for address in (f"/assessments/{invitation.assessment_id}", f"/invitations/{invitation.id}/scores"):
        assert mine.get(address).status_code == 200
        assert theirs.get(address).status_code == 404
    assert "How you work and decide" in mine.get("/assessments/").text
    assert "How you work and decide" not in theirs.get("/assessments/").text


def test_seeing_scores_is_recorded_and_without_norms_there_is_no_t_score(
    device: FlaskClient, session: Session, invitation: Invitation, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    hr = signed_in(Role.HR)
    assert hr.get(f"/invitations/{invitation.id}/scores").status_code == 404  # nothing handed in yet
    for item in library()["work_style"].items:
        device.post("/take/save", json={"part": 1, "item": item, "value": "3"})
    device.post("/take/submit")
    assert "are being scored" in hr.get(f"/invitations/{invitation.id}/scores").text
    run_jobs()
    page = hr.get(f"/invitations/{invitation.id}/scores").text
    assert page.count("3.00") == 5 and "No norms yet" in page and "too few answers" in page
    events = session.scalars(select(AuditEvent).where(AuditEvent.action == "delivery.scores_viewed")).all()
    assert [event.subject for event in events] == [f"invitation:{invitation.id}"] * 2


def test_fifty_equal_answers_in_no_time_are_a_sign_not_a_verdict(
    device: FlaskClient, session: Session, invitation: Invitation, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    """Fifty threes: a run of 50 (8 suffice), no spread at all (.35 suffices), and under two seconds an item."""
    seen = now().isoformat()
    for item in library()["work_style"].items:
        device.post("/take/save", json={"part": 1, "item": item, "value": "3", "shown": seen})
    device.post("/take/submit")
    run_jobs()
    found = session.scalars(select(AnswerQuality)).one()
    assert (found.longstring, found.spread, found.flags) == (50, 0.0, ["longstring", "irv", "speed"])
    page = signed_in(Role.HR).get(f"/invitations/{invitation.id}/scores").text
    assert "eight or more identical answers in a row" in page and "Not grounds for rejection" in page


def test_scoring_again_replaces_the_scores(
    device: FlaskClient, session: Session, invitation: Invitation, run_jobs: Callable[[], int]
) -> None:
    device.post("/take/submit")
    run_jobs()
    score(session, invitation.id)
    session.commit()
    assert len(session.scalars(select(ScaleScore)).all()) == 7


def test_norms_need_thirty_people_of_the_same_purpose(
    session: Session, assessment: Assessment, invitation: Invitation, device: FlaskClient,
    signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int], opening: Opening,
) -> None:  # fmt: skip
    """Means 2.0, 2.1 … 4.9 of 30 people: M = 3.45, SD = .1·√(30·31/12) = .8803; a 3.45 is T 50, percentile 50."""
    for item in library()["work_style"].items:
        device.post("/take/save", json={"part": 1, "item": item, "value": "3"})
    device.post("/take/submit")
    run_jobs()
    version_id = assessment.parts[0].version_id
    own = session.scalars(select(ScaleScore).where(ScaleScore.scale == "openness")).one()
    own.value = 2.0
    for step in range(1, 29):
        _scored(session, version_id, opening, 2.0 + step / 10)
    session.commit()
    make_norms(session, version_id, "selection", "test")
    assert session.scalar(select(ScaleNorm.id)) is None  # 29 people
    _scored(session, version_id, opening, 4.9)
    make_norms(session, version_id, "development", "test")
    assert session.scalar(select(ScaleNorm.id)) is None  # nobody of that purpose
    make_norms(session, version_id, "selection", "test")
    own.value = 3.45
    session.commit()
    norm = session.scalars(select(ScaleNorm)).one()
    assert (norm.scale, norm.n) == ("openness", 30)
    assert norm.mean == pytest.approx(3.45) and norm.sd == pytest.approx(0.1 * (30 * 31 / 12) ** 0.5)
    page = signed_in(Role.HR).get(f"/invitations/{invitation.id}/scores").text
    assert page.count(">50<") == 2 and "compare with 30 people" in page


def _scored(session: Session, version_id: int, opening: Opening, value: float) -> None:
    application = add_candidate(session, "test", opening, f"Person {value}", f"p{value}@example.org")
    participant = application.candidate.participant_id
    administration = Administration(version_id=version_id, respondent_id=participant, purpose="selection")
    session.add(administration)
    session.flush()
    session.add(
        ScaleScore(
            administration_id=administration.id,
            participant_id=participant,
            version_id=version_id,
            scale="openness",
            value=value,
            answered=10,
        )
    )
    session.flush()


def test_sending_again_gives_the_time_anew_and_keeps_the_answers(
    device: FlaskClient, token: str, app: Flask, session: Session, invitation: Invitation,
    signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    device.post("/take/save", json={"part": 1, "item": "e01", "value": "4"})
    past = now() - timedelta(days=1)
    session.execute(update(Invitation).values(expires_at=past))
    session.execute(update(Administration).values(expires_at=past))
    session.commit()
    assert device.post("/take/save", json={"part": 1, "item": "e01", "value": "5"}).status_code == 409
    hr = signed_in(Role.HR)
    assert "Time ran out" in hr.get(f"/assessments/{invitation.assessment_id}").text
    hr.post(f"/invitations/{invitation.id}/send")
    run_jobs()
    found = re.search(r"/take/(\S+)", app.extensions["mailman"].outbox[-1].body)
    assert found and found[1] != token
    client = app.test_client()
    client.get(f"/take/{found[1]}")
    assert client.post("/take/save", json={"part": 1, "item": "a01", "value": "5"}).status_code == 204
    session.expire_all()
    assert {row.item: row.value for row in session.scalars(select(Response))} == {"e01": 4, "a01": 5}


def test_after_handing_in_nothing_is_sent_shown_or_withdrawn(
    device: FlaskClient, invitation: Invitation, signed_in: Callable[..., FlaskClient]
) -> None:
    device.post("/take/submit")
    hr = signed_in(Role.HR)
    for verb in ("send", "link", "withdraw"):
        assert hr.post(f"/invitations/{invitation.id}/{verb}").status_code == 409


def test_closed_applications_are_not_offered(
    session: Session, opening: Opening, assessment: Assessment, signed_in: Callable[..., FlaskClient]
) -> None:
    application = add_candidate(session, "test", opening, "Ada Nkosi", "ada@nkosi.example")
    session.execute(update(Application).where(Application.id == application.id).values(stage="closed"))
    session.commit()
    assert "Ada Nkosi" not in signed_in(Role.HR).get(f"/assessments/{assessment.id}").text
