"""Results by the million: which are new, which differ from what is kept, and writing them, column by column."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from assess.bulk import insert_rows, update_rows
from assess.people.models import Person
from assess.performance.models import Measure
from assess.uploads import Checked, Complaint

Array = NDArray[Any]

_NUMBERS = frozenset({"value", "target", "inherited_value"})
_DAYS = frozenset({"period_start", "period_end"})
_TEXTS = frozenset({"unit", "source"})
_OWN = ("value", "target", "unit", "source", "is_new_business", "inherited_value")
_PAGE = 50_000


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns of equal length by the table's names: ids and days as integers, numbers with NaN, the rest as it is."""

    columns: Mapping[str, Array]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def at(self, places: Array) -> "Rows":
        """Some of the rows."""
        return Rows({name: column[places] for name, column in self.columns.items()})


@dataclass(frozen=True, slots=True)
class MeasurePlan:
    """What an import would do to the results kept.

    Attributes
    ----------
    added : Rows
    changed : Rows
        With the ``id`` of the row each replaces.
    before : dict
        Column to the places in ``changed`` where it differs, and what is there now.
    unchanged : int
    """

    added: Rows
    changed: Rows
    before: dict[str, tuple[Array, Array]]
    unchanged: int


def long_rows(found: Checked, given: Collection[str], people: Mapping[str, int], kpis: Mapping[str, int]) -> Rows:
    """Rows of the long layout."""
    columns = {"person_id": _ids(found.columns["person_id"], people), "kpi_id": _ids(found.columns["metric_key"], kpis)}
    columns |= {name: _days(found.columns[name]) for name in ("period_start", "period_end")}
    for name in _OWN:
        if name in given:
            blank = "" if name in _TEXTS else None
            column = found.columns[name]
            columns[name] = column.astype(float) if name in _NUMBERS else _filled(column, blank)
    return Rows(columns)


def wide_rows(found: Checked, measured: Collection[str], people: Mapping[str, int], kpis: Mapping[str, int]) -> Rows:
    """Rows of the wide layout: a row for each filled cell."""
    who = _ids(found.columns["person_id"], people)
    codes, spans = pd.factorize(found.columns["period"])
    first, last = (np.array([span[end].toordinal() for span in spans])[codes] for end in (0, 1))
    values = np.stack([found.columns[name].astype(float) for name in measured], axis=1)
    row, column = np.nonzero(~np.isnan(values))
    ids = np.array([kpis[name] for name in measured])
    return Rows({"person_id": who[row], "kpi_id": ids[column], "period_start": first[row], "period_end": last[row],
                 "value": values[row, column]})  # fmt: skip


def plan_measures(session: Session, rows: Rows) -> MeasurePlan:
    """Compare rows, each with a key of its own, to what is kept under the same person, KPI and first day."""
    kept = _kept(session, rows)
    if not len(kept):
        return MeasurePlan(rows, rows.at(np.zeros(0, dtype=int)), {}, 0)
    mine, theirs = _keys(rows), _keys(kept)
    order = np.argsort(theirs)
    place = np.searchsorted(theirs[order], mine).clip(max=len(theirs) - 1)
    there = theirs[order][place] == mine
    at, old = np.flatnonzero(there), order[place[there]]
    differs = {name: _other(rows.columns[name][at], kept.columns[name][old])
               for name in rows.columns if name not in ("person_id", "kpi_id", "period_start")}  # fmt: skip
    any_ = np.any(list(differs.values()), axis=0)
    changed = rows.at(at[any_])
    was = kept.at(old[any_]).columns
    before = {name: (np.flatnonzero(off[any_]), was[name][off[any_]]) for name, off in differs.items() if off.any()}
    changed = Rows({**changed.columns, "id": was["id"]})
    return MeasurePlan(rows.at(np.flatnonzero(~there)), changed, before, int((~any_).sum()))


def write_measures(session: Session, plan: MeasurePlan, upload_id: int) -> None:
    """Do what was planned, in the order of the table's index, and keep what was changed in the ledger."""
    if len(plan.added):
        added = plan.added.at(np.argsort(_keys(plan.added)))
        columns: dict[str, Any] = {name: plain(name, column) for name, column in added.columns.items()}
        absent = {name: "" for name in _TEXTS if name not in columns}
        constant = {**absent, "upload_id": upload_id}
        insert_rows(session, "measure", columns | {name: [value] * len(added) for name, value in constant.items()})
    if len(plan.changed):
        whole = plan.changed.columns
        update_rows(session, "measure", {name: plain(name, whole[name]) for name in ("id", *plan.before)})
        # the other columns of these rows are as they were
    session.expire_all()


def plain(name: str, column: Array) -> list[Any]:
    """A column as the database and the ledger hold it: days as ISO text, None for what is not there."""
    if name in _DAYS:
        codes, days = pd.factorize(column)
        texts = np.array([date.fromordinal(int(one)).isoformat() for one in days], dtype=object)
        return list(texts[codes])
    if name in _NUMBERS and np.isnan(column).any():
        cells: list[Any] = _filled(column, None).tolist()
        return cells
    return list(column.tolist())


