"""Have the Reports beside the tiers all their words, on screen, on paper and as CSV, for much data and for little?"""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from flask import Flask, render_template

from assess.provenance import provenance
from assess.reports import PAPER_COLUMNS, Shown, csv_zip, on_paper, pdf
from scoring.frames import performance
from scoring.managers import managers
from scoring.outliers import outliers
from scoring.performers import Rules, performers
from scoring.reports import managers as manager_reports
from scoring.reports import outliers as outlier_reports
from scoring.reports import patterns as pattern_reports
from scoring.reports import screening as screening_reports
from scoring.results import Report
from scoring.tiers import Tiers, tiers
from tests.scoring.worlds import RAMP_MONTHS, World, make, noise, tables


def found(world: World, quarters: int = 12, people: int = 240) -> Tiers:
    files = tables(world, quarters=quarters)
    files["metrics"]["kind"] = ["result", "result", "quality", "quality", "activity"]
    files["assignments"].loc[3, ["start", "reason"]] = ["2024-07-01", "reassign"]
    kept = {f"P{i:05d}" for i in range(people)}
    files |= {key: files[key][files[key]["person_id"].isin(kept)] for key in ("kpis", "people", "assignments")}
    return tiers(performers(performance(**files), Rules(RAMP_MONTHS)), 7)


def led(world: World, teams: int) -> Report:
    one = found(world).performers
    table = pd.DataFrame({"person_id": one.grid.people["person_id"], "manager_id": [f"M{t:02d}" for t in world.team]})
    table = table[world.team < teams].assign(start=pd.NaT, end=pd.NaT)
    return manager_reports.report(managers([one], table, left=["P00001"]), history=False)


def screens(rounds: int) -> Report:
    first = np.random.default_rng(1).integers(0, 3, rounds)
    verdicts = pd.DataFrame(
        [(n, screening_reports.VERDICTS[code]) for n, code in enumerate(first) for _seat in (0, 1)],
        columns=["round", "verdict"],
    )
    results = verdicts.drop_duplicates("round").rename(columns={"verdict": "result"})
    return screening_reports.report(verdicts, results)


KINDS: dict[str, Callable[[], Report]] = {
    "outliers": lambda: outlier_reports.report(outliers(found(make(1)))),
    "outliers of noise": lambda: outlier_reports.report(outliers(found(noise(1)))),
    "outliers of forty": lambda: outlier_reports.report(outliers(found(make(1), people=40))),
    "patterns": lambda: pattern_reports.report(found(make(1))),
    "patterns of noise": lambda: pattern_reports.report(found(noise(1))),
    "patterns of one period": lambda: pattern_reports.report(found(make(1), quarters=1)),
    "patterns of ten": lambda: pattern_reports.report(found(make(1), people=10)),
    "managers": lambda: led(make(1), 24),
    "managers of few": lambda: led(make(1), 5),
    "managers of none": lambda: led(make(1), 0),
    "screening": lambda: screens(60),
    "screening of three": lambda: screens(3),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_report_beside_the_tiers_has_its_words_and_fits_on_paper(app: Flask, kind: str) -> None:
    report = provenance(KINDS[kind](), {}, 1)
    with app.test_request_context():
        shown = Shown(report)
        page = render_template("report/standalone.html", all_shown=[shown], title=shown.title, styles=[])
        assert pdf(shown).startswith(b"%PDF") and csv_zip(report).startswith(b"PK")
        assert shown.sentence and all(shown.caveats)
    text = re.sub(r"<[^>]*>", " ", page)
    assert re.findall(r"%\(|\b(?:code|column|table|figure|estimate|report|reason|unit|scale)\.[a-z_]+", text) == []
    assert "nan" not in text.lower().split()
    assert all(len(on_paper(report, table).columns) <= PAPER_COLUMNS for table in report.tables)
