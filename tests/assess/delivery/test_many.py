"""Lists of many: a page at a time, the newest first, found by name and state, each counted once."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from assess.access import Role
from assess.database import db
from assess.delivery.actions import create_assessment, invite
from assess.delivery.models import Assessment
from assess.hiring.actions import add_candidate, create_opening
from assess.hiring.models import Application, Opening


@pytest.fixture
def many(session: Session, assessment: Assessment, opening: Opening) -> list[Application]:
    """A hundred and twenty candidates, the first sixty of them invited."""
    made = [
        add_candidate(session, "test", opening, f"Candidate {n:03}", f"c{n}@candidates.example") for n in range(1, 121)
    ]
    for application in made[:60]:
        invite(session, "test", assessment, application=application)
    session.commit()
    return made


def shown(page: str) -> list[str]:
    """The names in the table of those invited or who applied."""
    return re.findall(r'<th scope="row" role="rowheader">(Candidate \d+)', page)


def test_the_newest_fifty_stand_on_the_first_page(
    assessment: Assessment, many: list[Application], signed_in: Callable[..., FlaskClient]
) -> None:
    hr, address = signed_in(Role.HR), f"/assessments/{assessment.id}"
    first = hr.get(address).text
    assert len(shown(first)) == 50 and shown(first)[0] == "Candidate 060"
    assert "0 of 60 invited have handed in" in first and "1 to 50 of 60" in first
    assert shown(hr.get(f"{address}?page=2").text) == [f"Candidate {n:03}" for n in range(10, 0, -1)]
    assert shown(hr.get(f"{address}?page=99").text)[-1] == "Candidate 001"
    assert len(shown(hr.get(f"{address}?page=x").text)) == 50


def test_somebody_is_found_by_name_and_state(
    session: Session, assessment: Assessment, many: list[Application], signed_in: Callable[..., FlaskClient]
) -> None:
    hr, address = signed_in(Role.HR), f"/assessments/{assessment.id}"
    assert shown(hr.get(f"{address}?q=candidate+007").text) == ["Candidate 007"]
    assert "Nobody of that name" in hr.get(f"{address}?q=%25").text  # a sign of patterns is a sign like any other
    assert "Nobody of that name" in hr.get(f"{address}?q=007&state=submitted").text
    assert shown(hr.get(f"{address}?q=007&state=waiting").text) == ["Candidate 007"]
    assert "Link not sent yet (60)" in hr.get(address).text


def test_a_hundred_are_offered_for_inviting_and_the_others_by_name(
    session: Session, opening: Opening, assessment: Assessment, many: list[Application],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    other = create_assessment(
        session, "test", "Another", "selection", [part.version for part in assessment.parts], "Ruth", opening
    )
    session.commit()
    hr, address = signed_in(Role.HR), f"/assessments/{other.id}"
    page = hr.get(address).text
    assert page.count('name="who"') == 100 and "At most 100 are shown" in page and "Candidate 001" not in page
    found = hr.get(f"{address}?whom=001").text
    assert found.count('name="who"') == 1 and "Candidate 001" in found
    # whoever was found is invited, although they are not among the first hundred
    assert hr.post(f"{address}/invite", data={"who": [many[0].id]}).status_code == 302
    assert shown(hr.get(address).text) == ["Candidate 001"]
    elsewhere = add_candidate(
        session, "test", create_opening(session, "test", "Other", "Rep"), "Zoe", "z@candidates.example"
    )
    session.commit()
    assert hr.post(f"{address}/invite", data={"who": [elsewhere.id]}).status_code == 422


def test_a_page_asks_the_database_as_often_for_sixty_as_for_six(
    assessment: Assessment, many: list[Application], signed_in: Callable[..., FlaskClient]
) -> None:
    analyst, address, asked = signed_in(Role.ANALYST), f"/assessments/{assessment.id}", []
    event.listen(db.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    counts = []
    for path in (f"{address}?page=2", address):
        asked.clear()
        assert analyst.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] < 40


def test_candidates_of_an_opening_come_by_pages_too(
    opening: Opening, many: list[Application], signed_in: Callable[..., FlaskClient]
) -> None:
    hr, address = signed_in(Role.HR), f"/openings/{opening.id}"
    page = hr.get(address).text
    assert "120 candidates are in the running" in page and len(shown(page)) == 50 and shown(page)[0] == "Candidate 120"
    assert len(shown(hr.get(f"{address}?stage=applied&page=2").text)) == 10
    assert shown(hr.get(f"{address}?q=c7@").text) == ["Candidate 007"]
    assert "Account executive, Lyon" in hr.get("/openings/?q=lyon").text
    assert "No opening holds these words" in hr.get("/openings/?q=nowhere").text


def test_hr_and_analysts_get_to_the_progress_of_an_assessment_and_its_keys(
    assessment: Assessment, signed_in: Callable[..., FlaskClient]
) -> None:
    hr, analyst = (signed_in(role).get(f"/assessments/{assessment.id}").text for role in (Role.HR, Role.ANALYST))
    assert f'href="/fieldwork/{assessment.id}"' in hr and f'href="/fieldwork/{assessment.id}"' in analyst
    assert f'href="/keys/{assessment.parts[0].version_id}"' in analyst
