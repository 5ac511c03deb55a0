"""Taking it again: offered kindly where answers may not reflect the person, a parallel form after the waiting time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.delivery import frames
from assess.delivery.actions import begin, create_assessment, finish, invite, keep, offer_retake, take_again
from assess.delivery.actions.refusals import NotOffered, TooSoonAgain
from assess.delivery.models import AnswerQuality, Assessment, Invitation, ScaleScore
from assess.delivery.queries.feedback import counts
from assess.delivery.queries.retakes import attempts
from assess.hiring.actions import add_candidate
from assess.hiring.models import Opening
from surveys.bank import library
from surveys.items import Given
from surveys.moments import now
from surveys.versions import publish
from tests.assess.delivery.test_take import STYLE, put


def hurry(device: FlaskClient) -> None:
    """The same answer fifty times, at once: three signs of careless answering."""
    seen = now().isoformat()
    for item in STYLE:
        device.post("/take/save", json={"part": 1, "item": item, "value": "5", "shown": seen})
    device.post("/take/submit")


@pytest.fixture
def careless(device: FlaskClient, session: Session, invitation: Invitation, run_jobs: Callable[[], int]) -> Invitation:
    hurry(device)
    run_jobs()
    session.refresh(invitation)
    assert session.scalars(select(AnswerQuality)).one().careless
    return invitation


def test_careless_answers_bring_an_offer_by_mail_and_on_the_page_and_no_reproach(
    app: Flask, device: FlaskClient, careless: Invitation
) -> None:
    assert careless.retake_offered_at
    mail = app.extensions["mailman"].outbox[-1]
    assert "nothing is held against you" in mail.body and "careless" not in mail.body.lower()
    page = device.get("/take/receipt").text
    assert "You may take it again" in page and "careless" not in page.lower()


def test_honest_answers_bring_none(
    app: Flask, device: FlaskClient, session: Session, invitation: Invitation, run_jobs: Callable[[], int]
) -> None:
    for number, item in enumerate(STYLE):
        put(device, item, str(1 + number * 7 % 5))
    device.post("/take/submit")
    run_jobs()
    session.refresh(invitation)
    assert invitation.retake_offered_at is None
    assert device.post("/take/again").status_code == 409
    assert len(attempts(session, invitation)) == 1


def test_the_second_attempt_is_begun_from_the_page_and_both_results_are_kept(
    device: FlaskClient, session: Session, careless: Invitation, run_jobs: Callable[[], int]
) -> None:
    assert device.post("/take/again").headers["Location"] == "/take/"
    device.post("/take/begin")
    for number, item in enumerate(STYLE):
        put(device, item, str(1 + number * 7 % 5))
    device.post("/take/submit")
    run_jobs()
    session.expire_all()
    first, second = attempts(session, careless)
    assert (first.attempt, second.attempt, second.state) == (1, 2, "submitted")
    scored = session.scalars(select(ScaleScore.administration_id).distinct()).all()
    assert {part.administration_id for part in (first.parts[0], second.parts[0])} <= set(scored)
    assert second.retake_offered_at is None  # offered once, not again and again
    assert counts(session, first) is second


def test_pressing_twice_or_on_two_devices_is_one_attempt(
    device: FlaskClient, holder: Callable[[], FlaskClient], session: Session, careless: Invitation
) -> None:
    other = holder()
    for client in (device, other):
        assert client.post("/take/again").status_code == 303
    assert [one.attempt for one in attempts(session, careless)] == [1, 2]


def test_an_honest_first_attempt_counts_more_than_a_careless_later_one(
    session: Session, device: FlaskClient, invitation: Invitation, run_jobs: Callable[[], int], assessment: Assessment
) -> None:
    for number, item in enumerate(STYLE):
        put(device, item, str(1 + number * 7 % 5))
    device.post("/take/submit")
    run_jobs()
    session.refresh(invitation)
    honest = frames.scale_scores(session, assessment.parts[0].version_id, "selection")
    invitation.retake_offered_at = now()
    session.commit()
    device.post("/take/again")
    device.post("/take/begin")
    hurry(device)
    run_jobs()
    session.expire_all()
    assert counts(session, invitation).attempt == 1
    after = frames.scale_scores(session, assessment.parts[0].version_id, "selection")
    assert after["value"].tolist() == honest["value"].tolist()


def test_hr_offers_another_attempt_only_after_the_days_the_instruments_want(
    session: Session, device: FlaskClient, invitation: Invitation, signed_in: Callable[..., FlaskClient]
) -> None:
    device.post("/take/submit")
    session.refresh(invitation)
    hr, place = signed_in(Role.HR), f"/invitations/{invitation.id}/again"
    refused = hr.post(place)
    assert refused.status_code == 409 and f"{now() + timedelta(days=90):%Y-%m-%d}" in refused.text
    assert invitation.submitted_at
    invitation.submitted_at -= timedelta(days=90)
    session.commit()
    assert hr.post(place).status_code == 303
    session.refresh(invitation)
    assert invitation.retake_offered_at


def test_what_is_not_handed_in_or_not_offered_is_not_taken_again(
    session: Session, device: FlaskClient, invitation: Invitation
) -> None:
    with pytest.raises(NotOffered):
        offer_retake(session, "hr", invitation)
    with pytest.raises(NotOffered):
        take_again(session, invitation)
    device.post("/take/submit")
    session.refresh(invitation)
    with pytest.raises(TooSoonAgain):
        offer_retake(session, "hr", invitation)


def test_who_takes_it_again_gets_the_parallel_form_and_then_the_first_again(session: Session, opening: Opening) -> None:
    """Two forms of one family; the third attempt finds both taken."""
    bank = library()["work_style"]
    forms = [replace(bank, code=code, title=code, family="style") for code in ("style_a", "style_b")]
    first, _second = [publish(session, form) for form in forms]
    made = create_assessment(session, "test", "Style", "selection", [first], "Ruth", opening)
    one = invite(session, "test", made, add_candidate(session, "test", opening, "Ada", "ada@nkosi.example"))
    given = []
    for _attempt in range(3):
        begin(session, one)
        given.append(one.parts[0].administration.version.code)
        keep(session, one.id, 1, {"e01": Given("3")})
        finish(session, one)
        session.expire(one)
        one.submitted_at = now() - timedelta(days=91)
        offer_retake(session, "hr", one)
        one = take_again(session, one)
    assert given == ["style_a", "style_b", "style_a"]


def test_signs_are_told_in_tiers_and_never_as_a_ground_to_reject(
    session: Session, careless: Invitation, signed_in: Callable[..., FlaskClient]
) -> None:
    analyst, place = signed_in(Role.ANALYST), f"/invitations/{careless.id}/scores"
    page = analyst.get(place).text
    assert "Several signs of careless answering" in page and "Not grounds for rejection" in page
    assert "is-doubtful" in page and "shown in grey" in page
    quality = session.scalars(select(AnswerQuality)).one()
    quality.careless, quality.flags = False, ["irv"]
    session.commit()
    page = analyst.get(place).text
    assert "One sign of careless answering" in page and "Not grounds for rejection" in page
    assert "is-doubtful" not in page
    quality.flags = []
    session.commit()
    page = analyst.get(place).text
    assert "No sign of careless answering" in page and "Not grounds" not in page
