"""One condition of teams and everything its verdict rests on; nothing here is about a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.errors import NotFound
from assess.levers.models import Lever
from assess.levers.queries.judgements import estimate
from assess.levers.queries.verdicts import conditions_of, drawn, rows, tested
from scoring.levers import Causal
from scoring.results import Cell, Estimate

#: What one condition has to do with results: beside the others, and by itself.
MODELS = ("joint", "alone")


@dataclass(frozen=True, slots=True)
class ConditionJudgement:
    """One condition, for its page.

    ``aggregation`` is None for a fact; ``crossings`` are rows of levers that may matter more where it is better.
    """

    lever: Lever
    analysis: Analysis
    cells: Mapping[str, Cell]
    aggregation: Mapping[str, Cell] | None
    crossings: tuple[Mapping[str, Cell], ...]
    causal: str

    @property
    def drawn(self) -> str:
        """How sure it is, as a class."""
        return drawn({**self.cells, "causal": self.causal})

    @property
    def effects(self) -> dict[str, Estimate]:
        """Beside the others, which decides where it can, then by itself; none where it could not be tested."""
        return {model: one for model in MODELS if (one := estimate(self.cells[model])) and one.value is not None}

    @property
    def teams(self) -> int | None:
        """How many teams were compared; None where none could be."""
        found = next((one.n_eff for one in self.effects.values() if one.n_eff is not None), None)
        return None if found is None else round(found)


def condition_judgement(session: Session, lever: Lever) -> ConditionJudgement:
    """One condition with its verdict; NotFound where there is none."""
    analysis = conditions_of(session, lever.job)
    said = rows(analysis.report, "conditions") if analysis else []
    cells = next((row for row in said if row["condition"] == lever.code), None)
    if analysis is None or cells is None:
        raise NotFound
    gates = {row["condition"]: row for row in rows(analysis.report, "aggregation")}
    crossings = tuple(row for row in rows(analysis.report, "crossings") if row["condition"] == lever.code)
    return ConditionJudgement(
        lever, analysis, cells, gates.get(lever.code), crossings, _causal(lever, tested(session, lever.job))
    )


def _causal(lever: Lever, said: Mapping[str, str]) -> str:
    if told := said.get(lever.code):
        return (Causal.CONFIRMED if told == "confirmed" else Causal.REFUTED).value
    return (Causal.REVERSE_CAUSE_PLAUSIBLE if lever.reverse_cause else Causal.ASSOCIATION_ONLY).value
