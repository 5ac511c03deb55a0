"""Is a file that cannot be used refused with its name, the row and the reason, and nothing written?"""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.assess.rate.conftest import Rate, company

HEAD = "person_id,metric_key,period_start,period_end,value\n"
ROW = "P-001,revenue,2026-01-01,2026-03-31,100\n"
BROKEN: list[tuple[str, str, bytes, list[str]]] = [
    ("empty", "kpis", b"", ["kpis.csv", "empty"]),
    ("header only", "kpis", HEAD.encode(), ["kpis.csv", "no row"]),
    ("not utf-8", "kpis", (HEAD + ROW).encode() + "P-é,revenue,2026-04-01,2026-06-30,1\n".encode("latin-1"),
     ["kpis.csv", "Line 3", "UTF-8"]),
    ("a picture", "kpis", b"\x89PNG\r\n\x1a\n" + bytes(50), ["kpis.csv", "neither a CSV"]),
    ("a word for a number", "kpis", (HEAD + ROW + ROW.replace("2026-01", "2026-0").replace("100", "lots")).encode(),
     ["kpis.csv", "row 3", "value", "“lots”", "not a number"]),
    ("a formula", "kpis", (HEAD + ROW.replace("100", "=1+1")).encode(), ["kpis.csv", "row 2", "formula"]),
    ("a row twice", "kpis", (HEAD + ROW + ROW).encode(), ["kpis.csv", "row 3", "row 2"]),
    ("a day that is none", "kpis", (HEAD + ROW.replace("2026-03-31", "31.02.2026")).encode(),
     ["kpis.csv", "row 2", "period_end"]),
    ("backwards", "kpis", (HEAD + ROW.replace("2026-03-31", "2025-03-31")).encode(), ["kpis.csv", "row 2", "before"]),
    ("overlapping periods", "kpis", (HEAD + ROW + ROW.replace("-01-01", "-02-01")).encode(), ["overlap"]),
    ("no measure", "kpis", b"person_id,period\nP-001,2026-Q1\n", ["kpis.csv", "row 1"]),
    ("two days", "kpis", (HEAD + ROW.replace("2026-03-31", "03/04/2026")).encode(), ["row 2", "two different days"]),
    ("no result", "kpis", b"person_id,potential\nP-001,7\n", ["kpis.csv", "--result"]),
    ("an unclosed quotation mark", "kpis", (HEAD + '"P-001,').encode(), ["kpis.csv", "Line"]),
    ("somebody scored twice", "scores", b"person_id,drive,calm\nP-001,5,1\nP-001,6,1\n",
     ["scores.csv", "row 3", "row 2"]),
    ("no scale", "scores", b"person_id,name\nP-001,Ann\n", ["scores.csv", "row 1"]),
    ("reliability above one", "scales", b"scale,reliability\ndrive,82\n", ["scales.csv", "row 2", "between"]),
    ("a scale that is not there", "scales", b"scale,direction\ncharm,higher\n", ["scores.csv", "charm"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "content", "said"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_cannot_be_used_is_named_and_nothing_is_written(
    rate: Rate, tmp_path: Path, file: str, content: bytes, said: list[str]
) -> None:
    given = company(tmp_path / "in")
    given[file].write_bytes(content)
    result = rate(**given, out=tmp_path / "out")
    assert result.exit_code == 2, result.output
    assert [words for words in said if words not in result.output] == []
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_a_missing_file_an_unknown_scale_and_an_odd_direction_are_said(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in")
    for change, said in (
        ({"kpis": tmp_path / "none.csv"}, "no such file"),
        ({"direction": "charm=higher"}, "no such scale"),
        ({"direction": "drive"}, "write scale=higher"),
        ({"responses": given["scores"]}, "not both"),
        ({"out": given["kpis"]}, "wants a folder"),
    ):
        result = rate(**{**given, "out": tmp_path / "out"} | change)
        assert result.exit_code == 2 and said in result.output, result.output
    assert not (tmp_path / "out").exists()


def test_many_faults_are_counted_not_poured_out(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in")
    table = pd.read_csv(given["kpis"]).astype({"deals": object})
    table.loc[:299, "deals"] = "many7"
    table.loc[0, "deals"] = "7many"  # a column of words only would be left out
    table.to_csv(given["kpis"], index=False)
    result = rate(**given, out=tmp_path / "out")
    assert result.exit_code == 2 and "295 more" in result.output
    assert len(result.output.splitlines()) == 6


def test_what_was_there_before_stays_when_a_run_fails(rate: Rate, tmp_path: Path) -> None:
    given, out = company(tmp_path / "in"), tmp_path / "out"
    assert rate(**given, out=out).exit_code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    given["scores"].write_bytes(b"")
    assert rate(**given, out=out).exit_code == 2
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_ids_that_are_formulas_leave_disarmed(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in")
    for name in ("kpis", "scores"):
        given[name].write_text(given[name].read_text().replace("P-007", "=HYPERLINK(1)"))
    assert rate(**given, out=tmp_path / "out").exit_code == 0
    for name in ("tiers.csv", "fit.csv"):
        rows = list(csv.reader((tmp_path / "out" / name).open(newline="")))
        assert sum(row[0] == "'=HYPERLINK(1)" for row in rows) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]
    page = (tmp_path / "out" / "report.html").read_text()
    assert "<script" not in page


def test_markup_in_names_stays_text(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in")
    given["kpis"].write_text(given["kpis"].read_text().replace("P-007", "<b onclick=x>#eval</b>"))
    assert rate(**given, out=tmp_path / "out").exit_code == 0
    page = (tmp_path / "out" / "report.html").read_text()
    assert "<b onclick" not in page and "&lt;b onclick=x&gt;" in page


@pytest.mark.parametrize("name", ["gender", "Age", "date_of_birth", "Ethnicity"])
def test_protected_columns_never_become_scales(rate: Rate, tmp_path: Path, name: str) -> None:
    """methods §5: structurally unavailable, whatever file they come in."""
    given = company(tmp_path / "in")
    table = pd.read_csv(given["scores"]).assign(**{name: range(80)})
    table.to_csv(given["scores"], index=False)
    del given["scales"]
    result = rate(**given, out=tmp_path / "out")
    assert result.exit_code == 0 and f"left out: {name}" in result.output
    header = (tmp_path / "out" / "fit.csv").read_text().splitlines()[0]
    assert "score_drive" in header and name not in header


def edited(change: Callable[[pd.DataFrame], pd.DataFrame], path: Path) -> None:
    change(pd.read_csv(path)).to_csv(path, index=False)


def test_nobody_is_dropped_without_a_word(rate: Rate, tmp_path: Path) -> None:
    """80 with results: 5 of them not in the people file, 10 of another role; 3 listed without results; 2 unscored."""
    given = company(tmp_path / "in")
    ids = [f"P-{number:03}" for number in range(5, 83)]
    roles = ["Engineer"] * 10 + ["Rep"] * 68
    pd.DataFrame({"person_id": ids, "role": roles}).to_csv(tmp_path / "people.csv", index=False)
    more = pd.DataFrame({"person_id": ["C-1", "C-2", "X-1"], "drive": [50.0, 60.0, 55.0], "calm": 50.0})
    edited(lambda scores: pd.concat([scores.iloc[:-2], more]), given["scores"])
    (tmp_path / "candidates.csv").write_text("candidate_id\nC-1\nC-2\nC-3\n")
    result = rate(
        **given, people=tmp_path / "people.csv", candidates=tmp_path / "candidates.csv", role="Rep", out=tmp_path / "o"
    )
    assert result.exit_code == 0, result.output
    for words in (
        "65 people with results, 81 with scale scores, 2 of them candidates",
        "not in the people file: left out: 5",
        "in another role: left out: 10",
        "without results: not rated: 3",
        "Candidates without scale scores: 1",
        "neither candidates nor with results: no rank: 16",
    ):
        assert words in result.output, result.output
    assert len(pd.read_csv(tmp_path / "o" / "tiers.csv")) == 68
    fit = pd.read_csv(tmp_path / "o" / "fit.csv")
    assert fit["who"].value_counts().to_dict() == {"incumbent": 63, "other": 16, "candidate": 2}
    engineers = fit[fit["person_id"].isin(ids[:10])]
    assert engineers["reasons"].str.contains("NOT_JOB_RELATED").all()


def test_mixed_roles_are_not_ranked_together_until_one_is_chosen(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in")
    people = pd.DataFrame({"person_id": [f"P-{n:03}" for n in range(80)], "role": ["Rep", "Engineer"] * 40})
    people.to_csv(tmp_path / "people.csv", index=False)
    mixed = rate(**given, people=tmp_path / "people.csv", out=tmp_path / "a")
    assert mixed.exit_code == 0 and "Different jobs are mixed here; split them first." in mixed.output
    chosen = rate(**given, people=tmp_path / "people.csv", role="Rep", out=tmp_path / "b")
    assert "Different jobs" not in chosen.output and len(pd.read_csv(tmp_path / "b" / "tiers.csv")) == 40
