"""Attack the seal: before the last seat nobody learns anything of others' ratings, not even which seats locked.

Each attack first succeeds on a build whose seal is broken (``queries.opened`` always true); only then does its failure
on the real build mean something.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, select, text, true, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.database import db
from assess.interviews import queries
from assess.interviews.models import Interview
from assess.jobs.models import Job
from assess.people.models import Account
from surveys.models import Administration, Response
from tests.assess.interviews.conftest import CODE, Company, lock, rate

SECRET = "Offered ten percent after the second silence"
#: What differs between two visits by itself.
NOISE = re.compile(r"""name="csrf_token" value="[^"]*"|nonce="[^"]*"|name="shown" value="[^"]*"|\d\d:\d\d(:\d\d)?""")


@pytest.fixture
def broken_seal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(queries.seal, "opened", true)


@pytest.fixture
def half_rated(session: Session, interview: Interview) -> Interview:
    """Adaeze has locked, Nora has begun; Henrik, who chairs, has not."""
    lock(session, interview.seats[1], 1, SECRET)
    rate(session, interview.seats[2], 1, SECRET)
    return interview


@pytest.fixture
def viewers(
    company: Company, account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> dict[str, FlaskClient]:
    """Everybody but those who wrote the ratings."""
    looking = (Role.ADMINISTRATOR, Role.ANALYST, Role.AUDITOR)
    return {role.value: signed_in(role) for role in looking} | {
        "hr": signed_in(company.hr),
        "chair": signed_in(company.manager),
        "other interviewer": signed_in(company.raters[1]),
        "all roles at once": signed_in(account(*Role, name="Everything")),
    }


def addresses(app: Flask, session: Session) -> Iterator[str]:
    """Every address that can be asked for, with every id there is and every word a path may hold."""
    ids = range(1, 4)
    words = {"section": ["first_meeting", "to_decision"], "code": [CODE], "kind": ["csv", "pdf"]}
    for rule in app.url_map.iter_rules():
        # signing in shows nothing; the trail grows by being looked at and is searched row by row below
        if "GET" not in (rule.methods or set()) or rule.endpoint.startswith(("security.", "people.audit")):
            continue
        if "static" in rule.endpoint:
            continue
        paths = [str(rule)]
        for name in rule.arguments:
            pattern = re.compile(rf"<[^<>]*\b{name}>")
            values = ids if "int:" in str(rule) and re.search(rf"int:{name}>", str(rule)) else words.get(name, ["1"])
            paths = [pattern.sub(str(value), path) for path in paths for value in values]
        yield from paths


def crawl(app: Flask, session: Session, viewers: dict[str, FlaskClient]) -> dict[tuple[str, str], str]:
    """What each viewer gets from each address of interviews, and once from each of the others."""
    seen = {}
    app.config["PROPAGATE_EXCEPTIONS"] = False  # a fault of another feature is for its own tests to find
    for who, client in viewers.items():
        for path in addresses(app, session):
            if "/interviews/" in path or "/seat/" in path or who == "all roles at once":
                answer = client.get(path)
                body = answer.get_data(as_text=True) if answer.mimetype.startswith("text") else str(len(answer.data))
                seen[who, path] = f"{answer.status_code} {NOISE.sub('', body)}"
    assert [key for key, body in seen.items() if body.startswith("500") and "/interviews/" in key[1]] == []
    return seen


def change_what_is_sealed(session: Session, interview: Interview) -> None:
    """Other points, notes, cues, times and counts of changes behind the same seats."""
    sealed = [seat.administration_id for seat in interview.seats[1:]]
    submitted = dict(
        (row.id, row.submitted_at)
        for row in session.execute(
            select(Administration.id, Administration.submitted_at).where(Administration.id.in_(sealed))
        )
    )
    session.execute(update(Administration).where(Administration.id.in_(sealed)).values(submitted_at=None))
    session.execute(
        update(Response)
        .where(Response.administration_id.in_(sealed))
        .values(value=5, evidence="A far longer note of praise. " * 9, cues="1,2", changes=7)
    )
    for id, moment in submitted.items():
        later = moment + timedelta(hours=3) if moment else None
        session.execute(update(Administration).where(Administration.id == id).values(submitted_at=later))
    for seat in interview.seats[1:]:
        seat.locked_at = seat.locked_at + timedelta(hours=3) if seat.locked_at else None
    session.commit()
    session.expire_all()


def test_a_broken_seal_shows_the_ratings_to_whoever_looks(
    app: Flask, session: Session, half_rated: Interview, viewers: dict[str, FlaskClient], broken_seal: Callable
) -> None:
    broken_seal()
    found = {who for (who, _path), body in crawl(app, session, viewers).items() if SECRET in body}
    # the chair has yet to rate, and is kept out a second time by that rule
    assert {"hr", "auditor", "all roles at once"} <= found


def test_no_page_holds_a_sealed_note(
    app: Flask, session: Session, half_rated: Interview, viewers: dict[str, FlaskClient]
) -> None:
    assert [key for key, body in crawl(app, session, viewers).items() if SECRET in body] == []


def test_no_page_differs_when_only_sealed_ratings_differ(
    app: Flask, session: Session, half_rated: Interview, viewers: dict[str, FlaskClient]
) -> None:
    """Not the order of a list, not a count, not a mean, not a time: every page is the same to the byte."""
    before = crawl(app, session, viewers)
    change_what_is_sealed(session, half_rated)
    after = crawl(app, session, viewers)
    assert [key for key in before if before[key] != after[key]] == []


def test_pages_differ_with_the_ratings_where_the_seal_is_broken(
    app: Flask, session: Session, half_rated: Interview, viewers: dict[str, FlaskClient], broken_seal: Callable
) -> None:
    broken_seal()
    before = crawl(app, session, viewers)
    change_what_is_sealed(session, half_rated)
    after = crawl(app, session, viewers)
    assert ("hr", f"/interviews/{half_rated.id}/panel") in [key for key in before if before[key] != after[key]]


def test_nobody_learns_which_seat_locked(
    app: Flask, session: Session, half_rated: Interview, viewers: dict[str, FlaskClient]
) -> None:
    """Adaeze locked and Nora not, or the other way round: only "1 of 3 locked" is told."""
    before = crawl(app, session, viewers)
    assert "1 of 3 locked" in before["hr", f"/interviews/{half_rated.id}"]
    adaeze, nora = half_rated.seats[1], half_rated.seats[2]
    moment = adaeze.locked_at
    adaeze.state, adaeze.locked_at = "open", None
    nora.state, nora.locked_at = "locked", moment
    session.commit()
    session.expire_all()
    after = crawl(app, session, viewers)
    assert [key for key in before if before[key] != after[key]] == []


def test_jobs_and_trail_tell_neither_ratings_nor_who_locked(
    session: Session, half_rated: Interview, run_jobs: Callable[[], int], company: Company
) -> None:
    run_jobs()
    locked = half_rated.seats[1]
    events = session.scalars(select(AuditEvent).where(AuditEvent.action.startswith("interviews."))).all()
    assert "interviews.seat_locked" in {event.action for event in events}
    assert [event for event in events if event.actor in {locked.rater.pseudonym, locked.rater.participant.code}] == []
    assert [event for event in events if event.action == "interviews.seat_locked" and "seat:" in event.subject] == []
    jobs = session.scalars(select(Job)).all()
    assert {(job.name, tuple(job.arguments)) for job in jobs} == {("interviews.send_link", ("id",))}
    assert sorted(job.arguments["id"] for job in jobs) == [seat.id for seat in half_rated.seats]


def test_no_table_but_the_engines_holds_a_rating(session: Session, half_rated: Interview) -> None:
    """Search every row of the database for the note: it stands where answers stand and nowhere else."""
    found = set()
    for table in inspect(db.engine).get_table_names():
        rows = session.execute(text(f'SELECT * FROM "{table}"')).all()
        if any(SECRET in str(row) for row in rows):
            found.add(table)
    assert found == {"response"}


def test_mail_tells_nothing_of_others(
    app: Flask, session: Session, half_rated: Interview, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    mails = app.extensions["mailman"].outbox
    # Adaeze locked before the mails went out: she needs no link
    assert sorted(mail.to[0] for mail in mails) == ["henrik.dahl@meridian.example", "nora@partner.example"]
    for mail in mails:
        assert "Adaeze" not in mail.body
        assert SECRET not in mail.body


def test_an_interviewer_does_not_open_panels_they_do_not_sit_in(
    session: Session, interview: Interview, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    for seat in interview.seats:
        lock(session, seat)
    outsider: Account = company.raters[1]
    client = signed_in(outsider)
    for page in ("", "/panel", "/guide", "/scorecard", "/scorecard/topics/first_meeting", "/again"):
        assert client.get(f"/interviews/{interview.id}{page}").status_code == 404, page
    assert signed_in(company.raters[0]).get(f"/interviews/{interview.id}/panel").status_code == 200


def test_a_hiring_manager_sees_the_panels_of_their_own_openings_only(
    session: Session, interview: Interview, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    for seat in interview.seats:
        lock(session, seat)
    assert signed_in(company.manager).get(f"/interviews/{interview.id}/panel").status_code == 200
    other = signed_in(Role.HIRING_MANAGER)
    assert other.get(f"/interviews/{interview.id}/panel").status_code == 404
    assert other.get("/interviews/plan/1").status_code == 404
