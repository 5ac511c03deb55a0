"""Rows of KPIs, measures, people, territories and events as the tables that scoring reads."""

from typing import Any

import pandas as pd
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from assess.people.models import Person, Team
from assess.performance.models import Assignment, Event, Kpi, Measure, Rate, Territory
from assess.performance.models.screening import Screen, ScreenVerdict
from assess.performance.queries.weights import weights
from scoring.admission import admitted


def tables(session: Session, role: str, home: str = "") -> dict[str, pd.DataFrame]:
    """The tables ``scoring.frames.performance`` takes, by name: everyone of this role and what belongs to them.

    Amounts are in ``home``, or in the currency most of them came in; results that take no part are told in ``notes``.
    """
    mine = select(Person.id).where(Person.job == role)
    measured = select(Measure.kpi_id).where(Measure.person_id.in_(mine))
    held = select(Assignment.territory_id).where(Assignment.person_id.in_(mine))
    queries: dict[str, Select[*tuple[Any, ...]]] = {
        "kpis": select(
            Person.code.label("person_id"), Kpi.key.label("metric_key"), Measure.period_start, Measure.period_end,
            Measure.value, Measure.target, Measure.unit,
        ).join(Person, Person.id == Measure.person_id).join(Kpi).where(Person.job == role)
        .order_by(Person.code, Kpi.key, Measure.period_start),
        "metrics": select(
            Kpi.key.label("metric_key"), Kpi.label, Kpi.direction, Kpi.kind, Kpi.timing, Kpi.denominator,
            Kpi.aggregation, Kpi.ratchet, Kpi.controllable, Kpi.id.label("weight"), Kpi.bucket, Kpi.target, Kpi.unit,
            Kpi.roles,
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
        "events": select(
            Person.code.label("person_id"), Event.type, Event.day.label("date"), Event.end, Event.size,
            Event.accounts_before, Event.accounts_after, Event.revenue,
        ).join(Person, Person.id == Event.person_id).where(Person.job == role, Event.state == "stands")
        .order_by(Person.code, Event.day, Event.type),
    }  # fmt: skip
    found = {name: _frame(session, query) for name, query in queries.items()}
    found["metrics"]["weight"] = found["metrics"]["weight"].map(weights(session, role).values).astype(float)
    left = admitted(found["kpis"], found["metrics"], found["people"], _rates(session), role, home)
    return found | {"kpis": left.kpis, "metrics": left.metrics, "notes": left.notes}


def _rates(session: Session) -> pd.DataFrame:
    return _frame(
        session,
        select(Rate.currency, Rate.into, Rate.period_start, Rate.period_end, Rate.rate).order_by(
            Rate.currency, Rate.into, Rate.period_start
        ),
    )


def leaders(session: Session, job: str) -> tuple[pd.DataFrame, frozenset[str] | None]:
    """Who is led by somebody of this job, as ``scoring.managers`` takes it, and who of them has left.

    No table dates who led whom, so today's teams stand for always. None instead of leavers where everybody is active:
    then the company does not tell.
    """
    boss = aliased(Person)
    query = (
        select(Person.code.label("person_id"), boss.code.label("manager_id"), Person.status)
        .join(Team, Team.id == Person.team_id)
        .join(boss, boss.id == Team.manager_id)
        .where(boss.job == job, boss.id != Person.id)
        .order_by(Person.code)
    )
    led = _frame(session, query)
    gone = frozenset(led.loc[~led["status"].isin(["", "active"]), "person_id"])
    return led.reindex(columns=["person_id", "manager_id", "start", "end"]), gone or None


def verdicts(session: Session, job: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The first two verdicts and the result of every settled round of a job, without who gave them."""
    settled = select(Screen.id).where(Screen.job == job, Screen.result.is_not(None))
    given = (
        select(ScreenVerdict.screen_id.label("round"), ScreenVerdict.verdict)
        .where(ScreenVerdict.screen_id.in_(settled), ScreenVerdict.seat <= 2)
        .order_by(ScreenVerdict.screen_id, ScreenVerdict.seat)
    )
    results = select(Screen.id.label("round"), Screen.result).where(Screen.id.in_(settled)).order_by(Screen.id)
    return _frame(session, given), _frame(session, results)


def _frame(session: Session, query: Select[*tuple[Any, ...]]) -> pd.DataFrame:
    found = session.execute(query)
    columns = list(found.keys())
    return pd.DataFrame([tuple(row) for row in found], columns=columns)
