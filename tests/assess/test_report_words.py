"""Has every kind of Report all its words, on screen, on paper and as CSV?"""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from flask import Flask, render_template

from assess.provenance import provenance
from assess.reports import PAPER, PAPER_COLUMNS, Shown, csv_zip, on_paper, pdf, words
from scoring.accuracy import accuracy, certificate
from scoring.agreement import agreement
from scoring.calendar import long
from scoring.calibration import Influence, calibration, influence
from scoring.errors import Code
from scoring.fit import Use, fit
from scoring.frames import performance
from scoring.job_analysis import job_analysis
from scoring.performers import performers
from scoring.profile import CandidateScale, profile
from scoring.reports import agreement as agreement_reports
from scoring.reports import calibration as calibration_reports
from scoring.reports import fit as fit_reports
from scoring.reports import interviewer_feedback
from scoring.reports import job_analysis as job_reports
from scoring.reports import profile as profile_reports
from scoring.reports import retranslation as anchor_reports
from scoring.reports import tiers as tier_reports
from scoring.results import Caveat, Column, Estimate, Report
from scoring.retranslation import retranslation
from scoring.tiers import tiers
from tests.scoring.calibration.test_connections import company, with_vignette
from tests.scoring.calibration.worlds import found as calibrated
from tests.scoring.calibration.worlds import rated
from tests.scoring.incumbents import CRITERION_RELIABILITY, SCALE_RELIABILITY, built, draw, tables
from tests.scoring.measurement import answers as measured


def ranked(people: int, periods: int, roles: int = 1) -> Report:
    """Tiers of invented results, with territories, so that every table has rows."""
    rng = np.random.default_rng(2)
    ids = [f"P{n:03}" for n in range(people)]
    lasting = rng.normal(size=people)
    rows = [
        {"person_id": person, "period": f"{2024 + q // 4}-Q{q % 4 + 1}", "revenue": 100 + 10 * (x + rng.normal())}
        for q in range(periods)
        for person, x in zip(ids, lasting, strict=True)
    ]
    listed = pd.DataFrame({"person_id": ids, "role": [f"role {n % roles}" for n in range(people)], "team": "A"})
    held = pd.DataFrame({"person_id": ids, "territory_id": ids, "start": "2020-01-01", "inherited_book_value": 0.0})
    land = pd.DataFrame({"territory_id": ids, "potential": rng.normal(size=people), "measured": "2019-01-01"})
    checked = performance(long(pd.DataFrame(rows)), None, listed, held, land)
    return tier_reports.report(tiers(performers(checked), 1))


def described() -> Report:
    """A profile with a scale of each fate: in, against expectation, without direction, unreliable, barred."""
    incumbents, scores = tables(*draw(240, 1))
    unknown = Estimate(None, 0, "not stated", status="refused", reasons=(Caveat(Code.UNRELIABLE_MEASURE),))
    first, second, third, fourth, *rest = list(scores)
    scales = [
        CandidateScale(first, 1, SCALE_RELIABILITY),
        CandidateScale(second, -1, SCALE_RELIABILITY),
        CandidateScale(third, 0, SCALE_RELIABILITY),
        CandidateScale(fourth, 1, unknown),
        *(CandidateScale(name, 1, SCALE_RELIABILITY, (Caveat(Code.OFF_LABEL_USE),)) for name in rest),
    ]
    return profile_reports.report(profile(incumbents, scores, scales, CRITERION_RELIABILITY, "rep"))


def fitted(people: int, **use: object) -> Report:
    found, scores = built(people)
    return fit_reports.report(fit(found, scores.head(40), Use("service account manager", **use), 1))  # type: ignore[arg-type]


def agreed(ratees: int) -> Report:
    rng = np.random.default_rng(4)
    ratings = pd.DataFrame(
        [(f"R{r}", f"C{c}", "discovery", float(np.clip(round(3 + x + rng.normal(0, 0.5)), 1, 5)))
         for c, x in enumerate(rng.normal(size=ratees)) for r in range(3)],
        columns=["rater", "ratee", "criterion", "rating"],
    )  # fmt: skip
    return agreement_reports.report(agreement(ratings, 5))


def talked() -> Influence:
    """Every fifth rating is lowered in the talk."""
    first = rated(7)[0]
    return influence(first, first.iloc[::5].assign(rating=lambda table: (table["rating"] - 1).clip(1)))


def told(rater: int) -> Report:
    """What an interviewer is told who also rated vignettes and wrote short notes."""
    truth = np.tile([2.0, 3.0, 4.0, 3.0, 2.0], (8, 1))
    of_vignettes = accuracy(truth + 0.5, truth)
    notes = interviewer_feedback.Notes(40, 20)
    extras = interviewer_feedback.Extras(notes, of_vignettes, certificate(of_vignettes), talked())
    return interviewer_feedback.report(calibrated(7), rater, extras)


def few_ratings(candidates: int) -> pd.DataFrame:
    table = rated(7)[0]
    return table[table["ratee"] < candidates]


