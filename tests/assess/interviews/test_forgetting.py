"""What was said of a candidate is in their copy as far as it is open, and goes when it was kept as long as promised."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from assess.audit.models import AuditEvent
from assess.audit.queries import broken_link
from assess.delivery.actions import create_assessment, invite
from assess.delivery.models import Invitation
from assess.delivery.queries.copies import copy_report, everything
from assess.hiring.actions import move
from assess.hiring.models import Application
from assess.interviews import actions, queries
from assess.interviews.models import Interview, Seat, SecondRating
from assess.links.models import Link
from surveys.bank import library
from surveys.models import Administration, Response
from surveys.moments import months_before, now
from surveys.versions import publish
from tests.assess.interviews.conftest import Company, lock, plan, rate

CONTENT = (Interview, Seat, SecondRating, Administration, Response, Link)


def counts(session: Session) -> list[int]:
    session.expire_all()
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in CONTENT]


def copy(session: Session, invitation: Invitation) -> dict:
    kept = everything(session, invitation)
    return kept | {"made_at": "", "paper": copy_report(kept).to_json()}


@pytest.fixture
def invitation(session: Session, company: Company, interview: Interview) -> Invitation:
    """Chiara's assessment for the same opening."""
    version = publish(session, library()["work_style"])
    made = create_assessment(session, "test", "How you work", "selection", [version], "Ruth", company.opening)
    found = invite(session, "test", made, application=interview.application)
    session.commit()
    return found


def test_the_copy_tells_when_by_which_guide_and_before_whom_and_the_average_once_all_have_rated(
    session: Session, interview: Interview, invitation: Invitation
) -> None:
    [row] = everything(session, invitation)["interviews"]
    assert row["what"] == "Interview: Structured interview, account executive" and row["state"] == "open"
    assert row["role"] == "Hiring manager, Interviewer; Interviewer; somebody from outside"
    assert (row["average"], row["most"]) == (None, 5.0)
    for seat, points in zip(interview.seats, (5, 4, 3), strict=True):
        lock(session, seat, points)
    session.expire_all()
    [row] = everything(session, invitation)["interviews"]
    assert (row["average"], row["standing"]) == (4.0, "complete")
    words = json.dumps(copy(session, invitation))
    assert "Asked twice" not in words and "Adaeze" not in words and "Nora" not in words


def test_an_open_panel_changes_no_byte_of_the_copy_whatever_is_rated(
    session: Session, interview: Interview, invitation: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = copy(session, invitation)
    lock(session, interview.seats[0], 5)
    rate(session, interview.seats[1], 1)
    session.expire_all()
    assert copy(session, invitation) == before
    monkeypatch.setattr(queries.seal, "opened", true)
    assert copy(session, invitation)["interviews"][0]["average"] == 3.0, "without the seal the copy would tell"


def test_with_a_closed_application_its_panels_go_and_those_of_others_stay(
    session: Session, company: Company, interview: Interview, invitation: Invitation,
    applicant: Callable[..., Application], run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    for seat in interview.seats:
        lock(session, seat, 4)
    actions.rate_again(session, "test", interview.seats[1], "care", "5", "new_evidence")
    actions.open_way(session, interview.seats[2])
    session.commit()
    # one nobody ever begins holds nothing up
    second = create_assessment(
        session, "test", "More", "selection", [publish(session, library()["work_style"])], "Ruth", company.opening
    )
    invite(session, "test", second, application=interview.application)
    session.commit()
    run_jobs()
    mine = counts(session)
    other = plan(session, company, applicant("Elif Yıldız"))
    for seat in other.seats:
        lock(session, seat, 2)
    run_jobs()
    whole = counts(session)
    theirs = [all_ - one for all_, one in zip(whole, mine, strict=True)]
    invitation.submitted_at = months_before(now(), 12) + timedelta(days=1)
    move(session, "test", interview.application, "closed")
    session.commit()
    run_jobs()
    assert counts(session)[0] == 2, "not a day before"
    move(session, "test", interview.application, "decision")
    invitation.submitted_at = months_before(now(), 12)
    session.commit()
    run_jobs()
    assert counts(session)[0] == 2, "nor while the candidate is in the running"
    move(session, "test", interview.application, "closed")
    session.commit()
    run_jobs()
    left = counts(session)
    assert left[:5] == theirs[:5] and min(theirs[:2] + theirs[3:5]) > 0
    seats = session.scalars(select(Seat.id)).all()
    assert {one.target for one in session.scalars(select(Link).where(Link.holder == "seat"))} <= set(seats)
    assert queries.raw_means(session, Interview.id == other.id) == {other.id: 2.0}
    assert everything(session, invitation)["interviews"] == []
    [event] = session.scalars(select(AuditEvent).where(AuditEvent.action == "interviews.forgotten"))
    assert (event.subject, event.details) == (f"application:{invitation.application_id}", {"panels": 1})
    assert broken_link(session) is None
    run_jobs()
    assert counts(session) == left
