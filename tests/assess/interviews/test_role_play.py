"""The guide of a role play holds what the candidate is handed and what whoever plays the other part needs."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.hiring.actions import add_candidate, create_opening
from assess.interviews import actions
from surveys.bank import library
from surveys.versions import publish
from tests.assess.interviews.conftest import Company


def test_the_guide_of_a_role_play_has_its_script_and_that_of_an_interview_has_none(
    session: Session, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    raters = [actions.rater(session, one) for one in (company.manager, company.raters[0])]
    for code in ("interview_scorecard", "role_play_indecision"):
        version = publish(session, library()[code])
        topics = tuple(library()[code].items)
        places = [actions.Place(one, topics) for one in raters]
        opening = create_opening(session, "test", code, "AE", "Lyon")
        application = add_candidate(session, "test", opening, "Chiara Romano", "chiara@example.org")
        made = actions.plan(session, "test", application, version, company.manager, places)
        session.commit()
        page = signed_in(company.hr).get(f"/interviews/{made.id}/guide").get_data(as_text=True)
        has = code == "role_play_indecision"
        assert ("For whoever plays the other part" in page) == has
        assert ("Twice she has put off the signature" in page) == has
        assert ("Let us speak after the summer." in page) == has
        assert ("Welcome, who you are" in page) != has
