"""Decisions: made by people, with reasons about the job, kept as they were made."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.decisions import actions
from assess.decisions.models import Decision, DecisionNote
from assess.hiring.models import Application, Candidate
from assess.jobs.tasks import TASKS
from assess.people.models import Account
from assess.profiles.models import ProfileVersion
from tests.assess.profiles.company import Company


def decide(client: FlaskClient, application: Application, **data: object) -> int:
    return client.post(f"/decisions/applications/{application.id}", data=data).status_code


def test_a_decision_keeps_what_was_on_the_page_and_moves_the_candidate(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    application = company.applications["Amara Okafor"]
    client = signed_in(hr)
    assert (
        decide(client, application, decision="advance", reasons=["interview_evidence"], note="Two clear cases.") == 302
    )
    kept = session.scalars(select(Decision)).one()
    assert (kept.decision, kept.stage, kept.reasons) == ("advance", "interview", ["interview_evidence"])
    assert (kept.subject, kept.band) == (application.candidate.participant.code, 1)
    assert kept.analysis_id is not None and kept.decided_by == hr.pseudonym
    assert "Amara" not in str({column.name: getattr(kept, column.name) for column in Decision.__table__.columns})
    session.refresh(application)
    assert application.stage == "decision"
    page = client.get(f"/decisions/applications/{application.id}").text
    assert "Two clear cases." in page and "Evidence from interviews" in page and hr.name in page


@pytest.mark.parametrize(
    ("decision", "before", "after"),
    [
        ("advance", "applied", "assessment"),
        ("advance", "decision", "decision"),
        ("hold", "interview", "interview"),
        ("decline", "interview", "closed"),
        ("hire", "decision", "closed"),
    ],
)
def test_each_decision_leads_to_its_stage(decision: str, before: str, after: str) -> None:
    assert actions.next_stage(before, decision) == after


def test_a_decision_needs_a_reason_and_another_reason_needs_words(
    session: Session, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client, application = signed_in(hr), company.applications["Elif Yıldız"]
    assert decide(client, application, decision="decline") == 422
    assert decide(client, application, decision="decline", reasons=["her age"]) == 422
    assert decide(client, application, decision="decline", reasons=["other_job_related"], note=" ") == 422
    assert decide(client, application, reasons=["references"]) == 422
    assert session.scalars(select(Decision)).all() == []


def test_a_decision_cannot_be_changed_only_followed_by_another(
    session: Session, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client, application = signed_in(hr), company.applications["Elif Yıldız"]
    decide(client, application, decision="decline", reasons=["required_licence"])
    for statement in ("UPDATE decision SET decision = 'hire'", "DELETE FROM decision"):
        with pytest.raises(DatabaseError, match="DECISION_APPEND_ONLY"):
            session.execute(text(statement))
        session.rollback()
    first = session.scalars(select(Decision.id)).one()
    decide(client, application, decision="hold", reasons=["required_licence"], note="The licence came.", last=first)
    assert [one.decision for one in session.scalars(select(Decision).order_by(Decision.id))] == ["decline", "hold"]


def test_the_words_go_with_the_candidate_and_the_record_stays(
    session: Session, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    application = company.applications["Elif Yıldız"]
    decide(signed_in(hr), application, decision="decline", reasons=["references"], note="Words about a person.")
    assert session.scalars(select(DecisionNote.text)).all() == ["Words about a person."]
    session.execute(delete(Candidate).where(Candidate.id == application.candidate_id))
    session.commit()
    assert session.scalars(select(DecisionNote)).all() == []
    assert session.scalars(select(Decision.decision)).all() == ["decline"]


def test_an_analyst_reads_and_does_not_decide(
    company: Company, analyst: Account, account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> None:
    client, application = signed_in(analyst), company.applications["Elif Yıldız"]
    page = client.get(f"/decisions/applications/{application.id}")
    assert page.status_code == 200 and "Record decision" not in page.text
    assert decide(client, application, decision="hire", reasons=["references"]) == 403
    other = signed_in(account(Role.HIRING_MANAGER, name="Other"))
    assert decide(other, application, decision="hire", reasons=["references"]) == 404


def test_nobody_is_declined_without_a_person(
    session: Session, approved: ProfileVersion, company: Company, run_jobs: Callable[[], int]
) -> None:
    """methods §7.8: building, measuring and every other job leave all candidates where they were."""
    run_jobs()
    assert {one.stage for one in session.scalars(select(Application))} == {"interview"}
    assert session.scalars(select(Decision)).all() == []
    for name, one in TASKS.items():
        if name.startswith("decisions."):
            assert not {"move", "decide"} & set(one.__globals__), f"{name} could move somebody"


def test_a_decision_is_audited_and_counts_for_the_fairness_condition(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    application = company.applications["Ben Hartley"]
    decide(signed_in(hr), application, decision="decline", reasons=["interview_evidence"])
    run_jobs()
    said = session.scalars(select(AuditEvent).where(AuditEvent.action == "decisions.decided")).one()
    assert said.details["decision"] == "decline" and said.subject == f"application:{application.id}"
    page = signed_in(hr).get(f"/profiles/fits/{application.id}")
    assert page.status_code == 200
    from_gate = session.scalars(select(Decision)).one()
    assert from_gate.analysis_id is not None
