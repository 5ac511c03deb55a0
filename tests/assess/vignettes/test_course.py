"""Practice before test, each interview in its turn, ratings that stand, and another order the next time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.people.models import Account
from assess.vignettes import actions, frames, queries
from assess.vignettes.models import Course, Exercise, VignetteVersion
from surveys.errors import AlreadySubmitted, Incomplete, NotAnAnswer
from surveys.items import Given
from surveys.models import Administration
from surveys.moments import now
from tests.assess.vignettes.conftest import SCORECARD, complete, designed, rate


def test_two_are_practised_and_six_tested_in_an_order_of_their_own(session: Session, adaeze: Account) -> None:
    course = actions.begin(session, adaeze)
    assert [one.part for one in course.exercises] == ["practice"] * 2 + ["test"] * 6
    assert [one.vignette.code for one in course.of("practice")] == ["ronan_whitlock", "tomasz_wrona"]
    places = [one.vignette.position for one in course.of("test")]
    assert sorted(places) == [3, 4, 5, 6, 7, 8]
    assert places != sorted(places)


def test_ratings_are_answers_of_the_rater_about_the_invented_person(session: Session, adaeze: Account) -> None:
    course = actions.begin(session, adaeze)
    rate(session, course.exercises[0])
    answered = session.get_one(Administration, course.exercises[0].administration_id)
    version = session.scalars(select(VignetteVersion).where(VignetteVersion.code == "ronan_whitlock")).one()
    assert answered.respondent_id == course.rater.participant_id
    assert answered.subject_id == version.participant_id
    assert answered.context == "vignette:ronan_whitlock"
    assert answered.version.code == SCORECARD


def test_whoever_has_begun_goes_on_with_that(session: Session, adaeze: Account) -> None:
    actions.begin(session, adaeze)
    with pytest.raises(actions.OnTheWay):
        actions.begin(session, adaeze)


def test_no_interview_is_read_before_its_turn(
    session: Session, adaeze: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    course = actions.begin(session, adaeze)
    session.commit()
    client = signed_in(adaeze)
    assert client.get(f"/training/interviews/{course.exercises[0].id}").status_code == 200
    assert client.get(f"/training/interviews/{course.exercises[1].id}").status_code == 409
    assert client.get(f"/training/interviews/{course.exercises[5].id}").status_code == 409


def test_no_evidence_is_no_answer_here(session: Session, adaeze: Account) -> None:
    first = actions.begin(session, adaeze).exercises[0]
    with pytest.raises(NotAnAnswer):
        actions.rate(session, first, {"care": Given("none")})


def test_an_interview_is_locked_whole_and_stands(session: Session, adaeze: Account) -> None:
    course = actions.begin(session, adaeze)
    first = course.exercises[0]
    actions.rate(session, first, {"care": Given("2", "", ("1",))})
    with pytest.raises(Incomplete):
        actions.lock(session, first)
    session.rollback()
    course = actions.begin(session, adaeze)
    rate(session, course.exercises[0])
    assert actions.lock(session, course.exercises[0]) is False
    with pytest.raises(AlreadySubmitted):
        actions.rate(session, course.exercises[0], {"care": Given("5", "Later.")})


def test_the_next_test_comes_alone_and_in_another_order(
    session: Session, adaeze: Account, tested: Callable[..., Course]
) -> None:
    first = tested(adaeze)
    assert first.outcome
    first.outcome.expires_at = now() + timedelta(days=10)
    session.commit()
    again = actions.begin(session, adaeze)
    assert {one.part for one in again.exercises} == {"test"}
    assert [one.vignette_id for one in again.exercises] != [one.vignette_id for one in first.of("test")]


def test_a_wording_stays_as_it_was_first_rated(session: Session, adaeze: Account) -> None:
    actions.begin(session, adaeze)
    version = session.scalars(select(VignetteVersion).where(VignetteVersion.code == "kyle_brandt")).one()
    version.definition = {**version.definition, "title": "As it was read here"}
    session.commit()
    session.expire_all()
    kept = {one.code: one.vignette.title for one in actions.versions(session, SCORECARD)}
    assert kept["kyle_brandt"] == "As it was read here"
    assert [one.title for one in queries.kept(session, SCORECARD)][3] == "As it was read here"


def test_frames_give_the_newest_blind_rating_of_each(
    session: Session, adaeze: Account, tested: Callable[..., Course]
) -> None:
    first = tested(adaeze, lambda _code, _topic: 3)
    first.finished_at = now() - timedelta(days=8)
    session.commit()
    complete(session, actions.begin(session, adaeze), designed)
    table = frames.ratings(session, SCORECARD)
    assert list(table.columns) == ["ratee", "rater", "criterion", "rating", "when"]
    assert len(table) == 40
    assert frames.ratings(session).equals(table)
    assert frames.ratings(session, "another").empty
    assert table.duplicated(["ratee", "rater", "criterion"]).sum() == 0
    by = table.set_index(["ratee", "criterion"])["rating"]
    assert by["vignette:kyle_brandt", "preparation"] == 1.0
    assert by["vignette:ronan_whitlock", "discovery"] == 3.0  # practice is rated once, before its gold is shown
    assert set(table["rater"]) == {first.rater.participant.code}


def test_an_interview_that_is_not_locked_links_nobody(session: Session, adaeze: Account) -> None:
    course = actions.begin(session, adaeze)
    actions.rate(session, course.exercises[0], {"care": Given("2", "So.")})
    assert frames.ratings(session, SCORECARD).empty


def test_pages_lead_from_the_start_to_the_feedback(
    session: Session, adaeze: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(adaeze)
    assert "Two interviews; after each you see the gold" in client.get("/training/").get_data(as_text=True)
    begun = client.post("/training/begin")
    page = client.get(begun.headers["Location"]).get_data(as_text=True)
    assert "I&#39;m not a dropper" in page
    assert "Peter, the price holds until Friday" in page
    saved = client.post(f"{begun.headers['Location']}/save", json=dict(item="care", value="2", evidence="", cues=["1"]))
    assert saved.status_code == 204
    refused = client.post(
        f"{begun.headers['Location']}/save", json=dict(item="care", value="none", evidence="", cues=[])
    )
    assert "evidence on every topic" in refused.get_json()["error"]
    half = client.post(begun.headers["Location"], data={"care": "2", "care__cues": "1", "go": "lock"})
    assert half.status_code == 422
    form = {topic: "2" for topic in ("preparation", "discovery", "deciding", "pipeline", "care")}
    whole = client.post(begun.headers["Location"], data=form | {f"{one}__cues": "1" for one in form} | {"go": "lock"})
    assert whole.headers["Location"].endswith("/feedback")
    lesson = client.get(whole.headers["Location"]).get_data(as_text=True)
    assert "3 topics of 5 at the gold" in lesson
    assert "1 kinder" in lesson
    assert '<mark id="passage-discovery">I said, stop there' in lesson
    assert "the author’s design" in lesson


@pytest.mark.parametrize("role", [Role.HR, Role.HIRING_MANAGER])
def test_ones_ratings_are_nobody_elses(
    session: Session, adaeze: Account, signed_in: Callable[..., FlaskClient], tested: Callable[..., Course], role: Role
) -> None:
    course = tested(adaeze)
    other = signed_in(role)
    own = signed_in(adaeze)
    first: Exercise = course.exercises[0]
    for path in (f"interviews/{first.id}", f"interviews/{first.id}/feedback", f"tests/{course.id}"):
        assert other.get(f"/training/{path}").status_code == 404
        assert own.get(f"/training/{path}").status_code in {200, 302, 303}
    assert other.get(f"/training/tests/{course.id}/certificate").status_code == 404
    assert own.get(f"/training/tests/{course.id}/certificate").status_code == 200
