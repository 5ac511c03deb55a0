"""How many people of each job have results, to start a plan from, and what would help where they are too few."""

from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from assess.people.models import Person
from assess.performance.models import Measure
from assess.phrases import phrase
from assess.reports import words
from scoring.results import Report

#: Periods are looked up on so many people: counting over all of a large company's rows would take seconds.
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Known:
    """People of a job who have results, the periods there are, and the teams they are in."""

    job: str
    people: int
    periods: int
    teams: int


def known(session: Session) -> list[Known]:
    """Every job whose people have results, the largest first."""
    has = select(Measure.id).where(Measure.person_id == Person.id).exists()
    query = (
        select(Person.job, func.count(), func.count(distinct(Person.team_id))).where(has, Person.job != "")
    ).group_by(Person.job)
    found = [Known(job, people, _periods(session, job), teams) for job, people, teams in session.execute(query)]
    return sorted(found, key=lambda one: (-one.people, one.job))


def _periods(session: Session, job: str) -> int:
    some = select(Measure.person_id).join(Person).where(Person.job == job).distinct().limit(_LOOKED_AT)
    query = select(func.count(distinct(Measure.period_start))).where(Measure.person_id.in_(some))
    return session.scalar(query) or 0


def helps(report: Report) -> list[str]:
    """What would help a study that is too small, as sentences; none where its Report of power says it is enough."""
    names = {"cases_needed": "need", "cases_more": "more", "power": "chance"}
    return [
        phrase(
            f"power.way.{row[0]}",
            **{names.get(c.key, c.key): words(c, cell) for c, cell in zip(table.columns, row, strict=True)},
        )
        for table in report.tables
        if table.key == "ways"
        for row in table.rows
    ]