def asked(experts: int) -> Report:
    """A task of the job and one that is not, a topic that serves one and a topic that serves none."""
    who = [f"E{n}" for n in range(experts)]
    rows = [(e, task, 4 - n % 2, often) for n, e in enumerate(who) for task, often in (("call", 4), ("file", n % 2))]
    tasks = pd.DataFrame(rows, columns=["expert", "task", "importance", "frequency"])
    topics = [(e, topic, 5 - n % 2) for n, e in enumerate(who) for topic in ("care", "people")]
    rated = pd.DataFrame(topics, columns=["expert", "competency", "importance"])
    tied = pd.DataFrame({"expert": who, "competency": "care", "task": "call"})
    return job_reports.report(job_analysis(tasks, rated, tied), {"call": "Call"}, {"care": "Care", "people": "People"})


def judged(judges: int) -> Report:
    """An anchor of each verdict, and one nobody placed."""
    names = ("holds", "elsewhere", "scattered", "shifted", "unplaced")
    anchors = pd.DataFrame({"anchor": names, "competency": "care", "points": 5})
    rows = [
        (f"J{n}", name, "people" if name == "elsewhere" else "care", level)
        for n in range(judges)
        for name, level in zip(names, (5, 5, 1 + 4 * (n % 2), 3), strict=False)
    ]
    placed = pd.DataFrame(rows, columns=["judge", "anchor", "competency", "points"])
    return anchor_reports.report(retranslation(anchors, placed), {"care": "Care", "people": "People"})


KINDS: dict[str, Callable[[], Report]] = {
    "tiers": lambda: ranked(80, 8),
    "tiers of few": lambda: ranked(30, 5),
    "tiers of one period": lambda: ranked(80, 1),
    "tiers of ten": lambda: ranked(10, 8),
    "tiers of two roles": lambda: ranked(80, 8, roles=2),
    "profile": lambda: profile_reports.report(built(240)[0]),
    "profile with a scale of each fate": described,
    "profile in preparation": lambda: profile_reports.report(built(43)[0]),
    "profile of ten": lambda: profile_reports.report(built(10)[0]),
    "profile of noise": lambda: profile_reports.report(built(120, noise=True)[0]),
    "fit": lambda: fitted(240),
    "fit of a closed profile": lambda: fitted(43),
    "fit of an old profile": lambda: fitted(240, profile_months=30.0, decided=40),
    "measurement": lambda: measured.reported(
        measured.studied(measured.draw(400), shift=pd.Series(["day", "night"] * 200))
    ),
    "measurement of twelve": lambda: measured.reported(measured.studied(measured.draw(12))),
    "calibration": lambda: calibration_reports.report(calibrated(7), talked()),
    "calibration by partial credit": lambda: calibration_reports.report(calibration(rated(7)[0], model="pcm")),
    "calibration of a site apart": lambda: calibration_reports.report(calibration(company())),
    "calibration held by one vignette": lambda: calibration_reports.report(calibration(with_vignette(company()))),
    "calibration of few": lambda: calibration_reports.report(calibration(few_ratings(12))),
    "calibration of nothing": lambda: calibration_reports.report(calibration(few_ratings(0))),
    **{f"feedback to interviewer {rater}": lambda rater=rater: told(rater) for rater in range(9)},
    "feedback on few": lambda: interviewer_feedback.report(calibration(few_ratings(12)), 1),
    "agreement": lambda: agreed(20),
    "agreement of few": lambda: agreed(4),
    "job analysis": lambda: asked(6),
    "job analysis of two": lambda: asked(2),
    "anchors": lambda: judged(6),
    "anchors of four judges": lambda: judged(4),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_report_has_its_words_and_fits_on_paper(app: Flask, kind: str) -> None:
    report = provenance(KINDS[kind](), {}, 1)
    with app.test_request_context():
        shown = Shown(report)
        page = render_template("report/standalone.html", all_shown=[shown], title=shown.title, styles=[])
        paper = pdf(shown)
        archive = csv_zip(report)
        assert shown.sentence and all(shown.caveats)
    assert paper.startswith(b"%PDF") and archive.startswith(b"PK")
    text = re.sub(r"<[^>]*>", " ", page)
    assert re.findall(r"%\(|\b(?:code|column|table|figure|estimate|report|reason|unit|scale)\.[a-z_]+", text) == []
    assert "nan" not in text.lower().split()
    for table in report.tables:
        kept = on_paper(report, table)
        assert len(kept.columns) <= PAPER_COLUMNS, table.key
        assert set(PAPER.get(f"{report.kind}.{table.key}", ())) <= {column.key for column in table.columns}


def test_a_rank_is_whole_and_half_only_where_people_share_it(app: Flask) -> None:
    rank = Column("adjusted_rank", "count")
    with app.test_request_context():
        assert (words(rank, 3.0), words(rank, 2.5), words(rank, 1200)) == ("3", "2.5", "1,200")
