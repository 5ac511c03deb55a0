"""A long file is checked, imported and undone by the worker, and the page says how far it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.performance.actions import intake, ledger
from assess.performance.models import Measure
from assess.performance.models.uploads import Upload
from tests.assess.performance.conftest import METRICS, people, results

FIELDS = {f"column-{place}": name for place, name in
          enumerate(("person_id", "metric_key", "period_start", "period_end", "value"))}  # fmt: skip

Take = Callable[..., int]
Run = Callable[[], int]


@pytest.fixture
def long(imported: Take, monkeypatch: pytest.MonkeyPatch, run_jobs: Run) -> None:
    """A company, in which any file of a kilobyte is a long one."""
    imported("people", people())
    imported("metrics", METRICS)
    run_jobs()
    monkeypatch.setattr(intake, "AT_ONCE", 1_000)


def page(analyst: FlaskClient, id: int) -> str:
    return str(analyst.get(f"/performance/uploads/{id}", follow_redirects=True).text)


def measures(session: Session) -> int:
    session.rollback()
    session.expire_all()
    return session.scalar(select(func.count()).select_from(Measure)) or 0


def looked(analyst: FlaskClient, id: int, run_jobs: Run) -> str:
    """Step 2, and the worker's check."""
    assert analyst.post(f"/performance/uploads/{id}/columns", data=FIELDS).status_code == 302
    assert "being checked" in page(analyst, id)
    run_jobs()
    return page(analyst, id)


def test_a_long_file_goes_through_the_worker_from_check_to_undo(
    app: Flask, long: None, analyst: FlaskClient, upload: Take, session: Session, run_jobs: Run
) -> None:
    id = upload("kpis", results())
    assert "640 rows were read" in page(analyst, id)
    assert "All 640 rows can be imported" in looked(analyst, id, run_jobs)
    analyst.post(f"/performance/uploads/{id}/import")
    assert "being imported" in page(analyst, id) and measures(session) == 0
    run_jobs()
    assert measures(session) == 640
    assert "640 new" in page(analyst, id)
    assert not list((Path(app.config["EXEMPLAR"].data_dir) / "uploads").glob("*"))
    analyst.post(f"/performance/uploads/{id}/undo")
    assert "being undone" in page(analyst, id)
    run_jobs()
    assert measures(session) == 0 and "Undone on" in page(analyst, id)


def test_complaints_of_a_long_file_stand_on_the_page_and_in_the_file(
    long: None, analyst: FlaskClient, upload: Take, session: Session, run_jobs: Run
) -> None:
    id = upload("kpis", results().replace("P-07,revenue,2024-01-01", "P-99,revenue,2024-01-01"))
    assert "1 of 640 rows need a look" in looked(analyst, id, run_jobs)
    assert "P-99" in analyst.get(f"/performance/uploads/{id}/complaints.csv").text
    assert analyst.post(f"/performance/uploads/{id}/import").status_code == 409
    assert measures(session) == 0


def test_kept_values_of_a_long_file_are_replaced_only_after_a_yes(
    long: None, analyst: FlaskClient, upload: Take, session: Session, run_jobs: Run
) -> None:
    for content, fields in ((results(), {}), (results().replace(".", "1."), {"replace": "y"})):
        id = upload("kpis", content)
        looked(analyst, id, run_jobs)
        if fields:
            assert analyst.post(f"/performance/uploads/{id}/import").status_code == 409
        analyst.post(f"/performance/uploads/{id}/import", data=fields)
        run_jobs()
    session.rollback()
    assert session.get_one(Upload, id).counts["changed"] == 640


def test_what_speaks_against_it_by_the_time_of_import_is_told(
    long: None, analyst: FlaskClient, upload: Take, imported: Take, session: Session, run_jobs: Run
) -> None:
    """Between check and import another file brought other values: nothing is replaced without a yes."""
    id = upload("kpis", results())
    looked(analyst, id, run_jobs)
    head = "person_id,metric_key,period_start,period_end,value\n"
    imported("kpis", head + "P-00,revenue,2024-01-01,2024-03-28,5\n")
    analyst.post(f"/performance/uploads/{id}/import")
    run_jobs()
    assert measures(session) == 1
    assert "Replace 1 kept rows" in page(analyst, id)


def test_a_long_file_thrown_away_under_way_is_not_imported(
    long: None, analyst: FlaskClient, upload: Take, session: Session, run_jobs: Run
) -> None:
    id = upload("kpis", results())
    looked(analyst, id, run_jobs)
    analyst.post(f"/performance/uploads/{id}/import")
    analyst.post(f"/performance/uploads/{id}/discard")
    run_jobs()
    assert measures(session) == 0 and "Thrown away" in page(analyst, id)


def test_an_undo_the_worker_refuses_says_why_and_the_import_stands(
    long: None, analyst: FlaskClient, upload: Take, imported: Take, session: Session, run_jobs: Run
) -> None:
    id = upload("kpis", results())
    looked(analyst, id, run_jobs)
    analyst.post(f"/performance/uploads/{id}/import")
    run_jobs()
    head = "person_id,metric_key,period_start,period_end,value\n"
    imported("kpis", head + "P-00,revenue,2024-01-01,2024-03-28,5\n", replace="y")
    analyst.post(f"/performance/uploads/{id}/undo")
    run_jobs()
    assert measures(session) == 640
    assert "A later import changed the same rows" in page(analyst, id)


def test_an_undo_that_fails_three_times_says_so_and_leads_back_to_the_import(
    long: None, analyst: FlaskClient, upload: Take, session: Session, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        session.query(Measure).delete()
        raise OSError("no space left on device")

    id = upload("kpis", results())
    looked(analyst, id, run_jobs)
    analyst.post(f"/performance/uploads/{id}/import")
    run_jobs()
    analyst.post(f"/performance/uploads/{id}/undo")
    assert analyst.post(f"/performance/uploads/{id}/back").status_code == 409
    assert "being undone" in page(analyst, id)
    with monkeypatch.context() as weak:
        weak.setattr(ledger, "undo", broken)
        run_jobs()
    assert "Undoing this import failed" in page(analyst, id) and measures(session) == 640
    assert analyst.post(f"/performance/uploads/{id}/back").status_code == 302
    assert "Undo this import" in page(analyst, id) and measures(session) == 640
    # a second try is under way again, whatever became of the first
    analyst.post(f"/performance/uploads/{id}/undo")
    assert "being undone" in page(analyst, id)
    run_jobs()
    assert measures(session) == 0


def test_an_import_that_fails_three_times_leads_back_to_what_was_found(
    long: None, analyst: FlaskClient, upload: Take, session: Session, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise OSError("no space left on device")

    id = upload("kpis", results())
    looked(analyst, id, run_jobs)
    analyst.post(f"/performance/uploads/{id}/import")
    with monkeypatch.context() as weak:
        weak.setattr(intake, "import_upload", broken)
        run_jobs()
    assert "Importing this file failed" in page(analyst, id) and measures(session) == 0
    analyst.post(f"/performance/uploads/{id}/back")
    assert "All 640 rows can be imported" in page(analyst, id)
    analyst.post(f"/performance/uploads/{id}/import")
    run_jobs()
    assert measures(session) == 640
