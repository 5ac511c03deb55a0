"""A target is published only after the best were heard; few checks need a sponsor."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.benchmarks.actions import targets
from assess.benchmarks.models import Consultation, Target
from assess.benchmarks.queries.targets import may_be_asked, standing
from assess.people.models import Account, Person
from assess.performance.models import Kpi
from tests.assess.benchmarks.conftest import JOB


def test_without_three_answers_nothing_is_published(hr: FlaskClient, proposed: Target, session: Session):
    refused = hr.post(f"/benchmarks/targets/{proposed.id}/publish")
    assert refused.status_code == 409
    assert "so far 0 have" in refused.text
    assert session.get(Target, proposed.id).state == "proposed"  # type: ignore[union-attr]


def test_three_who_say_yes_and_a_method_make_a_target_with_its_grade(
    hr: FlaskClient, endorsed: Target, session: Session, run_jobs: Callable[[], int]
):
    hr.post(f"/benchmarks/targets/{endorsed.id}/method", data={"why": "Growth", "method": "Two days a week on site."})
    assert hr.post(f"/benchmarks/targets/{endorsed.id}/publish").status_code == 302
    session.expire_all()
    assert endorsed.state == "published"
    assert {"endorsed", "documented"} <= set(endorsed.held)
    assert endorsed.grade in {"A", "B", "C"}
    assert "Published with grade" in hr.get(f"/benchmarks/targets/{endorsed.id}").text
    run_jobs()
    assert "Grade" in hr.get("/benchmarks/").text


def test_two_who_say_no_need_a_sponsor_who_is_not_the_one_who_proposed(
    proposed: Target, session: Session, signed_in: Callable[..., FlaskClient], hr: FlaskClient
):
    for one, yes in zip(proposed.consultations, (True, False, False), strict=True):
        targets.answer(session, "them", one, yes, "So it is.")
    session.commit()
    assert hr.post(f"/benchmarks/targets/{proposed.id}/publish").status_code == 409
    with pytest.raises(targets.NeedsSponsor):
        targets.override(session, "hr", proposed, "I say so")
    leader = signed_in(Role.LEADER)
    assert "Visits" in leader.get("/benchmarks/sponsor").text
    assert leader.post(f"/benchmarks/targets/{proposed.id}/sponsor", data={"reason": ""}).status_code == 422
    answered = leader.post(f"/benchmarks/targets/{proposed.id}/sponsor", data={"reason": "A pilot in one region."})
    assert answered.status_code == 302
    assert hr.post(f"/benchmarks/targets/{proposed.id}/publish").status_code == 302
    session.expire_all()
    assert proposed.override_reason == "A pilot in one region."
    actions = set(session.scalars(select(AuditEvent.action)))
    assert {"benchmarks.override", "benchmarks.target_published", "benchmarks.consulted"} <= actions


def test_a_second_target_ends_the_first_and_two_at_once_are_impossible(
    endorsed: Target, session: Session, kpi: Callable[[str], Kpi]
):
    endorsed.method = "Two days a week on site."
    targets.publish(session, "hr", endorsed)
    second = targets.propose(session, "hr", kpi("visits"), {"job": JOB, "value": 26.0})
    targets.ask(session, "hr", second, [one.person_id for one in endorsed.consultations])
    for one in second.consultations:
        targets.answer(session, "them", one, True, "Yes.")
    second.override_by = "leader"
    targets.publish(session, "hr", second)
    session.commit()
    assert [(one.state, one.value) for one in (endorsed, second)] == [("ended", 24.0), ("published", 26.0)]
    endorsed.state = "published"
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_only_people_who_set_the_bar_are_asked_and_each_once(proposed: Target, session: Session, shared: list[Person]):
    with pytest.raises(targets.NotAmongTheBest):
        targets.ask(session, "hr", proposed, [shared[-1].id])
    with pytest.raises(targets.NotAmongTheBest):
        targets.ask(session, "hr", proposed, [proposed.consultations[0].person_id])
    assert shared[-1] not in may_be_asked(session, proposed)


def test_who_was_asked_answers_once_on_a_page_of_their_own(
    proposed: Target, session: Session, signed_in: Callable[..., FlaskClient]
):
    one = proposed.consultations[0]
    mine = signed_in(session.scalars(select(Account).where(Account.person_id == one.person_id)).one())
    assert f"/benchmarks/consultations/{one.id}" in mine.get("/benchmarks/mine").text
    assert "Is 24 the mark" in mine.get(f"/benchmarks/consultations/{one.id}").text
    assert mine.post(f"/benchmarks/consultations/{one.id}", data={"endorses": "yes"}).status_code == 422
    said = {"endorses": "no", "reason": "Quality of the visit counts."}
    assert mine.post(f"/benchmarks/consultations/{one.id}", data=said).status_code == 302
    assert mine.post(f"/benchmarks/consultations/{one.id}", data=said).status_code == 409
    session.expire_all()
    assert (one.endorses, one.reason) == (False, "Quality of the visit counts.")


def test_being_asked_tells_colleagues_managers_and_leaders_nothing(
    proposed: Target, session: Session, shared: list[Person], signed_in: Callable[..., FlaskClient],
    seller: Callable[[Person], Account], account: Callable[..., Account],
):  # fmt: skip
    one = proposed.consultations[0]
    asked = session.get_one(Person, one.person_id)
    colleague = signed_in(seller(next(p for p in shared[20:] if p.team_id == asked.team_id)))
    manager = account(Role.LINE_MANAGER, name="Manager")
    manager.person_id = session.get_one(Person, asked.id).team.manager_id  # type: ignore[union-attr]
    session.commit()
    lead, leader = signed_in(manager), signed_in(Role.LEADER)
    pages = ("/", "/benchmarks/mine", "/benchmarks/team", "/benchmarks/board", "/benchmarks/sponsor")

    def seen() -> list[str]:
        return [_calm(who.get(page).text) for who in (colleague, lead, leader) for page in pages]

    with_asked = seen()
    # who may see it does see it, so there is something that could leak
    assert asked.name in signed_in(Role.ANALYST).get(f"/benchmarks/targets/{proposed.id}").text
    for who in (colleague, lead):
        assert who.get(f"/benchmarks/consultations/{one.id}").status_code == 404
    assert leader.get(f"/benchmarks/consultations/{one.id}").status_code == 403
    session.query(Consultation).delete()
    session.commit()
    assert seen() == with_asked


def _calm(page: str) -> str:
    """A page without what differs at each look."""
    return "\n".join(line for line in page.splitlines() if "csrf_token" not in line and "nonce" not in line)


def test_the_checks_are_those_of_the_newest_report(endorsed: Target, session: Session):
    how = standing(session, endorsed)
    assert (how.answered, how.endorsed, how.consulted, how.carried) == (3, 3, True, True)
    assert "documented" not in how.grade.held
    endorsed.method = "  "
    assert "documented" not in standing(session, endorsed).grade.held
    endorsed.method = "Two days a week on site."
    assert "documented" in standing(session, endorsed).grade.held


def test_an_expected_threshold_is_written_down_before_the_answer(
    hr: FlaskClient, shared: list[Person], kpi: Callable[[str], Kpi], run_jobs: Callable[[], int]
):
    page = f"/benchmarks/kpis/{kpi('visits').id}"
    assert hr.post(f"{page}/expect", data={"level": "x", "job": JOB, "why": ""}).status_code == 422
    sent = hr.post(f"{page}/expect", data={"level": "22", "why": "Three on site a week", "job": JOB})
    waiting = hr.get(sent.headers["Location"]).text
    assert "being asked" in waiting
    assert "nobody had asked the data" in waiting
    run_jobs()
    answered = hr.get(sent.headers["Location"]).text
    assert "Three on site a week" in answered
    assert "Levels that were tried" in answered
    again = hr.post(f"{page}/expect", data={"level": "21", "why": "Rather", "job": JOB})
    assert "may follow what was seen then" in hr.get(again.headers["Location"]).text
