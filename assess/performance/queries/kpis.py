"""KPIs, their weights, and which roles have results."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.people.models import Person
from assess.performance.models import Kpi, Measure, Ramp
from scoring.performers import Rules


def kpis(session: Session) -> Sequence[Kpi]:
    """Every KPI by weight and name."""
    return session.scalars(select(Kpi).order_by(func.coalesce(Kpi.weight, 0).desc(), Kpi.key)).all()


def shares(session: Session, found: Sequence[Kpi]) -> dict[int, dict[str, float]]:
    """By KPI and role, the part of that role's whole weight."""
    query = select(Measure.kpi_id, Person.job).join(Person, Person.id == Measure.person_id).distinct()
    weights = {kpi.id: kpi.weight or 0.0 for kpi in found}
    pairs = session.execute(query).all()
    totals: dict[str, float] = {}
    for kpi_id, role in pairs:
        totals[role] = totals.get(role, 0.0) + weights[kpi_id]
    parts: dict[int, dict[str, float]] = {kpi_id: {} for kpi_id in weights}
    for kpi_id, role in sorted(pairs, key=lambda pair: pair[1]):
        parts[kpi_id][role] = weights[kpi_id] / totals[role] if totals[role] else 0.0
    return parts


def measured_roles(session: Session) -> list[str]:
    """Roles of which somebody has a result."""
    return sorted(session.scalars(select(Person.job).where(Person.id.in_(select(Measure.person_id))).distinct()))


def ramps(session: Session) -> dict[str, int]:
    """Months of settling in, for every role that has results."""
    set_ = {role: months for role, months in session.execute(select(Ramp.role, Ramp.months))}
    return {role: set_.get(role, Rules().ramp_months) for role in measured_roles(session)}
