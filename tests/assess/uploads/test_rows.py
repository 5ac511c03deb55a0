"""Rows are read in every usual spelling of a table, typed, and complained about by the number the user sees."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from assess.phrases import phrase
from assess.uploads import Checked, Column, checked, neutralised, read, suggested
from assess.uploads.cells import Decimal
from assess.uploads.days import Order

KPI = (
    Column("person_id", required=True, synonyms=("Rep ID", "employee")),
    Column("quarter", "period", required=True),
    Column("value", "number", required=True, synonyms=("Rev EUR",)),
    Column("direction", "choice", choices=("higher", "lower")),
    Column("is_new_business", "flag"),
    Column("hired", "date"),
)


def understood(
    tmp_path: Path, text: str | bytes, decimal: Decimal = "", key: tuple[str, ...] = (), dates: Order = ""
) -> Checked:
    path = tmp_path / "kpi.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return checked(read(path), KPI, key=key, decimal=decimal, dates=dates)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_spelling_of_a_table_gives_the_same_rows(
    tmp_path: Path, encoding: str, delimiter: str, end: str
) -> None:
    lines = [["person_id", "quarter", "value"], ["Zoë", "2026-Q1", "1.5"], ["Łukasz", "2026-Q2", "-2"]]
    found = understood(tmp_path, end.join(delimiter.join(line) for line in lines).encode(encoding))
    assert found.complaints == ()
    assert list(found.columns["person_id"]) == ["Zoë", "Łukasz"]
    assert list(found.columns["value"]) == [1.5, -2.0]
    assert found.columns["quarter"][1] == (date(2026, 4, 1), date(2026, 6, 30))
    assert list(found.rows) == [2, 3]


def test_a_delimiter_inside_text_is_not_taken_for_one(tmp_path: Path) -> None:
    found = understood(tmp_path, 'person_id;quarter;value\n"Doe, Ann";2026-Q1;1\n"Roe, Bo";2026-Q1;2\n')
    assert list(found.columns["person_id"]) == ["Doe, Ann", "Roe, Bo"]


def test_the_line_excel_reads_as_a_hint_is_obeyed_and_not_counted(tmp_path: Path) -> None:
    found = understood(tmp_path, "sep=;\nperson_id;quarter;value\nA;2026-Q1;x\n")
    assert [complaint.row for complaint in found.complaints] == [2]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    text = 'person_id,quarter,value\n"two\nlines",2026-Q1,1\n\n,,\nA,2026-Q1,n/a\nB,2026-Q5,1\n,2026-Q1,1\nC,2026-Q1\n'
    found = understood(tmp_path, text)
    said = [(c.row, c.column, c.value, c.key) for c in found.complaints]
    assert said == [
        (5, "value", "n/a", "uploads.not_a_number"),
        (6, "quarter", "2026-Q5", "uploads.not_a_period"),
        (7, "person_id", "", "uploads.blank"),
        (8, "", "2", "uploads.uneven"),
        (8, "value", "", "uploads.blank"),
    ]
    assert (found.wrong, len(found)) == (4, 5)


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("1234.5", "", 1234.5), ("-3", "", -3.0), ("−3", "", -3.0), ("+1e3", "", 1000.0), (".5", "", 0.5),
        ("1.234,5", ",", 1234.5), ("1234,5", ",", 1234.5), ("1.234", ",", 1234.0), ("12", ",", 12.0),
        ("1,234.5", ".", 1234.5), ("1,234", ".", 1234.0),
    ],
)  # fmt: skip
def test_a_number_that_can_be_read_in_one_way_is_read(
    tmp_path: Path, cell: str, decimal: Decimal, value: float
) -> None:
    found = understood(tmp_path, f"person_id;quarter;value\nA;2026-Q1;{cell}\n", decimal)
    assert (found.complaints, list(found.columns["value"])) == ((), [value])


@pytest.mark.parametrize(
    ("cell", "decimal", "reason"),
    [
        ("1.234,5", "", "ambiguous_number"), ("1,234", "", "ambiguous_number"), ("1 234", "", "ambiguous_number"),
        ("1'234.50", "", "ambiguous_number"), ("1.5", ",", "ambiguous_number"), ("1,23,4", ".", "ambiguous_number"),
        ("nan", "", "not_a_number"), ("inf", "", "not_a_number"), ("1_000", "", "not_a_number"),
        ("٣", "", "not_a_number"), ("12 %", "", "not_a_number"), ("0x1F", "", "not_a_number"),
        ("=SUM(B2:B9)", "", "formula"), ("1e300", "", "out_of_bounds"),
    ],
)  # fmt: skip
def test_a_number_that_could_be_read_in_two_ways_is_not_guessed(
    tmp_path: Path, cell: str, decimal: Decimal, reason: str
) -> None:
    found = understood(tmp_path, f"person_id;quarter;value\nA;2026-Q1;{cell}\n", decimal)
    assert [(c.row, c.value, c.key) for c in found.complaints] == [(2, cell, f"uploads.{reason}")]
    assert phrase(found.complaints[0].key, **found.complaints[0].values)


@pytest.mark.parametrize("cell", ["2026-02-30", "0026-03-31", "45000", "31.03.26", "31/02/2026", "1 Foo 2026", "Q1"])
def test_what_is_no_day_is_refused(tmp_path: Path, cell: str) -> None:
    found = understood(tmp_path, f"person_id,quarter,value,hired\nA,2026-Q1,1,{cell}\n")
    assert [c.key for c in found.complaints] == ["uploads.not_a_date"]


@pytest.mark.parametrize(
    "cell", ["2026-03-31", "2026-3-31", "20260331", "31.03.2026", "03/31/2026", "31/03/2026", "31-Mar-2026",
             "31. März 2026", "Mar 31, 2026"]
)  # fmt: skip
def test_a_date_is_read_as_it_is_written_where_it_can_be_one_day_only(tmp_path: Path, cell: str) -> None:
    found = understood(tmp_path, f'person_id,quarter,value,hired\nA,2026-Q1,1,"{cell}"\n')
    assert [str(day) for day in found.columns["hired"]] == ["2026-03-31"]


@pytest.mark.parametrize(("dates", "day"), [("dmy", "2026-04-03"), ("mdy", "2026-03-04")])
def test_a_date_that_could_be_two_days_is_asked_for_not_guessed(tmp_path: Path, dates: Order, day: str) -> None:
    file = "person_id,quarter,value,hired\nA,2026-Q1,1,03/04/2026\nB,2026-Q1,1,04/04/2026\n"
    asked = understood(tmp_path, file)
    assert [(c.row, c.key) for c in asked.complaints] == [(2, "uploads.ambiguous_date")]
    assert [str(one) for one in understood(tmp_path, file, dates=dates).columns["hired"]] == [day, "2026-04-04"]


def test_a_repeated_key_names_the_row_it_repeats(tmp_path: Path) -> None:
    rows = "A,2026-Q1,1\nA,2026-Q2,1\nB,2026-Q1,1\nA,2026-Q1,2\nB,2026-Q1,1\n"
    found = understood(tmp_path, "person_id,quarter,value\n" + rows, key=("person_id", "quarter"))
    assert [(c.row, c.key, c.values["first"]) for c in found.complaints] == [
        (5, "uploads.repeated", 2),
        (6, "uploads.repeated", 4),
    ]


def test_values_that_do_not_exist_are_complained_about(tmp_path: Path) -> None:
    path = tmp_path / "kpi.csv"
    path.write_text("person_id\nA\nM-0999\n")
    found = checked(read(path), [Column("person_id", required=True, known={"A"})])
    assert [(c.row, c.value, c.key) for c in found.complaints] == [(3, "M-0999", "uploads.unknown")]


def test_a_needed_column_that_is_missing_is_named(tmp_path: Path) -> None:
    found = understood(tmp_path, "person_id,quarter\nA,2026-Q1\n")
    assert [(c.row, c.column, c.key) for c in found.complaints] == [(1, "value", "uploads.column_missing")]


def test_a_workbook_gives_numbers_dates_and_ids_as_they_were_meant(tmp_path: Path) -> None:
    path = tmp_path / "kpi.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["Rep ID", "quarter", "Rev EUR", "hired"])
    sheet.write_row(2, 0, [117, "2026-Q1", 1284.5])
    sheet.write_datetime(2, 3, datetime(2020, 5, 1), day)
    sheet.write_row(3, 0, ["M-2", "2026-Q1", "1.284,50"])
    book.close()
    found = checked(read(path), KPI)
    assert found.columns["person_id"][0] == "117"
    assert found.columns["hired"][0] == date(2020, 5, 1)
    # the blank second row counts: the user sees this as row 4
    assert [(c.row, c.column, c.key) for c in found.complaints] == [(4, "Rev EUR", "uploads.ambiguous_number")]
    assert checked(read(path), KPI, decimal=",").columns["value"].tolist() == [1284.5, 1284.5]


def test_columns_are_suggested_by_name_and_synonym_whatever_case_and_signs() -> None:
    found = suggested(["REP-ID", "Quarter ", "rev eur", "Comment"], KPI)
    assert found == {"person_id": "REP-ID", "quarter": "Quarter ", "value": "rev eur"}


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_what_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    assert neutralised(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-3", "-0.25", "+1e-05", "Ann", "", "a=b"])
def test_plain_negative_numbers_and_words_stay(cell: str) -> None:
    assert neutralised(cell) == cell


def test_many_rows_are_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "kpi.csv"
    values = np.random.default_rng(1).normal(100, 10, 60_000).round(4)
    path.write_text(
        "person_id,quarter,value\n"
        + "".join(f"P-{i % 15000},20{10 + i // 15000}-Q1,{v}\n" for i, v in enumerate(values))
    )
    found = checked(read(path), KPI, key=("person_id", "quarter"))
    assert found.fits
    assert found.columns["value"].sum() == pytest.approx(values.sum())
