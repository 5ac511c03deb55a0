"""One lever and everything its verdict rests on; one alone against all together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.errors import NotFound
from assess.levers.models import Lever
from assess.levers.queries.verdicts import drawn, later_of, rows, verdicts_of
from scoring.results import Cell, Estimate, Report


@dataclass(frozen=True, slots=True)
class Judgement:
    """One lever and everything that is known of it, for its page.

    ``effects`` by model; ``groups``, ``outliers``, ``target``, ``importance`` and ``kept`` are rows or None;
    ``later`` is its row among people who came after, with their joint effect.
    """

    lever: Lever
    analysis: Analysis
    cells: Mapping[str, Cell]
    effects: Mapping[str, Mapping[str, Cell]]
    groups: Mapping[str, Cell] | None
    outliers: Mapping[str, Cell] | None
    target: Mapping[str, Cell] | None
    importance: Mapping[str, Cell] | None
    kept: Cell
    later: Mapping[str, Cell] | None

    @property
    def drawn(self) -> str:
        """How sure it is, as a class."""
        return drawn(self.cells)

    @property
    def decided_on(self) -> str:
        """The model whose effect decided the verdict; with the others in all teams where nothing was decided."""
        return str(self.cells["decided_on"] or "joint")

    def effect(self, model: str) -> Estimate | None:
        """The association in one model."""
        return estimate(self.effects.get(model, {}).get("b"))


def judgement(session: Session, one: Lever) -> Judgement:
    """One lever with its verdict; NotFound where there is none."""
    analysis = verdicts_of(session, one.job)
    report = analysis.report if analysis else None
    cells = _of(rows(report, "verdicts"), one.code) if report else None
    if analysis is None or report is None or cells is None:
        raise NotFound
    effects = {str(row["model"]): row for row in rows(report, "effects") if row["lever"] == one.code}
    stability = _of(rows(report, "stability"), one.code)
    later = later_of(session, one.job)
    again = [row for row in rows(later.report, "effects") if row["lever"] == one.code] if later else []
    return Judgement(
        one, analysis, cells, effects, _of(rows(report, "groups"), one.code), _of(rows(report, "outliers"), one.code),
        _of(rows(report, "targets"), one.code), _of(rows(report, "importance"), one.code),
        stability["kept"] if stability else None, next((row for row in again if row["model"] == "joint"), None),
    )  # fmt: skip


def _of(found: Sequence[dict[str, Cell]], code: str) -> dict[str, Cell] | None:
    """The row of a lever; levers judged as one share a row, codes joined by a space."""
    return next((row for row in found if code in str(row["lever"]).split()), None)


def estimate(cell: Cell) -> Estimate | None:
    """The Estimate in a cell, None for anything else."""
    return cell if isinstance(cell, Estimate) else None


def one_and_all(bundle: Analysis, code: str) -> list[dict[str, Cell]]:
    """What raising this lever alone could bring, and all at once; the rows of the ceilings."""
    return [row for row in rows(bundle.report, "ceilings") if row["lever"] in ("", code)]


@dataclass(frozen=True, slots=True)
class Concentration:
    """Of levers judged together, what the ``few`` with the largest shares carry of what all explain, and the shares."""

    family: str
    tier: str
    levers: int
    few: int
    carried: Estimate
    shares: tuple[dict[str, Cell], ...]


def concentration(report: Report) -> list[Concentration]:
    """Each family and tier of which it can be told."""
    importance = rows(report, "importance")
    return [
        Concentration(
            str(row["family"]), str(row["tier"]), int(row["levers_judged"] or 0), int(row["largest"] or 0), carried,  # type: ignore[arg-type]
            tuple(one for one in importance if (one["family"], one["tier"]) == (row["family"], row["tier"])),
        )
        for row in rows(report, "concentration")
        if (carried := estimate(row["carried"])) is not None and carried.value is not None
    ]  # fmt: skip
