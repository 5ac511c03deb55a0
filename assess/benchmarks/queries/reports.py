"""Stored benchmarks, what was decided of each KPI, and thresholds somebody expects."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.analyses.models import Analysis
from assess.analyses.queries import latest, stored
from assess.benchmarks.models import BenchmarkRule, Expectation, Target
from assess.errors import NotFound
from assess.people.models import Person
from assess.performance.models import Kpi
from assess.performance.queries import subject
from scoring.benchmarks import Set
from scoring.reports.benchmarks import KIND, THRESHOLD
from scoring.results import Cell, Report


def benchmarks_of(session: Session, job: str) -> Analysis | None:
    """The newest benchmarks of a job."""
    return latest(session, KIND, subject(job))


def benchmarks_report(session: Session, id: int) -> Analysis:
    """One stored Report of benchmarks; NotFound."""
    return stored(session, KIND, id)


def benchmarked_jobs(session: Session) -> list[str]:
    """Jobs that have benchmarks."""
    found = session.scalars(select(Analysis.subject).where(Analysis.kind == KIND).distinct())
    return sorted(one.removeprefix("job:") for one in found)


def sets(session: Session, job: str) -> dict[str, Set]:
    """By key of the KPI, who was decided to set its bar, and the targets published in this job."""
    rules = {rule.kpi.key: rule.setters for rule in rules_of(session).values()}
    published: dict[str, list[tuple[str, float]]] = {}
    query = select(Target).options(joinedload(Target.kpi)).where(Target.job == job, Target.state == "published")
    for target in session.scalars(query.order_by(Target.cell)):
        published.setdefault(target.kpi.key, []).append((target.cell, target.value))
    return {
        key: Set(rules.get(key, ""), tuple(published.get(key, ()))) for key in sorted(rules.keys() | published.keys())
    }


def rules_of(session: Session) -> dict[int, BenchmarkRule]:
    """What was decided, by id of the KPI."""
    found = session.scalars(select(BenchmarkRule).options(joinedload(BenchmarkRule.kpi)))
    return {rule.kpi_id: rule for rule in found}


def kpi_for(session: Session, id: int) -> Kpi:
    """One KPI; NotFound."""
    found = session.get(Kpi, id)
    if found is None:
        raise NotFound
    return found


def kpis_in(session: Session, report: Report) -> dict[str, Kpi]:
    """By key, the KPIs a Report has bars of, in its order."""
    keys = list(dict.fromkeys(str(cells[0]) for cells in report.table("bars").rows)) if report.tables else []
    found = {kpi.key: kpi for kpi in session.scalars(select(Kpi).where(Kpi.key.in_(keys)))}
    return {key: found[key] for key in keys if key in found}


def rows(report: Report, table: str, key: str = "") -> list[dict[str, Cell]]:
    """The rows of a table, of one KPI where a key is given, by their columns' names."""
    if table not in {one.key for one in report.tables}:
        return []
    found = report.table(table)
    names = [column.key for column in found.columns]
    return [dict(zip(names, cells, strict=True)) for cells in found.rows if not key or cells[0] == key]


def replicable(session: Session, report: Report) -> Sequence[Person]:
    """The people who set the bars of activity, by name: whom to ask about a target."""
    codes = [str(row["person_id"]) for row in rows(report, "replicable")]
    query = select(Person).where(Person.code.in_(codes)).options(joinedload(Person.team)).order_by(Person.name)
    return session.scalars(query).all()


def expectation_subject(id: int) -> str:
    """What the Report of an expected threshold is stored under."""
    return f"expectation:{id}"


def expectations(session: Session, kpi: Kpi, job: str) -> list[tuple[Expectation, Analysis | None]]:
    """What was expected of a KPI in a job, newest first, with what the data say."""
    query = select(Expectation).where(Expectation.kpi_id == kpi.id, Expectation.job == job)
    return [
        (one, latest(session, THRESHOLD, expectation_subject(one.id)))
        for one in session.scalars(query.order_by(Expectation.id.desc()))
    ]


def expectation(session: Session, id: int) -> tuple[Expectation, Analysis | None]:
    """One expected threshold and what the data say; NotFound."""
    found = session.get(Expectation, id)
    if found is None:
        raise NotFound
    return found, latest(session, THRESHOLD, expectation_subject(id))
