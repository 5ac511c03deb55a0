"""Before anything is uploaded, every page says what to do next."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from assess.access import Role


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/performance/uploads", "Begin with people and teams"),
        ("/performance/tiers", "Upload people, measures and results"),
        ("/performance/kpis", "Upload a file with their names first"),
    ],
)
def test_an_empty_page_says_what_to_do_next(analyst: FlaskClient, path: str, words: str) -> None:
    page = analyst.get(path)
    assert (page.status_code, words in page.text) == (200, True)
    assert page.text.count("btn btn-primary") == 1


def test_an_employee_without_a_person_is_told_whom_to_ask(signed_in: Callable[..., FlaskClient]) -> None:
    assert "not linked to a person" in signed_in(Role.EMPLOYEE).get("/performance/mine").text