def backwards(found: Checked) -> Iterator[Complaint]:
    """Periods that end before they start."""
    start, end = _days(found.columns["period_start"]), _days(found.columns["period_end"])
    for place in np.flatnonzero(end < start):
        first, last = (found.columns[name][place] for name in ("period_start", "period_end"))
        yield Complaint(
            int(found.rows[place]), "period_end", str(last), "uploads.ends_before_start", {"start": str(first)}
        )


def overlaps(session: Session, found: Checked, spans: Collection[str]) -> Iterator[Complaint]:
    """Periods must not overlap among people of one role: quarters and months cannot be compared.

    Parameters
    ----------
    spans : names of columns
        ``period``, or the two of the first and the last day.
    """
    jobs = dict(session.execute(select(Person.code, Person.job)).all())
    there = select(Person.job, Measure.period_start, Measure.period_end).join(Person, Person.id == Measure.person_id)
    kept = {(job, start, end): 0 for job, start, end in session.execute(there.distinct())}
    first: dict[tuple[str, date, date], int] = {}
    codes, people = pd.factorize(found.columns["person_id"])
    roles, names = pd.factorize(np.array([jobs[code] for code in people], dtype=object))
    whole = roles[codes]
    for name in spans:
        part, _values = pd.factorize(found.columns[name])
        whole = pd.factorize(whole * (len(part) + 1) + part)[0]
    for place in np.flatnonzero(~pd.Series(whole).duplicated().to_numpy()):
        cells = [found.columns[name][place] for name in spans]
        start, end = cells if len(cells) > 1 else cells[0]
        first[names[roles[codes[place]]], start, end] = int(found.rows[place])
    for (job, start, end), (other, next_start, next_end) in pairwise(sorted(kept | first)):
        if job == other and next_start <= end:
            one, two = f"{start} to {end}", f"{next_start} to {next_end}"
            row = max(first.get((job, start, end), 0), first.get((other, next_start, next_end), 0))
            yield Complaint(row or int(np.min(found.rows)), "period", two, "uploads.periods_overlap",
                            {"one": one, "two": two, "job": job or "–"})  # fmt: skip


def _kept(session: Session, rows: Rows) -> Rows:
    """The results that could be under the same keys, with the same columns and their ids."""
    names = ("id", *rows.columns)
    if not len(rows):
        return Rows({name: np.zeros(0) for name in names})
    kpis, days = np.unique(rows.columns["kpi_id"]), rows.columns["period_start"]
    # days are made once for each distinct text, not once for each row
    columns = (
        type_coerce(getattr(Measure, name), String) if name in _DAYS else getattr(Measure, name) for name in names
    )
    query = select(*columns).where(
        Measure.kpi_id.in_(kpis.tolist()),
        Measure.period_start.between(date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))),
    )
    parts: dict[str, list[Array]] = {name: [] for name in names}
    for page in session.execute(query).partitions(_PAGE):
        for name, cells in zip(names, zip(*page, strict=True), strict=True):
            parts[name].append(_array(name, cells))
    return Rows({name: np.concatenate(part) if part else np.zeros(0) for name, part in parts.items()})


def _array(name: str, cells: tuple[Any, ...]) -> Array:
    if name in _DAYS:
        codes, days = pd.factorize(np.array(cells, dtype=object))
        return np.asarray(np.array([date.fromisoformat(str(day)).toordinal() for day in days], dtype=np.int64)[codes])
    if name in _NUMBERS:
        return np.array(cells, dtype=float)
    if name in {"id", "person_id", "kpi_id"}:
        return np.array(cells, dtype=np.int64)
    return _filled(np.array(cells, dtype=object), "" if name in _TEXTS else None)


def _keys(rows: Rows) -> NDArray[np.int64]:
    """Person, KPI and first day in one number: a day needs 20 bits, a KPI 16, a person what is left."""
    person, kpi, day = (rows.columns[name].astype(np.int64) for name in ("person_id", "kpi_id", "period_start"))
    return np.asarray((person << 36) | (kpi << 20) | day)


def _other(new: Array, old: Array) -> NDArray[np.bool_]:
    if new.dtype == float:
        return np.asarray((new != old) & ~(np.isnan(new) & np.isnan(old.astype(float))))
    return np.asarray(new != old, dtype=bool)


def _ids(column: Array, known: Mapping[str, int]) -> Array:
    codes, names = pd.factorize(column)
    return np.asarray(np.array([known[name] for name in names], dtype=np.int64)[codes])


def _days(column: Array) -> Array:
    codes, days = pd.factorize(column)
    return np.asarray(np.array([day.toordinal() for day in days], dtype=np.int64)[codes])


def _filled(column: Array, blank: Any) -> Array:
    filled = column.astype(object)
    filled[pd.isna(filled)] = blank
    return filled
