"""Stored Reports: the one of a pool, by name or by pseudonym, and everybody's own."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.calibration.models import Due, ImportedRater
from assess.interviews.models import Rater
from assess.jobs.models import Job
from scoring.results import Report, Table
from surveys.models import Participant

#: Kinds of ``scoring/reports``.
CALIBRATION = "calibration"
FEEDBACK = "interviewer_feedback"
POOL, OWN = "pool:{}", "pool:{}:rater:{}"
#: Columns that hold raters.
RATERS = frozenset({"rater", "link_rater"})


def newest(session: Session, pool: str) -> Analysis | None:
    """The newest Report across the interviewers of a pool."""
    return latest(session, CALIBRATION, POOL.format(pool))


def computing(session: Session, pool: str) -> bool:
    """Whether a new one is on its way."""
    under_way = select(Job).where(Job.name == "calibration.compute", Job.state.in_(("waiting", "running")))
    return session.get(Due, pool) is not None or any(
        job.arguments["pool"] == pool for job in session.scalars(under_way)
    )


def names(session: Session) -> dict[str, str]:
    """What every rater is called by those who may know, by the code that Reports hold.

    Of two of one name each is told apart by the beginning of their code.
    """
    query = select(Rater, Participant.code).join(Participant, Participant.id == Rater.participant_id)
    found = {code: rater.name for rater, code in session.execute(query)}
    found |= {f"imported:{one.id}": one.code for one in session.scalars(select(ImportedRater)) if not one.rater_id}
    called = list(found.values())
    return {code: name if called.count(name) == 1 else f"{name} ({code[:4]})" for code, name in found.items()}


def by_name(report: Report, names: Mapping[str, str]) -> Report:
    """The Report with names in place of codes, every table that is led by raters in the order of what is shown.

    By name and never by severity: whoever looks somebody up finds them, and nobody is first or last.
    """
    return replace(report, tables=tuple(_table(table, names) for table in report.tables))


def _table(table: Table, names: Mapping[str, str]) -> Table:
    places = [place for place, column in enumerate(table.columns) if column.key in RATERS]
    if not places:
        return table
    rows = [
        tuple(names.get(str(cell), cell) if place in places else cell for place, cell in enumerate(row))
        for row in table.rows
    ]
    if places[0] == 0:
        rows.sort(key=lambda row: str(row[0]).casefold())
    return replace(table, rows=tuple(rows))
