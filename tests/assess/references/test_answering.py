"""A referee on a phone: told what it is for, seven questions, a receipt; or no."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from assess.delivery.models import NoticeText
from assess.references import actions, tasks
from assess.references.models import ReferenceCheck
from surveys.models import Administration, Response
from surveys.moments import now
from tests.assess.references.conftest import TOPICS, hand_in

FIRST, SECOND = TOPICS[:4], TOPICS[4:]
AGREED = {"relation": "manager", "length": "1_to_3"}


def test_a_referee_reads_agrees_answers_and_gets_a_receipt(
    app: Flask, session: Session, answering: ReferenceCheck, holding: Callable
) -> None:
    mona = holding("mona@work0.example")
    notice = mona.get("/referee/").get_data(as_text=True)
    assert "Nobody sees your answers: not the candidate, not Meridian Instruments." in notice
    assert "a coded form of the network you answer from is kept until the references are closed" in notice
    assert mona.post("/referee/begin", data=AGREED).headers["Location"] == "/referee/page/with_customers"
    page = mona.get("/referee/page/with_customers").get_data(as_text=True)
    assert "How well did they prepare for meetings?" in page and page.count("I cannot say") == 4
    first = mona.post("/referee/page/with_customers", data=dict.fromkeys(FIRST, "4"))
    assert first.headers["Location"] == "/referee/page/day_to_day"
    second = dict.fromkeys(SECOND, "none") | {"said": "Let them prepare in peace."}
    assert mona.post("/referee/page/day_to_day", data=second).headers["Location"] == "/referee/receipt"
    session.expire_all()
    one = answering.referees[0]
    assert one.receipt is not None and one.receipt in mona.get("/referee/receipt").get_data(as_text=True)
    kept = session.get_one(Administration, one.administration_id)
    assert (kept.respondent_id, kept.subject_id, kept.context) == (
        one.participant_id, answering.application.candidate.participant_id, f"reference:{answering.id}"
    )  # fmt: skip
    values = {row.item: row.value for row in session.query(Response).filter_by(administration_id=kept.id)}
    assert values == dict.fromkeys(FIRST, 4.0) | dict.fromkeys((*SECOND, "said"), None)
    assert "legitimate interest" in session.get_one(NoticeText, one.notice_hash).text


def test_each_answer_saves_itself_and_a_refused_one_is_named(
    session: Session, answering: ReferenceCheck, holding: Callable
) -> None:
    mona = holding("mona@work0.example")
    assert mona.post("/referee/save", json={"item": "care", "value": "5"}).status_code == 404  # nothing agreed to yet
    mona.post("/referee/begin", data=AGREED)
    assert mona.post("/referee/save", json={"item": "care", "value": "5"}).status_code == 204
    assert mona.post("/referee/save", json={"item": "care", "value": "6"}).status_code == 422
    for odd in (None, [], {"item": 3, "value": "5"}, {"item": "care", "value": 5}):
        assert mona.post("/referee/save", json=odd).status_code == 400
    session.expire_all()
    assert [row.value for row in session.query(Response).all()] == [5.0]


def test_what_is_open_is_named_and_nothing_is_handed_in(answering: ReferenceCheck, holding: Callable) -> None:
    mona = holding("mona@work0.example")
    refused = mona.post("/referee/begin", data={"relation": "manager"})
    assert refused.status_code == 422 and "Please choose." in refused.get_data(as_text=True)
    mona.post("/referee/begin", data=AGREED)
    lacking = mona.post("/referee/page/with_customers", data=dict.fromkeys(FIRST[:3], "4"))
    assert lacking.status_code == 422
    assert lacking.get_data(as_text=True).count("Please answer, or choose “I cannot say”.") == 1
    # the last page by its address, the first one unfinished: back to what is open
    jumped = mona.post("/referee/page/day_to_day", data=dict.fromkeys(SECOND, "4"))
    assert jumped.headers["Location"] == "/referee/page/with_customers"
    back = mona.post("/referee/page/day_to_day", data={"go": "back"})
    assert back.headers["Location"] == "/referee/page/with_customers"
    assert mona.get("/referee/page/elsewhere").status_code == 404


def test_a_second_press_comes_to_the_same_receipt_and_changes_nothing(
    session: Session, answering: ReferenceCheck, holding: Callable
) -> None:
    mona = holding("mona@work0.example")
    hand_in(session, answering.referees[0], 5)
    assert (
        mona.post("/referee/page/with_customers", data=dict.fromkeys(FIRST, "1")).headers["Location"]
        == "/referee/receipt"
    )
    assert mona.post("/referee/decline").status_code == 409
    assert mona.post("/referee/save", json={"item": "care", "value": "1"}).status_code == 409
    session.expire_all()
    assert {row.value for row in session.query(Response).filter(Response.item != "said")} == {5.0}
    assert not actions.finish(session, answering.referees[0], "")


def test_saying_no_deletes_what_was_answered_and_nobody_asks_again(
    app: Flask, session: Session, answering: ReferenceCheck, holding: Callable, run_jobs: Callable
) -> None:
    mona = holding("mona@work0.example")
    mona.post("/referee/begin", data=AGREED)
    mona.post("/referee/save", json={"item": "care", "value": "1"})
    assert mona.post("/referee/decline").status_code == 303
    session.expire_all()
    assert session.query(Response).count() == 0 and session.query(Administration).count() == 0
    sent = len(app.extensions["mailman"].outbox)
    actions.send_again(session, "test", answering)
    session.commit()
    run_jobs()
    again = {mail.to[0] for mail in app.extensions["mailman"].outbox[sent:]}
    assert "mona@work0.example" not in again and "karim@work1.example" in again


def test_who_comes_too_late_is_thanked(session: Session, answering: ReferenceCheck, holding: Callable) -> None:
    mona = holding("mona@work0.example")
    session.execute(update(ReferenceCheck).values(expires_at=now() - timedelta(minutes=1)))
    session.commit()
    late = mona.get("/referee/")
    assert late.status_code == 410 and "counts against nobody" in late.get_data(as_text=True)
    assert mona.post("/referee/begin", data=AGREED).status_code == 410


def test_one_reminder_goes_to_whoever_has_not_answered(
    app: Flask, session: Session, answering: ReferenceCheck, run_jobs: Callable
) -> None:
    run_jobs()
    hand_in(session, answering.referees[0])
    tasks.remind(session)
    session.commit()
    run_jobs()
    assert not [mail for mail in app.extensions["mailman"].outbox if mail.subject.startswith("Your reference for")]
    session.execute(update(ReferenceCheck).values(expires_at=now() + timedelta(days=3)))
    session.commit()
    for _twice in range(2):
        tasks.remind(session)
        session.commit()
        run_jobs()
    reminded = [
        mail.to[0] for mail in app.extensions["mailman"].outbox if mail.subject.startswith("Your reference for")
    ]
    assert sorted(reminded) == ["ivo@work3.example", "karim@work1.example", "paula@work2.example"]


@pytest.mark.parametrize(("language", "asked"), [("de", "Wie gut hat sich die Person auf Gespräche vorbereitet?"),
                                                 ("ar", "ما مدى جودة التحضير للاجتماعات لدى هذا الشخص؟")])  # fmt: skip
def test_a_referee_answers_in_their_own_language(
    session: Session, answering: ReferenceCheck, holding: Callable, language: str, asked: str
) -> None:
    mona = holding("mona@work0.example")
    mona.post("/referee/begin", data=AGREED, headers={"Accept-Language": language})
    assert asked in mona.get("/referee/page/with_customers").get_data(as_text=True)
    session.expire_all()
    assert answering.referees[0].language == language
