"""Whoever is to rate a candidate sees neither scores nor what others gave before their own seat is locked."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.actions import create_assessment, invite
from assess.delivery.models import Invitation
from assess.errors import Refusal
from assess.hiring import queries as hiring
from assess.interviews import actions
from assess.interviews.models import Interview
from assess.people.models import Account
from assess.profiles.models import FitResult
from assess.profiles.queries import everyone_measured
from surveys.bank import library
from surveys.items import Given
from surveys.moments import now
from surveys.versions import publish
from tests.assess.profiles.company import Company

WORDS = "You are rating this candidate."
TOPICS = ("preparation", "discovery", "deciding", "pipeline", "care")


def plan(session: Session, company: Company, name: str, raters: list[Account]) -> Interview:
    version = publish(session, library()["interview_scorecard"])
    places = [actions.Place(actions.rater(session, one), TOPICS) for one in raters]
    made = actions.plan(session, "test", company.applications[name], version, raters[0], places)
    session.commit()
    return made


def lock(session: Session, interview: Interview, at: int) -> None:
    seat = interview.seats[at]
    actions.rate(session, seat, {code: Given("4", "Asked twice.") for code in seat.topics})
    actions.lock(session, seat)
    session.commit()


@pytest.fixture
def best(session: Session, company: Company, approved: object) -> str:
    """The name of whoever stands in the first band, alone or first."""
    found = session.scalars(select(FitResult).where(FitResult.application_id.is_not(None))).first()
    assert found is not None
    first = next(one for one in everyone_measured(found.analysis.report) if one.band == 1)
    return next(name for name, one in company.applications.items() if one.candidate.participant.code == first.person_id)


def pages(session: Session, company: Company, name: str) -> list[str]:
    application = company.applications[name]
    invitation = session.scalars(select(Invitation).where(Invitation.application_id == application.id)).first()
    if invitation is None:
        version = publish(session, library()["work_style"])
        assessment = create_assessment(session, "test", "How you work", "selection", [version], "Ruth", company.opening)
        invitation = invite(session, "test", assessment, application=application)
        invitation.submitted_at = now()
        session.commit()
    return [
        f"/invitations/{invitation.id}/scores",
        f"/profiles/fits/{application.id}",
        f"/decisions/applications/{application.id}",
    ]


def test_a_rater_sees_no_score_of_the_candidate_until_their_seat_is_locked(
    session: Session, company: Company, manager: Account, hr: Account, analyst: Account, best: str,
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    clients = [signed_in(one) for one in (manager, hr)]
    for client in clients:
        assert [client.get(path).status_code for path in pages(session, company, best)] == [200, 200, 200]
    interview = plan(session, company, best, [manager, hr])
    for client in clients:
        for path in pages(session, company, best):
            answer = client.get(path)
            assert answer.status_code == 409 and WORDS in answer.text
        data = {"decision": "decline", "reasons": ["interview_evidence"]}
        assert client.post(pages(session, company, best)[2], data=data).status_code == 409
    assert signed_in(analyst).get(pages(session, company, best)[1]).status_code == 200, "who rates nobody sees all"
    lock(session, interview, 0)
    assert [clients[0].get(path).status_code for path in pages(session, company, best)] == [200, 200, 200]
    assert [clients[1].get(path).status_code for path in pages(session, company, best)] == [409, 409, 409]


def test_the_comparison_and_its_files_leave_the_rated_candidate_blank(
    session: Session, company: Company, manager: Account, hr: Account, best: str, signed_in: Callable[..., FlaskClient]
) -> None:
    client, path = signed_in(manager), f"/decisions/openings/{company.opening.id}/compare"
    code = company.applications[best].candidate.code

    def files() -> str:
        with zipfile.ZipFile(io.BytesIO(client.get(f"{path}/csv").data)) as kept:
            return "".join(kept.read(name).decode() for name in kept.namelist())

    assert WORDS not in client.get(path).text and code in files()
    interview = plan(session, company, best, [manager, hr])
    page = client.get(path).text
    assert page.count(WORDS) == 1 and best in page
    assert code not in files()
    lock(session, interview, 0)
    assert WORDS not in client.get(path).text and code in files()


def test_no_gap_between_the_bands_tells_where_the_rated_candidate_stands(
    session: Session, company: Company, manager: Account, hr: Account, best: str, signed_in: Callable[..., FlaskClient]
) -> None:
    first = session.scalars(select(FitResult).where(FitResult.application_id.is_not(None))).first()
    assert first is not None
    report = first.analysis.report
    names = {one.candidate.participant.code: name for name, one in company.applications.items()}
    for one in everyone_measured(report):
        if one.band == 1:
            plan(session, company, names[one.person_id], [manager, hr])
    page = signed_in(manager).get(f"/decisions/openings/{company.opening.id}/compare").text
    assert "Band 1<" in page


def test_an_earlier_panel_is_sealed_from_whoever_rates_in_a_later_one(
    session: Session, company: Company, manager: Account, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    name = "Elif Yıldız"
    client = signed_in(manager)
    early = plan(session, company, name, [manager, hr])
    lock(session, early, 0)
    lock(session, early, 1)
    path = f"/interviews/{early.id}/panel"
    assert client.get(path).status_code == 200
    late = plan(session, company, name, [manager, hr])
    assert client.get(path).status_code == 409
    assert ">4.00<" not in client.get(f"/decisions/openings/{company.opening.id}/compare").text
    lock(session, late, 0)
    assert client.get(path).status_code == 200


def test_another_application_of_the_same_candidate_is_blind_too(
    session: Session, company: Company, manager: Account, hr: Account
) -> None:
    name = "Elif Yıldız"
    plan(session, company, name, [manager, hr])
    candidate = company.applications[name].candidate_id
    assert hiring.blinded(session, manager) == {candidate}
    with pytest.raises(Refusal):
        hiring.judged(session, manager, candidate)
