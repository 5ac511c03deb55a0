"""Agreement: over complete panels only, refused below ten candidates, as page, CSV and PDF."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.queries import latest
from assess.audit.models import AuditEvent
from assess.hiring.models import Application
from assess.interviews import actions, frames
from assess.interviews.models import Interview
from surveys.items import Given
from tests.assess.interviews.conftest import CODE, TOPICS, Company, lock, plan, rate

URL = f"/interviews/agreement/{CODE}"
#: Shrout & Fleiss 1979, table 2, first three judges, squeezed onto five points and repeated so that ten are rated.
RATINGS = [(5, 1, 3), (3, 1, 2), (4, 2, 3), (4, 1, 1), (5, 3, 3), (3, 1, 2), (5, 1, 3), (3, 2, 2), (4, 2, 4), (1, 1, 1)]


@pytest.fixture
def analyst(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(Role.ANALYST)


def held(session: Session, company: Company, apply: Callable[..., Application], count: int) -> list[Interview]:
    """So many complete panels with the ratings above on every topic."""
    made = []
    for number in range(count):
        interview = plan(session, company, apply(f"Candidate {number}"))
        for seat, points in zip(interview.seats, RATINGS[number], strict=True):
            actions.rate(session, seat, {code: Given(str(points), "x") for code in TOPICS})
            actions.lock(session, seat)
        made.append(interview)
    session.commit()
    return made


def test_ten_complete_panels_give_the_iccs_of_the_textbook_formula(
    session: Session, company: Company, applicant: Callable[..., Application], analyst: FlaskClient,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    """ICC(1,1) = (MSB − MSW)/(MSB + 2·MSW) and ICC(A,1) by McGraw & Wong (1996), worked by hand from RATINGS.

    Means of rows 3 2 3 2 11/3 2 3 7/3 10/3 1: MSB 1.9, MSW 1.633; of columns 3.7 1.5 2.4, mean 38/15.
    """
    held(session, company, applicant, 10)
    assert analyst.post(URL).status_code == 302
    run_jobs()
    stored = latest(session, "agreement", f"scorecard:{CODE}")
    assert stored is not None
    table = stored.report.table("criteria")
    rows, columns = RATINGS, list(zip(*RATINGS, strict=True))
    middle = sum(map(sum, rows)) / 30
    msb = 3 * sum((sum(row) / 3 - middle) ** 2 for row in rows) / 9
    msw = sum((value - sum(row) / 3) ** 2 for row in rows for value in row) / 20
    msj = 10 * sum((sum(column) / 10 - middle) ** 2 for column in columns) / 2
    mse = (msw * 20 - msj * 2) / 18
    assert table.column("icc_1_1")[0].value == pytest.approx((msb - msw) / (msb + 2 * msw))
    assert table.column("icc_a_1")[0].value == pytest.approx((msb - mse) / (msb + 2 * mse + 3 * (msj - mse) / 10))
    page = analyst.get(URL).get_data(as_text=True)
    assert "How far raters agree can be told for 5 of 5 criteria" in page
    assert analyst.get(f"{URL}/pdf").data[:5] == b"%PDF-"
    with zipfile.ZipFile(io.BytesIO(analyst.get(f"{URL}/csv").data)) as files:
        assert "agreement_criteria.csv" in files.namelist()
    done = set(session.scalars(select(AuditEvent.action).where(AuditEvent.action.startswith("interviews.agree"))))
    assert done == {f"interviews.agreement_{verb}" for verb in ("computed", "viewed", "exported")}


def test_nine_complete_panels_and_one_open_are_too_few(
    session: Session, company: Company, applicant: Callable[..., Application], analyst: FlaskClient,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    held(session, company, applicant, 9)
    tenth = plan(session, company, applicant("Candidate 9"))
    for seat in tenth.seats[:2]:
        lock(session, seat)
    rate(session, tenth.seats[2], 3)
    analyst.post(URL)
    run_jobs()
    page = analyst.get(URL).get_data(as_text=True)
    assert "Too few people were rated by two raters or more" in page
    lock(session, tenth.seats[2])
    analyst.post(URL)
    run_jobs()
    assert "How far raters agree can be told for 5 of 5 criteria" in analyst.get(URL).get_data(as_text=True)


def test_second_ratings_do_not_enter(session: Session, company: Company, applicant: Callable[..., Application]) -> None:
    [interview] = held(session, company, applicant, 1)
    before = frames.ratings(session, CODE)
    actions.rate_again(session, "test", interview.seats[1], "care", "5", "new_evidence")
    assert frames.ratings(session, CODE).equals(before)
    assert before.columns.tolist() == ["ratee", "rater", "criterion", "rating"]


def test_somebody_interviewed_for_two_openings_counts_as_two(
    session: Session, company: Company, interview: Interview
) -> None:
    again = plan(session, company, interview.application)
    for one in (interview, again):
        for seat in one.seats:
            lock(session, seat)
    assert set(frames.ratings(session, CODE)["ratee"]) == {f"interview:{interview.id}", f"interview:{again.id}"}


def test_before_the_first_report_the_page_says_what_is_needed(
    session: Session, interview: Interview, analyst: FlaskClient
) -> None:
    assert "not computed yet" in analyst.get("/interviews/agreement/").get_data(as_text=True)
    assert "needs ten candidates" in analyst.get(URL).get_data(as_text=True)
    assert analyst.get(f"{URL}/csv").status_code == 404
    assert analyst.get("/interviews/agreement/nothing").status_code == 404
