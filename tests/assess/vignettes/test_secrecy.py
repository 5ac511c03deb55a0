"""Attack the two promises: nobody who may be tested learns the gold of the test, and nobody sees another's ratings.

Each attack first succeeds on a build that is weakened at one place; only then does its failure mean something.
"""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, true, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.jobs.models import Job
from assess.people.models import Account
from assess.vignettes import actions
from assess.vignettes.models import Course, Exercise
from assess.vignettes.queries import courses
from surveys.items import Given
from surveys.models import Administration, Response
from surveys.vignettes import library
from tests.assess.vignettes.conftest import complete, designed, kinder

#: Said in rationales of the test, and nowhere else.
GOLD = [level.why for one in library().values() if one.part == "test" for level in one.levels]
SECRET = "Heard the gate open at half past six, a note of mine"
NOISE = re.compile(r"""name="csrf_token" value="[^"]*"|nonce="[^"]*"|name="shown" value="[^"]*"|\d\d:\d\d(:\d\d)?""")


def pages(app: Flask, session: Session, client: FlaskClient) -> dict[str, str]:
    """Every page of the application that may hold ratings of vignettes, with every id there is."""
    exercises, tests = session.scalars(select(Exercise.id)).all(), session.scalars(select(Course.id)).all()
    seen = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or not re.match(r"/(training|people|$)", str(rule)):
            continue
        ids = {*exercises, *tests} if "int:id" in str(rule) else {0}
        for id in ids if len(rule.arguments) <= 1 else ():
            path = re.sub(r"<[^>]*>", str(id), str(rule))
            answer = client.get(path)
            seen[path] = NOISE.sub("", f"{answer.status_code} {answer.get_data(as_text=True)}")
    return seen


def told(seen: dict[str, str]) -> set[str]:
    """Rationales of the test that can be read somewhere."""
    plain = {path: body.replace("&#39;", "'").replace("&#34;", '"') for path, body in seen.items()}
    return {why for why in GOLD if any(why in body for body in plain.values())}


@pytest.fixture
def halfway(session: Session, adaeze: Account) -> Course:
    """Practice and four interviews of the test are rated."""
    course = actions.begin(session, adaeze)
    for exercise in course.exercises[:6]:
        given = {level.topic: Given("3", SECRET) for level in exercise.vignette.levels}
        actions.rate(session, exercise, given)
        actions.lock(session, exercise)
    session.commit()
    return course


def test_where_feedback_is_given_on_tests_the_gold_can_be_read(
    app: Flask,
    session: Session,
    halfway: Course,
    adaeze: Account,
    signed_in: Callable[..., FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assess.vignettes.queries.teaches", lambda exercise: exercise.locked_at is not None)
    assert len(told(pages(app, session, signed_in(adaeze)))) == 20


@pytest.mark.parametrize("done", [False, True])
def test_whoever_may_be_tested_reads_the_gold_of_no_test(
    app: Flask,
    session: Session,
    halfway: Course,
    adaeze: Account,
    account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
    run_jobs: Callable[[], int],
    done: bool,
) -> None:
    if done:
        complete(session, halfway)
        run_jobs()
    for who in (adaeze, account(*Role, name="All roles at once"), account(Role.HR, name="Ruth Adler")):
        assert told(pages(app, session, signed_in(who))) == set()


def test_where_courses_are_everybodys_their_ratings_can_be_read(
    app: Flask,
    session: Session,
    halfway: Course,
    signed_in: Callable[..., FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(courses, "own", lambda _viewer: true())
    seen = pages(app, session, signed_in(Role.HR))
    assert any("1 harder" in body or "2 harder" in body for body in seen.values())


def test_pages_of_others_do_not_differ_by_what_somebody_rated(
    app: Flask,
    session: Session,
    halfway: Course,
    account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
) -> None:
    """Other points and notes behind the same locks: every page anybody else can open is the same to the byte."""
    clients = {role: signed_in(role) for role in (Role.HR, Role.HIRING_MANAGER, Role.INTERVIEWER, Role.ADMINISTRATOR)}
    clients[Role.ANALYST] = signed_in(account(*Role, name="All roles at once"))

    def crawl() -> dict[tuple[Role, str], str]:
        # the trail grows by being looked at
        return {
            (role, path): body
            for role, client in clients.items()
            for path, body in pages(app, session, client).items()
            if "audit" not in path
        }

    crawl()
    before = crawl()
    submitted = {id: at for id, at in session.execute(select(Administration.id, Administration.submitted_at))}
    session.execute(update(Administration).values(submitted_at=None))  # a submitted answer refuses to change
    session.execute(update(Response).values(value=5, evidence="Another, longer note", cues="1,2"))
    for id, moment in submitted.items():
        session.execute(update(Administration).where(Administration.id == id).values(submitted_at=moment))
    session.commit()
    after = crawl()
    assert [key for key in before if before[key] != after[key]] == []
    assert not any(SECRET in body for body in before.values())


def test_no_job_and_no_line_of_the_trail_holds_points(
    session: Session, adaeze: Account, tested: Callable[..., Course]
) -> None:
    tested(adaeze, kinder)
    assert designed("jonas_weidel", "care") == 5
    jobs = [str(one.arguments) for one in session.scalars(select(Job))]
    trail = session.execute(text("SELECT details FROM audit_event WHERE action LIKE 'vignettes.%'")).scalars().all()
    assert trail and jobs
    for line in (*jobs, *map(str, trail)):
        assert not re.search(r"care|pipeline|points|passed|rating", line), line
