"""The planner's page: every question answered from its address alone, and started from the company's own people."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.people.models import Person
from assess.performance.models import Kpi, Measure
from assess.power.forms import FORMS
from assess.power.queries import Known, known
from assess.reports import Shown, csv_zip, pdf

SignIn = Callable[..., FlaskClient]
#: Results without error, so that the numbers are those of methods A17.
SURE = "&periods=60&icc=1"


@pytest.fixture
def analyst(signed_in: SignIn) -> FlaskClient:
    return signed_in(Role.ANALYST)


def test_38_people_can_only_detect_44(analyst: FlaskClient) -> None:
    page = analyst.get("/power/?question=correlation&people=38&effect=0.2" + SURE).text
    assert "With 38 people you can only detect a correlation of 0.44 or more (80 times in 100)." in page
    assert "For 0.20 it takes 194." in page
    assert "Pool: put together what is alike" in page and "156 more" in page
    assert "Ask people instead of counting" in page
    assert "<svg" in page and 'role="img"' in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("question=groups&people=142&others=2&effect=0.5" + SURE, "is found 80 times in 100"),
        ("question=teams&teams=24&size=10&icc=0.11&effect=0.25", "For 0.25 it takes 28 teams."),
        ("question=proportions&people=100&focal=0.5&rate=0.75&ratio=0.6667", "For 0.25 it takes 116 people."),
        ("question=gate&people=110&effect=0.3" + SURE, "passes its gate 80 times in 100"),
        ("question=gate&people=43&effect=0.3" + SURE, "With fewer than 60 people who have results no profile passes"),
        ("question=tiers&people=240&periods=12&icc=0.45", "for the 48 top places"),
        ("question=tiers&people=20&periods=12&icc=0.45", "too few for tiers"),
        ("question=tiers&people=240&periods=2&icc=0.2", "too few for tiers"),
    ],
)
def test_every_question_has_its_answer(analyst: FlaskClient, address: str, words: str) -> None:
    answer = analyst.get(f"/power/?{address}")
    assert answer.status_code == 200 and words in answer.text


@pytest.mark.parametrize("question", FORMS)
def test_every_question_begins_with_numbers_and_goes_to_paper_and_file(analyst: FlaskClient, question: str) -> None:
    assert analyst.get(f"/power/?question={question}").status_code == 200
    with analyst.application.test_request_context():
        blank = FORMS[question]()
        form = FORMS[question](**{field.name: field.default for field in blank})
        assert pdf(Shown(form.plan)).startswith(b"%PDF") and csv_zip(form.plan)


@pytest.mark.parametrize(
    "address",
    ["people=few", "people=-3", "people=1e99", "effect=0", "effect=nan", "periods=0", "icc=2", "hypotheses=9999"],
)
def test_numbers_that_are_none_are_named_at_their_field(analyst: FlaskClient, address: str) -> None:
    answer = analyst.get(f"/power/?question=correlation&{address}")
    assert answer.status_code == 422
    assert f'id="{address.split("=")[0]}-error"' in answer.text


def test_an_unknown_question_is_the_first_one(analyst: FlaskClient) -> None:
    assert "Does a score go with results?" in analyst.get("/power/?question=nonsense").text


def test_people_with_results_are_where_a_plan_starts(analyst: FlaskClient, session: Session) -> None:
    kpi = Kpi(key="revenue")
    people = [Person(code=f"R-{n}", name="R", job="Sales rep") for n in range(7)]
    people += [Person(code="E-1", name="E", job="Engineer"), Person(code="X-1", name="X", job="No results")]
    session.add_all([kpi, *people])
    session.flush()
    for person in people[:8]:
        for quarter in range(1, 4):
            day = date(2025, 3 * quarter, 1)
            session.add(Measure(person_id=person.id, kpi_id=kpi.id, period_start=day, period_end=day, value=1.0))
    session.commit()
    assert known(session) == [Known("Sales rep", 7, 3, 0), Known("Engineer", 1, 3, 0)]
    page = analyst.get("/power/?question=tiers").text
    assert "Sales rep (7 people with results)" in page and "people=7&amp;periods=3" in page
    assert "No results" not in page
