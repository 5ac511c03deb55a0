"""One person's row of the tier Report as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from assess.charts import Domain, row
from assess.labels import codes
from assess.people.models import Person
from assess.performance.models import RatedPerson
from assess.phrases import phrase
from scoring.results import Cell, Estimate, Report

CHIPS = {"top_confident": "confident", "top_likely": "likely", "borderline": "borderline", "middle": "middle",
         "low_likely": "low"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A person in the tiers; ``cells`` are the Report's own, by column."""

    code: str
    person: Person
    cells: Mapping[str, Any]
    why: tuple[str, ...]

    @property
    def tier(self) -> str:
        """Code of the tier."""
        return str(self.cells["tier"])

    @property
    def chip(self) -> str:
        """Look of the tier; empty for none."""
        return CHIPS.get(self.tier, "")

    @property
    def score(self) -> Estimate:
        """The shrunken score, perhaps refused."""
        score: Estimate = self.cells["score"]
        return score

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    @property
    def team(self) -> str:
        """Name of the team."""
        return self.person.team.name if self.person.team else ""


def standing(row: RatedPerson) -> Standing:
    """What a page shows of a row; the person, its team and the words are read with it."""
    table = row.row.table("people")
    cells = dict(zip((column.key for column in table.columns), table.rows[0], strict=True))
    why = codes("flags", str(cells["flags"] or ""))
    raw, adjusted = cells["raw_rank"], cells["adjusted_rank"]
    if not why and cells["status"] == "refused":
        why = codes("reasons", str(cells["reasons"] or ""))
    elif not why and isinstance(raw, float) and isinstance(adjusted, float):
        way = "little" if not row.noted else "up" if adjusted < raw else "down"
        why = [phrase(f"tier.moved.{way}")]
    return Standing(row.person.code, row.person, cells, tuple(why))


def plot(one: Standing, axis: Domain, shade: tuple[float, float] | None) -> Markup:
    """The marks of one row."""
    e = one.score
    return row(
        axis, e.low, e.value, e.high, shade, tone="" if one.chip in {"confident", "likely", "borderline"} else "is-4"
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One change on the way from the raw to the adjusted score."""

    key: str
    change: float
    before: float
    after: float


def parts(steps: Mapping[str, Cell]) -> list[Part]:
    """Each circumstance taken out, then what chance was allowed: raw + Σ changes = score."""
    found, at = [], _float(steps["raw"])
    for key, value in steps.items():
        if key.startswith("by_") and value:
            found.append(Part(key, -_float(value), at, at - _float(value)))
            at -= _float(value)
    found.append(Part("shrunk", _float(steps["score"]) - at, at, _float(steps["score"])))
    return found


def _float(cell: Cell | Estimate) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def steps(row: RatedPerson) -> dict[str, Any] | None:
    """The person's row of ``steps`` by column; None for who has no period that counts."""
    table = row.row.table("steps")
    return dict(zip((column.key for column in table.columns), table.rows[0], strict=True)) if table.rows else None


def rows(report: Report, table: str) -> list[dict[str, Any]]:
    """The rows of a table by column; none where the Report has no such table."""
    found = [one for one in report.tables if one.key == table]
    return [
        dict(zip((column.key for column in one.columns), cells, strict=True)) for one in found for cells in one.rows
    ]
