"""Rows of a checked file as rows of tables: what an import would change, and doing so."""

import math
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.people.actions import import_people, plan_people
from assess.people.models import Person
from assess.performance.actions.definitions import denominators, names, rates_apart
from assess.performance.models import Assignment, Event, Kpi, Measure, Rate, Territory
from assess.uploads import Checked, Complaint
from assess.upserts import Plan, planned, written

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
_MEASURE: dict[str, tuple[str, Any]] = {
    "person_id": ("person_id", None),
    "metric_key": ("kpi_id", None),
    "period_start": ("period_start", None),
    "period_end": ("period_end", None),
    "value": ("value", None),
    "target": ("target", None),
    "unit": ("unit", ""),
    "source": ("source", ""),
    "is_new_business": ("is_new_business", None),
    "inherited_value": ("inherited_value", None),
}
_MEASURE_KEY = ("person_id", "kpi_id", "period_start")


def plan_import(session: Session, kind: str, found: Checked, given: Collection[str]) -> tuple[Plan, list[Complaint]]:
    """What importing these rows would add and change, and what in them speaks against it.

    Parameters
    ----------
    kind : str
        Of ``forms.KINDS``.
    given : names of columns
        That the file has; columns of the table it does not have are left as they are.
    """
    if kind == "people":
        return plan_people(session, found, given)
    if not found.fits:
        return Plan(Measure, [], [], 0), []
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
        rows = _unpivoted(found, measured, people, kpis)
        spans = [
            (person, *span) for person, span in zip(found.columns["person_id"], found.columns["period"], strict=True)
        ]
        return _measures(session, rows, kpis, measured), list(_overlaps(session, found, spans))
    rows = _rows(found, given, _MEASURE, person_id=people, metric_key=kpis)
    wrong = list(_backwards(found, "period_start", "period_end"))
    spans = list(zip(*(found.columns[name] for name in ("person_id", "period_start", "period_end")), strict=True))
    wrong += _overlaps(session, found, spans) if not wrong else []
    return _measures(session, rows, kpis, set(found.columns["metric_key"])), wrong


def write_import(
    session: Session, kind: str, found: Checked, given: Collection[str], plan: Plan, upload_id: int
) -> Plan:
    """Import all of these rows as planned; returns what was done."""
    if kind == "people":  # planned anew, since teams get their ids only now
        return import_people(session, found, given)
    written(session, plan, **({"upload_id": upload_id} if plan.model in {Measure, Event, Rate} else {}))
    return plan


def _measures(session: Session, rows: Iterable[dict[str, Any]], kpis: dict[str, int], keys: Collection[str]) -> Plan:
    return planned(session, Measure, _MEASURE_KEY, rows, Measure.kpi_id.in_([kpis[key] for key in keys]))


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


def _unpivoted(
    found: Checked, measured: Collection[str], people: dict[str, int], kpis: dict[str, int]
) -> Iterator[dict[str, Any]]:
    who, when = found.columns["person_id"], found.columns["period"]
    for name in measured:
        for person, span, value in zip(who, when, found.columns[name].tolist(), strict=True):
            if not math.isnan(value):
                first, last = span
                yield {"person_id": people[person], "kpi_id": kpis[name], "period_start": first, "period_end": last,
                       "value": value}  # fmt: skip


def _spanned(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        first, last = row["period_start"]
        yield {**row, "period_start": first, "period_end": last}


def _backwards(found: Checked, start: str, end: str) -> Iterator[Complaint]:
    for row, first, last in zip(found.rows.tolist(), found.columns[start], found.columns[end], strict=True):
        if last is not None and last < first:
            yield Complaint(row, end, str(last), "uploads.ends_before_start", {"start": str(first)})


def _overlaps(session: Session, found: Checked, spans: list[tuple[str, date, date]]) -> Iterator[Complaint]:
    """Periods must not overlap among people of one role: quarters and months cannot be compared."""
    jobs = dict(session.execute(select(Person.code, Person.job)).all())
    there = select(Person.job, Measure.period_start, Measure.period_end).join(Person, Person.id == Measure.person_id)
    kept = {(job, start, end): 0 for job, start, end in session.execute(there.distinct())}
    first: dict[tuple[str, date, date], int] = {}
    for row, (code, start, end) in zip(found.rows.tolist(), spans, strict=True):
        first.setdefault((jobs[code], start, end), row)
    every = sorted(kept | first)
    for (job, start, end), (other, next_start, next_end) in pairwise(every):
        if job == other and next_start <= end:
            one, two = f"{start} to {end}", f"{next_start} to {next_end}"
            row = max(first.get((job, start, end), 0), first.get((other, next_start, next_end), 0))
            yield Complaint(row or int(np.min(found.rows)), "period", two, "uploads.periods_overlap",
                            {"one": one, "two": two, "job": job or "–"})  # fmt: skip
