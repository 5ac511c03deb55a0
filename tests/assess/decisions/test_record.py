"""The record of a decision: what it rested on, against what, who dissents, and what a later one corrects."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.decisions import actions
from assess.decisions import tasks as _registers_tasks
from assess.decisions.models import ComponentScore, CompositeResult, Decision, Dissent, DissentNote
from assess.hiring.models import Application
from assess.people.models import Account
from assess.profiles.models import ProfileVersion
from assess.references.actions.closing import forget
from assess.references.models import ReferenceCheck
from scoring.decisions import Rule
from scoring.reports.composite import KIND
from tests.assess.decisions.test_blind import plan
from tests.assess.decisions.test_decide import decide
from tests.assess.decisions.test_evidence import check, elif_
from tests.assess.profiles.company import Company
from tests.assess.references.conftest import hand_in

assert _registers_tasks and check and elif_


@pytest.fixture
def weighed(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, run_jobs: Callable[[], int]
) -> dict[str, CompositeResult]:
    """Composites of fit alone, by name."""
    actions.set_rule(session, hr.pseudonym, company.opening, Rule({"fit": 1.0}), "own", "Nothing else is there yet.")
    session.commit()
    run_jobs()
    return {one.application.candidate.name: one for one in session.scalars(select(CompositeResult))}


def rule_of(weighed: dict[str, CompositeResult]) -> int | None:
    return next(iter(weighed.values())).rule_id


def test_deciding_otherwise_than_the_composite_needs_words_and_keeps_them(
    session: Session, company: Company, hr: Account, weighed: dict[str, CompositeResult],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    last = max((one for one in weighed.values() if one.band), key=lambda one: (one.band or 0, one.place or 0))
    first = min((one for one in weighed.values() if one.band), key=lambda one: (one.band or 0, one.place or 0))
    assert (last.band or 0) > (first.band or 0)
    client, rule = signed_in(hr), rule_of(weighed)
    with_rule = {"reasons": ["interview_evidence"], "rule": rule}
    assert decide(client, last.application, decision="advance", **with_rule) == 422
    assert decide(client, first.application, decision="decline", **with_rule) == 422
    assert session.scalars(select(Decision)).all() == []
    assert decide(client, last.application, decision="advance", why="Ran the pilot for us.", **with_rule) == 302
    kept = session.scalars(select(Decision)).one()
    assert kept.deviation == "above" and kept.note is not None and kept.note.deviation == "Ran the pilot for us."
    assert kept.composite["band"] == last.band and kept.composite_analysis_id == last.analysis_id
    page = client.get(f"/decisions/records/{kept.id}").text
    assert "Ran the pilot for us." in page and "Goes on although the composite puts others first" in page
    assert kept.considered_count == 12 and last.application.candidate.participant.code in kept.considered
    assert decide(client, first.application, decision="advance", **with_rule) == 302, "as the composite says"


def test_the_record_keeps_the_report_of_references(
    session: Session, elif_: Application, check: ReferenceCheck, hr: Account, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    for referee in check.referees:
        hand_in(session, referee, 4)
    run_jobs()
    session.expire_all()
    assert decide(signed_in(hr), elif_, decision="hold", reasons=["references"]) == 302
    kept = session.scalars(select(Decision)).one()
    assert kept.references_id == check.analysis_id is not None
    assert f"Report {check.analysis_id}" in signed_in(hr).get(f"/decisions/records/{kept.id}").text
    # what referees said goes in time, as they were promised; the record stays and says which Report it was
    forget(session, [check])
    session.commit()
    assert session.get(Analysis, kept.references_id) is None
    assert f"Report {kept.references_id}" in signed_in(hr).get(f"/decisions/records/{kept.id}").text


def test_what_references_gave_leaves_the_composites_with_them(
    session: Session, elif_: Application, check: ReferenceCheck, run_jobs: Callable[[], int]
) -> None:
    rule = Rule({"fit": 0.5, "references": 0.5})
    actions.set_rule(session, "test", elif_.opening, rule, "own", "Both count.")
    session.commit()
    for referee in check.referees:
        hand_in(session, referee, 4)
    run_jobs()

    def kept() -> list[float]:
        return list(session.scalars(select(ComponentScore.value).where(ComponentScore.component == "references")))

    def counted() -> list[tuple[object, object]]:
        """By stored Report, of how many candidates references were combined, and their mean."""
        session.expire_all()
        stored = session.scalars(select(Analysis).where(Analysis.kind == KIND).order_by(Analysis.id)).all()
        rows = [row for one in stored for row in one.report.table("components").rows if row[0] == "references"]
        return [(row[2], row[3]) for row in rows]

    assert kept() == [4.0] and counted()[-1] == (1, None), "of fewer than five no mean stands in a Report"
    forget(session, [check])
    session.commit()
    run_jobs()
    assert kept() == [] and counted()[-1] == (0, None)
    code = elif_.candidate.participant.code
    stored = session.scalars(select(Analysis).where(Analysis.kind == KIND).order_by(Analysis.id)).all()
    assert len(stored) > 1 and [one for one in stored[:-1] if code in one.report_json] == []


def test_of_two_who_decide_at_once_the_second_is_shown_the_first(
    session: Session, company: Company, hr: Account, manager: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    application = company.applications["Elif Yıldız"]
    one, other = signed_in(hr), signed_in(manager)
    assert decide(one, application, decision="advance", reasons=["work_sample"]) == 302
    answer = other.post(
        f"/decisions/applications/{application.id}", data={"decision": "decline", "reasons": ["conditions"], "last": 0}
    )
    assert answer.status_code == 409 and "Somebody decided about this candidate while you were reading" in answer.text
    kept = session.scalars(select(Decision)).one()
    assert kept.decision == "advance"
    assert f'name="last" type="hidden" value="{kept.id}"' in answer.text, "so that a second look can decide"
    assert decide(other, application, decision="decline", reasons=["conditions"], last=kept.id) == 302
    corrected = session.scalars(select(Decision).order_by(Decision.id.desc())).first()
    assert corrected is not None and corrected.corrects_id == kept.id
    assert "A later decision of" in one.get(f"/decisions/records/{kept.id}").text


def test_a_dissent_stands_beside_and_changes_nothing(
    session: Session, company: Company, hr: Account, manager: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    application = company.applications["Elif Yıldız"]
    decide(signed_in(hr), application, decision="decline", reasons=["conditions"])
    kept = session.scalars(select(Decision)).one()
    path = f"/decisions/records/{kept.id}/dissent"
    assert signed_in(hr).post(path, data={"would": "hire"}).status_code == 409, "one's own decision"
    assert signed_in(manager).post(path, data={}).status_code == 422
    assert signed_in(manager).post(path, data={"would": "hire", "text": "We can pay that."}).status_code == 302
    page = signed_in(hr).get(f"/decisions/records/{kept.id}").text
    assert "Hanna: Hire" in page and "We can pay that." in page
    session.refresh(application)
    assert application.stage == "closed"
    for statement in ("UPDATE decision_dissent SET would = 'hold'", "DELETE FROM decision_dissent"):
        with pytest.raises(DatabaseError, match="DECISION_DISSENT_APPEND_ONLY"):
            session.execute(text(statement))
        session.rollback()


def test_words_of_a_dissent_go_with_the_candidate(
    session: Session, company: Company, hr: Account, manager: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    application = company.applications["Elif Yıldız"]
    decide(signed_in(hr), application, decision="decline", reasons=["conditions"])
    kept = session.scalars(select(Decision)).one()
    signed_in(manager).post(f"/decisions/records/{kept.id}/dissent", data={"would": "hire", "text": "About a person."})
    assert session.scalars(select(DissentNote.text)).all() == ["About a person."]
    session.delete(application.candidate)
    session.commit()
    assert session.scalars(select(DissentNote)).all() == []
    assert session.scalars(select(Dissent.would)).all() == ["hire"]
    assert signed_in(hr).get(f"/decisions/records/{kept.id}").status_code == 404


def test_a_record_is_for_whoever_sees_the_opening_and_has_rated_first(
    session: Session, company: Company, hr: Account, manager: Account, analyst: Account,
    account: Callable[..., Account], signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    decide(signed_in(hr), company.applications["Elif Yıldız"], decision="hold", reasons=["conditions"])
    path = f"/decisions/records/{session.scalars(select(Decision.id)).one()}"
    assert signed_in(account(Role.HIRING_MANAGER, name="Other")).get(path).status_code == 404
    assert signed_in(analyst).get(path).status_code == 200
    plan(session, company, "Elif Yıldız", [manager, hr])
    assert signed_in(manager).get(path).status_code == 409


def test_an_analyst_reads_no_composite_and_no_panel_out_of_a_record(
    session: Session, company: Company, hr: Account, analyst: Account, weighed: dict[str, CompositeResult],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    first = min((one for one in weighed.values() if one.band), key=lambda one: one.place or 0)
    rule = rule_of(weighed)
    decide(signed_in(hr), first.application, decision="advance", reasons=["assessment_evidence"], rule=rule)
    path = f"/decisions/records/{session.scalars(select(Decision.id)).one()}"
    assert "against applicants, weight" in signed_in(hr).get(path).text
    assert "against applicants, weight" not in signed_in(analyst).get(path).text
    page = signed_in(analyst).get(f"/decisions/applications/{first.application_id}").text
    assert "Put together by the rule" not in page
