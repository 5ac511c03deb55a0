"""One person's row of the tier Report as a page shows it, and choosing and ordering of rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from assess.charts import Domain, row
from assess.labels import codes
from assess.people.models import Person
from assess.phrases import phrase
from scoring.results import Cell, Estimate, Report

#: Best first, as the page lists them.
TIERS = ("top_confident", "top_likely", "borderline", "middle", "low_likely", "refused", "not_rated")
CHIPS = {"top_confident": "confident", "top_likely": "likely", "borderline": "borderline", "middle": "middle",
         "low_likely": "low"}  # fmt: skip
_LITTLE = 0.05  # of the people: a smaller change of rank is none worth a word


@dataclass(frozen=True, slots=True)
class Standing:
    """A person in the tiers; ``cells`` are the Report's own, by column."""

    code: str
    person: Person | None
    cells: Mapping[str, Any]
    why: tuple[str, ...]
    changed: bool

    @property
    def tier(self) -> str:
        """Code of the tier."""
        return str(self.cells["tier"])

    @property
    def chip(self) -> str:
        """Look of the tier; empty for none."""
        return CHIPS.get(self.tier, "")

    @property
    def moved(self) -> float:
        """By how many ranks circumstance had lifted or held down the raw result."""
        raw, adjusted = self.cells["raw_rank"], self.cells["adjusted_rank"]
        return abs(raw - adjusted) if raw is not None and adjusted is not None else 0.0

    @property
    def score(self) -> Estimate:
        """The shrunken score, perhaps refused."""
        score: Estimate = self.cells["score"]
        return score

    @property
    def name(self) -> str:
        """The name, or the code of somebody no longer here."""
        return self.person.name if self.person else self.code

    @property
    def team(self) -> str:
        """Name of the team."""
        return self.person.team.name if self.person and self.person.team else ""


def standings(report: Report, people: Mapping[str, Person]) -> list[Standing]:
    """Rows of the people the viewer may see, in the Report's order."""
    if not report.tables:
        return []
    table = report.table("people")
    keys, count = [column.key for column in table.columns], len(table.rows)
    rows = (dict(zip(keys, cells, strict=True)) for cells in table.rows)
    return [_standing(cells, people[str(cells["person_id"])], count) for cells in rows if cells["person_id"] in people]


def _standing(cells: Mapping[str, Cell], person: Person, count: int) -> Standing:
    why = codes("flags", str(cells["flags"] or ""))
    raw, adjusted = cells["raw_rank"], cells["adjusted_rank"]
    moved = isinstance(raw, float) and isinstance(adjusted, float) and abs(raw - adjusted) > _LITTLE * count
    if not why and cells["status"] == "refused":
        why = codes("reasons", str(cells["reasons"] or ""))
    elif not why and isinstance(raw, float) and isinstance(adjusted, float):
        why = [phrase("tier.moved.little" if not moved else "tier.moved.up" if adjusted < raw else "tier.moved.down")]
    return Standing(str(cells["person_id"]), person, cells, tuple(why), moved or bool(cells["flags"]))


def chosen(found: Iterable[Standing], team: str, tier: str, only: str) -> list[Standing]:
    """Those of a team, a tier, or with something to tell; empty words choose everyone."""
    return [
        one
        for one in found
        if (not team or one.team == team) and (not tier or one.tier == tier) and (not only or one.changed)
    ]


_KEYS: dict[str, Callable[[Standing], Any]] = {
    "name": lambda one: one.name.casefold(),
    "tier": lambda one: (TIERS.index(one.tier), -(one.cells["chance_top"] or 0.0)),
    "score": lambda one: -(one.score.value if one.score.value is not None else -1e9),
    "rank": lambda one: one.cells["adjusted_rank"] or one.cells["raw_rank"] or 1e9,
    "moved": lambda one: -one.moved,
}
SORTS = tuple(_KEYS)


def ordered(found: Sequence[Standing], by: str) -> list[Standing]:
    """In one of the orders of ``SORTS``; as they are for another word."""
    return sorted(found, key=_KEYS[by]) if by in _KEYS else list(found)


def domain(found: Iterable[Standing]) -> Domain:
    """The axis all their plots share."""
    return Domain.of(bound for one in found for bound in (one.score.low, one.score.high))


def zone(report: Report, axis: Domain) -> tuple[float, float] | None:
    """From the score at the border of the top fifth to the end of the axis; None where there are no tiers."""
    values = sorted((e.value for e in report.table("people").column("score")
                     if isinstance(e, Estimate) and e.value is not None), reverse=True)  # fmt: skip
    if not values:
        return None
    border = values[max(0, round(len(values) / 5) - 1)]
    return border, axis.high


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


def row_of(report: Report, table: str, code: str) -> dict[str, Any] | None:
    """One person's row of a table by column; None if there is none."""
    if table not in {one.key for one in report.tables}:
        return None
    found = report.table(table)
    for cells in found.rows:
        if cells[0] == code:
            return dict(zip((column.key for column in found.columns), cells, strict=True))
    return None
