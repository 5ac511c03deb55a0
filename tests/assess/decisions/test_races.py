"""What may happen twice at once to decisions: none covers another, and none is made by a rule that just changed."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.database import db
from assess.decisions.actions import DecidedMeanwhile, RuleChanged, decide, set_rule
from assess.decisions.models import ComponentRule, Decision, DecisionNote
from assess.decisions.queries import Seen, rule_in_force
from assess.delivery.actions import invite
from assess.delivery.models import Assessment
from assess.hiring.actions import move
from assess.hiring.models import Application, Opening
from assess.people.models import Account
from scoring.decisions import Rule
from tests.assess.profiles.company import Company
from tests.races import meanwhile

RULE = Rule({"fit": 1, "interview": 2})


def at_once(session: Session, first: Callable[[Session], None], second: Callable[[Session], None]) -> None:
    # the test's own transaction would keep every other from SQLite
    session.commit()
    meanwhile(db.engine, first, second)
    session.rollback()


def deciding(company: Company, name: str, by: str, decision: str, rule: int | None = None) -> Callable[[Session], None]:
    """What a request does that was sent from a page without earlier decisions, which showed that rule."""
    id = company.applications[name].id

    def act(session: Session) -> None:
        application = session.get_one(Application, id)
        decide(session, by, application, decision, ["conditions"], f"Said by {by}.", Seen(None, None), shown_rule=rule)

    return act


def setting(company: Company, by: str, weight: float = 2.0) -> Callable[[Session], None]:
    id = company.opening.id

    def act(session: Session) -> None:
        set_rule(session, by, session.get_one(Opening, id), Rule({"fit": 1.0, "interview": weight}), "own", "Why.")

    return act


def test_of_two_who_decide_about_one_candidate_at_once_the_second_is_told(session: Session, company: Company) -> None:
    application = company.applications["Elif Yıldız"]
    with pytest.raises(DecidedMeanwhile):
        at_once(
            session,
            deciding(company, "Elif Yıldız", "first", "advance"),
            deciding(company, "Elif Yıldız", "second", "decline"),
        )
    session.rollback()
    kept = session.scalars(select(Decision)).one()
    assert (kept.decided_by, kept.decision, kept.corrects_id) == ("first", "advance", None)
    assert session.scalars(select(DecisionNote.text)).all() == ["Said by first."]
    session.refresh(application)
    assert application.stage == "decision"


def test_two_who_decide_first_in_an_opening_at_once_fix_one_default(session: Session, company: Company) -> None:
    at_once(
        session,
        deciding(company, "Elif Yıldız", "first", "hold"),
        deciding(company, "Ben Hartley", "second", "hold"),
    )
    session.rollback()
    rule = session.scalars(select(ComponentRule)).one()
    assert rule.by_default
    kept = session.execute(select(Decision.decided_by, Decision.rule_id).order_by(Decision.id)).all()
    assert [tuple(one) for one in kept] == [("first", rule.id), ("second", rule.id)]


def test_nobody_decides_by_a_rule_that_is_being_changed(session: Session, company: Company) -> None:
    with pytest.raises(RuleChanged):
        at_once(session, setting(company, "setter"), deciding(company, "Elif Yıldız", "second", "decline"))
    session.rollback()
    assert session.scalars(select(Decision)).all() == []
    assert session.scalars(select(ComponentRule.set_by)).all() == ["setter"]


def test_nobody_sets_a_rule_over_the_default_that_a_decision_is_fixing(session: Session, company: Company) -> None:
    with pytest.raises(RuleChanged):
        at_once(session, deciding(company, "Elif Yıldız", "first", "hold"), setting(company, "setter"))
    session.rollback()
    kept, rule = session.scalars(select(Decision)).one(), session.scalars(select(ComponentRule)).one()
    assert rule.by_default and kept.rule_id == rule.id


def test_of_two_rules_set_at_once_the_second_is_refused(session: Session, company: Company) -> None:
    with pytest.raises(RuleChanged):
        at_once(session, setting(company, "first", 2.0), setting(company, "second", 3.0))
    session.rollback()
    assert session.execute(select(ComponentRule.number, ComponentRule.set_by)).all() == [(1, "first")]


def test_a_rule_set_anew_meanwhile_stops_a_decision_by_the_earlier_version(
    session: Session, company: Company, hr: Account
) -> None:
    shown = set_rule(session, hr.pseudonym, company.opening, RULE, "own", "Why.")
    session.commit()
    opening = company.opening.id

    def again(mine: Session) -> None:
        set_rule(mine, "setter", mine.get_one(Opening, opening), Rule({"fit": 1.0}), "own", "Only fit.", last=1)

    with pytest.raises(RuleChanged):
        at_once(session, again, deciding(company, "Elif Yıldız", "second", "decline", shown.id))
    session.rollback()
    newest = rule_in_force(session, opening)
    assert newest is not None and (newest.number, newest.decisions) == (2, 0)
    assert session.scalars(select(Decision)).all() == []


def test_a_candidate_who_is_moved_meanwhile_is_decided_about_in_the_stage_they_are_in(
    session: Session, company: Company
) -> None:
    application = company.applications["Elif Yıldız"]
    id = application.id
    at_once(
        session,
        lambda mine: move(mine, "mover", mine.get_one(Application, id), "applied"),
        deciding(company, "Elif Yıldız", "second", "advance"),
    )
    session.rollback()
    kept = session.scalars(select(Decision)).one()
    assert (kept.stage, kept.considered) == ("applied", [application.candidate.participant.code])
    session.refresh(application)
    assert application.stage == "assessment"


def test_who_was_declined_meanwhile_is_not_taken_back_by_a_stage_that_was_on_its_way(
    session: Session, company: Company
) -> None:
    application = company.applications["Elif Yıldız"]
    move(session, "test", application, "applied")
    assessment = Assessment(
        title="For the opening", purpose="selection", contact="hr@meridian.example", days_open=14, months_kept=12,
        opening_id=company.opening.id,
    )  # fmt: skip
    session.add(assessment)
    session.flush()
    id, asked = application.id, assessment.id

    def inviting(mine: Session) -> None:
        one = mine.get_one(Application, id)
        invite(mine, "inviter", mine.get_one(Assessment, asked), application=one)

    at_once(session, deciding(company, "Elif Yıldız", "first", "decline"), inviting)
    session.refresh(application)
    assert application.stage == "closed"
