"""Rows of a checked file as rows of tables: what an import would change, and doing so."""

import math
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.people.actions import import_people, plan_people
from assess.people.models import Person
from assess.performance.actions.beside import BESIDE
from assess.performance.actions.definitions import denominators, names, rates_apart
from assess.performance.actions.measures import (
    MeasurePlan,
    backwards,
    long_rows,
    overlaps,
    plan_measures,
    wide_rows,
    write_measures,
)
from assess.performance.models import Assignment, Event, Kpi, Measure, Rate, Territory
from assess.uploads import Checked, Complaint
from assess.upserts import Plan, planned, written

AnyPlan = Plan | MeasurePlan

#: File's column → table's column and what a blank becomes.
_KPI: dict[str, tuple[str, Any]] = {
    "metric_key": ("key", None),
    "label": ("label", ""),
    "direction": ("direction", "higher"),
    "kind": ("kind", "result"),
    "controllable": ("controllable", None),
    "weight": ("weight", None),
    "bucket": ("bucket", ""),
    "target": ("target", None),
    "unit": ("unit", ""),
    "timing": ("timing", ""),
    "denominator": ("denominator", ""),
    "aggregation": ("aggregation", "mean"),
    "ratchet": ("ratchet", False),
    "roles": ("roles", ""),
}
_EVENT: dict[str, tuple[str, Any]] = {
    "person_id": ("person_id", None),
    "type": ("type", None),
    "date": ("day", None),
    "end": ("end", None),
    "size": ("size", None),
    "accounts_before": ("accounts_before", None),
    "accounts_after": ("accounts_after", None),
    "revenue": ("revenue", None),
    "unit": ("unit", ""),
    "from_whom": ("whom", ""),
    "reason": ("reason", ""),
}
_RATE: dict[str, tuple[str, Any]] = {
    "currency": ("currency", None),
    "into": ("into", None),
    "period": ("period_start", None),
    "rate": ("rate", None),
    "source": ("source", ""),
}
_TERRITORY: dict[str, tuple[str, Any]] = {
    "territory_id": ("code", None),
    "potential": ("potential", None),
    "accounts": ("accounts", None),
    "segment": ("segment", ""),
    "region": ("region", ""),
    "prior_run_rate": ("prior_run_rate", None),
    "measured": ("measured", None),
}
_ASSIGNMENT: dict[str, tuple[str, Any]] = {
    "person_id": ("person_id", None),
    "territory_id": ("territory_id", None),
    "start": ("start", None),
    "end": ("end", None),
    "inherited_book_value": ("inherited_book_value", None),
    "accounts_inherited": ("accounts_inherited", None),
    "reason": ("reason", ""),
}


def plan_import(session: Session, kind: str, found: Checked, given: Collection[str]) -> tuple[AnyPlan, list[Complaint]]:
    """What importing these rows would add and change, and what in them speaks against it.

    Parameters
    ----------
    kind : str
        Of ``forms.KINDS`` or ``BESIDE``.
    given : names of columns
        That the file has; columns of the table it does not have are left as they are.
    """
    if kind == "people":
        return plan_people(session, found, given)
    if not found.fits:
        return Plan(Measure, [], [], 0), []
    if kind in BESIDE:
        return BESIDE[kind].planned(session, found, given)
    if kind == "metrics":
        rows = _rows(found, given, _KPI)
        listed = ({**row, "roles": names(row["roles"])} if "roles" in row else row for row in rows)
        return planned(session, Kpi, ("key",), listed), list(denominators(session, found))
    if kind == "rates":
        rows = _spanned(_rows(found, given, _RATE))
        return planned(session, Rate, ("currency", "into", "period_start"), rows), list(rates_apart(session, found))
    if kind == "territories":
        return planned(session, Territory, ("code",), _rows(found, given, _TERRITORY)), []
    people = dict(session.execute(select(Person.code, Person.id)).all())
    if kind == "assignments":
        places = dict(session.execute(select(Territory.code, Territory.id)).all())
        rows = _rows(found, given, _ASSIGNMENT, person_id=people, territory_id=places)
        key = ("person_id", "territory_id", "start")
        return planned(session, Assignment, key, rows), list(_backwards(found, "start", "end"))
    if kind == "events":
        rows = _rows(found, given, _EVENT, person_id=people)
        plan = planned(session, Event, ("person_id", "type", "day"), rows, Event.state == "stands")
        return plan, list(_backwards(found, "date", "end"))
    kpis = dict(session.execute(select(Kpi.key, Kpi.id)).all())
    if kind == "kpis_wide":
        measured = [name for name in given if name in kpis]
        if not measured:
            return Plan(Measure, [], [], 0), [Complaint(1, "", "", "uploads.no_measure")]
        wrong = list(overlaps(session, found, ("period",)))
        return plan_measures(session, wide_rows(found, measured, people, kpis)), wrong
    wrong = list(backwards(found)) or list(overlaps(session, found, ("period_start", "period_end")))
    return plan_measures(session, long_rows(found, given, people, kpis)), wrong


def write_import(
    session: Session, kind: str, found: Checked, given: Collection[str], plan: AnyPlan, upload_id: int
) -> AnyPlan:
    """Import all of these rows as planned; returns what was done."""
    if kind == "people":  # planned anew, since teams get their ids only now
        return import_people(session, found, given)
    if isinstance(plan, MeasurePlan):
        write_measures(session, plan, upload_id)
        return plan
    known_by_upload = "upload_id" in plan.model.__table__.c
    written(session, plan, **({"upload_id": upload_id} if known_by_upload else {}))
    return plan


def _rows(
    found: Checked, given: Collection[str], layout: dict[str, tuple[str, Any]], **ids: dict[str, int]
) -> Iterator[dict[str, Any]]:
    names = [name for name in layout if name in given]
    targets = [layout[name][0] for name in names]
    columns = [_plain(found.columns[name], layout[name][1], ids.get(name)) for name in names]
    for cells in zip(*columns, strict=True):
        yield dict(zip(targets, cells, strict=True))


def _plain(column: Any, blank: Any, ids: dict[str, int] | None) -> list[Any]:
    cells = column.tolist()
    if ids is not None:
        return [ids[cell] for cell in cells]
    return [blank if cell is None or (isinstance(cell, float) and math.isnan(cell)) else cell for cell in cells]


def _spanned(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        first, last = row["period_start"]
        yield {**row, "period_start": first, "period_end": last}


def _backwards(found: Checked, start: str, end: str) -> Iterator[Complaint]:
    for row, first, last in zip(found.rows.tolist(), found.columns[start], found.columns[end], strict=True):
        if last is not None and last < first:
            yield Complaint(row, end, str(last), "uploads.ends_before_start", {"start": str(first)})
