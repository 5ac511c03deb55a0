"""The kit of a guide, on the page and on paper."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.guides.actions import building
from assess.guides.actions.building import Wish
from surveys.bank import library
from surveys.competencies import bank
from surveys.models import InstrumentVersion
from surveys.versions import publish
from tests.assess.guides.conftest import JOB, WISHES, Company


@pytest.fixture
def version(session: Session, company: Company) -> InstrumentVersion:
    career = [Wish(one.code, one.usual, "Results") for one in bank().families["career"].competencies]
    made = building.build(session, "test", JOB, "Guide & kit", [*WISHES, *career], "selection")
    session.commit()
    return made


def test_the_page_holds_every_question_probe_and_anchor_and_what_is_never_asked(
    version: InstrumentVersion, signed_in: Callable[..., FlaskClient]
) -> None:
    page = signed_in(Role.INTERVIEWER).get(f"/guides/kit/{version.id}").text
    for code in ("discovery", "deciding", "care"):
        one = bank().competencies[code]
        texts = [*(one.questions[at].text for at in one.usual), *one.probes, *(a.behaviour for a in one.anchors)]
        assert [text for text in texts if text.replace("'", "&#39;") not in page] == []
    assert "pregnancy" in page and "what would be done" in page
    assert "For each job" not in page.split("Job 1")[0] and "Job 3" in page
    assert bank().families["career"].cautions[0] in page


def test_the_pdf_is_tagged_and_has_a_page_for_each_topic_and_each_job(
    version: InstrumentVersion, signed_in: Callable[..., FlaskClient]
) -> None:
    answer = signed_in(Role.HIRING_MANAGER).get(f"/guides/kit/{version.id}.pdf")
    assert answer.data.startswith(b"%PDF") and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="guide_account_executive-kit.pdf"'
    # a cover, three jobs, seven topics
    assert b"/Type/Pages/Count 11/" in answer.data and b"/StructTreeRoot" in answer.data


def test_a_kit_names_no_candidate(
    version: InstrumentVersion, session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    page = signed_in(Role.HR).get(f"/guides/kit/{version.id}").text
    assert "Application number" in page and "Candidate:" not in page


def test_any_scorecard_has_a_kit_and_a_questionnaire_has_none(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    scorecard, questions = (publish(session, library()[code]) for code in ("interview_scorecard", "work_habits"))
    session.commit()
    client = signed_in(Role.INTERVIEWER)
    assert client.get(f"/guides/kit/{scorecard.id}").status_code == 200
    assert client.get(f"/guides/kit/{scorecard.id}.pdf").data.startswith(b"%PDF")
    assert client.get(f"/guides/kit/{questions.id}").status_code == 404
    assert client.get("/guides/kit/9999.pdf").status_code == 404


def test_the_bank_shows_every_question(signed_in: Callable[..., FlaskClient]) -> None:
    page = signed_in(Role.INTERVIEWER).get("/guides/competencies").text
    assert [text for text in bank().kinds if text.replace("'", "&#39;") not in page] == []
    assert "22 topics with 80 questions" in page
