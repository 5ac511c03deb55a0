"""Do pages read tiers a page at a time, do they say what the Report says, and does each derivation add up?"""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.people.models import Account, Person
from assess.performance.models import RatedPerson, Rating
from assess.performance.queries import Choice, listed, offered, rating_of, tiers_of
from scoring.derivation import periods

pytestmark = pytest.mark.usefixtures("company")


def rating(session: Session) -> Rating:
    found = rating_of(session, "Seller")
    assert found is not None
    return found


def test_rows_of_people_say_what_the_report_says(session: Session) -> None:
    report = tiers_of(session, "Seller").report  # type: ignore[union-attr]
    people, steps = report.table("people"), report.table("steps")
    rows = session.scalars(select(RatedPerson).order_by(RatedPerson.place)).all()
    assert [row.row.table("people").rows[0] for row in rows] == list(people.rows)
    assert [row.row.table("steps").rows for row in rows] == [(step,) for step in steps.rows]
    assert [row.tier for row in rows] == list(people.column("tier"))


def test_the_headline_names_nobody(session: Session) -> None:
    # the Report does: that is what must not reach a page as a whole
    assert "P-39" in tiers_of(session, "Seller").report_json  # type: ignore[union-attr]
    assert not re.search(r"P-\d\d", rating(session).headline_json)
    assert rating(session).headline.table("people").rows


def test_everyones_score_follows_from_the_kept_results(session: Session) -> None:
    one = rating(session)
    report = one.headline
    metrics, cells = (
        [dict(zip((column.key for column in report.table(key).columns), row, strict=True))
         for row in report.table(key).rows]
        for key in ("metrics", "cells")
    )  # fmt: skip
    rows = session.scalars(select(RatedPerson)).all()
    assert len(rows) == 40
    for row in rows:
        done = periods(row.derivation or {}, [(a, b) for a, b in one.periods], metrics, cells)
        steps = row.row.table("steps")
        raw = dict(zip((column.key for column in steps.columns), steps.rows[0], strict=True))["raw"]
        counted = [period.score for period in done if period.score is not None]
        assert sum(counted) / len(counted) == pytest.approx(raw, abs=1e-8)


def test_rating_anew_replaces_the_rows_and_mends_missing_ones(
    session: Session, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    before = rating(session).analysis_id
    session.execute(delete(RatedPerson))
    session.execute(delete(Rating))
    session.commit()
    assert "There are results, and no tiers of yours" in analyst.get("/performance/tiers").text
    analyst.post("/performance/tiers/rate")
    run_jobs()
    session.rollback()
    assert rating(session).analysis_id == before
    assert len(session.scalars(select(RatedPerson)).all()) == 40


def test_orders_and_choices_are_those_of_the_rows(session: Session, account: Callable[..., Account]) -> None:
    viewer, one = account(Role.HR), rating(session)
    ranks = [row.rank for row in listed(session, viewer, one, Choice(), "rank", 1).rows]
    assert ranks == sorted(ranks)
    moved = [row.moved for row in listed(session, viewer, one, Choice(), "moved", 1).rows]
    assert moved == sorted(moved, reverse=True)
    names = [row.person.name for row in listed(session, viewer, one, Choice(team="Team 2"), "name", 1).rows]
    assert names == sorted(names)
    assert len(names) == 10
    assert listed(session, viewer, one, Choice(), "", 99).page == 1
    there = offered(session, viewer, one)
    assert (there.total, there.teams) == (40, ["Team 0", "Team 1", "Team 2", "Team 3"])
    assert there.low is not None
    assert there.high is not None
    assert there.low < there.high


def test_a_person_who_is_erased_leaves_no_row(session: Session) -> None:
    person = session.scalars(select(Person).where(Person.code == "P-05")).one()
    assert session.scalar(select(RatedPerson).where(RatedPerson.person_id == person.id))
    session.execute(delete(RatedPerson).where(RatedPerson.person_id == person.id))
    session.flush()
    assert "P-05" not in rating(session).headline_json


def test_the_derivation_opens_period_by_period(analyst: FlaskClient) -> None:
    page = analyst.get("/performance/tiers/P-39").text
    assert len(re.findall("<summary>[^<]* to [^<]*: <b>", page)) == 8
    sums = re.findall(r"\(([−+\d.]+) \+ ([−+\d.]+)\) / ([\d.]+) = ([−+\d.]+)", page)
    assert len(sums) == 8
    for one, other, held, whole in sums:
        a, b, c, d = (float(part.replace("−", "-")) for part in (one, other, held, whole))
        assert (a + b) / c == pytest.approx(d, abs=2e-4)
