"""What does every analysis give back? Estimates, tables, figures and caveats, gathered in a Report of plain data."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, Self

from scoring.errors import Code, Scalar

Status = Literal["ok", "caveat", "refused"]
#: How a column is read: ``chance`` is a probability shown out of 100, ``code`` a word of a closed list
#: (looked up in the phrases), ``estimate`` an Estimate, ``number`` a float, ``count`` an integer.
Kind = Literal["text", "code", "count", "number", "chance", "estimate"]

SIGNIFICANT_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Caveat:
    """A reason code with the values its plain sentence needs."""

    code: Code
    values: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its key in the phrases, and the values that fill it; words live in one translated place."""

    key: str
    values: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number and all that must be known to read it (methods §0.1).

    Attributes
    ----------
    value : float or None
        None when refused, always.
    low, high : float or None
        Bounds of the interval at ``level``.
    n : int
        Cases the number rests on; ``n_eff`` where they are not independent.
    method : str
        Field-standard name and source, such as ``"ICC(A,1), McGraw & Wong 1996"``.
    status : {"ok", "caveat", "refused"}
    reasons : tuple of Caveat
    needed : Mapping
        What would lift a refusal, such as ``{"people": 60}``.
    """

    value: float | None
    n: int
    method: str
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    n_eff: float | None = None
    unit: str = ""
    status: Status = "ok"
    reasons: tuple[Caveat, ...] = ()
    needed: Mapping[str, Scalar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.status == "refused" and (self.value, self.low, self.high) != (None, None, None):
            raise ValueError("a refused estimate carries no value")
        if self.status != "refused" and (self.value is None or not math.isfinite(self.value)):
            raise ValueError("an estimate that is not refused needs a finite value")
        if self.status != "ok" and not self.reasons:
            raise ValueError(f"status {self.status} needs a reason")

    @classmethod
    def refusal(cls, *reasons: Caveat, method: str, n: int = 0) -> "Estimate":
        """An Estimate that never had a number."""
        return cls(None, n, method, status="refused", reasons=reasons)

    def doubted(self, *reasons: Caveat) -> "Estimate":
        """The same number with further caveats; a refusal stays a refusal."""
        status: Status = "refused" if self.status == "refused" else "caveat"
        return replace(self, status=status, reasons=self.reasons + reasons) if reasons else self

    def refused(self, *reasons: Caveat, needed: Mapping[str, Scalar] | None = None) -> "Estimate":
        """The same place without a number."""
        return replace(
            self, value=None, low=None, high=None, status="refused",
            reasons=self.reasons + reasons, needed=needed if needed is not None else self.needed,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Result:
    """Base of what a model with many numbers gives back; like an Estimate it says how far it may be trusted.

    The fields of a subclass all have defaults that hold no number (NaN, an empty frame), so that a refusal is the
    same class with its reason and nothing else.

    Attributes
    ----------
    n : int
        People, or cases, the numbers rest on.
    method : str
        Field-standard name and source.
    status : {"ok", "caveat", "refused"}
    reasons : tuple of Caveat
    """

    n: int = 0
    method: str = ""
    status: Status = "ok"
    reasons: tuple[Caveat, ...] = ()

    @classmethod
    def refusal(cls, *reasons: Caveat, method: str, n: int = 0) -> Self:
        """A result without numbers; every Estimate in it is refused for the same reasons."""
        parts = {f.name: Estimate.refusal(*reasons, method=method, n=n) for f in fields(cls) if f.type is Estimate}
        return cls(n=n, method=method, status="refused", reasons=reasons, **parts)

    def doubted(self, *reasons: Caveat) -> Self:
        """The same numbers with further caveats; a refusal stays a refusal."""
        status: Status = "refused" if self.status == "refused" else "caveat"
        return replace(self, status=status, reasons=self.reasons + reasons) if reasons else self


#: Default of a result's fields that hold an Estimate.
UNKNOWN = Estimate.refusal(Caveat(Code.N_TOO_SMALL), method="")

Cell = Scalar | Estimate


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key is its name in CSV and API and the key of its words on a page."""

    key: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; the key names it in files, links and phrases."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(f"table {self.key}, row {number}: {len(row)} cells under {len(self.columns)} columns")

    def column(self, key: str) -> tuple[Cell, ...]:
        """The cells of one column, top to bottom."""
        place = [column.key for column in self.columns].index(key)
        return tuple(row[place] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of one table of the same Report, so that every chart has its numbers beside it.

    Attributes
    ----------
    kind : str
        A drawing of ``assess/charts``, such as ``"intervals"``.
    table : str
        Key of the table drawn.
    roles : Mapping
        Which column plays which part, such as ``{"value": "score", "group": "tier"}``.
    """

    key: str
    kind: str
    table: str
    roles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a Report came from: enough to run it again to the same bytes."""

    inputs: str
    parameters: Mapping[str, Any]
    version: str
    seed: int


@dataclass(frozen=True, slots=True)
class Report:
    """The one thing that pages, CSV, PDF and API render."""

    kind: str
    sentence: Sentence
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    provenance: Provenance | None = None

    def table(self, key: str) -> Table:
        """The table of that key; KeyError if there is none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, floats at ten significant digits, no NaN (ValueError)."""
        return json.dumps(_plain(self), sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Report":
        """The inverse of ``to_json``; KeyError or TypeError on anything else."""
        data = json.loads(text)
        return cls(
            kind=data["kind"],
            sentence=Sentence(**data["sentence"]),
            estimates={key: _estimate(value) for key, value in data["estimates"].items()},
            tables=tuple(_table(table) for table in data["tables"]),
            figures=tuple(Figure(**figure) for figure in data["figures"]),
            caveats=_caveats(data["caveats"]),
            provenance=Provenance(**data["provenance"]) if data["provenance"] else None,
        )


def _plain(thing: Any) -> Any:
    if isinstance(thing, float):
        return float(f"{thing:.{SIGNIFICANT_DIGITS}g}") + 0.0  # + 0.0 turns -0.0 into 0.0
    if isinstance(thing, Mapping):
        return {str(key): _plain(value) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [_plain(value) for value in thing]
    if hasattr(thing, "__dataclass_fields__"):
        return {f.name: _plain(getattr(thing, f.name)) for f in fields(thing)}
    return thing


def _caveats(data: list[dict[str, Any]]) -> tuple[Caveat, ...]:
    return tuple(Caveat(Code(caveat["code"]), caveat["values"]) for caveat in data)


def _estimate(data: dict[str, Any]) -> Estimate:
    return Estimate(**{**data, "reasons": _caveats(data["reasons"])})


def _table(data: dict[str, Any]) -> Table:
    columns = tuple(Column(**column) for column in data["columns"])
    rows = tuple(tuple(_estimate(cell) if isinstance(cell, dict) else cell for cell in row) for row in data["rows"])
    return Table(data["key"], columns, rows)
