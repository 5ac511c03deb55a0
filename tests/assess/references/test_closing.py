"""Closed once, shown once, frozen: what HR sees of references, and how kindly relations speak."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.hiring import queries as hiring
from assess.hiring.actions import create_opening
from assess.references import actions, tasks
from assess.references.models import Referee, ReferenceCheck, ReferenceNorm
from scoring.errors import Code
from scoring.reports.references import KIND
from scoring.results import Caveat
from surveys.models import Administration, Response
from surveys.moments import now
from tests.assess.references.conftest import Company, hand_in, named


@pytest.fixture
def closed(session: Session, answering: ReferenceCheck, run_jobs: Callable) -> ReferenceCheck:
    """All four in: 4, 4, 3 and 5 on everything."""
    for referee, points in zip(answering.referees, (4, 4, 3, 5), strict=True):
        hand_in(session, referee, points)
    run_jobs()
    return answering


def report(session: Session, check: ReferenceCheck):
    return session.get_one(Analysis, check.analysis_id).report


def test_the_last_reference_closes_the_check_and_their_mean_is_shown(
    session: Session, closed: ReferenceCheck, company: Company, signed_in: Callable
) -> None:
    assert closed.state == "closed"
    made = report(session, closed)
    assert made.sentence.values == {"n": 4, "asked": 4}
    assert [(cell.value, cell.n) for cell in made.table("criteria").column("rating")] == [(4.0, 4)] * 7
    for who in (company.hr, company.manager):
        page = signed_in(who).get(f"/references/{closed.id}").get_data(as_text=True)
        assert "References in: 4 of 4." in page and "How well did they prepare for meetings?" in page
    viewed = session.scalars(select(AuditEvent).where(AuditEvent.action == "references.viewed")).all()
    assert [event.actor for event in viewed] == [company.hr.pseudonym, company.manager.pseudonym]


def test_it_comes_as_pdf_and_csv_and_that_is_recorded(
    session: Session, closed: ReferenceCheck, company: Company, signed_in: Callable
) -> None:
    hr = signed_in(company.hr)
    assert hr.get(f"/references/{closed.id}/pdf").data.startswith(b"%PDF")
    assert hr.get(f"/references/{closed.id}/csv").data.startswith(b"PK")
    assert hr.get(f"/references/{closed.id}/docx").status_code == 404
    taken = session.scalars(select(AuditEvent.details).where(AuditEvent.action == "references.exported")).all()
    assert taken == [{"kind": "pdf"}, {"kind": "csv"}]


def test_another_hiring_manager_learns_not_even_that_there_are_references(
    closed: ReferenceCheck, account: Callable, signed_in: Callable
) -> None:
    other = signed_in(account(Role.HIRING_MANAGER, name="Somebody Else"))
    for path in ("", "/pdf"):
        assert other.get(f"/references/{closed.id}{path}").status_code == 404


def test_time_closes_a_check_and_what_is_missing_is_missing(
    session: Session, answering: ReferenceCheck, run_jobs: Callable
) -> None:
    for referee in answering.referees[:3]:
        hand_in(session, referee, 4)
    run_jobs()
    assert answering.state == "answering"
    session.execute(update(ReferenceCheck).values(expires_at=now() - timedelta(minutes=1)))
    session.commit()
    tasks.close_due(session)
    session.commit()
    run_jobs()
    session.expire_all()
    made = report(session, answering)
    assert (made.sentence.key, made.sentence.values) == ("references.found", {"n": 3, "asked": 4})
    assert made.estimates["references_all"].value == 4.0


def test_two_references_are_too_few_and_nothing_of_them_is_shown(
    session: Session, answering: ReferenceCheck, run_jobs: Callable, company: Company, signed_in: Callable
) -> None:
    for referee in answering.referees[:2]:
        hand_in(session, referee, 1, "They were a joy to work with.")
    hr = signed_in(company.hr)
    sure = hr.get(f"/references/{answering.id}/close").get_data(as_text=True)
    assert "From fewer than three nothing can be shown" in sure
    hr.post(f"/references/{answering.id}/close")
    run_jobs()
    session.expire_all()
    made = report(session, answering)
    assert made.sentence.key == "references.refused"
    assert {one.value for one in (*made.estimates.values(), *made.table("criteria").column("rating"))} == {None}
    page = hr.get(f"/references/{answering.id}").get_data(as_text=True)
    assert "Shown from 3 references on; here there are so far: 2." in page and "joy" not in page
    assert hr.post(f"/references/{answering.id}/close").status_code == 409


def test_closing_ends_what_is_being_answered(
    session: Session, answering: ReferenceCheck, holding: Callable, run_jobs: Callable
) -> None:
    mona = holding("mona@work0.example")
    mona.post("/referee/begin", data={"relation": "manager", "length": "over_3"})
    actions.close(session, "test", answering)
    session.commit()
    assert mona.post("/referee/save", json={"item": "care", "value": "1"}).status_code == 409
    assert mona.post("/referee/page/with_customers", data={"preparation": "1"}).status_code == 410
    with pytest.raises(actions.CheckClosed):
        actions.finish(session, answering.referees[0], "")
    run_jobs()
    assert mona.get("/referee/").status_code == 410


def test_sentences_are_shown_from_five_writers_on_without_names_and_in_no_order(
    session: Session, company: Company, applicant: Callable, run_jobs: Callable
) -> None:
    rules = {"wanted": 5, "required": [], "days_open": 10, "months_kept": 12, "contact": "Ruth"}
    check_of = {}
    for name, writers in (("Five Writers", 5), ("Four Writers", 4)):
        opening = create_opening(session, "test", name, "AE", "Lyon")
        version = session.get_one(ReferenceCheck, _any(session, company, applicant)).version
        actions.set_rules(session, "test", opening, version, **rules)
        check = actions.ask(session, "test", applicant(name, opening))
        people = [
            actions.Named(f"Referee{at} Moss", f"r{at}@x.example", "colleague", "1_to_3", "now") for at in range(5)
        ]
        actions.name(session, check, people, "en", "")
        session.commit()
        for at, referee in enumerate(check.referees):
            said = f"Sentence {at}: call moss at +49 30 1234567 or m@x.example, not Mossy." if at < writers else ""
            hand_in(session, referee, 4, said)
        run_jobs()
        session.expire_all()
        check_of[writers] = check
    five = report(session, check_of[5])
    rows = [row[0] for row in five.table("sentences").rows]
    assert sorted(rows) == [f"Sentence {at}: call […] at […] or […] not Mossy." for at in range(5)]
    assert rows != sorted(rows)
    assert "Sentence" not in report(session, check_of[4]).to_json()


def _any(session: Session, company: Company, applicant: Callable) -> int:
    known = session.scalar(select(ReferenceCheck.id).limit(1))
    return known or actions.ask(session, "test", applicant()).id


def test_the_same_referees_but_one_for_another_opening_are_not_shown_twice(
    session: Session, closed: ReferenceCheck, applicant: Callable, company: Company, run_jobs: Callable
) -> None:
    """Attack by difference: four known, one more, and the two means would give what that one said."""
    opening = create_opening(session, "test", "Key accounts", "AE", "Lyon")
    actions.set_rules(session, "test", opening, closed.version, wanted=5, required=[], days_open=10, months_kept=12,
                      contact="Ruth")  # fmt: skip
    again = actions.ask(session, "test", applicant(opening=opening))
    extra = actions.Named("Lea Fink", "lea@work9.example", "colleague", "1_to_3", "now")
    actions.name(session, again, [*named(), extra], "en", "")
    session.commit()
    for referee, points in zip(again.referees, (4, 4, 3, 5, 1), strict=True):
        hand_in(session, referee, points)
    run_jobs()
    session.expire_all()
    made = report(session, again)
    assert made.estimates["references_all"].value is None
    assert Caveat(Code.ANONYMITY_DIFFERENCING) in made.estimates["references_all"].reasons
    tasks._barred, kept = (lambda *_: []), tasks._barred  # the build without the rule: the attack succeeds
    again.analysis_id = None
    session.flush()
    tasks.compute(session, again.id)
    tasks._barred = kept
    leaky = report(session, again).table("criteria").column("rating")[0].value
    assert 5 * leaky - 4 * report(session, closed).table("criteria").column("rating")[0].value == 1.0


def test_the_norm_grows_by_five_of_a_relation_and_not_by_one(
    session: Session, company: Company, applicant: Callable, run_jobs: Callable
) -> None:
    """Attack by difference: a norm before and after a single reference of a relation would tell its rating."""
    version = None
    for at in range(5):
        check = actions.ask(session, "test", applicant(f"Candidate {at}"))
        actions.name(session, check, named(), "en", "")
        session.commit()
        for referee, points in zip(check.referees, (3, 4, 4 + at % 2, 5), strict=True):
            hand_in(session, referee, points)
        run_jobs()
        session.expire_all()
        version = check.version_id
        taken = {
            relation: session.query(Referee).filter(Referee.in_norm, Referee.said_relation == relation).count()
            for relation in ("manager", "colleague", "customer")
        }
        assert all(one == 0 or one >= 5 for one in taken.values())
    assert taken == {"manager": 5, "colleague": 6, "customer": 5}
    norm = session.scalars(select(ReferenceNorm).order_by(ReferenceNorm.id.desc())).first()
    assert norm is not None and norm.version_id == version
    effects = {relation: one["effect"] for relation, one in norm.leniency["relations"].items()}
    assert effects["manager"] < effects["colleague"] < effects["customer"]


def test_a_report_is_made_once_whatever_is_asked_for_later(
    session: Session, closed: ReferenceCheck, run_jobs: Callable
) -> None:
    before = closed.analysis_id
    tasks.compute(session, closed.id)
    tasks.close_if_done(session, closed.id)
    session.commit()
    assert closed.analysis_id == before and session.query(Analysis).filter_by(kind=KIND).count() == 1


def test_what_was_promised_to_be_deleted_is(
    session: Session, closed: ReferenceCheck, company: Company, signed_in: Callable
) -> None:
    session.execute(update(ReferenceCheck).values(closed_at=now() - timedelta(days=371)))
    session.commit()
    tasks.forget_in_time(session)
    session.commit()
    session.expire_all()
    assert session.query(Referee).count() == 4
    session.execute(update(ReferenceCheck).values(closed_at=now() - timedelta(days=373)))
    session.commit()
    tasks.forget_in_time(session)
    session.commit()
    session.expire_all()
    assert [session.query(table).count() for table in (Referee, Response, Administration)] == [0, 0, 0]
    assert session.query(Analysis).filter_by(kind=KIND).count() == 0
    assert "were deleted, as promised" in signed_in(company.hr).get(f"/references/{closed.id}").get_data(as_text=True)


def test_who_is_to_rate_the_candidate_sees_no_references_before(
    app: Flask, session: Session, closed: ReferenceCheck, company: Company, signed_in: Callable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(hiring, "_BLINDERS", [lambda *_: [closed.application.candidate_id]])
    page = signed_in(company.manager).get(f"/references/{closed.id}")
    assert page.status_code == 409 and not re.search(r"References in", page.get_data(as_text=True))
