"""Attack the promise to referees: nobody learns what one of them said, from no page, file, mail, job, trail or order.

Each attack first succeeds on a build that is weakened on purpose; only then does its failure on the real one count.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.jobs.models import Job
from assess.people.models import Account
from assess.provenance import fingerprint
from assess.references import actions, frames, tasks
from assess.references.models import ReferenceCheck
from scoring import policy
from scoring.policy import MINIMUMS, Minimum
from scoring.reports.references import KIND
from surveys.models import Administration, Participant, Response
from tests.assess.references.conftest import TOPICS, Company, hand_in

SECRET = "Was late to every third meeting of ours"
NOISE = re.compile(r"""name="csrf_token" value="[^"]*"|nonce="[^"]*"|name="shown" value="[^"]*"|\d\d:\d\d(:\d\d)?""")


@pytest.fixture
def viewers(
    company: Company, account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> dict[str, FlaskClient]:
    """Everybody who is no referee."""
    return {
        "hr": signed_in(company.hr),
        "manager": signed_in(company.manager),
        "all roles at once": signed_in(account(*Role, name="Everything")),
    }


def crawl(app: Flask, viewers: dict[str, FlaskClient], everywhere: bool = False) -> dict[tuple[str, str], str]:
    """What each viewer gets from each address that mentions references, or from every address there is."""
    seen = {}
    app.config["PROPAGATE_EXCEPTIONS"] = False  # a fault of another feature is for its own tests to find
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint.startswith(("security.", "people.audit")):
            continue  # the trail grows by being looked at and is searched row by row below
        if "static" in rule.endpoint or not (everywhere or rule.endpoint.startswith("references.")):
            continue
        paths = [str(rule)]
        for name in rule.arguments:
            values = (1, 2) if re.search(rf"int[^<>]*:{name}>", str(rule)) else ("csv", "pdf", "reference_check")
            paths = [re.sub(rf"<[^<>]*\b{name}>", str(value), path) for path in paths for value in values]
        for path in paths:
            for who, client in viewers.items():
                answer = client.get(path)
                body = answer.get_data(as_text=True) if answer.mimetype.startswith("text") else str(len(answer.data))
                seen[who, path] = f"{answer.status_code} {NOISE.sub('', body)}"
    return seen


def change_answers(session: Session, check: ReferenceCheck) -> None:
    """Other ratings, words and counts of changes behind the same references, as if they had been given so."""
    ids = [one.administration_id for one in check.referees]
    moments = {
        row.id: row.submitted_at for row in session.execute(select(Administration.id, Administration.submitted_at))
    }
    session.execute(update(Administration).where(Administration.id.in_(ids)).values(submitted_at=None))
    session.execute(update(Response).where(Response.administration_id.in_(ids)).values(value=1, changes=9))
    session.execute(update(Response).where(Response.item == "said").values(value=None, text="Nothing but praise."))
    for id in ids:
        if id is not None:
            session.execute(update(Administration).where(Administration.id == id).values(submitted_at=moments[id]))
    session.commit()
    session.expire_all()


def test_while_references_are_open_no_byte_depends_on_what_was_answered(
    app: Flask, session: Session, answering: ReferenceCheck, viewers: dict[str, FlaskClient], run_jobs: Callable
) -> None:
    for referee in answering.referees[:3]:
        hand_in(session, referee, 5, SECRET)
    run_jobs()
    before = crawl(app, viewers, everywhere=True)
    assert len([body for body in before.values() if body.startswith("200")]) > 20
    assert not [key for key, body in before.items() if SECRET in body]
    change_answers(session, answering)
    after = crawl(app, viewers, everywhere=True)
    assert {key for key in before if before[key] != after[key]} == set()


def test_a_build_that_shows_one_reference_is_noticed(
    app: Flask, session: Session, answering: ReferenceCheck, viewers: dict[str, FlaskClient], run_jobs: Callable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    weak = {"references": 1, "reference_sentences": 1}
    rows = tuple(
        Minimum(row.analysis, row.of, weak[row.analysis], weak[row.analysis], row.why, row.code)
        if row.analysis in weak
        else row
        for row in MINIMUMS
    )
    monkeypatch.setattr(policy, "MINIMUMS", rows)
    hand_in(session, answering.referees[0], 5, SECRET)
    actions.close(session, "test", answering)
    session.commit()
    run_jobs()
    assert [who for (who, path), body in crawl(app, viewers).items() if SECRET in body and path == "/references/1"] == [
        "hr", "manager", "all roles at once"
    ]  # fmt: skip


def test_the_real_build_shows_nothing_of_one_or_two(
    app: Flask, session: Session, answering: ReferenceCheck, viewers: dict[str, FlaskClient], run_jobs: Callable
) -> None:
    for referee in answering.referees[:2]:
        hand_in(session, referee, 5, SECRET)
    actions.close(session, "test", answering)
    session.commit()
    run_jobs()
    before = crawl(app, viewers)
    assert not [key for key, body in before.items() if SECRET in body]
    change_answers(session, answering)
    answering.analysis_id = None
    session.commit()
    tasks.compute(session, answering.id)  # made anew of other answers, it says the same
    session.commit()
    session.expire_all()
    first, second = session.scalars(select(Analysis).where(Analysis.kind == KIND).order_by(Analysis.id)).all()
    said = [re.sub(r'"inputs":"\w+"', "", one.report_json) for one in (first, second)]
    assert said[0] == said[1]


def test_nothing_computes_from_open_references(session: Session, answering: ReferenceCheck, run_jobs: Callable) -> None:
    for referee in answering.referees[:3]:
        hand_in(session, referee, 5)
    tasks.compute(session, answering.id)
    session.commit()
    assert session.query(Analysis).count() == 0
    with pytest.raises(ValueError, match="read by nobody"):
        frames.ratings(session, answering, TOPICS)
    with pytest.raises(ValueError, match="read by nobody"):
        frames.words(session, answering, "said")


def test_jobs_mails_and_the_trail_hold_no_answer_and_not_who_gave_it(
    app: Flask, session: Session, answering: ReferenceCheck, run_jobs: Callable
) -> None:
    for referee in answering.referees:
        hand_in(session, referee, (5, 1, 4, 2, 3, 5, 1), SECRET)
    run_jobs()
    rows = [f"{job.name} {job.arguments} {job.problem}" for job in session.scalars(select(Job))]
    rows += [f"{one.actor} {one.action} {one.subject} {one.details}" for one in session.scalars(select(AuditEvent))]
    rows += [f"{mail.subject} {mail.body}" for mail in app.extensions["mailman"].outbox]
    # whoever answered is not named by the engine's name: it is what keeps the hash of the inputs from being searched
    hidden = [SECRET, *(one.participant.code for one in answering.referees), *(one.name for one in answering.referees)]
    mailed = {one.name for one in answering.referees}
    found = [(word, row) for word in hidden for row in rows if word in row and not (word in mailed and "\n" in row)]
    assert found == []
    answered = session.scalars(select(AuditEvent).where(AuditEvent.action == "references.answered")).all()
    assert {(one.actor, one.subject) for one in answered} == {("system", f"check:{answering.id}")}


def test_the_hash_of_the_inputs_cannot_be_searched_for_the_ratings(
    session: Session, answering: ReferenceCheck, run_jobs: Callable
) -> None:
    """With names that can be guessed it could: the means leave few tables of ratings, and each has its hash."""
    for referee, points in zip(answering.referees[:3], (5, 4, 3), strict=True):
        hand_in(session, referee, points)
    actions.close(session, "test", answering)
    session.commit()
    run_jobs()
    session.expire_all()
    table = frames.ratings(session, answering, TOPICS)
    kept = session.get_one(Analysis, answering.analysis_id).inputs_hash
    assert fingerprint({"ratings": table}) == kept

    def searched(names: list[str]) -> set[tuple[int, ...]]:
        hits = set()
        for tried in product(range(1, 6), repeat=3):
            if sum(tried) == 12:
                guess = table.assign(reference=table["reference"].map(dict(zip(sorted(set(table["reference"])), names,
                                                                               strict=True))))  # fmt: skip
                guess["rating"] = guess["reference"].map(dict(zip(names, map(float, tried), strict=True)))
                if fingerprint({"ratings": guess}) == kept:
                    hits.add(tried)
        return hits

    codes = sorted(set(table["reference"]))
    assert len(searched(codes)) == 1  # whoever knew the names would have it
    assert searched(["1", "2", "3"]) == searched([one.name for one in answering.referees[:3]]) == set()
    tables = ("analysis", "audit_event", "job")
    shown = {str(row) for name in tables for row in session.execute(text(f"SELECT * FROM {name}"))}
    hidden = [*codes, *(hashlib.sha256(code.encode()).hexdigest() for code in codes)]
    assert not [row for row in shown for code in hidden if code in row]
    assert session.query(Participant).filter(Participant.code.in_(codes)).count() == 3


def test_the_order_of_referees_is_the_one_the_candidate_gave(
    session: Session, answering: ReferenceCheck, company: Company, signed_in: Callable
) -> None:
    hr = signed_in(company.hr)
    names = [one.name for one in answering.referees]
    for referee in reversed(answering.referees[1:]):
        hand_in(session, referee, 1)
    page = hr.get(f"/references/{answering.id}").get_data(as_text=True)
    assert sorted(names, key=page.index) == names


def test_once_closed_no_later_moment_changes_a_byte(
    app: Flask, session: Session, answering: ReferenceCheck, viewers: dict[str, FlaskClient], run_jobs: Callable
) -> None:
    for referee in answering.referees[:3]:
        hand_in(session, referee, (5, 4, 4, 3, 5, 4, 4))
    actions.close(session, "test", answering)
    session.commit()
    run_jobs()
    before = crawl(app, viewers)
    with pytest.raises(actions.CheckClosed):
        hand_in(session, answering.referees[3], 1)
    session.rollback()
    with pytest.raises(actions.CheckClosed):
        actions.send_again(session, "test", answering)
    run_jobs()
    session.execute(update(ReferenceCheck).values(expires_at=answering.expires_at + timedelta(days=99)))
    session.commit()
    assert crawl(app, viewers) == before
