"""Who is certified, by which lines, until when, and when the test is wanted again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.hiring.actions import add_candidate, create_opening
from assess.jobs.actions import announce
from assess.people.models import Account
from assess.vignettes import actions, queries
from assess.vignettes.models import Course, Outcome, Retest
from surveys.bank import library
from surveys.moments import now
from surveys.versions import publish
from tests.assess.vignettes.conftest import complete, designed, kinder


def state(session: Session, course: Course, on: datetime | None = None) -> str:
    return queries.standing(session, course.rater_id, on).state


def outcome(session: Session, course: Course) -> Outcome:
    return session.scalars(select(Outcome).where(Outcome.course_id == course.id)).one()


def test_ratings_at_the_gold_are_certified_for_twelve_months(
    session: Session, adaeze: Account, tested: Callable[..., Course]
) -> None:
    course = tested(adaeze)
    found = outcome(session, course)
    assert (found.passed, found.source) == (True, "design")
    assert course.finished_at and found.expires_at == course.finished_at + timedelta(days=365)
    assert state(session, course) == "certified"
    assert queries.certified(session, [course.rater_id]) == {course.rater_id: found.expires_at}


def test_a_point_too_kind_throughout_is_not(session: Session, adaeze: Account, tested: Callable[..., Course]) -> None:
    course = tested(adaeze, kinder)
    assert outcome(session, course).passed is False
    assert state(session, course) == "missed"
    assert queries.certified(session, [course.rater_id]) == {}


def test_the_gold_a_test_was_measured_by_is_kept_with_it(
    session: Session, adaeze: Account, tested: Callable[..., Course]
) -> None:
    kept = outcome(session, tested(adaeze)).gold
    assert len(kept) == 6
    assert kept["jonas_weidel"] == {"preparation": 5.0, "discovery": 5.0, "deciding": 3.0, "pipeline": 4.0, "care": 5.0}


def test_one_rule_for_all_is_not_rating(session: Session, adaeze: Account, tested: Callable[..., Course]) -> None:
    assert outcome(session, tested(adaeze, lambda _code, _topic: 3)).passed is False


def test_one_impression_of_a_whole_person_is_not_rating(
    session: Session, adaeze: Account, tested: Callable[..., Course]
) -> None:
    """Halo: everybody gets their own mean on every topic; the order of the people is right, and it does not pass."""
    topics = ("preparation", "discovery", "deciding", "pipeline", "care")
    course = tested(adaeze, lambda code, _topic: round(sum(designed(code, one) for one in topics) / 5))
    assert outcome(session, course).passed is False


def test_measuring_twice_leaves_one_outcome(
    session: Session, adaeze: Account, tested: Callable[..., Course], run_jobs: Callable[[], int]
) -> None:
    course = tested(adaeze)
    actions.enqueue(session, "vignettes.score", course=course.id)
    session.commit()
    run_jobs()
    outcome(session, course)


def test_after_a_test_that_missed_seven_days_pass(
    session: Session, adaeze: Account, tested: Callable[..., Course]
) -> None:
    course = tested(adaeze, kinder)
    with pytest.raises(actions.TooSoon):
        actions.begin(session, adaeze)
    course.finished_at = now() - timedelta(days=7, minutes=1)
    session.commit()
    assert actions.begin(session, adaeze).open_one


def test_a_certificate_that_holds_for_long_is_not_tested_again(
    session: Session, adaeze: Account, tested: Callable[..., Course]
) -> None:
    tested(adaeze)
    with pytest.raises(actions.TooSoon):
        actions.begin(session, adaeze)


def test_a_certificate_ends(session: Session, adaeze: Account, tested: Callable[..., Course]) -> None:
    course = tested(adaeze)
    assert state(session, course, now() + timedelta(days=334)) == "certified"
    assert state(session, course, now() + timedelta(days=336)) == "expiring"
    assert state(session, course, now() + timedelta(days=366)) == "expired"
    assert queries.certified(session, [course.rater_id], now() + timedelta(days=366)) == {}


def test_a_flag_of_calibration_wants_the_test_again_and_ends_nothing(
    session: Session, adaeze: Account, tested: Callable[..., Course], run_jobs: Callable[[], int]
) -> None:
    course = tested(adaeze)
    for _ in range(2):  # a report that is computed again flags again
        announce(session, "calibration.flagged", course.rater_id)
        session.commit()
        run_jobs()
    assert len(session.scalars(select(Retest)).all()) == 1
    assert state(session, course) == "retest"
    assert queries.certified(session, [course.rater_id])
    complete(session, actions.begin(session, adaeze))
    run_jobs()
    assert state(session, course) == "certified"


def test_a_flag_of_somebody_who_never_trained_wants_nothing(
    session: Session, adaeze: Account, run_jobs: Callable[[], int]
) -> None:
    rater = actions.rater_of(session, adaeze)
    announce(session, "calibration.flagged", rater.id)
    session.commit()
    run_jobs()
    assert queries.standing(session, rater.id).state == "none"


def test_a_test_that_missed_ends_the_certificate_it_was_to_renew(
    session: Session, adaeze: Account, tested: Callable[..., Course], run_jobs: Callable[[], int]
) -> None:
    course = tested(adaeze)
    actions.want_retest(session, "test", course.rater)
    complete(session, actions.begin(session, adaeze), kinder)
    run_jobs()
    assert state(session, course) == "missed"


def test_a_mail_before_the_end_comes_once_and_names_no_score(
    app: Flask, session: Session, adaeze: Account, tested: Callable[..., Course], run_jobs: Callable[[], int]
) -> None:
    course = tested(adaeze)
    outcome(session, course).expires_at = datetime.now(UTC) + timedelta(days=20)
    session.commit()
    run_jobs()
    run_jobs()
    sent = app.extensions["mailman"].outbox
    assert [one.to for one in sent] == [["adaeze.okonjo@meridian.example"]]
    assert sent[0].subject == "Your interviewer certificate ends soon"
    assert "/training/" in sent[0].body
    assert not any(character.isdigit() for character in sent[0].body.split("ends on")[0])


def test_hr_sees_who_is_certified_and_no_score(
    session: Session, adaeze: Account, signed_in: Callable[..., FlaskClient], tested: Callable[..., Course]
) -> None:
    tested(adaeze)
    page = signed_in(Role.HR).get("/training/people").get_data(as_text=True)
    assert "Adaeze Okonjo" in page and "Certified" in page and "Not trained" in page
    assert "0.00" not in page and "of 100" not in page
    assert session.scalars(select(AuditEvent).where(AuditEvent.action == "vignettes.people_viewed")).one()


def test_ones_own_result_says_where_ratings_and_gold_part(
    session: Session, adaeze: Account, signed_in: Callable[..., FlaskClient], tested: Callable[..., Course]
) -> None:
    course = tested(adaeze, kinder)
    page = signed_in(adaeze).get(f"/training/tests/{course.id}").get_data(as_text=True)
    assert "Not certified this time" in page
    assert "Overall too kind or too hard" in page and "+0.83 · at most 0.40" in page
    assert "Telling people apart" in page and "Who is good at what" in page
    assert session.scalars(select(AuditEvent).where(AuditEvent.action == "vignettes.result_viewed")).one()


def test_the_certificate_to_print_has_no_figure_of_the_person(
    session: Session, adaeze: Account, signed_in: Callable[..., FlaskClient], tested: Callable[..., Course]
) -> None:
    course = tested(adaeze)
    page = signed_in(adaeze).get(f"/training/tests/{course.id}/certificate").get_data(as_text=True)
    assert "Certified interviewer" in page and "Adaeze Okonjo" in page
    assert "100 of 100" not in page


def test_nothing_is_printed_of_a_test_that_missed(
    session: Session, adaeze: Account, signed_in: Callable[..., FlaskClient], tested: Callable[..., Course]
) -> None:
    course = tested(adaeze, kinder)
    assert signed_in(adaeze).get(f"/training/tests/{course.id}/certificate").status_code == 404


def test_whoever_plans_a_panel_sees_who_is_certified_beside_the_name(
    session: Session,
    adaeze: Account,
    account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
    tested: Callable[..., Course],
) -> None:
    tested(adaeze)
    account(Role.INTERVIEWER, name="Luis Ferreira")
    manager = account(Role.HIRING_MANAGER, name="Henrik Dahl")
    opening = create_opening(session, "test", "Account executive", "AE", "Lyon", hiring_manager=manager)
    publish(session, library()["interview_scorecard"])
    applicant = add_candidate(session, "test", opening, "Chiara Romano", "chiara@example.org")
    session.commit()
    page = signed_in(manager).get(f"/interviews/plan/{applicant.id}").get_data(as_text=True)
    assert "Adaeze Okonjo · Certified<" in page
    assert "Luis Ferreira<" in page
