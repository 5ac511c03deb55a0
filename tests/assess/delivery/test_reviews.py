"""Having a person look again: somebody who did not decide, whose outcome and reason are kept and told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.actions import record
from assess.audit.queries import broken_link
from assess.delivery.actions import ask_review, assign, decide_review
from assess.delivery.actions.refusals import NotTheReviewer, ReviewNotOpen, TookPart
from assess.delivery.models import Invitation, ReviewOutcome, ReviewReason, ReviewRequest
from assess.delivery.queries.reviews import Tally, may_ask, possible_reviewers, tally
from assess.hiring.actions import move
from assess.people.models import Account

VIEW = "My train was late; I did the second half on the platform."


@pytest.fixture
def done(device: FlaskClient, session: Session, invitation: Invitation) -> Invitation:
    device.post("/take/submit")
    session.refresh(invitation)
    return invitation


@pytest.fixture
def request_(session: Session, done: Invitation) -> ReviewRequest:
    made = ask_review(session, done, VIEW)
    session.commit()
    return made


def test_a_candidate_says_how_they_see_it(device: FlaskClient, done: Invitation, session: Session) -> None:
    assert device.post("/take/look-again", data={"words": VIEW}).headers["Location"] == "/take/data#review"
    [kept] = session.scalars(select(ReviewRequest)).all()
    assert (kept.invitation_id, kept.words, kept.outcome) == (done.id, VIEW, None)
    assert "Waiting for somebody to look at it" in device.get("/take/data").text


def test_before_handing_in_there_is_nothing_to_review(
    device: FlaskClient, session: Session, invitation: Invitation
) -> None:
    assert device.post("/take/look-again", data={"words": VIEW}).status_code == 303
    assert session.scalars(select(ReviewRequest)).all() == []
    with pytest.raises(ReviewNotOpen):
        ask_review(session, invitation, VIEW)


def test_one_review_at_a_time(device: FlaskClient, request_: ReviewRequest, session: Session) -> None:
    device.post("/take/look-again", data={"words": "again"})
    assert len(session.scalars(select(ReviewRequest)).all()) == 1


def test_it_can_be_asked_for_until_thirty_days_after_the_decision_and_not_a_day_longer(
    session: Session, done: Invitation
) -> None:
    assert may_ask(session, done)
    assert done.application
    move(session, "decider", done.application, "closed")
    assert may_ask(session, done)
    done.application.stage_since -= timedelta(days=29, hours=23)
    assert may_ask(session, done)
    done.application.stage_since -= timedelta(hours=2)
    assert not may_ask(session, done)


def test_who_decided_about_the_candidate_does_not_review(
    session: Session, request_: ReviewRequest, account: Callable[..., Account]
) -> None:
    decider, closer, free = (account(Role.HR, name=name) for name in ("Dora", "Cleo", "Fia"))
    application = request_.invitation.application
    assert application
    record(session, decider.pseudonym, "decisions.decided", f"application:{application.id}", decision="decline")
    move(session, closer.pseudonym, application, "closed")
    session.commit()
    assert [one.name for one in possible_reviewers(session, request_)] == ["Fia"]
    for barred in (decider, closer):
        with pytest.raises(TookPart):
            assign(session, "hr", request_, barred)
    assign(session, "hr", request_, free)
    assert request_.reviewer is free


def test_a_reviewer_who_decides_after_being_named_may_not_review_any_more(
    session: Session, request_: ReviewRequest, account: Callable[..., Account]
) -> None:
    reviewer = account(Role.HR, name="Rea")
    assign(session, "hr", request_, reviewer)
    record(session, reviewer.pseudonym, "decisions.decided", f"application:{request_.invitation.application_id}")
    with pytest.raises(TookPart):
        decide_review(session, reviewer, request_, "stands", "Looked.")


def test_the_manager_of_another_opening_is_not_asked(
    session: Session, request_: ReviewRequest, account: Callable[..., Account]
) -> None:
    other, own, interviewer = (
        account(role, name=name)
        for role, name in ((Role.HIRING_MANAGER, "Otto"), (Role.HIRING_MANAGER, "Olga"), (Role.INTERVIEWER, "Ines"))
    )
    opening = request_.invitation.assessment.opening
    assert opening
    opening.hiring_manager = own
    session.commit()
    assert possible_reviewers(session, request_) == [own]
    assert other and interviewer


def test_the_outcome_and_its_reason_reach_the_candidate_and_the_figures(
    app: Flask, device: FlaskClient, session: Session, request_: ReviewRequest, account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    hr, reviewer = signed_in(Role.HR), account(Role.ANALYST, name="Rea")
    assert hr.post(f"/assessments/reviews/{request_.id}/reviewer", data={"reviewer": reviewer.id}).status_code == 303
    client = signed_in(reviewer)
    assert VIEW in client.get(f"/assessments/reviews/{request_.id}").text
    sent = {"outcome": "changed", "reason": "The break explains the blank half."}
    assert client.post(f"/assessments/reviews/{request_.id}/outcome", data=sent).status_code == 303
    run_jobs()
    mail = app.extensions["mailman"].outbox[-1]
    assert "blank half" not in mail.body and "/take/" in mail.body
    page = device.get("/take/data").text
    assert "The break explains the blank half." in page and "The decision is changed" in page
    session.expire_all()
    assert tally(session) == Tally(asked=1, decided=1, changed=1)
    assert "1 of 1 decided; 1 changed" in hr.get("/assessments/requests").text
    assert broken_link(session) is None


def test_only_the_one_who_was_named_decides(
    session: Session, request_: ReviewRequest, account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> None:
    named, other = account(Role.HR, name="Rea"), account(Role.HR, name="Otto")
    assign(session, "hr", request_, named)
    session.commit()
    with pytest.raises(NotTheReviewer):
        decide_review(session, other, request_, "changed", "For a friend.")
    session.rollback()
    sent = {"outcome": "changed", "reason": "For a friend."}
    assert signed_in(other).post(f"/assessments/reviews/{request_.id}/outcome", data=sent).status_code == 409
    analyst = signed_in(Role.ANALYST)
    assert analyst.get(f"/assessments/reviews/{request_.id}").status_code == 404
    assert analyst.post(f"/assessments/reviews/{request_.id}/outcome", data=sent).status_code == 404
    assert analyst.post(f"/assessments/reviews/{request_.id}/reviewer", data={"reviewer": 1}).status_code == 403
    assert session.scalars(select(ReviewOutcome)).all() == []


def test_an_outcome_refuses_every_change_and_a_correction_stands_beside_it(
    session: Session, request_: ReviewRequest, account: Callable[..., Account]
) -> None:
    reviewer = account(Role.HR, name="Rea")
    assign(session, "hr", request_, reviewer)
    decide_review(session, reviewer, request_, "stands", "As it was.")
    decide_review(session, reviewer, request_, "changed", "I overlooked a page.")
    session.commit()
    assert [one.text for one in request_.reasons] == ["As it was.", "I overlooked a page."]
    assert request_.outcome and request_.outcome.outcome == "changed"
    assert tally(session) == Tally(1, 1, 1)
    for statement in (update(ReviewOutcome).values(outcome="stands"), delete(ReviewOutcome)):
        with pytest.raises(IntegrityError, match="REVIEW_APPEND_ONLY"):
            session.execute(statement)
        session.rollback()


def test_words_go_with_the_candidate_and_the_figures_stay(
    session: Session, request_: ReviewRequest, account: Callable[..., Account]
) -> None:
    reviewer = account(Role.HR, name="Rea")
    assign(session, "hr", request_, reviewer)
    decide_review(session, reviewer, request_, "changed", "A reason.")
    session.commit()
    session.execute(delete(ReviewRequest))
    session.commit()
    assert session.scalars(select(ReviewReason)).all() == []
    assert tally(session) == Tally(1, 1, 1)
