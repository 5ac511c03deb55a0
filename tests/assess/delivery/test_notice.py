"""Told before anything is asked: the whole notice, kept by its hash, with days to read it and an age."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.delivery.actions import Terms, create_assessment, invite
from assess.delivery.models import Assessment, Invitation, NoticeSeen, NoticeText
from assess.hiring.actions import add_candidate
from assess.hiring.models import Opening
from surveys.bank import library
from surveys.moments import now, working_days_after
from surveys.versions import publish


def test_the_notice_says_what_why_who_how_long_on_what_basis_and_what_one_may_do(
    holder: Callable[[], FlaskClient],
) -> None:
    page = holder().get("/take/").text
    for said in (
        "You applied for Account executive, Lyon at Meridian Instruments", "People decide, never the software alone",
        "counted together by the same rule for everybody", "HR, the analysts who check the method",
        "GDPR Art. 6(1)(b)", "12 months after you hand it in", "ruth@meridian.example", "No diagnosis is needed",
        "leave at any point", "have another person look again, until 30 days", "take it again after 90 days",
        "aged 16 or older", "in plain words, when it is decided", "/take/accommodation", "/take/leave", "/take/data",
    ):  # fmt: skip
        assert said in page, said


def test_three_lines_come_first_and_the_rest_is_folded_away(holder: Callable[[], FlaskClient]) -> None:
    page = holder().get("/take/").text
    before, _fold, after = page.partition("<details")
    assert before.count("<p>") == 3 and "GDPR" not in before and "GDPR" in after


def test_which_words_were_seen_and_which_begun_with_is_kept_once(
    holder: Callable[[], FlaskClient], session: Session, invitation: Invitation
) -> None:
    device = holder()
    device.get("/take/")
    [seen] = session.scalars(select(NoticeSeen)).all()
    first = seen.seen_at
    assert first and seen.accepted_at is None
    assert seen.hash == hashlib.sha256(seen.notice.text.encode()).hexdigest()
    assert "Account executive, Lyon" in seen.notice.text and "GDPR" in seen.notice.text
    device.get("/take/")
    device.post("/take/begin")
    device.post("/take/begin")
    session.expire_all()
    [seen] = session.scalars(select(NoticeSeen)).all()
    assert seen.seen_at == first and seen.accepted_at and seen.accepted_at >= first


def test_other_words_are_another_notice(
    holder: Callable[[], FlaskClient], session: Session, assessment: Assessment
) -> None:
    device = holder()
    device.get("/take/")
    assessment.months_kept = 6
    session.commit()
    device.post("/take/begin")
    kept = session.scalars(select(NoticeSeen).order_by(NoticeSeen.accepted_at)).all()
    accepted = [one for one in kept if one.accepted_at]
    assert len(kept) == 2 and len(accepted) == 1
    assert "6 months after" in accepted[0].notice.text and accepted[0].seen_at is None
    assert len(session.scalars(select(NoticeText)).all()) == 2


def test_nobody_begins_before_the_days_of_notice_are_over(
    holder: Callable[[], FlaskClient], session: Session, assessment: Assessment, invitation: Invitation
) -> None:
    assessment.notice_days = 10
    session.commit()
    device = holder()
    page = device.get("/take/").text
    assert "You can begin on" in page and ">Begin<" not in page
    assert device.post("/take/begin").status_code == 409
    session.refresh(invitation)
    assert invitation.begun_at is None and session.scalars(select(NoticeSeen.accepted_at)).all() == [None]
    invitation.invited_at -= timedelta(days=20)
    session.commit()
    assert device.post("/take/begin").status_code == 303


@pytest.mark.parametrize(
    "days, first",
    [
        (0, datetime(2026, 3, 6, 15, 0, tzinfo=UTC)),  # a Friday afternoon: at once
        (1, datetime(2026, 3, 10, tzinfo=UTC)),  # Monday the 9th is the one day between
        (10, datetime(2026, 3, 21, tzinfo=UTC)),  # two working weeks, the 9th to the 20th
    ],
)
def test_days_of_notice_are_working_days(days: int, first: datetime) -> None:
    assert working_days_after(datetime(2026, 3, 6, 15, 0, tzinfo=UTC), days) == first


def test_the_time_to_answer_begins_after_the_notice(
    session: Session, opening: Opening, signed_in: Callable[..., FlaskClient]
) -> None:
    version = publish(session, library()["work_style"])
    terms = Terms("once_decided", "steps_before_contract", notice_days=10)
    made = create_assessment(session, "test", "Later", "selection", [version], "Ruth", opening, 14, 12, terms)
    session.commit()
    one = invite(session, "test", made, add_candidate(session, "test", opening, "Ada", "ada@nkosi.example"))
    assert one.expires_at - one.earliest >= timedelta(days=13, hours=23)
    assert one.earliest > now() + timedelta(days=12)


def test_consent_is_no_basis_of_an_assessment(session: Session, assessment: Assessment) -> None:
    assessment.basis = "consent"
    with pytest.raises(IntegrityError):
        session.commit()


def test_hr_sets_the_terms_and_what_is_left_empty_is_as_usual(
    session: Session, signed_in: Callable[..., FlaskClient], opening: Opening
) -> None:
    version = publish(session, library()["work_style"])
    session.commit()
    sent = {
        "title": "T", "purpose": "selection", "opening": opening.id, "part_1": version.id, "contact": "Ruth",
        "days_open": 14, "months_kept": 12, "part_2": 0, "part_3": 0, "part_4": 0, "part_5": 0,
        "notice_days": 10, "minimum_age": "", "review_days": 45, "feedback": "", "basis": "", "method_basis": "",
    }  # fmt: skip
    assert signed_in(Role.HR).post("/assessments/new", data=sent).status_code == 302
    [made] = session.scalars(select(Assessment)).all()
    assert (made.notice_days, made.minimum_age, made.review_days) == (10, 16, 45)
    assert (made.feedback, made.basis) == ("once_decided", "steps_before_contract")
