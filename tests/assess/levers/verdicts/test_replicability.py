"""What only few can do is supported by the numbers and still used by nobody."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.levers.actions.replicating import RatedAlready, rate_replicability
from assess.levers.models import Lever
from assess.levers.models.replicability import QUESTIONS
from assess.levers.queries.replicability import replicability
from assess.levers.queries.verdicts import usable_levers
from tests.assess.levers.conftest import JOB


def says(session: Session, lever: Lever, rater: str, *answers: int) -> None:
    rate_replicability(session, rater, lever, "manager", dict(zip(QUESTIONS, answers, strict=True)))


def test_nothing_is_told_before_three_have_spoken(judged: dict[str, Lever], session: Session) -> None:
    lever = judged["several"]
    for rater in ("a", "b"):
        says(session, lever, rater, 1, 1, 1, 1, 1)
    assert replicability(session, lever.id).counted is None
    says(session, lever, "c", 5, 5, 5, 5, 5)
    assert replicability(session, lever.id).counted == 1.0


def test_one_weak_question_counts_more_than_a_good_mean(judged: dict[str, Lever], session: Session) -> None:
    lever = judged["several"]
    for rater in ("a", "b", "c"):
        says(session, lever, rater, 5, 2, 5, 5, 5)
    found = replicability(session, lever.id)
    assert (found.score, found.counted) == (4.4, 2.0)


def test_what_is_hard_to_copy_leaves_practices_and_plans(
    judged: dict[str, Lever], session: Session, run_jobs: Callable[[], int]
) -> None:
    assert "several" in {one.code for one in usable_levers(session, JOB)}
    for rater in ("a", "b", "c"):
        says(session, judged["several"], rater, 2, 1, 4, 3, 3)
    session.commit()
    run_jobs()
    assert "several" not in {one.code for one in usable_levers(session, JOB)}
    assert "listens" in {one.code for one in usable_levers(session, JOB)}


def test_a_rater_speaks_once(judged: dict[str, Lever], session: Session) -> None:
    says(session, judged["several"], "a", 5, 5, 5, 5, 5)
    with pytest.raises(RatedAlready):
        says(session, judged["several"], "a", 1, 1, 1, 1, 1)


def test_a_line_manager_answers_five_questions(
    judged: dict[str, Lever], session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    client, address = signed_in(Role.LINE_MANAGER), f"/levers/{judged['several'].id}/replicability"
    assert client.post(address, data={"taught": 5}).status_code == 422
    client.post(address, data=dict.fromkeys(QUESTIONS, 4))
    assert "You have answered" in client.get(address).text
    assert replicability(session, judged["several"].id).raters == 1
    assert signed_in(Role.EMPLOYEE).get(address).status_code == 403
