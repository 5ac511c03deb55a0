"""Keeping what was computed: the Report of a pool, everybody's own, and the fair averages of panels."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess.analyses.actions import store
from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.calibration.queries.reports import FEEDBACK, OWN, POOL, newest, rater_ids
from assess.interviews.actions import Fair, keep_fair_averages
from assess.interviews.models import FairAverage
from assess.interviews.queries import fair_averages
from assess.jobs.actions import announce
from scoring.results import Report, Table

#: Flags after which a certificate is to be renewed (methods §6.3).
RETEST = frozenset({"kinder", "harder", "drift"})
#: A fair average that moved by less is the one that is kept already.
MOVED = 0.005
LEAST_AGREED = 100
_CHUNK = 5_000


def least_agreed(report: Report) -> Report:
    """The Report on agreement with those panels and topics only on which raters agreed least: a page of them.

    No written interview is among them: readers may take the test themselves, and would learn of it.
    """

    def kept(table: Table) -> Table:
        panels = (row for row in table.rows if not str(row[1]).startswith("vignette:"))
        rows = sorted(panels, key=lambda row: (float(str(row[2])), str(row[1]), str(row[0])))
        return replace(table, rows=tuple(rows[:LEAST_AGREED]))

    return replace(report, tables=tuple(kept(one) if one.key == "ratees" else one for one in report.tables))


def keep_report(session: Session, actor: str, pool: str, report: Report) -> Analysis:
    """Store the Report of a pool, and tell of raters in it that the one before did not flag."""
    last = newest(session, pool)
    before = _flagged(last.report) if last else set()
    kept = store(session, report, POOL.format(pool), actor)
    record(session, actor, "calibration.computed", f"report:{kept.id}", pool=pool)
    codes = rater_ids(session)
    for code in sorted(_flagged(report) - before):
        if code in codes:
            announce(session, "calibration.flagged", codes[code])
    return kept


def _flagged(report: Report) -> set[str]:
    """Raters who stand far from others, or moved."""
    if "flags" not in {table.key for table in report.tables}:
        return set()
    table = report.table("flags")
    return {
        str(rater) for rater, code in zip(table.column("rater"), table.column("flags"), strict=True) if code in RETEST
    }


def keep_feedback(session: Session, actor: str, pool: str, reports: Mapping[int, Report]) -> None:
    """Store everybody's own Report, by the rater's id, in place of the one before: no history of a person is kept."""
    stem = OWN.format(pool, "")
    session.execute(
        delete(Analysis).where(Analysis.kind == FEEDBACK, Analysis.subject.startswith(stem, autoescape=True))
    )
    for rater, report in sorted(reports.items()):
        store(session, report, OWN.format(pool, rater), actor)


def keep_averages(session: Session, analysis: Analysis, rows: Iterable[Fair]) -> int:
    """Store the fair averages of panels that have none, or another; gives how many."""
    waiting, count = iter(rows), 0
    while some := list(islice(waiting, _CHUNK)):
        kept = fair_averages(session, [row.interview_id for row in some])
        new = [row for row in some if row.interview_id not in kept or _moved(row, kept[row.interview_id])]
        count += keep_fair_averages(session, analysis, new)
    return count


def _moved(row: Fair, kept: FairAverage) -> bool:
    now, before = row.estimate.value, kept.estimate.value
    if now is None or before is None:
        return now is not before
    return abs(now - before) >= MOVED or row.verdict != kept.verdict
