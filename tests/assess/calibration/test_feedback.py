"""How somebody rates is told to them alone, until they let another see it; every look is kept and shown to them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.calibration.queries.reports import FEEDBACK
from assess.demo import panels
from assess.people.models import Account, Person, Team
from tests.assess.calibration.conftest import Take


@dataclass
class Somebody:
    """An interviewer with feedback, whoever leads their team, and another interviewer."""

    own: FlaskClient
    manager: FlaskClient
    other: FlaskClient
    address: str


@pytest.fixture
def somebody(
    imported: Take, hr: FlaskClient, session: Session, account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int],
) -> Somebody:  # fmt: skip
    manager = account(Role.LINE_MANAGER, name="Ingrid Berg")
    kind, other = (account(Role.INTERVIEWER, name=name) for name in ("Luis Ferreira", "Emi Sato"))
    team = Team(name="South")
    people = [Person(code=code, name=code, team=team) for code in ("M-0001", "M-0901", "M-0902")]
    session.add_all([team, *people])
    session.flush()
    team.manager = people[0]
    for one, person in zip((manager, kind, other), people, strict=True):
        one.person = person
    session.commit()
    id = imported(str(panels.earlier_ratings().to_csv(index=False)))
    hr.post("/calibration/raters/", data={"page": "1"})
    run_jobs()
    return Somebody(signed_in(kind), signed_in(manager), signed_in(other), f"/calibration/mine/import-{id}")


def test_an_interviewer_is_told_in_points_what_colleagues_gave_the_same_people(somebody: Somebody) -> None:
    assert somebody.own.get("/calibration/mine").location == somebody.address
    page = somebody.own.get(somebody.address).text
    assert "kinder than colleagues on the same people" in page
    assert "Two things to try" in page
    assert somebody.own.get(f"{somebody.address}/pdf").data[:5] == b"%PDF-"
    # their own page holds nobody else's name
    assert "Emi Sato" not in page
    assert "harder than colleagues" in somebody.other.get(somebody.address).text


def test_nobody_else_opens_it_until_its_owner_lets_them_and_not_after(
    somebody: Somebody, session: Session, hr: FlaskClient, signed_in: Callable[..., FlaskClient]
) -> None:
    rater = session.scalars(select(Analysis.subject).where(Analysis.kind == FEEDBACK).order_by(Analysis.id)).first()
    assert rater is not None
    id, key = rater.rpartition(":")[2], somebody.address.rpartition("/")[2]
    shared = f"/calibration/released/{id}/{key}"
    auditor, everybody = signed_in(Role.AUDITOR), (somebody.manager, hr, somebody.other)
    assert [one.get(shared).status_code for one in (*everybody, auditor)] == [404, 404, 403, 403]
    assert "Nobody has shared theirs" in somebody.manager.get("/calibration/released/").text
    somebody.own.post("/calibration/mine/release")
    assert "kinder than colleagues" in somebody.manager.get(shared).text
    assert hr.get(shared).status_code == 404
    assert "Line manager" in somebody.own.get(somebody.address).text.split('id="looked"')[1]
    somebody.own.post("/calibration/mine/take-back")
    assert somebody.manager.get(shared).status_code == 404
    session.rollback()
    done = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == f"rater:{id}")).all()
    assert done == [
        "calibration.released", "calibration.feedback_viewed", "calibration.feedback_viewed",
        "calibration.release_taken_back",
    ]  # fmt: skip


def test_whoever_leads_nobody_or_has_not_rated_has_nothing_to_show(
    somebody: Somebody, signed_in: Callable[..., FlaskClient]
) -> None:
    assert somebody.manager.post("/calibration/mine/release").status_code == 404
    assert somebody.manager.get(somebody.address).status_code == 404
    assert "Nothing to tell yet" in signed_in(Role.LEADER).get("/calibration/mine").text


def test_of_each_rater_only_the_newest_feedback_is_kept(
    somebody: Somebody, imported: Take, hr: FlaskClient, session: Session, run_jobs: Callable[[], int]
) -> None:
    before = session.scalars(select(Analysis.id).where(Analysis.kind == FEEDBACK)).all()
    assert len(before) == 2  # fourteen codes of the file are nobody's
    key = somebody.address.rpartition("/")[2]
    imported("candidate_id,rater_id,competency_key,score\nP-9000,M-0901,care,3\n")
    hr.post(f"/calibration/pools/{key}")
    run_jobs()
    after = session.scalars(select(Analysis.id).where(Analysis.kind == FEEDBACK)).all()
    assert len(after) == 2
    assert not set(before) & set(after)
