"""Five experts who rate blind set the gold; whoever may take the test sees none of it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.people.models import Account
from assess.vignettes import actions, frames, queries
from assess.vignettes.models import Course, Expert, Outcome
from surveys.models import Administration
from tests.assess.vignettes.conftest import SCORECARD, Points, complete, designed, rate


def shifted(by: int) -> Points:
    """Preparation a little off the design, and Kyle's care far off for some."""

    def points(code: str, topic: str) -> int:
        if (code, topic) == ("kyle_brandt", "care"):
            return 1 if by else 5
        if (code, topic) == ("kyle_brandt", "pipeline"):
            return 4
        return designed(code, topic)

    return points


@pytest.fixture
def experts(
    session: Session, account: Callable[..., Account], run_jobs: Callable[[], int]
) -> Callable[[int], list[Expert]]:
    """So many experts who have rated everything: all a point kinder on Kyle's pipeline, apart on his care."""

    def rated(number: int) -> list[Expert]:
        made = []
        for place in range(number):
            who = account(Role.HIRING_MANAGER, name=f"Expert {place}")
            made.append(actions.name_expert(session, "hr", who))
            session.commit()
            course = queries.open_course(session, who)
            assert course
            complete(session, course, shifted(place % 2))
        run_jobs()
        session.expire_all()
        return made

    return rated


def test_below_five_experts_the_design_stays_the_gold(session: Session, experts: Callable) -> None:
    experts(4)
    gold = queries.gold(session, SCORECARD)
    assert gold.source == "design"
    assert gold.points["kyle_brandt"]["pipeline"] == 3


def test_from_five_on_their_mean_is_and_where_they_differ_nothing_counts(session: Session, experts: Callable) -> None:
    experts(5)
    gold = queries.gold(session, SCORECARD)
    assert gold.source == "experts"
    assert gold.cells["kyle_brandt"]["pipeline"].points == 4.0
    assert gold.cells["kyle_brandt"]["pipeline"].designed == 3
    care = gold.cells["kyle_brandt"]["care"]
    assert (care.points, care.experts, care.reason) == (None, 5, "UNRELIABLE_MEASURE")
    assert care.sd == pytest.approx(2.1909, abs=1e-4)
    assert gold.discarded == 1


def test_a_test_says_which_gold_it_was_measured_by(
    session: Session, experts: Callable, adaeze: Account, tested: Callable[..., Course]
) -> None:
    experts(5)
    course = tested(adaeze)
    found = session.scalars(select(Outcome).where(Outcome.course_id == course.id)).one()
    assert (found.source, found.passed) == ("experts", True)
    assert found.gold["kyle_brandt"]["pipeline"] == 4.0
    assert found.gold["kyle_brandt"]["care"] is None


@pytest.mark.parametrize(("number", "source"), [(5, "design"), (6, "experts")])
def test_an_expert_is_measured_by_the_others_while_they_are_five(
    session: Session, experts: Callable, tested: Callable[..., Course], number: int, source: str
) -> None:
    who = experts(number)[0].rater.account
    mine = actions.rater_of(session, who)
    assert len(frames.expert_ratings(session, SCORECARD)) == number * 40
    assert len(frames.expert_ratings(session, SCORECARD, without=mine.id)) == (number - 1) * 40
    course = tested(who)
    assert session.scalars(select(Outcome).where(Outcome.course_id == course.id)).one().source == source


def test_withdrawing_an_expert_takes_their_ratings_out(
    session: Session, experts: Callable, run_jobs: Callable[[], int]
) -> None:
    first = experts(5)[0]
    actions.withdraw_expert(session, "hr", first)
    session.commit()
    run_jobs()
    assert queries.gold(session, SCORECARD).source == "design"


def test_withdrawing_before_the_end_leaves_no_half_ratings(
    session: Session, account: Callable[..., Account], adaeze: Account
) -> None:
    expert = actions.name_expert(session, "hr", adaeze)
    session.commit()
    course = queries.open_course(session, adaeze)
    assert course
    rate(session, course.exercises[0])
    actions.withdraw_expert(session, "hr", expert)
    session.commit()
    assert session.scalars(select(Administration.id)).all() == []


def test_an_expert_rates_blind_before_any_training(
    session: Session, adaeze: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    actions.name_expert(session, "hr", adaeze)
    session.commit()
    with pytest.raises(actions.RatesBlind):
        actions.begin(session, adaeze)
    course = queries.open_course(session, adaeze)
    assert course
    assert [one.part for one in course.exercises] == ["gold"] * 8
    rate(session, course.exercises[0])
    # no feedback, even on an interview that others practise with
    assert signed_in(adaeze).get(f"/training/interviews/{course.exercises[0].id}/feedback").status_code == 404


def test_whoever_had_feedback_cannot_set_the_gold(session: Session, adaeze: Account) -> None:
    rate(session, actions.begin(session, adaeze).exercises[0])
    with pytest.raises(actions.NotBlind):
        actions.name_expert(session, "hr", adaeze)


def test_hr_names_and_withdraws_experts_and_sees_how_far_they_are(
    session: Session, adaeze: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    hr = signed_in(Role.HR)
    assert hr.post("/training/experts", data={"account": ""}).status_code == 422
    assert hr.post("/training/experts", data={"account": str(adaeze.id)}).status_code == 303
    page = hr.get("/training/experts").get_data(as_text=True)
    assert "0 of 8 interviews rated" in page
    assert "0 of at least 5 have rated everything" in page
    withdraw = f"/training/experts/{session.scalars(select(Expert.id)).one()}/withdraw"
    assert hr.post(withdraw).status_code == 303
    assert hr.post(withdraw).status_code == 404


def test_an_analyst_reads_the_gold_unless_they_train(
    account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> None:
    page = signed_in(Role.ANALYST).get("/training/gold").get_data(as_text=True)
    assert "told in a low voice" in page
    both = account(Role.ANALYST, Role.INTERVIEWER, name="Both")
    assert signed_in(both).get("/training/gold").status_code == 403


def test_experts_who_agree_on_nothing_leave_no_verdict(
    session: Session,
    account: Callable[..., Account],
    adaeze: Account,
    tested: Callable[..., Course],
    signed_in: Callable[..., FlaskClient],
) -> None:
    for place in range(5):
        who = account(Role.HIRING_MANAGER, name=f"Expert {place}")
        actions.name_expert(session, "hr", who)
        session.commit()
        course = queries.open_course(session, who)
        assert course
        complete(session, course, lambda _code, _topic, given=1 + place: given)
    course = tested(adaeze)
    found = session.scalars(select(Outcome).where(Outcome.course_id == course.id)).one()
    assert (found.passed, found.expires_at, found.source) == (None, None, "experts")
    assert queries.standing(session, course.rater_id).state == "undecided"
    client = signed_in(adaeze)
    assert "No verdict" in client.get(f"/training/tests/{course.id}").get_data(as_text=True)
    assert "Your experts agree on too little" in client.get("/training/").get_data(as_text=True)
