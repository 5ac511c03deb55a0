"""Four steps from a file to its import: everything or nothing, and nothing twice."""

import csv
import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.jobs.models import Job
from assess.performance.actions import intake
from assess.performance.models import Assignment, Kpi, Measure, Territory, Upload
from assess.performance.tasks import forget_files
from tests.assess.performance.conftest import METRICS, QUARTERS, people, results

HEAD = "person_id,metric_key,period_start,period_end,value\n"
ROW = "P-01,revenue,2026-01-01,2026-03-31,{}\n"

Take = Callable[..., int]


def measures(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Measure)) or 0


def waiting(app: Flask) -> list[Path]:
    return list((app.config["EXEMPLAR"].data_dir / "uploads").glob("*"))


@pytest.fixture
def staffed(imported: Take) -> None:
    imported("people", people())
    imported("metrics", METRICS)


def test_a_file_is_imported_audited_and_removed(
    app: Flask, session: Session, analyst: FlaskClient, upload: Take, staffed: None
) -> None:
    id = upload("kpis", HEAD + ROW.format("101.5"), "Q1.csv")
    assert len(waiting(app)) == 1
    page = analyst.get(f"/performance/uploads/{id}").text
    assert "All 1 rows can be imported" in page
    assert measures(session) == 0
    analyst.post(f"/performance/uploads/{id}/import")
    assert (measures(session), waiting(app)) == (1, [])
    kept = session.scalars(select(Measure)).one()
    assert (kept.value, str(kept.period_end), kept.upload_id) == (101.5, "2026-03-31", id)
    done = session.get_one(Upload, id)
    assert (done.state, done.counts["added"], len(done.sha256)) == ("imported", 1, 64)
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "performance.upload_imported")).all()[-1]
    assert (event.subject, event.details["added"]) == (f"upload:{id}", 1)
    assert session.scalars(select(Job.name).where(Job.name == "performance.rate")).all()
    assert "Imported on" in analyst.get(f"/performance/uploads/{id}").text


def test_one_bad_row_keeps_all_rows_out(session: Session, analyst: FlaskClient, upload: Take, staffed: None) -> None:
    rows = ROW.format("1") + "P-02,revenue,2026-01-01,2026-03-31,n/a\nM-0999,revenue,2026-01-01,2026-03-31,2\n"
    rows += "P-03,profit,2026-01-01,2026-03-31,2\nP-04,revenue,2026-03-31,2026-01-01,2\n" + ROW.format("1")
    id = upload("kpis", HEAD + rows)
    page = analyst.get(f"/performance/uploads/{id}").text
    assert "4 of 6 rows need a look" in page
    for words in (
        "M-0999” is not known here",
        "profit” is not known here",
        "This is not a number",
        "The same (P-01, revenue, 2026-01-01) stands in row 2",
    ):
        assert words in page
    answer = analyst.post(f"/performance/uploads/{id}/import", data={"replace": "y"})
    assert answer.status_code == 409
    assert measures(session) == 0
    lines = list(
        csv.reader(io.StringIO(analyst.get(f"/performance/uploads/{id}/complaints.csv").text.lstrip("\ufeff")))
    )
    assert [(line[0], line[1], line[2]) for line in lines[1:4]] == [
        ("3", "value", "n/a"),
        ("4", "person_id", "M-0999"),
        ("5", "metric_key", "profit"),
    ]


