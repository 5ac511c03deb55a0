"""Rows of KPIs, measures, people and territories as the tables that scoring reads."""

from typing import Any

import pandas as pd
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assess.people.models import Person, Team
from assess.performance.models import Assignment, Kpi, Measure, Territory


def tables(session: Session, role: str) -> dict[str, pd.DataFrame]:
    """The tables ``scoring.frames.performance`` takes, by name: everyone of this role and what belongs to them."""
    mine = select(Person.id).where(Person.job == role)
    measured = select(Measure.kpi_id).where(Measure.person_id.in_(mine))
    held = select(Assignment.territory_id).where(Assignment.person_id.in_(mine))
    queries: dict[str, Select[*tuple[Any, ...]]] = {
        "kpis": select(
            Person.code.label("person_id"), Kpi.key.label("metric_key"), Measure.period_start, Measure.period_end,
            Measure.value, Measure.target,
        ).join(Person, Person.id == Measure.person_id).join(Kpi).where(Person.job == role)
        .order_by(Person.code, Kpi.key, Measure.period_start),
        "metrics": select(
            Kpi.key.label("metric_key"), Kpi.label, Kpi.direction, Kpi.kind, Kpi.controllable, Kpi.weight, Kpi.bucket,
            Kpi.target,
        ).where(Kpi.id.in_(measured)).order_by(Kpi.key),
        "people": select(
            Person.code.label("person_id"), Team.name.label("team"), Person.job.label("role"), Person.segment,
            Person.location.label("region"), Person.hire_date, Person.role_start_date,
        ).outerjoin(Team, Team.id == Person.team_id).where(Person.job == role).order_by(Person.code),
        "assignments": select(
            Person.code.label("person_id"), Territory.code.label("territory_id"), Assignment.start, Assignment.end,
            Assignment.inherited_book_value, Assignment.accounts_inherited, Assignment.reason,
        ).join(Person, Person.id == Assignment.person_id).join(Territory, Territory.id == Assignment.territory_id)
        .where(Person.job == role).order_by(Person.code, Assignment.start),
        "territories": select(
            Territory.code.label("territory_id"), Territory.potential, Territory.accounts, Territory.segment,
            Territory.region, Territory.prior_run_rate, Territory.measured,
        ).where(Territory.id.in_(held)).order_by(Territory.code),
    }  # fmt: skip
    return {name: _frame(session, query) for name, query in queries.items()}


def _frame(session: Session, query: Select[*tuple[Any, ...]]) -> pd.DataFrame:
    found = session.execute(query)
    columns = list(found.keys())
    return pd.DataFrame([tuple(row) for row in found], columns=columns)
