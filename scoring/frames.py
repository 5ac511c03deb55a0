"""Which tables does performance come in, and is this one fit to be read?"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from scoring import doubles
from scoring.errors import BadTable, LeftOut


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, what it holds, whether it must be there, even if blank, and the values it is bound to."""

    name: str
    holds: Literal["text", "number", "date"] = "text"
    required: bool = False
    blank: bool = False
    choices: tuple[str, ...] = ()
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: its columns, and those that together name a row once."""

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    def read(self, table: pd.DataFrame) -> pd.DataFrame:
        """As ``typed``, and every key once; BadTable names the first row whose key was there before."""
        checked = self.typed(table)
        repeated = checked.duplicated(list(self.key)).to_numpy()
        if repeated.any():
            row = int(repeated.argmax())
            names = ", ".join(f"{key} {_shown(checked[key].iloc[row])}" for key in self.key)
            raise BadTable(f"{self.name}, row {row + 1}: {names} is there twice")
        return checked

    def typed(self, table: pd.DataFrame) -> pd.DataFrame:
        """The declared columns in order and in their types; optional ones that are absent come back empty.

        Text is stripped, dates become midnight time stamps, empty cells NaN or NaT (None for text).

        Raises
        ------
        BadTable
            Naming table, row (the first row of data is row 1) and column.
        """
        ready = {}
        for field in self.fields:
            if field.name in table.columns:
                ready[field.name] = self._column(field, table[field.name])
            elif field.required:
                raise BadTable(f"{self.name}: column {field.name} is missing")
            else:
                ready[field.name] = _cast(field, pd.Series([None] * len(table), dtype=object))
        return pd.DataFrame(ready)

    def _column(self, field: Field, column: pd.Series) -> pd.Series:
        column = column.reset_index(drop=True)
        given = column.notna()
        if column.dtype.kind not in "fiuM":
            column = column.astype(object)
            given &= column != ""
        ready = _cast(field, column.where(given, None))
        self._refuse(field, column, given & ready.isna(), f"is not a {field.holds}")
        if field.required and not field.blank:
            self._refuse(field, column, ~given, "is empty")
        if field.choices:
            self._refuse(field, column, given & ~ready.isin(field.choices), f"is none of {', '.join(field.choices)}")
        if field.holds == "number":
            self._refuse(field, column, pd.Series(np.isinf(ready)), "is not finite")
            outside = given & ~ready.between(field.low, field.high)
            self._refuse(field, column, outside, f"is not between {field.low:g} and {field.high:g}")
        return ready

    def _refuse(self, field: Field, column: pd.Series, wrong: pd.Series, why: str) -> None:
        if wrong.any():
            row = int(wrong.to_numpy().argmax())
            shown = "the cell" if why == "is empty" else f'"{column.iloc[row]}"'
            raise BadTable(f"{self.name}, row {row + 1}, column {field.name}: {shown} {why}")


def _cast(field: Field, column: pd.Series) -> pd.Series:
    if field.holds == "number":
        return pd.to_numeric(column, errors="coerce").astype(float)
    # a long table repeats few texts and dates: each is read once
    codes, distinct = pd.factorize(column)
    if field.holds == "date":
        dates = pd.to_datetime(pd.Series(distinct), errors="coerce", format="ISO8601").dt.normalize()
        return pd.Series(np.append(dates.to_numpy("datetime64[ns]"), np.datetime64("NaT"))[codes])
    texts = [str(text).strip() or None for text in distinct]
    return pd.Series(np.array([*texts, None], dtype=object)[codes], dtype=object)


def _shown(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


METRICS = Layout(
    "metrics",
    (
        Field("metric_key", required=True),
        Field("label"),
        Field("direction", choices=("higher", "lower", "target")),
        Field("kind"),
        Field("controllable", "number", low=0, high=1),
        Field("weight", "number", low=0),
        Field("bucket"),
        Field("target", "number"),
        Field("timing", choices=("leading", "lagging")),
        Field("denominator"),
        Field("aggregation", choices=("sum", "mean", "last")),
        Field("ratchet", "number", low=0, high=1),
        Field("unit"),
    ),
    ("metric_key",),
)
KPIS = Layout(
    "kpis",
    (
        Field("person_id", required=True),
        Field("metric_key", required=True),
        Field("period_start", "date", required=True),
        Field("period_end", "date", required=True),
        Field("value", "number", required=True, blank=True),
        Field("target", "number"),
        Field("unit"),
    ),
    ("person_id", "metric_key", "period_start"),
)
PEOPLE = Layout(
    "people",
    (
        Field("person_id", required=True),
        Field("team"),
        Field("role"),
        Field("segment"),
        Field("region"),
        Field("hire_date", "date"),
        Field("role_start_date", "date"),
    ),
    ("person_id",),
)
ASSIGNMENTS = Layout(
    "assignments",
    (
        Field("person_id", required=True),
        Field("territory_id", required=True),
        Field("start", "date", required=True),
        Field("end", "date"),
        Field("inherited_book_value", "number", low=0),
        Field("accounts_inherited", "number", low=0),
        Field("reason"),
    ),
    ("person_id", "territory_id", "start"),
)
TERRITORIES = Layout(
    "territories",
    (
        Field("territory_id", required=True),
        Field("potential", "number"),
        Field("accounts", "number", low=0),
        Field("segment"),
        Field("region"),
        Field("prior_run_rate", "number", low=0),
        Field("measured", "date"),
    ),
    ("territory_id",),
)
EVENTS = Layout(
    "events",
    (
        Field("person_id", required=True),
        Field(
            "type",
            required=True,
            choices=("reassign", "inherit", "territory_split", "leave", "ramp", "windfall", "other"),
        ),
        Field("date", "date", required=True),
        Field("end", "date"),
        Field("size", "number", low=0, high=1),
        Field("accounts_before", "number", low=0),
        Field("accounts_after", "number", low=0),
        Field("revenue", "number"),
    ),
    ("person_id", "type", "date"),
)
#: What was left out before the tables came here: how many results, why, and where the first of them were.
NOTES = Layout(
    "notes",
    (
        Field("code", required=True, choices=tuple(LeftOut)),
        Field("count", "number", required=True, low=1),
        Field("first"),
    ),
    ("code",),
)


@dataclass(frozen=True, slots=True)
class Performance:
    """The checked tables of one analysis; those not given are empty but have their columns."""

    kpis: pd.DataFrame
    metrics: pd.DataFrame
    people: pd.DataFrame
    assignments: pd.DataFrame
    territories: pd.DataFrame
    events: pd.DataFrame
    notes: pd.DataFrame


def performance(
    kpis: pd.DataFrame,
    metrics: pd.DataFrame | None = None,
    people: pd.DataFrame | None = None,
    assignments: pd.DataFrame | None = None,
    territories: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    notes: pd.DataFrame | None = None,
) -> Performance:
    """Checks each table by itself and against the others.

    Without ``metrics`` every measure is better when higher and has no weight; without ``people`` all are of one
    team and role and past their ramp. Rows that repeat another count once, results that contradict each other not at
    all, and of a person listed twice the last role counts; ``notes`` says so.

    Raises
    ------
    BadTable
        Also when a measure or a person of ``kpis`` is not in a given table, or when periods overlap.
    """
    found, repeated = doubles.same(KPIS.typed(kpis), KPIS.key)
    _check_periods(found)
    rows, apart = doubles.agreeing(found, KPIS.key)
    if rows.empty:
        raise BadTable("kpis: no row holds a result" + (" that no other contradicts" if len(apart) else ""))
    staff, twice = doubles.latest(_typed(PEOPLE, people))
    listed = _listed(PEOPLE, None if people is None else staff, "person_id", rows["person_id"])
    defined = _listed(METRICS, metrics, "metric_key", rows["metric_key"])
    held = _forward(ASSIGNMENTS, _once(ASSIGNMENTS, assignments), "start")
    happened = _forward(EVENTS, _once(EVENTS, events), "date")
    told = [NOTES.read(_typed(NOTES, notes)), repeated, apart, twice]
    return Performance(
        rows, defined, listed, held, _once(TERRITORIES, territories), happened,
        pd.concat([one for one in told if len(one)] or told[:1], ignore_index=True),
    )  # fmt: skip


def _typed(layout: Layout, table: pd.DataFrame | None) -> pd.DataFrame:
    return layout.typed(pd.DataFrame(columns=[field.name for field in layout.fields]) if table is None else table)


def _once(layout: Layout, table: pd.DataFrame | None) -> pd.DataFrame:
    """Rows that repeat another in every cell count once; two that differ under one key are an error."""
    return layout.read(_typed(layout, table).drop_duplicates(ignore_index=True))


def _forward(layout: Layout, rows: pd.DataFrame, start: str) -> pd.DataFrame:
    backwards = (rows["end"] < rows[start]).to_numpy()
    if backwards.any():
        raise BadTable(f"{layout.name}, row {backwards.argmax() + 1}, column end: it ends before it starts")
    return rows


def _listed(layout: Layout, table: pd.DataFrame | None, key: str, named: pd.Series) -> pd.DataFrame:
    if table is None:
        return layout.read(pd.DataFrame({key: sorted(named.unique())}, dtype=object))
    listed = _once(layout, table)
    unknown = ~named.isin(listed[key]).to_numpy()
    if unknown.any():
        row = int(unknown.argmax())
        raise BadTable(f"kpis, row {row + 1}, column {key}: {named.iloc[row]} is not in the {layout.name} table")
    return listed


def _check_periods(rows: pd.DataFrame) -> None:
    backwards = (rows["period_end"] < rows["period_start"]).to_numpy()
    if backwards.any():
        raise BadTable(f"kpis, row {backwards.argmax() + 1}, column period_end: the period ends before it starts")
    spans = rows[["period_start", "period_end"]].drop_duplicates().sort_values(["period_start", "period_end"])
    overlap = (spans["period_start"] <= spans["period_end"].shift()).to_numpy()
    if overlap.any():
        both = spans.iloc[overlap.argmax() - 1 :].head(2).itertuples(index=False)
        first, second = (f"{_shown(start)} to {_shown(end)}" for start, end in both)
        raise BadTable(f"kpis, columns period_start and period_end: {first} and {second} overlap; use one length")
