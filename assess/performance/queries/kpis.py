"""KPIs, their weights, and which roles have results."""

from collections.abc import Sequence

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from assess.errors import NotFound
from assess.people.models import Person
from assess.performance.models import Kpi, Measure, Ramp
from scoring.performers import Rules

#: The unit a result came in; a blank one is its KPI's. A literal, so that PostgreSQL sees one expression to group by.
UNIT = func.coalesce(func.nullif(Measure.unit, literal_column("''")), Kpi.unit)


def kpis(session: Session) -> Sequence[Kpi]:
    """Every KPI by weight and name."""
    return session.scalars(select(Kpi).order_by(func.coalesce(Kpi.weight, 0).desc(), Kpi.key)).all()


def kpi(session: Session, key: str) -> Kpi:
    """One KPI; NotFound."""
    found = session.scalar(select(Kpi).where(Kpi.key == key))
    if found is None:
        raise NotFound
    return found


def measured_roles(session: Session) -> list[str]:
    """Roles of which somebody has a result."""
    return sorted(session.scalars(select(Person.job).where(Person.id.in_(select(Measure.person_id))).distinct()))


def ramps(session: Session) -> dict[str, int]:
    """Months of settling in, for every role that has results."""
    set_ = {role: months for role, months in session.execute(select(Ramp.role, Ramp.months))}
    return {role: set_.get(role, Rules().ramp_months) for role in measured_roles(session)}
