"""New tiers bring outliers and patterns with them, stored once, and nothing where nothing changed."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.performance.queries.managers import criterion_of, managers_of

pytestmark = pytest.mark.usefixtures("company")


def kinds(session: Session) -> list[str]:
    session.rollback()
    return sorted(session.scalars(select(Analysis.kind)))


def test_an_import_brings_outliers_and_patterns_beside_the_tiers(session: Session) -> None:
    assert {"outliers", "patterns", "tiers"} <= set(kinds(session))
    split = latest(session, "outliers", "job:Seller")
    assert split is not None
    groups = dict(zip(*(split.report.table("people").column(key) for key in ("person_id", "group")), strict=True))
    assert len(groups) == 40 and groups["P-39"] in {"replicable", "outlier"} and groups["P-20"] == "other"


def test_rating_again_without_new_results_stores_nothing_new(
    session: Session, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    before = kinds(session)
    analyst.post("/performance/tiers/rate")
    run_jobs()
    assert kinds(session) == before


def test_managers_are_read_under_their_own_job_and_a_profile_of_theirs_may_rest_on_it(session: Session) -> None:
    said = managers_of(session, "Manager")
    assert said is not None and said.subject == "job:Manager"
    # four managers of ten reps each: too few to be ranked, enough to be shown
    assert said.report.sentence.key == "managers.few"
    assert said.report.table("people").column("reps") == (10, 10, 10, 10)
    assert ("teams", "today_only") in said.report.table("basis").rows
    rests = criterion_of(session, "Manager"), criterion_of(session, "Seller"), criterion_of(session, "Nobody")
    assert [one and one.kind for one in rests] == ["managers", "tiers", None]
