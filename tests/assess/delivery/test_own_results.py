"""One's own results and data: told when the assessment says, with bands; everything kept, as files; nobody else's."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.delivery.actions import invite, open_way
from assess.delivery.models import AnswerQuality, Assessment, DataCopy, Invitation, ScaleNorm
from assess.hiring.actions import add_candidate, move
from assess.hiring.models import Opening
from assess.people.models import Account
from surveys.moments import now
from tests.assess.delivery.test_take import STYLE, put


@pytest.fixture
def done(
    device: FlaskClient, session: Session, invitation: Invitation, assessment: Assessment, run_jobs: Callable[[], int]
) -> Invitation:
    """Everything answered in the middle, handed in and scored, with a norm for one scale."""
    for item in STYLE:
        put(device, item, "3" if item != "e01" else "4")
    device.post("/take/submit")
    run_jobs()
    of_whom = {"version_id": assessment.parts[0].version_id, "purpose": "selection", "scale": "openness"}
    session.add(ScaleNorm(**of_whom, n=60, mean=3.0, sd=0.5, reliability=0.84, scores=[]))
    quality = session.scalars(select(AnswerQuality)).one()
    quality.careless, quality.flags = False, []
    session.refresh(invitation)
    invitation.retake_offered_at = None
    session.commit()
    return invitation


def decide(session: Session, invitation: Invitation) -> None:
    assert invitation.application
    move(session, "decider", invitation.application, "closed")
    session.commit()


def test_candidates_see_results_when_it_is_decided_and_not_before(
    device: FlaskClient, session: Session, done: Invitation
) -> None:
    """T 50, reliability .84: 50 ± 1.96·10·√.16 = 42.2 to 57.8."""
    assert device.get("/take/results").status_code == 404
    assert device.get("/take/results.pdf").status_code == 404
    decide(session, done)
    page = device.get("/take/results").text
    assert "Your score could reasonably be 42–58." in page
    assert "Nothing here passes or fails anybody" in page
    assert "Too few others have answered" in page  # the scales without a norm
    paper = device.get("/take/results.pdf")
    assert paper.data.startswith(b"%PDF") and paper.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(("rule", "status"), [("never", 404), ("at_once", 200)])
def test_the_organiser_says_when(
    device: FlaskClient, session: Session, done: Invitation, assessment: Assessment, rule: str, status: int
) -> None:
    assessment.feedback = rule
    session.commit()
    assert device.get("/take/results").status_code == status


def test_careless_answers_are_no_result_and_no_reproach(
    device: FlaskClient, session: Session, done: Invitation, assessment: Assessment
) -> None:
    assessment.feedback = "at_once"
    session.scalars(select(AnswerQuality)).one().careless = True
    session.commit()
    page = device.get("/take/results").text
    assert "They say nothing against you" in page and "could reasonably be" not in page


def test_who_looked_is_listed_by_role_and_when_and_only_from_handing_in_on(
    device: FlaskClient, session: Session, done: Invitation, opening: Opening, signed_in: Callable[..., FlaskClient],
    account: Callable[..., Account],
) -> None:  # fmt: skip
    assert "Nobody so far." in device.get("/take/data").text
    analyst = account(Role.ANALYST, name="Quirin Quist")
    signed_in(analyst).get(f"/invitations/{done.id}/scores")
    signed_in(Role.HR).get(f"/decisions/openings/{opening.id}/compare")
    page = device.get("/take/data").text
    assert "Analyst" in page and "Opened your results" in page
    assert "Compared everybody who applied" in page and "Quirin" not in page


def test_accesses_to_others_are_not_listed(
    device: FlaskClient, session: Session, done: Invitation, assessment: Assessment, opening: Opening,
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    application = add_candidate(session, "test", opening, "Ada Nkosi", "ada@nkosi.example")
    other = invite(session, "test", assessment, application=application)
    other.submitted_at = now()
    session.commit()
    assert signed_in(Role.HR).get(f"/invitations/{other.id}/scores").status_code == 200
    assert session.scalar(select(AuditEvent).where(AuditEvent.action == "delivery.scores_viewed"))
    assert "Nobody so far." in device.get("/take/data").text


def copy(device: FlaskClient, run_jobs: Callable[[], int]) -> dict:  # type: ignore[type-arg]  # plain JSON
    assert device.post("/take/data/copy").status_code == 303
    run_jobs()
    return json.loads(device.get("/take/data/copy.json").data)  # type: ignore[no-any-return]


def test_a_copy_holds_answers_results_accesses_notices_requests_and_reviews(
    device: FlaskClient, session: Session, done: Invitation, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    device.post("/take/accommodation", data={"wishes": ["time"], "words": "Slow reader."})
    device.post("/take/look-again", data={"words": "The train."})
    signed_in(Role.HR).get(f"/invitations/{done.id}/scores")
    decide(session, done)
    kept = copy(device, run_jobs)
    assert kept["about"]["email"] == "chiara@romano.example"
    [attempt] = kept["attempts"]
    answers = {one["item"]: one for one in attempt["parts"][0]["answers"]}
    assert len(answers) == 50 and answers["e01"]["value"] == 4.0 and answers["e01"]["question"]
    assert answers["e01"]["answer"] not in ("", "4")  # in words
    told = {one["scale"]: one for one in attempt["scores"]}
    assert round(next(one for one in told.values() if one["t"])["band_low"], 1) == 42.2
    assert attempt["notices"][0]["accepted_at"] and "GDPR" in attempt["notices"][0]["text"]
    assert kept["accommodations"][0]["words"] == "Slow reader."
    assert attempt["reviews"][0]["words"] == "The train."
    assert [one["role"] for one in kept["accesses"]] == ["HR"]
    paper = device.get("/take/data/copy.pdf").data
    assert paper.startswith(b"%PDF") and len(paper) > 20_000


def test_before_results_are_told_a_copy_holds_none(
    device: FlaskClient, done: Invitation, run_jobs: Callable[[], int]
) -> None:
    assert copy(device, run_jobs)["attempts"][0]["scores"] == []


def test_a_copy_is_there_only_when_the_worker_made_it_and_for_a_week(
    device: FlaskClient, session: Session, run_jobs: Callable[[], int]
) -> None:
    assert device.get("/take/data/copy.json").status_code == 404
    device.post("/take/data/copy")
    assert device.get("/take/data/copy.pdf").status_code == 404
    assert "being made" in device.get("/take/data").text
    run_jobs()
    assert device.get("/take/data/copy.pdf").status_code == 200
    assert device.get("/take/data/copy.xml").status_code == 404
    session.scalars(select(DataCopy)).one().asked_at -= timedelta(days=7)
    session.commit()
    run_jobs()
    assert session.scalars(select(DataCopy)).all() == []
    assert device.get("/take/data/copy.json").status_code == 404


def test_somebody_elses_link_opens_nothing_of_it(
    app, device: FlaskClient, session: Session, done: Invitation, assessment: Assessment, opening: Opening,  # type: ignore[no-untyped-def]
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    assert "chiara@romano.example" in json.dumps(copy(device, run_jobs))
    application = add_candidate(session, "test", opening, "Ada Nkosi", "ada@nkosi.example")
    other = invite(session, "test", assessment, application=application)
    token = open_way(session, other)
    session.commit()
    stranger = app.test_client()
    stranger.get(f"/take/{token}")
    assert stranger.get("/take/data/copy.json").status_code == 404
    page = stranger.get("/take/data").text
    assert "Chiara" not in page and "ada@nkosi.example" in page
    assert stranger.get("/take/results").status_code == 404


def test_a_copy_goes_when_the_answers_go(
    device: FlaskClient, session: Session, done: Invitation, run_jobs: Callable[[], int]
) -> None:
    copy(device, run_jobs)
    for one in (done, *(part.administration for part in done.parts)):
        one.submitted_at = now() - timedelta(days=400)
    session.commit()
    run_jobs()
    assert session.scalars(select(DataCopy)).all() == []