def test_a_failure_in_the_middle_leaves_nothing_behind(
    session: Session, analyst: FlaskClient, upload: Take, staffed: None, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    id = upload("kpis", results())
    real, calls = intake.record, []

    def breaks(*arguments: object, **details: object) -> object:
        calls.append(arguments)
        raise OSError("disk full")

    monkeypatch.setattr(intake, "record", breaks)
    with pytest.raises(OSError, match="disk full"):
        analyst.post(f"/performance/uploads/{id}/import")
    assert calls
    assert measures(session) == 0
    monkeypatch.setattr(intake, "record", real)
    assert analyst.post(f"/performance/uploads/{id}/import").status_code == 302
    assert measures(session) == 640


def test_the_same_rows_again_change_nothing(
    session: Session, analyst: FlaskClient, imported: Take, staffed: None
) -> None:
    first, again = imported("kpis", results()), imported("kpis", results())
    counts = [session.get_one(Upload, id).counts for id in (first, again)]
    assert counts[0] == {"rows": 640, "added": 640, "changed": 0, "unchanged": 0}
    assert counts[1] == {"rows": 640, "added": 0, "changed": 0, "unchanged": 640}
    assert measures(session) == 640


def test_other_values_replace_only_after_a_yes_that_names_their_number(
    session: Session, analyst: FlaskClient, upload: Take, imported: Take, staffed: None
) -> None:
    imported("kpis", HEAD + ROW.format("1") + ROW.format("1").replace("P-01", "P-02"))
    id = upload("kpis", HEAD + ROW.format("7") + ROW.format("1").replace("P-01", "P-02"))
    assert "Replace 1 kept rows" in analyst.get(f"/performance/uploads/{id}").text
    refused = analyst.post(f"/performance/uploads/{id}/import")
    assert (refused.status_code, "1 kept rows would change" in refused.text) == (409, True)
    session.rollback()
    assert sorted(session.scalars(select(Measure.value))) == [1.0, 1.0]
    analyst.post(f"/performance/uploads/{id}/import", data={"replace": "y"})
    session.rollback()
    assert sorted(session.scalars(select(Measure.value))) == [1.0, 7.0]
    assert session.get_one(Upload, id).counts == {"rows": 2, "added": 0, "changed": 1, "unchanged": 1}


def test_an_import_cannot_be_done_twice(analyst: FlaskClient, imported: Take, staffed: None) -> None:
    id = imported("kpis", HEAD + ROW.format("1"))
    assert analyst.post(f"/performance/uploads/{id}/import").status_code == 409
    assert analyst.post(f"/performance/uploads/{id}/discard").status_code == 409


def test_a_wide_file_becomes_rows_of_the_same_kind(
    session: Session, analyst: FlaskClient, imported: Take, staffed: None
) -> None:
    imported("kpis_wide", "person_id;quarter;Revenue;cycle;comment\nP-01;2025-Q4;100.5;61;x\nP-02;2025-Q4;;60;\n")
    rows = session.execute(select(Kpi.key, Measure.value, Measure.period_start).join(Kpi)).all()
    assert sorted((key, value, str(day)) for key, value, day in rows) == [
        ("cycle", 60.0, "2025-10-01"),
        ("cycle", 61.0, "2025-10-01"),
        ("revenue", 100.5, "2025-10-01"),
    ]


def test_months_are_not_mixed_into_quarters(
    session: Session, analyst: FlaskClient, upload: Take, staffed: None
) -> None:
    rows = "".join(f"P-01,{period},1\n" for period in [*QUARTERS, "2025-01"])
    id = upload("kpis_wide", "person_id,period,revenue\n" + rows)
    assert "2025-01-01 to 2025-03-31 overlap" in analyst.get(f"/performance/uploads/{id}").text
    assert analyst.post(f"/performance/uploads/{id}/import").status_code == 409


def test_columns_are_mapped_by_hand_and_the_decimal_mark_decides(
    session: Session, analyst: FlaskClient, upload: Take, staffed: None
) -> None:
    id = upload("kpis", "Wer;Was;von;bis;Wert\nP-01;revenue;2026-01-01;2026-03-31;1.284,50\n")
    page = analyst.get(f"/performance/uploads/{id}/columns").text
    assert "Still needed: person_id, metric_key, period_start, period_end, value" in page
    ours = ("person_id", "metric_key", "period_start", "period_end", "value")
    fields = {f"column-{place}": name for place, name in enumerate(ours)}
    analyst.post(f"/performance/uploads/{id}/columns", data=fields)
    assert "could be read as two different numbers" in analyst.get(f"/performance/uploads/{id}").text
    analyst.post(f"/performance/uploads/{id}/columns", data={**fields, "decimal": ","})
    analyst.post(f"/performance/uploads/{id}/import")
    session.rollback()
    assert session.scalars(select(Measure.value)).all() == [1284.5]
    twice = analyst.post(f"/performance/uploads/{id}/columns", data={**fields, "column-1": "person_id"})
    assert twice.status_code in {409, 422}


def test_territories_and_who_held_them(session: Session, imported: Take, staffed: None) -> None:
    imported("territories", "territory_id,potential,measured\nT-1,1.5,2023-09-01\nT-2,,\n")
    imported("assignments", "person_id,territory_id,start,end,inherited_book_value\nP-01,T-1,2024-01-01,,5000\n")
    held = session.scalars(select(Assignment)).one()
    assert (held.person.code, held.territory.potential, held.end, held.inherited_book_value) == (
        "P-01",
        1.5,
        None,
        5000,
    )
    assert session.scalars(select(Territory.potential).where(Territory.code == "T-2")).one() is None


def test_a_column_the_file_lacks_stays_as_it_was(session: Session, imported: Take, staffed: None) -> None:
    imported("metrics", "metric_key,direction\nrevenue,higher\n")
    assert session.scalars(select(Kpi.weight).where(Kpi.key == "revenue")).one() == 0.6


def test_a_formula_stays_text_in_and_out(session: Session, analyst: FlaskClient, upload: Take, imported: Take) -> None:
    imported("people", 'person_id,display_name\nP-1,"=HYPERLINK(""http://x.example"",""me"")"\n')
    id = upload("metrics", "metric_key,direction\n=1+1|x,sideways\n-2+3,=cmd\n")
    lines = analyst.get(f"/performance/uploads/{id}/complaints.csv").text
    assert "'=cmd" in lines
    assert ",=cmd" not in lines


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"person_id,value\n", "no row under it"),
        ("person_id,name\nP-1,Renée\n".encode("latin-1"), "Line 2, byte 23 (0xE9) is not UTF-8"),
        (b"%PDF-1.4 ...", "neither a CSV file nor an Excel workbook"),
    ],
)
def test_a_broken_file_is_refused_on_the_first_step_and_not_kept(
    app: Flask, session: Session, analyst: FlaskClient, content: bytes, words: str
) -> None:
    answer = analyst.post("/performance/uploads/new", data={"kind": "people", "file": (io.BytesIO(content), "x.csv")})
    assert (answer.status_code, words in answer.text) == (422, True)
    assert (waiting(app), session.scalars(select(Upload)).all()) == ([], [])


