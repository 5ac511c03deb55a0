"""Panels in calibration: complete ones only, first ratings only, and the fair average of each."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from assess.calibration import frames
from assess.calibration.queries.pools import Pool
from assess.calibration.queries.pools import pool as pool_of
from assess.hiring.models import Application
from assess.interviews import actions, queries
from assess.interviews.models import FairAverage, Interview
from surveys.items import Given
from tests.assess.interviews.conftest import CODE, TOPICS, Company, applicant, company, interview, lock, plan, rate

__all__ = ["applicant", "company", "interview"]
URL = f"/calibration/pools/{CODE}"
#: Shrout & Fleiss 1979, table 2, first three judges, squeezed onto five points and repeated so that ten are rated.
RATINGS = [(5, 1, 3), (3, 1, 2), (4, 2, 3), (4, 1, 1), (5, 3, 3), (3, 1, 2), (5, 1, 3), (3, 2, 2), (4, 2, 4), (1, 1, 1)]


def held(session: Session, company: Company, apply: Callable[..., Application], count: int) -> list[Interview]:
    """So many complete panels with the ratings above on every topic."""
    made = []
    for number in range(count):
        one = plan(session, company, apply(f"Candidate {number}"))
        for seat, points in zip(one.seats, RATINGS[number], strict=True):
            actions.rate(session, seat, {code: Given(str(points), "x") for code in TOPICS})
            actions.lock(session, seat)
        made.append(one)
    session.commit()
    return made


@pytest.fixture
def pool(session: Session, interview: Interview) -> Pool:
    return pool_of(session, CODE)


def test_an_open_panel_has_no_rating_in_the_frame(
    session: Session, interview: Interview, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(session, interview.seats[1], 1)
    rate(session, interview.seats[2], 1)
    assert len(frames.ratings(session, pool)) == 0
    monkeypatch.setattr(queries.seal, "opened", true)
    assert len(frames.ratings(session, pool)) == 5  # one seat's five topics; the other's are not even submitted


def test_second_ratings_stand_beside_and_do_not_enter(
    session: Session, company: Company, applicant: Callable[..., Application], pool: Pool
) -> None:
    [one] = held(session, company, applicant, 1)
    before = frames.ratings(session, pool)
    assert len(frames.second_ratings(session, pool)) == 0
    actions.rate_again(session, "test", one.seats[1], "care", "5", "new_evidence")
    assert frames.ratings(session, pool).equals(before)
    assert frames.second_ratings(session, pool)[["criterion", "rating"]].values.tolist() == [["care", 5.0]]


def test_somebody_interviewed_for_two_openings_counts_as_two(
    session: Session, company: Company, interview: Interview, pool: Pool
) -> None:
    assert interview.application is not None
    again = plan(session, company, interview.application)
    for one in (interview, again):
        for seat in one.seats:
            lock(session, seat)
    assert set(frames.ratings(session, pool)["ratee"]) == {f"interview:{interview.id}", f"interview:{again.id}"}


def test_panels_that_complete_bring_report_agreement_and_fair_averages_by_themselves(
    session: Session, company: Company, applicant: Callable[..., Application], hr: FlaskClient,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    """ICC(1,1) = (MSB − MSW)/(MSB + 2·MSW) by McGraw & Wong (1996), worked by hand from RATINGS: MSB 1.9, MSW 1.633."""
    panels = held(session, company, applicant, 10)
    for _ in range(3):  # the news, the sweep, the computing
        run_jobs()
    page = hr.get(URL).text
    assert "Henrik Dahl" in page
    agreement = hr.get(f"{URL}/agreement").text
    assert "How far raters agree can be told for 5 of 5 criteria" in agreement
    assert "0.05" in agreement  # 1.9 − 1.633 over 1.9 + 2 · 1.633
    assert "Candidate 4, Account executive" in agreement
    session.rollback()
    kept = {one.interview_id: one for one in session.scalars(select(FairAverage))}
    assert kept.keys() == {one.id for one in panels}
    values = [kept[one.id].estimate.value or 0.0 for one in panels]
    # the same three sat everywhere, so the order of the fair averages is that of the raw means
    assert [values[4], values[9]] == [max(values), min(values)]
    # Henrik is kind by more than the decision can bear
    assert all(one.severity is not None and one.severity <= -0.3 for one in kept.values())


def test_asking_a_second_time_stores_no_fair_average_anew(
    session: Session, company: Company, applicant: Callable[..., Application], hr: FlaskClient,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    held(session, company, applicant, 10)
    for _ in range(3):
        run_jobs()
    before = session.scalars(select(FairAverage.id)).all()
    hr.post(URL)
    run_jobs()
    assert session.scalars(select(FairAverage.id)).all() == before


def test_nine_complete_panels_and_one_open_are_too_few_for_agreement(
    session: Session, company: Company, applicant: Callable[..., Application], hr: FlaskClient,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    held(session, company, applicant, 9)
    tenth = plan(session, company, applicant("Candidate 9"))
    for seat in tenth.seats[:2]:
        lock(session, seat)
    rate(session, tenth.seats[2], 3)
    hr.post(URL)
    run_jobs()
    assert "Too few people were rated by two raters or more" in hr.get(f"{URL}/agreement").text
    lock(session, tenth.seats[2])
    hr.post(URL)
    run_jobs()
    assert "How far raters agree can be told for 5 of 5 criteria" in hr.get(f"{URL}/agreement").text
