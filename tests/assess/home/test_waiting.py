"""What waits on the start page: each role's own work, gone once it is done, and nothing of anybody else's."""

import re
from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.decisions.models import Decision
from assess.delivery.actions import create_assessment, invite
from assess.hiring.actions import create_opening
from assess.hiring.models import Application
from assess.home.queries.waiting import waiting
from assess.interviews.models import Interview
from assess.jobs.models import Job
from assess.people.models import Account
from assess.performance.models import Upload
from surveys.bank import library
from surveys.moments import now
from surveys.versions import publish
from tests.assess.interviews.conftest import Company, complete, lock, plan

Sign = Callable[..., FlaskClient]


def keys(session: Session, viewer: Account) -> list[str]:
    return [one.key for one in waiting(session, viewer)]


def test_an_empty_company_says_what_to_do_first(signed_in: Sign) -> None:
    page = signed_in(Role.HR).get("/").text
    assert "Nothing waits for you yet. Begin with what everything else builds on: upload people and teams." in page
    assert 'class="btn btn-primary" href="/performance/uploads/new?kind=people"' in page
    assert "0 of 6 done" in page and 'href="/openings/new"' in page
    analyst = signed_in(Role.ANALYST).get("/").text
    assert "Make an opening" in analyst and 'href="/openings/new"' not in analyst
    assert "First steps" not in signed_in(Role.INTERVIEWER).get("/").text


def test_an_interviewer_sees_their_own_open_seats_the_oldest_first(
    session: Session,
    company: Company,
    interview: Interview,
    applicant: Callable[..., Application],
    signed_in: Sign,
) -> None:
    other = plan(session, company, applicant("Aki Mori"))
    interview.scheduled_at, other.scheduled_at = now() - timedelta(days=1), now() - timedelta(days=3)
    session.commit()
    rater = company.raters[0]
    page = signed_in(rater).get("/").text
    assert re.findall(r"Rate ([\w ]+)</a><p>", page) == ["Aki Mori", "Chiara Romano"]
    assert "Account executive, Lyon" in page
    lock(session, next(seat for seat in other.seats if seat.rater.account_id == rater.id))
    assert [one.about for one in waiting(session, rater)] == ["Chiara Romano · Account executive, Lyon"]
    assert keys(session, company.raters[1]) == []


def test_complete_panels_wait_for_the_openings_own_hiring_manager_until_somebody_decides(
    session: Session, company: Company, interview: Interview, account: Callable[..., Account]
) -> None:
    stranger = account(Role.HIRING_MANAGER, name="Another Manager")
    assert "decide" not in keys(session, company.manager)
    complete(session, interview)
    (decide,) = waiting(session, company.manager)
    assert (decide.key, decide.n, decide.about) == ("decide", 1, "Account executive, Lyon")
    assert "decide" in keys(session, company.hr)
    assert keys(session, stranger) == [] and keys(session, company.raters[0]) == []
    session.add(
        Decision(
            opening_id=company.opening.id, subject=interview.application.candidate.participant.code,
            stage="decision", decision="hold", reasons=["interview_evidence"], panels=[interview.id], decided_by="x",
        )
    )  # fmt: skip
    session.commit()
    assert keys(session, company.manager) == []


def test_hr_sees_whom_to_ask_whom_to_invite_and_which_links_have_run_out(
    session: Session, company: Company, applicant: Callable[..., Application], account: Callable[..., Account]
) -> None:
    application = applicant()
    assert keys(session, company.hr) == ["ask"]
    version = publish(session, library()["work_style"])
    made = create_assessment(
        session, "test", "How you work", "selection", [version], "hr@meridian.example", company.opening
    )
    session.commit()
    (one,) = waiting(session, company.hr)
    assert (one.key, one.n, one.about, one.arguments) == ("invite", 1, "How you work", {"id": made.id})
    invitation = invite(session, "test", made, application)
    assert keys(session, company.hr) == []
    invitation.expires_at = now() - timedelta(minutes=1)
    session.commit()
    assert keys(session, company.hr) == ["expired"]
    application.stage = "closed"
    session.commit()
    assert keys(session, company.hr) == []
    assert keys(session, company.manager) == [], "inviting is HR's"


def test_an_analyst_sees_uploads_left_open_and_work_that_failed_for_good(
    session: Session, account: Callable[..., Account], signed_in: Sign
) -> None:
    analyst, hr = account(Role.ANALYST, name="Ana"), account(Role.HR, name="Ruth")
    session.add(
        Upload(
            kind="kpis", filename="october.csv", sha256="0" * 64, size=1, made_by="somebody", made_at=now(),
            stored="x.csv",
        )
    )  # fmt: skip

    def job(state: str) -> None:
        session.add(Job(name="performance.rate", arguments={}, sameness="rate", state=state, created_at=now()))
        session.commit()

    job("failed")
    assert sorted(keys(session, analyst)) == ["failed_performance", "upload"]
    assert keys(session, hr) == [], "somebody else's upload"
    page = signed_in(analyst).get("/").text
    assert "Finish the upload of october.csv" in page and "Computing the tiers failed" in page
    job("waiting")
    assert keys(session, analyst) == ["upload"], "it was asked for again"


def test_an_administrator_sees_accounts_without_the_second_factor_they_need(
    session: Session, account: Callable[..., Account], signed_in: Sign
) -> None:
    administrator, bare = account(Role.ADMINISTRATOR, name="Ada"), account(Role.HR, name="Ruth")
    account(Role.INTERVIEWER, name="Luis").tf_primary_method = None
    session.commit()
    assert keys(session, administrator) == [], "interviewers need none"
    bare.tf_primary_method = None
    session.commit()
    (one,) = waiting(session, administrator)
    assert (one.key, one.n) == ("second_factor", 1)
    assert "1 account needs a second factor and has none" in signed_in(administrator).get("/").text
    bare.active = False
    session.commit()
    assert keys(session, administrator) == []


def test_whatever_waits_can_be_opened_by_whom_it_waits_for(
    session: Session, company: Company, interview: Interview, applicant: Callable[..., Application], signed_in: Sign
) -> None:
    applicant("Aki Mori")
    complete(session, plan(session, company, applicant("Bea Lind")))
    create_opening(session, "test", "Account executive", "AE", "Hamburg", hiring_manager=company.manager)
    session.commit()
    for viewer in (company.hr, company.manager, company.raters[0]):
        client = signed_in(viewer)
        page = client.get("/").text
        links = re.findall(r'list-text"><a href="([^"]+)"', page)
        assert links, viewer.name
        assert {client.get(link).status_code for link in links} == {200}
