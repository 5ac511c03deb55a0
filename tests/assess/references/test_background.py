"""A background check is a status and dates, after a conditional offer, for HR alone, and reaches no score."""

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.hiring.actions import move
from assess.references import actions
from assess.references.models import STATUSES, STEPS, BackgroundEvent
from assess.references.queries.background import events_of, status
from surveys.moments import now
from tests.assess.references.conftest import Company

ROOT = Path(__file__).parents[3]


@pytest.fixture
def offered(session: Session, applicant: Callable) -> object:
    application = applicant()
    move(session, "test", application, "decision")
    session.commit()
    return application


def test_nothing_is_looked_into_before_a_conditional_offer(
    session: Session, applicant: Callable, company: Company, signed_in: Callable
) -> None:
    application = applicant()
    today = now().date()
    with pytest.raises(actions.TooEarlyToCheck):
        actions.log(session, "test", application, "conditional_offer", today)
    page = signed_in(company.hr).get(f"/references/background/{application.id}").get_data(as_text=True)
    assert "Too early" in page and 'name="what"' not in page
    move(session, "test", application, "decision")
    with pytest.raises(actions.TooEarlyToCheck):
        actions.log(session, "test", application, "in_progress", today)
    actions.log(session, "test", application, "conditional_offer", today)
    actions.log(session, "test", application, "in_progress", today)
    assert status(events_of(session, application)) == "in_progress"


def test_what_is_owed_before_a_finding_counts_comes_in_its_order(session: Session, offered) -> None:
    today = now().date()
    actions.log(session, "test", offered, "conditional_offer", today)
    actions.log(session, "test", offered, "needs_review", today)
    for step, lacking in (("copy_given", "pre_adverse_notice"), ("final_notice", "pre_adverse_notice")):
        with pytest.raises(actions.StepsOutOfOrder) as refusal:
            actions.log(session, "test", offered, step, today)
        assert refusal.value.values == {"step": lacking}
    for step in ("pre_adverse_notice", "copy_given", "final_notice"):  # the candidate need not answer
        actions.log(session, "test", offered, step, today)
    with pytest.raises(actions.NotADay):
        actions.log(session, "test", offered, "clear", today + timedelta(days=1))
    assert status(events_of(session, offered)) == "needs_review"


def test_hr_records_and_everybody_else_is_kept_out(
    session: Session, offered, company: Company, signed_in: Callable, account: Callable
) -> None:
    hr, path = signed_in(company.hr), f"/references/background/{offered.id}"
    day = now().date().isoformat()
    assert hr.post(path, data={"what": "conditional_offer", "done_on": day}).status_code == 303
    assert "First comes: Notice before" in hr.post(path, data={"what": "final_notice", "done_on": day}).text
    assert hr.post(path, data={"what": "sentence", "done_on": day}).status_code == 422
    assert hr.post(path, data={"what": "in_progress", "done_on": day}).status_code == 303
    assert "Background check: in progress" in hr.get(path).text
    for role in set(Role) - {Role.HR}:
        assert signed_in(account(role, name=f"a {role}")).get(path).status_code == 403
    assert signed_in(company.manager).get(path).status_code == 403
    logged = session.scalars(
        select(AuditEvent.action).where(AuditEvent.action.startswith("references.background"))
    ).all()
    assert logged == ["references.background_logged", "references.background_logged", "references.background_viewed"]


def test_there_is_no_place_for_a_score_a_finding_or_a_document() -> None:
    assert {column.key for column in inspect(BackgroundEvent).columns} == {
        "id", "application_id", "what", "done_on", "recorded_by", "recorded_at"
    }  # fmt: skip
    assert STATUSES == ("not_started", "in_progress", "clear", "needs_review", "withdrawn")
    assert not {"score", "rating", "points"} & {*STATUSES, *STEPS}


def test_no_statistic_and_no_other_feature_reads_it(app: Flask) -> None:
    """Only its page, a made-up HR, and what copies and deletes all of a person: no frame, task or report of scores."""
    knowing = set()
    for path in [*(ROOT / "assess").rglob("*.py"), *(ROOT / "scoring").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            names = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
            if names & {"BackgroundEvent"} or (isinstance(node, ast.ImportFrom) and "background" in str(node.module)):
                knowing.add(path.relative_to(ROOT).as_posix())
    page = {f"assess/references/{one}.py" for one in ("actions/background", "queries/background", "views/background")}
    assert page < knowing
    assert knowing - page <= {
        "assess/references/actions/__init__.py", "assess/demo/referring.py", "assess/references/queries/copies.py",
        "assess/references/actions/closing.py", "assess/decisions/queries/evidence.py",
    }  # fmt: skip
