"""The voluntary questions: asked after handing in, answered or not, changed, taken back, and gone in time."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.app import create_app
from assess.config import Settings
from assess.delivery.actions import create_assessment, invite
from assess.delivery.models import Invitation
from assess.enclave import SEAL, Enclave
from assess.hiring.models import Opening
from assess.people.models import Person
from assess.vault.actions import put, row_name
from assess.vault.models import voluntary_answer
from surveys.bank import library
from surveys.moments import months_before, now
from surveys.versions import publish

SAID = {"q_sex": "female", "q_age": "from_40_to_49", "q_disability": "undisclosed"}


def kept(enclave: Enclave, invitation: Invitation) -> dict[str, str] | None:
    """What the vault holds of them, opened with its key."""
    with enclave.session() as vault:
        name = row_name(vault, invitation.participant.code, invitation.assessment.opening_id or 0)
        box = vault.scalar(select(voluntary_answer.c.box).where(voluntary_answer.c.name == name))
        return None if box is None else json.loads(vault.info[SEAL].unseal(name, box))


def handed_in_at(invitation: Invitation, moment: datetime) -> None:
    for one in (invitation, *(part.administration for part in invitation.parts)):
        one.submitted_at = moment


def rows(enclave: Enclave) -> int:
    with enclave.session() as vault:
        return vault.scalar(select(func.count()).select_from(voluntary_answer)) or 0


def test_the_questions_come_after_handing_in_and_not_before(
    device: FlaskClient, session: Session, enclave: Enclave
) -> None:
    assert device.get("/take/voluntary").status_code == 404
    assert device.post("/take/voluntary", data=SAID).status_code == 404
    assert "voluntary" not in device.get("/take/review").text
    assert rows(enclave) == 0
    device.post("/take/submit")
    assert 'href="/take/voluntary"' in device.get("/take/receipt").text
    page = device.get("/take/voluntary").text
    assert "What is your sex or gender?" in page and page.count("I prefer not to say") == 3
    assert "Nobody looks it up" in page and "five or more people" in page
    assert "race" not in page and " checked" not in page


def test_what_is_said_is_kept_and_never_shown_again(
    candidate: FlaskClient, enclave: Enclave, invitation: Invitation
) -> None:
    answer = candidate.post("/take/voluntary", data=SAID)
    assert answer.status_code == 303
    assert kept(enclave, invitation) == {"sex": "female", "age": "from_40_to_49", "disability": "undisclosed"}
    assert "Thank you. What you said voluntarily is locked away." in candidate.get(answer.headers["Location"]).text
    assert " checked" not in candidate.get("/take/voluntary").text


def test_answering_anew_replaces_everything_and_taking_back_deletes_it(
    candidate: FlaskClient, enclave: Enclave, invitation: Invitation
) -> None:
    candidate.post("/take/voluntary", data=SAID)
    candidate.post("/take/voluntary", data={"q_sex": "another", "q_age": ""})
    assert (rows(enclave), kept(enclave, invitation)) == (1, {"sex": "another"})
    assert candidate.post("/take/voluntary/take-back").status_code == 303
    assert rows(enclave) == 0
    again = candidate.post("/take/voluntary/take-back")
    assert again.status_code == 303, "nobody learns whether there was anything"


def test_leaving_everything_blank_is_an_answer(
    candidate: FlaskClient, enclave: Enclave, invitation: Invitation
) -> None:
    assert candidate.post("/take/voluntary", data={}).status_code == 303
    assert kept(enclave, invitation) == {}


def test_what_is_no_answer_is_refused_with_its_place_and_nothing_is_kept(
    candidate: FlaskClient, enclave: Enclave
) -> None:
    answer = candidate.post("/take/voluntary", data=SAID | {"q_age": "<script>"})
    assert answer.status_code == 422 and rows(enclave) == 0
    assert 'id="q_age-problem"' in answer.text and "<script>" not in answer.text.replace("<script src", "")
    assert 'value="female" checked' in answer.text, "what was good needs no second choosing"


def test_a_closed_opening_takes_nothing_more_and_still_gives_back(
    candidate: FlaskClient, enclave: Enclave, session: Session, opening: Opening
) -> None:
    candidate.post("/take/voluntary", data=SAID)
    opening.state = "filled"
    session.commit()
    assert candidate.post("/take/voluntary", data={"q_sex": "male"}).status_code == 409
    page = candidate.get("/take/voluntary").text
    assert "This opening is closed" in page and "q_sex" not in page
    assert rows(enclave) == 1
    candidate.post("/take/voluntary/take-back")
    assert rows(enclave) == 0


def test_people_who_work_here_are_not_asked(
    app: Flask, session: Session, client: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    person = Person(code="P-1", name="Ines Duarte", email="ines@meridian.example")
    session.add(person)
    version = publish(session, library()["work_style"])
    study = create_assessment(session, "test", "How you work", "development", [version], "Ruth")
    invite(session, "test", study, person=person)
    session.commit()
    run_jobs()
    client.get("/take/" + app.extensions["mailman"].outbox[-1].body.split("/take/")[1].split()[0])
    client.post("/take/begin")
    client.post("/take/submit")
    assert "voluntary" not in client.get("/take/receipt").text
    assert client.get("/take/voluntary").status_code == 404


def test_what_was_said_goes_with_the_last_answers_for_the_opening(
    candidate: FlaskClient,
    enclave: Enclave,
    session: Session,
    invitation: Invitation,
    opening: Opening,
    run_jobs: Callable[[], int],
) -> None:
    version = publish(session, library()["work_style"])
    second = create_assessment(session, "test", "Once more", "selection", [version], "Ruth", opening, months_kept=24)
    later = invite(session, "test", second, application=invitation.application)
    session.commit()
    run_jobs()
    other = candidate.application.test_client()
    other.get("/take/" + candidate.application.extensions["mailman"].outbox[-1].body.split("/take/")[1].split()[0])
    other.post("/take/begin")
    other.post("/take/submit")
    with enclave.session() as vault:
        put(vault, "somebody else", opening.id, {"sex": "male"})
        vault.commit()
    candidate.post("/take/voluntary", data=SAID)
    assert rows(enclave) == 2
    handed_in_at(invitation, months_before(now(), 12))
    session.commit()
    run_jobs()
    assert rows(enclave) == 2, "the second assessment's answers are still kept"
    assert candidate.get("/take/voluntary").status_code == 404, "nothing new is taken in for answers that are gone"
    session.refresh(later)
    handed_in_at(later, months_before(now(), 24))
    session.commit()
    run_jobs()
    assert (rows(enclave), kept(enclave, invitation)) == (1, None)


@pytest.mark.parametrize("choice", ["us", "none"])
def test_the_questions_are_the_companys_choice(
    candidate: FlaskClient, holder: Callable[[], FlaskClient], app: Flask, settings: Settings, choice: str
) -> None:
    app.extensions["vault_questions"] = create_app(settings.model_copy(update={"vault_questions": choice})).extensions[
        "vault_questions"
    ]
    page = candidate.get("/take/voluntary")
    if choice == "none":
        assert page.status_code == 404 and "voluntary" not in candidate.get("/take/receipt").text
    else:
        assert "Native Hawaiian or Pacific Islander" in page.text


def test_a_companys_own_questions_speak_the_readers_language(
    candidate: FlaskClient, app: Flask, settings: Settings, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[questions]]\ncode = "caring"\nwords = { de = "Pflegen Sie jemanden?", en = "Do you care for somebody?" }\n'
        'answers = [{ code = "yes", words = "Yes, daily" }, { code = "no", words = "No" }]\n'
    )
    made = create_app(settings.model_copy(update={"vault_questions": str(own)}))
    app.extensions["vault_questions"] = made.extensions["vault_questions"]
    page = candidate.get("/take/voluntary").text
    assert "Do you care for somebody?" in page and "Yes, daily" in page and "I prefer not to say" in page
