"""References are in the candidate's copy as a mean and no more, and go with everybody who gave them."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.delivery.actions import create_assessment, invite
from assess.delivery.models import Invitation, NoticeText
from assess.delivery.queries.copies import copy_report, everything
from assess.hiring.actions import move
from assess.hiring.models import Application
from assess.links.models import Link
from assess.references import actions
from assess.references.models import BackgroundEvent, Referee, ReferenceCheck
from surveys.bank import library
from surveys.items import Given
from surveys.models import Administration, Participant, Response
from surveys.moments import months_before, now
from surveys.versions import publish
from tests.assess.references.conftest import TOPICS, Company, hand_in, named

CONTENT = (Referee, Participant, Administration, Response, BackgroundEvent, Link, NoticeText)
SAID = "She never once gave up on a hard customer."


def counts(session: Session) -> list[int]:
    session.expire_all()
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in CONTENT]


@pytest.fixture
def invitation(session: Session, company: Company, check: ReferenceCheck) -> Invitation:
    version = publish(session, library()["work_style"])
    made = create_assessment(session, "test", "How you work", "selection", [version], "Ruth", company.opening)
    found = invite(session, "test", made, application=check.application)
    session.commit()
    return found


def copied(session: Session, invitation: Invitation) -> str:
    session.expire_all()
    kept = everything(session, invitation) | {"made_at": ""}
    return json.dumps(kept) + json.dumps(copy_report(kept).to_json())


def test_the_copy_holds_whom_one_named_and_once_all_are_closed_the_mean(
    session: Session, answering: ReferenceCheck, invitation: Invitation, run_jobs: Callable[[], int]
) -> None:
    for referee, points in zip(answering.referees, (5, 4, 4, 3), strict=True):
        assert everything(session, invitation)["reference_results"] == []
        hand_in(session, referee, points, SAID)
    run_jobs()
    session.expire_all()
    kept = everything(session, invitation)
    first = kept["references"][0]
    assert (first["known_as"], first["relation_said"], first["standing"]) == ("Mona Leitner", "my manager", "answered")
    [row] = kept["reference_results"]
    assert (row["average"], row["references"], row["what"]) == (4.0, 4, "All topics together, as given")
    assert SAID not in copied(session, invitation)


def test_what_referees_say_before_all_are_closed_changes_no_byte_of_the_copy(
    session: Session, answering: ReferenceCheck, invitation: Invitation
) -> None:
    first = answering.referees[0]
    actions.begin(session, first, "manager", "1_to_3", "en", "The notice.")
    hand_in(session, answering.referees[1], 1)
    before = copied(session, invitation)
    for points in ("1", "5"):
        actions.keep(session, first.administration_id or 0, {topic: Given(points) for topic in TOPICS})
        session.commit()
        assert copied(session, invitation) == before


def test_below_three_the_copy_says_why_there_is_no_mean(
    session: Session, answering: ReferenceCheck, invitation: Invitation, run_jobs: Callable[[], int]
) -> None:
    hand_in(session, answering.referees[0], 2)
    actions.close(session, "test", answering)
    session.commit()
    run_jobs()
    session.expire_all()
    [row] = everything(session, invitation)["reference_results"]
    assert row["average"] is None and row["average_low"] is None
    assert row["why_not"] == "Shown from 3 references on; here there are so far: 1."


def test_the_background_check_is_in_the_copy_as_its_days(
    session: Session, check: ReferenceCheck, invitation: Invitation
) -> None:
    move(session, "test", check.application, "decision")
    actions.log(session, "test", check.application, "conditional_offer", now().date())
    actions.log(session, "test", check.application, "in_progress", now().date())
    session.commit()
    rows = everything(session, invitation)["background"]
    assert [row["what"] for row in rows] == ["Conditional offer made", "In progress"]
    assert rows[0]["at"] == now().date().isoformat()


def test_referees_go_with_a_closed_application_and_those_of_others_stay(
    session: Session, applicant: Callable[..., Application], answering: ReferenceCheck, invitation: Invitation,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    other = actions.ask(session, "test", applicant("Elif Yıldız"))
    actions.name(session, other, named(("Ada Lund", "Ben Roth", "Cem Aksoy", "Dora Veit")), "en", "")
    session.commit()
    run_jobs()
    for check in (answering, other):
        for referee in check.referees[:3]:
            hand_in(session, referee, 4)
        move(session, "test", check.application, "decision")
        for what in ("conditional_offer", "in_progress"):
            actions.log(session, "test", check.application, what, now().date())
    session.commit()
    before = counts(session)
    gone = [(one.participant_id, one.administration_id) for one in answering.referees]
    invitation.submitted_at = months_before(now(), 12)
    move(session, "test", answering.application, "closed")
    session.commit()
    run_jobs()
    session.expire_all()
    assert answering.forgotten_at is not None and answering.referees == [] and answering.state == "closed"
    assert [session.get(Participant, one) for one, _ in gone] == [None] * 4
    assert not session.scalars(select(Administration).where(Administration.id.in_([one for _, one in gone]))).all()
    after = counts(session)
    # four referees with as many names of the engine, three sittings of seven answers, a status and a step
    assert [a - b for a, b in zip(before[:5], after[:5], strict=True)] == [4, 4, 3, 21, 2]
    targets = {one.target for one in session.scalars(select(Link).where(Link.holder == "referee"))}
    assert targets == {one.id for one in other.referees}
    assert len(other.referees) == 4 and other.answered == 3
    said = session.scalars(select(AuditEvent.action).where(AuditEvent.action.like("references.%forgotten"))).all()
    assert sorted(said) == ["references.background_forgotten", "references.forgotten"]
    run_jobs()
    assert counts(session) == after


def test_the_notice_that_names_the_candidate_goes_with_the_last_who_saw_it(
    session: Session, answering: ReferenceCheck, run_jobs: Callable[[], int]
) -> None:
    for referee in answering.referees:
        hand_in(session, referee)
    run_jobs()
    session.expire_all()
    assert session.scalars(select(NoticeText.text)).all() == ["The notice."]
    assert session.scalar(select(func.count()).select_from(Analysis).where(Analysis.kind == "references")) == 1
    actions.forget(session, [answering])
    session.commit()
    assert session.scalars(select(NoticeText.text)).all() == []
    assert session.scalar(select(func.count()).select_from(Analysis).where(Analysis.kind == "references")) == 0
