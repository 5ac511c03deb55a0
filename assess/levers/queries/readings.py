"""Single values of levers by person, as files, KPIs and observations brought them; for the study of levers alone."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.levers.models import LeverMeasure
from assess.levers.models.values import LeverValue
from assess.levers.queries.tallies import OBSERVED, counted_by_person
from assess.people.models import Person
from assess.performance.models import Kpi, Measure

#: person, source, period (ISO day or None), value, opportunities
Row = tuple[str, str, str | None, float, float | None]


def uploaded(session: Session, job: str, measure: LeverMeasure) -> list[Row]:
    """What files brought under the key of the measure."""
    query = (
        select(Person.code, LeverValue)
        .join(Person, Person.id == LeverValue.person_id)
        .where(LeverValue.lever_key == measure.reference, Person.job == job)
        .order_by(Person.code, LeverValue.period_start, LeverValue.source)
    )
    return [
        (code, one.source, one.period_start.isoformat() if one.period_start else None, one.value, one.opportunities)
        for code, one in session.execute(query)
    ]


def kpi(session: Session, job: str, measure: LeverMeasure) -> list[Row]:
    """Values of a KPI, period by period."""
    query = (
        select(Person.code, Measure.period_start, Measure.value)
        .join(Person, Person.id == Measure.person_id)
        .join(Kpi, Kpi.id == Measure.kpi_id)
        .where(Kpi.key == measure.reference, Person.job == job)
        .order_by(Person.code, Measure.period_start)
    )
    return [(code, "kpi", start.isoformat(), value, None) for code, start, value in session.execute(query)]


def observed(session: Session, job: str, measure: LeverMeasure) -> list[Row]:
    """Shares of occasions that two coders or more counted, each in the period of results its day lies in."""
    seen = counted_by_person(session, job, measure.reference)
    query = select(Measure.period_start, Measure.period_end).join(Person, Person.id == Measure.person_id)
    periods = (
        [(start, end) for start, end in session.execute(query.where(Person.job == job).distinct())] if seen else []
    )
    return [(one.person, OBSERVED, _period(periods, one.day), one.share, one.occasions) for one in seen]


def _period(periods: list[tuple[date, date]], day: date) -> str | None:
    """The first day of the shortest period with this day; None where no result is of it."""
    around = [(end - start, start) for start, end in periods if start <= day <= end]
    return min(around)[1].isoformat() if around else None
