"""The Report of a pool: from complete panels, vignettes and files, by name for whoever may know names, never ranked."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.calibration.models import Due
from assess.calibration.queries import reports
from assess.demo import panels
from assess.filters import moment
from assess.jobs.models import Job
from tests.assess.calibration.conftest import Take


@pytest.fixture(scope="module")
def earlier() -> str:
    """Two hundred candidates, three of sixteen interviewers each; M-0901 is kind and M-0902 strict."""
    return str(panels.earlier_ratings().to_csv(index=False))


@pytest.fixture
def pool(imported: Take, earlier: str, run_jobs: Callable[[], int]) -> str:
    id = imported(earlier)
    run_jobs()
    return f"import-{id}"


def test_the_kind_and_the_strict_are_found_and_stand_in_the_order_of_names(
    pool: str, session: Session, hr: FlaskClient
) -> None:
    stored = reports.newest(session, pool)
    assert stored is not None
    page = hr.get(f"/calibration/pools/{pool}").text
    places = [
        page.index(f">M-09{place:02}</th>", page.index('id="table-calibration-raters"')) for place in range(1, 17)
    ]
    assert places == sorted(places)
    flags = stored.report.table("flags")
    found = {(str(r), str(f)) for r, f in zip(flags.column("rater"), flags.column("flags"), strict=True)}
    ids = {"kinder": 1, "harder": 2, "halo": 3, "central_tendency": 4, "drift": 5, "inconsistency": 6}
    for flag in ("kinder", "harder", "halo", "central_tendency", "inconsistency"):
        assert (f"imported:{ids[flag]}", flag) in found, flag


def test_nothing_in_the_analysts_report_tells_a_code_of_the_file(
    pool: str, hr: FlaskClient, signed_in: Callable[..., FlaskClient]
) -> None:
    analyst = signed_in(Role.ANALYST)
    assert "M-0901" in hr.get(f"/calibration/pools/{pool}").text
    seen = analyst.get(f"/calibration/pools/{pool}").text
    assert "imported:1" in seen
    assert "M-0901" not in seen
    with zipfile.ZipFile(io.BytesIO(analyst.get(f"/calibration/pools/{pool}/csv").data)) as files:
        assert all(b"M-0901" not in files.read(name) for name in files.namelist())


def test_pdf_and_csv_hold_the_same_report_and_are_recorded(pool: str, hr: FlaskClient, session: Session) -> None:
    assert hr.get(f"/calibration/pools/{pool}/pdf").data[:5] == b"%PDF-"
    with zipfile.ZipFile(io.BytesIO(hr.get(f"/calibration/pools/{pool}/csv").data)) as files:
        assert "calibration_raters.csv" in files.namelist()
        assert b"M-0901" in files.read("calibration_raters.csv")
    hr.get(f"/calibration/pools/{pool}")
    assert hr.get(f"/calibration/pools/{pool}/exe").status_code == 404
    session.rollback()
    done = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == f"pool:{pool}")).all()
    assert done == ["calibration.exported", "calibration.exported", "calibration.viewed"]


def test_a_site_nobody_shares_candidates_with_is_named_with_the_rating_that_would_link_it(
    imported: Take, earlier: str, hr: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    id = imported(earlier)
    imported(str(panels.remote_ratings().to_csv(index=False)))
    run_jobs()
    page = hr.get(f"/calibration/pools/import-{id}").text
    assert "M-0917, M-0918" in page
    assert "imported candidate" in page


def test_many_panels_that_complete_ask_for_one_report(
    imported: Take, earlier: str, session: Session, run_jobs: Callable[[], int]
) -> None:
    lines = earlier.splitlines(keepends=True)
    imported(lines[0] + "".join(lines[1:1501]))
    run_jobs()
    imported("".join(lines[:1] + lines[1501:]))
    for _ in range(3):
        run_jobs()
    assert len(session.scalars(select(Job).where(Job.name == "calibration.compute")).all()) == 1
    assert len(session.scalars(select(Due)).all()) == 1


def test_asked_for_again_without_new_ratings_nothing_is_stored(
    pool: str, hr: FlaskClient, session: Session, run_jobs: Callable[[], int]
) -> None:
    hr.post(f"/calibration/pools/{pool}")
    run_jobs()
    assert len(session.scalars(select(Analysis).where(Analysis.kind == "calibration")).all()) == 1


def test_before_the_first_report_the_page_says_what_is_needed(imported: Take, hr: FlaskClient) -> None:
    id = imported("candidate_id,rater_id,competency_key,score\nC-1,M-1,care,3\n")
    assert "not computed yet" in hr.get("/calibration/").text
    page = hr.get(f"/calibration/pools/import-{id}").text
    assert "from ten candidates each" in page
    assert hr.get(f"/calibration/pools/import-{id}/pdf").status_code == 404
    assert hr.get("/calibration/pools/nothing").status_code == 404


def test_a_pool_that_waits_for_its_turn_says_when_and_is_computed_at_once_when_asked_for(
    imported: Take, earlier: str, hr: FlaskClient, session: Session, run_jobs: Callable[[], int]
) -> None:
    lines = earlier.splitlines(keepends=True)
    id = imported(lines[0] + "".join(lines[1:1501]))
    path, pool = f"/calibration/pools/import-{id}", f"import-{id}"
    assert "waits for its turn and is computed by itself within a minute" in hr.get(path).text
    run_jobs()
    assert "waits for its turn" not in hr.get(path).text
    imported("".join(lines[:1] + lines[1501:]))
    run_jobs()
    session.rollback()
    first = reports.newest(session, pool)
    assert first is not None
    page = hr.get(path).text
    assert f"computed by itself at {moment(first.made_at + timedelta(minutes=30))} (UTC)" in page
    assert "Compute anew" in page and "Being computed" not in page and "disabled" not in page
    for _ in range(2):  # pressed twice, computed once
        assert hr.post(path).status_code == 302
    page = hr.get(path).text
    assert "Being computed …" in page and "waits for its turn" not in page
    assert len(session.scalars(select(Job).where(Job.name == "calibration.compute")).all()) == 2
    run_jobs()
    session.rollback()
    last = reports.newest(session, pool)
    assert last is not None and last.id != first.id
    assert session.scalars(select(Due)).all() == []
