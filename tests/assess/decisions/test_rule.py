"""The rule of an opening: fixed by the first decision, never changed, closed once group data was seen."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.audit.models import AuditEvent
from assess.decisions import actions
from assess.decisions import tasks as _registers_tasks
from assess.decisions.models import ComponentRule, CompositeResult, Decision
from assess.decisions.queries import rule_in_force
from assess.people.models import Account
from assess.profiles.models import ProfileVersion
from scoring.decisions import Rule
from tests.assess.decisions.test_decide import decide
from tests.assess.profiles.company import Company

assert _registers_tasks
RULE = Rule({"fit": 1, "interview": 2})


def put(client: FlaskClient, company: Company, **data: object) -> int:
    filled = {"model": "compensatory", "reason": "The job analysis weighs talks twice.", "weights-fit": "1",
              "weights-interview": "2"}  # fmt: skip
    return client.post(f"/decisions/openings/{company.opening.id}/rule", data=filled | data).status_code


def test_a_rule_says_who_set_it_when_and_why(
    session: Session, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(hr)
    assert put(client, company) == 302
    kept = session.scalars(select(ComponentRule)).one()
    assert (kept.number, kept.weights, kept.model, kept.set_by) == (
        1, {"fit": 1.0, "interview": 2.0}, "compensatory", hr.pseudonym,
    )  # fmt: skip
    page = client.get(f"/decisions/openings/{company.opening.id}/rule").text
    assert "The job analysis weighs talks twice." in page and "Fit 33; Interview 67" in page and hr.name in page
    said = session.scalars(select(AuditEvent).where(AuditEvent.action == "decisions.rule_set")).one()
    assert said.details["number"] == 1


def test_a_rule_needs_a_reason_a_weight_and_for_a_cut_how_it_was_set(
    session: Session, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(hr)
    assert put(client, company, reason=" ") == 422
    assert put(client, company, **{"weights-fit": "", "weights-interview": ""}) == 422
    assert put(client, company, **{"weights-fit": "-1"}) == 422
    assert put(client, company, **{"weights-fit": "much"}) == 422
    assert put(client, company, model="hurdles") == 422
    cut = {"model": "hurdles", "hurdles-interview": "3"}
    assert put(client, company, **cut) == 422
    assert session.scalars(select(ComponentRule)).all() == []
    assert put(client, company, **cut, cut_source="Modified Angoff, 8 judges.") == 302


def test_the_first_decision_fixes_the_default_and_keeps_it(
    session: Session, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    decide(signed_in(hr), company.applications["Elif Yıldız"], decision="hold", reasons=["conditions"])
    kept, rule = session.scalars(select(Decision)).one(), session.scalars(select(ComponentRule)).one()
    assert kept.rule_id == rule.id and rule.by_default and rule.weights == {"fit": 1, "interview": 1, "simulation": 1}


def test_another_version_leaves_earlier_decisions_theirs(
    session: Session, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(hr)
    decide(client, company.applications["Elif Yıldız"], decision="hold", reasons=["conditions"])
    assert put(client, company) == 409, "the page that was open showed no version"
    assert put(client, company, last=1) == 302
    newest = rule_in_force(session, company.opening.id)
    assert newest is not None and (newest.number, newest.decisions) == (2, 1)
    application = company.applications["Ben Hartley"]
    assert decide(client, application, decision="hold", reasons=["conditions"]) == 409, "by the default, as it was"
    assert decide(client, application, decision="hold", reasons=["conditions"], rule=newest.id) == 302
    assert [one.rule.number for one in session.scalars(select(Decision).order_by(Decision.id)) if one.rule] == [1, 2]


def test_a_rule_refuses_every_change_in_the_database(session: Session, company: Company, hr: Account) -> None:
    actions.set_rule(session, hr.pseudonym, company.opening, RULE, "own", "Why.")
    session.commit()
    for statement in ("UPDATE component_rule SET number = 9", "DELETE FROM component_rule"):
        with pytest.raises(DatabaseError, match="COMPONENT_RULE_APPEND_ONLY"):
            session.execute(text(statement))
        session.rollback()


def test_nobody_chooses_weights_after_group_data_was_seen(
    session: Session, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(hr)
    record(session, hr.pseudonym, "impact.viewed", f"opening:{company.other.id}")
    session.commit()
    assert put(client, company) == 302, "of another opening"
    record(session, hr.pseudonym, "impact.viewed", f"opening:{company.opening.id}")
    session.commit()
    assert put(client, company, last=1) == 409
    page = client.get(f"/decisions/openings/{company.opening.id}/rule").text
    assert "Weights are no longer chosen" in page and "<form" not in page[page.index("<main") :]


def test_a_hiring_manager_reads_the_rule_and_sets_none(
    company: Company, manager: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(manager)
    page = client.get(f"/decisions/openings/{company.opening.id}/rule")
    assert page.status_code == 200 and "Set the rule" not in page.text
    assert put(client, company) == 403


def test_a_point_of_the_frontier_fills_the_form_and_is_kept_as_one(
    session: Session, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    path = f"/decisions/openings/{company.opening.id}/rule?origin=frontier&fit=0.35&interview=0.65"
    page = signed_in(hr).get(path).text
    assert 'value="0.35"' in page and 'value="0.65"' in page and 'value="frontier"' in page
    assert put(signed_in(hr), company, origin="frontier") == 302
    assert session.scalars(select(ComponentRule.origin)).one() == "frontier"


def test_composites_follow_the_rule_and_stand_in_a_report(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    actions.set_rule(session, hr.pseudonym, company.opening, Rule({"fit": 1.0}), "own", "Nothing else is there yet.")
    session.commit()
    run_jobs()
    kept = session.scalars(select(CompositeResult)).all()
    assert len(kept) == 12 and sum(one.value is not None for one in kept) == 10
    report = kept[0].analysis.report
    assert report.kind == "composite" and len(report.table("people").rows) == 12
    assert report.estimates["composite_validity"].status == "caveat"
    page = signed_in(hr).get(f"/decisions/openings/{company.opening.id}/compare?sort=composite").text
    assert page.count("incomplete") == 2
    assert "What this composite is expected to predict" in signed_in(hr).get(
        f"/decisions/openings/{company.opening.id}/rule"
    ).text  # fmt: skip
