"""Asking for more time or another way: easy for the candidate, answered by HR in time, unseen by whoever scores."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.delivery.actions import arrange, ask_accommodation, invite
from assess.delivery.actions.refusals import AlreadyAnswered
from assess.delivery.models import Accommodation, Assessment, Invitation
from assess.delivery.queries.accommodations import allowance
from assess.hiring.actions import add_candidate
from assess.hiring.models import Opening
from assess.people.models import Account
from tests.assess.delivery.test_take import STYLE, put

WORDS = "My screen reader takes a while."


@pytest.fixture
def asked(session: Session, invitation: Invitation) -> Accommodation:
    made = ask_accommodation(session, invitation, ("time",), WORDS)
    session.commit()
    return made


def grant(session: Session, asked: Accommodation, factor: float) -> None:
    arrange(session, "test", asked, "granted", factor, True, "", "Of course.")
    session.commit()


def test_a_candidate_asks_in_their_own_words_before_they_begin(
    holder: Callable[[], FlaskClient], session: Session, invitation: Invitation
) -> None:
    device = holder()
    page = device.get("/take/accommodation").text
    assert "no diagnosis" in page and "Another format" in page
    assert device.post("/take/accommodation", data={"wishes": ["time", "pauses"], "words": WORDS}).status_code == 303
    [kept] = session.scalars(select(Accommodation)).all()
    assert (kept.invitation_id, kept.wishes, kept.words) == (invitation.id, ["time", "pauses"], WORDS)
    assert (kept.answered_at, kept.outcome) == (None, None)
    assert "Waiting for an answer" in device.get("/take/accommodation").text


def test_an_empty_request_is_not_kept_and_says_what_is_missing(device: FlaskClient, session: Session) -> None:
    page = device.post("/take/accommodation", data={"words": "  "})
    assert page.status_code == 422 and "Tick something" in page.text
    assert session.scalars(select(Accommodation)).all() == []


def test_a_wish_nobody_offers_is_refused(device: FlaskClient, session: Session) -> None:
    assert device.post("/take/accommodation", data={"wishes": ["answers"]}).status_code == 422
    assert session.scalars(select(Accommodation)).all() == []


def test_hr_grants_and_the_candidate_reads_it_and_the_mail_holds_nothing_of_it(
    app: Flask, device: FlaskClient, session: Session, asked: Accommodation, signed_in: Callable[..., FlaskClient],
    run_jobs: Callable[[], int], invitation: Invitation,
) -> None:  # fmt: skip
    hr = signed_in(Role.HR)
    assert WORDS in hr.get(f"/assessments/requests/{asked.id}").text
    sent = {
        "outcome": "granted",
        "extra_time": "1.5",
        "pauses": "y",
        "answer": "Half as much again.",
        "alternative": "",
    }
    assert hr.post(f"/assessments/requests/{asked.id}", data=sent).status_code == 303
    run_jobs()
    mail = app.extensions["mailman"].outbox[-1]
    assert mail.to == ["chiara@romano.example"] and "Half" not in mail.body and "/take/" in mail.body
    page = device.get("/take/accommodation").text
    assert "Half as much again." in page and "Granted" in page
    session.expire_all()
    assert allowance(session, invitation) == 1.5


def test_an_answer_without_a_sentence_for_the_candidate_is_not_taken(
    signed_in: Callable[..., FlaskClient], asked: Accommodation, session: Session
) -> None:
    page = signed_in(Role.HR).post(
        f"/assessments/requests/{asked.id}", data={"outcome": "granted", "extra_time": "2.0"}
    )
    assert page.status_code == 422 and "Write a sentence" in page.text
    session.expire_all()
    assert asked.outcome is None


@pytest.mark.parametrize("factor", ["3.0", "-1", "nan", ""])
def test_a_time_nobody_offers_is_refused(
    signed_in: Callable[..., FlaskClient], asked: Accommodation, session: Session, factor: str
) -> None:
    sent = {"outcome": "granted", "extra_time": factor, "answer": "Yes."}
    assert signed_in(Role.HR).post(f"/assessments/requests/{asked.id}", data=sent).status_code == 422
    session.expire_all()
    assert asked.outcome is None


def test_without_an_answer_time_is_as_for_everybody(
    session: Session, invitation: Invitation, asked: Accommodation
) -> None:
    assert allowance(session, invitation) == 1.0
    arrange(session, "test", asked, "declined", 2.0, answer="Nothing here is timed.")
    assert allowance(session, invitation) == 1.0


def test_no_limit_is_zero_and_a_later_refusal_takes_nothing_back(
    session: Session, invitation: Invitation, asked: Accommodation
) -> None:
    grant(session, asked, 0.0)
    assert allowance(session, invitation) == 0.0
    more = ask_accommodation(session, invitation, ("other",), "And tea.")
    arrange(session, "test", more, "declined", answer="No.")
    assert allowance(session, invitation) == 0.0


def test_the_form_begins_with_what_was_granted_before(
    session: Session, invitation: Invitation, asked: Accommodation, signed_in: Callable[..., FlaskClient]
) -> None:
    grant(session, asked, 1.5)
    more = ask_accommodation(session, invitation, ("pauses",), "")
    session.commit()
    page = signed_in(Role.HR).get(f"/assessments/requests/{more.id}").text
    assert '<option selected value="1.5">' in page


def test_a_request_is_answered_once(
    session: Session, asked: Accommodation, signed_in: Callable[..., FlaskClient]
) -> None:
    grant(session, asked, 1.25)
    with pytest.raises(AlreadyAnswered):
        arrange(session, "other", asked, "declined", answer="No.")
    session.rollback()
    sent = {"outcome": "declined", "extra_time": "1.0", "answer": "No."}
    page = signed_in(Role.HR).post(f"/assessments/requests/{asked.id}", data=sent)
    assert page.status_code == 200 and "Of course." in page.text
    session.expire_all()
    assert asked.outcome == "granted"


def test_hr_sees_how_many_days_a_request_waits_and_how_many_it_took(
    session: Session, asked: Accommodation, signed_in: Callable[..., FlaskClient]
) -> None:
    asked.asked_at -= timedelta(days=6)
    session.commit()
    assert (
        '<td role="cell" class="num" data-label="Days open">6</td>'
        in signed_in(Role.HR).get("/assessments/requests").text
    )
    grant(session, asked, 1.25)
    asked.answered_at = asked.asked_at + timedelta(days=2)
    session.commit()
    assert asked.open_for == timedelta(days=2)


def test_hr_writes_down_what_somebody_asked_for_by_telephone(
    session: Session, invitation: Invitation, signed_in: Callable[..., FlaskClient]
) -> None:
    answer = signed_in(Role.HR).post(f"/invitations/{invitation.id}/accommodation")
    [kept] = session.scalars(select(Accommodation)).all()
    assert answer.headers["Location"] == f"/assessments/requests/{kept.id}" and kept.outcome is None


def test_another_person_of_the_same_assessment_has_no_part_in_it(
    session: Session, assessment: Assessment, opening: Opening, asked: Accommodation
) -> None:
    grant(session, asked, 2.0)
    application = add_candidate(session, "test", opening, "Ada Nkosi", "ada@nkosi.example")
    other = invite(session, "test", assessment, application=application)
    assert allowance(session, other) == 1.0


def test_no_byte_of_what_scorers_see_differs_for_who_asked(
    session: Session, device: FlaskClient, invitation: Invitation, opening: Opening, run_jobs: Callable[[], int],
    account: Callable[..., Account], signed_in: Callable[..., FlaskClient], assessment: Assessment,
) -> None:  # fmt: skip
    """The pages are fetched before and after somebody asked and was granted; the leak is shown to exist first."""
    manager = account(Role.HIRING_MANAGER, name="Mara")
    opening.hiring_manager = manager
    for item, value in STYLE.items():
        put(device, item, value)
    device.post("/take/submit")
    run_jobs()
    session.commit()
    readers = [signed_in(Role.ANALYST), signed_in(manager)]
    places = [
        f"/invitations/{invitation.id}/scores", f"/assessments/{assessment.id}", "/assessments/",
        f"/openings/{opening.id}", f"/decisions/openings/{opening.id}/compare", "/",
        f"/decisions/applications/{invitation.application_id}",
    ]  # fmt: skip
    before = [reader.get(place).data for reader in readers for place in places]
    assert any(b"Chiara" in page for page in before)
    asked = ask_accommodation(session, invitation, ("time", "format"), WORDS)
    grant(session, asked, 1.5)
    assert WORDS in signed_in(Role.HR).get(f"/assessments/requests/{asked.id}").text  # it could leak
    after = [reader.get(place).data for reader in readers for place in places]
    assert [unsigned(page) for page in before] == [unsigned(page) for page in after]


def unsigned(page: bytes) -> bytes:
    """A page without what is drawn anew for every request."""
    return re.sub(rb'(name="csrf_token"[^>]*value|nonce)="[^"]*"', b"", page)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.HIRING_MANAGER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_but_hr_opens_a_request(
    signed_in: Callable[..., FlaskClient], asked: Accommodation, invitation: Invitation, session: Session, role: Role
) -> None:
    client = signed_in(role)
    assert client.get("/assessments/requests").status_code == 403
    assert client.get(f"/assessments/requests/{asked.id}").status_code == 403
    assert client.post(f"/assessments/requests/{asked.id}", data={"outcome": "granted"}).status_code == 403
    assert client.post(f"/invitations/{invitation.id}/accommodation").status_code == 403
    session.expire_all()
    assert asked.outcome is None


def test_the_trail_names_the_request_and_not_whose_it_is(
    device: FlaskClient, session: Session, signed_in: Callable[..., FlaskClient], invitation: Invitation
) -> None:
    device.post("/take/accommodation", data={"wishes": ["time"], "words": WORDS})
    [event] = session.scalars(select(AuditEvent).where(AuditEvent.action == "delivery.accommodation_asked"))
    assert event.actor == "candidate" and event.subject.startswith("accommodation:") and event.details == {}
    page = signed_in(Role.AUDITOR).get("/audit").text
    assert invitation.participant.code not in str((event.actor, event.subject)) and WORDS not in page


def test_what_was_asked_goes_with_the_answers(
    session: Session, asked: Accommodation, device: FlaskClient, invitation: Invitation
) -> None:
    device.post("/take/leave", data={"erase": "yes"})
    assert session.scalars(select(Accommodation)).all() == []


def test_the_same_request_sent_again_is_one_and_there_is_an_end_to_asking(
    device: FlaskClient, session: Session
) -> None:
    for _press in range(3):
        assert device.post("/take/accommodation", data={"wishes": ["time"], "words": WORDS}).status_code == 303
    assert len(session.scalars(select(Accommodation)).all()) == 1
    statuses = [device.post("/take/accommodation", data={"words": f"And {n}."}).status_code for n in range(6)]
    assert statuses == [303, 303, 303, 303, 409, 409]
    assert len(session.scalars(select(Accommodation)).all()) == 5
