"""Openings, candidates and stages: who sees which, and what is recorded."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.hiring.actions import AlreadyApplied, CandidateCodeTaken, OpeningCodeTaken, add_candidate, create_opening
from assess.hiring.models import Application, Candidate, Opening
from assess.people.models import Account
from surveys.models import Participant

CSV = "text/csv"


@pytest.fixture
def opening(session: Session) -> Opening:
    made = create_opening(session, "test", "Account executive, Lyon", "Account executive", "Lyon", "REQ-12")
    session.commit()
    return made


def upload(client: FlaskClient, opening: Opening, content: str, name: str = "candidates.csv") -> tuple[int, str]:
    file = (io.BytesIO(content.encode()), name)
    response = client.post(f"/openings/{opening.id}/candidates/import", data={"file": file})
    return response.status_code, response.text


def test_hr_opens_a_place_and_adds_a_candidate(
    session: Session, signed_in: Callable[..., FlaskClient], account: Callable[..., Account]
) -> None:
    manager = account(Role.HIRING_MANAGER, name="Hanna Dahl")
    hr = signed_in(Role.HR)
    assert "No openings yet" in hr.get("/openings/").text
    data = {"title": "AE Lyon", "job": "Account executive", "code": "REQ-12", "hiring_manager": manager.id}
    made = hr.post("/openings/new", data=data)
    assert made.headers["Location"] == "/openings/1"
    assert hr.post("/openings/new", data=data).status_code == 422
    assert hr.post("/openings/1/candidates", data={"name": "Chiara", "email": "no address"}).status_code == 422
    assert hr.post("/openings/1/candidates", data={"name": "Chiara Romano", "email": "C@R.example"}).status_code == 302
    again = hr.post("/openings/1/candidates", data={"name": "Chiara Romano", "email": "c@r.example"})
    assert again.status_code == 422 and "among the candidates of this opening already" in again.text
    candidate = session.scalars(select(Candidate)).one()
    assert candidate.email == "c@r.example" and len(candidate.participant.code) == 32


def test_a_hiring_manager_sees_and_moves_only_their_own(
    session: Session, opening: Opening, signed_in: Callable[..., FlaskClient], account: Callable[..., Account]
) -> None:
    mine, other = account(Role.HIRING_MANAGER, name="Hanna Dahl"), account(Role.HIRING_MANAGER, name="Omar Said")
    opening.hiring_manager = mine
    application = add_candidate(session, "test", opening, "Chiara Romano", "c@r.example")
    session.commit()
    hers, his = signed_in(mine), signed_in(other)
    assert "Chiara Romano" in hers.get(f"/openings/{opening.id}").text
    assert his.get(f"/openings/{opening.id}").status_code == 404
    assert "REQ-12" not in his.get("/openings/").text and "REQ-12" in hers.get("/openings/").text
    assert his.post(f"/openings/applications/{application.id}/stage", data={"stage": "closed"}).status_code == 404
    assert hers.post(f"/openings/applications/{application.id}/stage", data={"stage": "interview"}).status_code == 302
    session.expire_all()
    assert application.stage == "interview"
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "hiring.stage_changed")).one()
    assert (event.actor, event.details) == (mine.pseudonym, {"before": "applied", "after": "interview"})


def test_a_stage_nobody_knows_moves_nothing(
    session: Session, opening: Opening, signed_in: Callable[..., FlaskClient]
) -> None:
    application = add_candidate(session, "test", opening, "Chiara Romano", "c@r.example")
    session.commit()
    signed_in(Role.HR).post(f"/openings/applications/{application.id}/stage", data={"stage": "hired!"})
    session.expire_all()
    assert application.stage == "applied"


def test_one_candidate_may_apply_for_two_openings_and_stays_one_person(session: Session, opening: Opening) -> None:
    other = create_opening(session, "test", "AE Oslo", "Account executive")
    first = add_candidate(session, "test", opening, "Chiara Romano", "c@r.example", "C-7")
    second = add_candidate(session, "test", other, "Chiara Romano", " C@R.example ")
    assert first.candidate is second.candidate
    assert session.scalar(select(func.count()).select_from(Participant)) == 1
    with pytest.raises(AlreadyApplied):
        add_candidate(session, "test", other, "Chiara Romano", "c@r.example")
    with pytest.raises(CandidateCodeTaken):
        add_candidate(session, "test", other, "Somebody else", "else@r.example", "C-7")
    with pytest.raises(OpeningCodeTaken):
        create_opening(session, "test", "AE Lyon", "Account executive", code="REQ-12")


def test_a_file_of_candidates_is_imported_and_the_same_file_again_adds_nobody(
    session: Session, opening: Opening, signed_in: Callable[..., FlaskClient]
) -> None:
    content = "candidate_id,name,email,stage\nC-1,Ada Nkosi,ada@n.example,\nC-2,Bo Li,BO@l.example,interview\n"
    hr = signed_in(Role.HR)
    assert upload(hr, opening, content)[0] == 302
    assert upload(hr, opening, content)[0] == 302
    rows = session.execute(select(Candidate.code, Candidate.email, Application.stage).join(Candidate.applications))
    assert sorted(tuple(row) for row in rows) == [
        ("C-1", "ada@n.example", "applied"),
        ("C-2", "bo@l.example", "interview"),
    ]


def test_one_wrong_row_and_nobody_is_imported(
    session: Session, opening: Opening, signed_in: Callable[..., FlaskClient]
) -> None:
    hr = signed_in(Role.HR)
    assert upload(hr, opening, "candidate_id,name,email\nC-1,Ada Nkosi,ada@n.example\n")[0] == 302
    for row, words in (
        ("C-2,Bo Li,no address", "This is no e-mail address"),
        ("C-1,Bo Li,bo@l.example", "Another candidate, with another address, has this id"),
        ("C-2,,bo@l.example", "must not be empty"),
    ):
        status, page = upload(hr, opening, f"candidate_id,name,email\nC-9,Cy Do,cy@d.example\n{row}\n")
        assert status == 422 and words in page and 'complaint-row" data-label="Row">3<' in page, row
    status, page = upload(hr, opening, "name,email\nBo Li,bo@l.example\nBo Li,bo@l.example\n")
    assert status == 422 and "stands in row 2" in page
    assert session.scalar(select(func.count()).select_from(Candidate)) == 1


def test_a_file_that_is_no_table_is_refused_with_its_reason(
    opening: Opening, signed_in: Callable[..., FlaskClient]
) -> None:
    hr = signed_in(Role.HR)
    assert upload(hr, opening, "%PDF-1.7 nothing")[0] == 422
    status, page = upload(hr, opening, "")
    assert status == 422 and "The file is empty" in page
    assert hr.post(f"/openings/{opening.id}/candidates/import", data={}).status_code == 422