def test_two_hundred_megabytes_are_refused(app: Flask, analyst: FlaskClient, tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    path.touch()
    os.truncate(path, 200 * 1024 * 1024)
    with path.open("rb") as file:
        answer = analyst.post("/performance/uploads/new", data={"kind": "kpis", "file": (file, "huge.csv")})
    assert (answer.status_code, "too large" in answer.text) == (413, True)
    assert waiting(app) == []


def test_a_file_nobody_comes_back_for_is_forgotten(app: Flask, session: Session, upload: Take) -> None:
    id = upload("people", people())
    forget_files(session)
    assert len(waiting(app)) == 1
    session.get_one(Upload, id).made_at -= timedelta(days=8)
    session.commit()
    forget_files(session)
    assert (waiting(app), session.get_one(Upload, id).state) == ([], "discarded")


def test_an_upload_of_another_kind_of_table_names_the_missing_columns(analyst: FlaskClient, upload: Take) -> None:
    id = upload("people", METRICS)
    page = analyst.get(f"/performance/uploads/{id}").text
    assert "No column of the file was chosen for person_id" in page


def test_twenty_thousand_rows_take_about_a_second(
    session: Session, analyst: FlaskClient, upload: Take, staffed: None
) -> None:
    rows = [
        f"P-{person:02},{metric},{year}-{month:02}-01,{year}-{month:02}-28,{person + year}"
        for person in range(40)
        for metric in ("revenue", "cycle")
        for year in range(2005, 2026)
        for month in range(1, 13)
    ]
    assert len(rows) == 20_160
    id = upload("kpis", HEAD + "\n".join(rows))
    analyst.post(f"/performance/uploads/{id}/import")
    assert measures(session) == 20_160


def test_somebody_without_the_role_uploads_nothing(signed_in: Callable[..., FlaskClient]) -> None:
    for role in (Role.LINE_MANAGER, Role.EMPLOYEE, Role.LEADER, Role.HIRING_MANAGER):
        assert signed_in(role).get("/performance/uploads").status_code == 403
