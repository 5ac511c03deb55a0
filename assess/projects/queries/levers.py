"""The levers of a job with the newest verdicts on them; a lever without a verdict is not known, whatever is hoped."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.levers.models import Lever
from assess.levers.queries import registry
from assess.projects.queries.conditions import findings
from scoring.results import Report

KIND = "levers"


@dataclass(frozen=True, slots=True)
class LeverState:
    """One lever: ``verdict`` and ``causal`` as the newest Report has them, empty without one."""

    code: str
    label: str
    tier: str
    type: str
    verdict: str
    causal: str
    usable: bool


def verdicts_of(session: Session, job: str) -> Analysis | None:
    """The newest Report of verdicts on the levers of a job."""
    return latest(session, KIND, f"job:{job}")


def levers(session: Session, job: str) -> list[LeverState]:
    """Every hypothesis of a job in the registry's order with its verdict; what was written anew stands once."""
    stored, teams = verdicts_of(session, job), findings(session, job)
    told = _told(stored.report) if stored else {}
    return list(({one.code: _state(one, teams.get(one.code, "")) for one in hypotheses(session, job)} | told).values())


def _state(lever: Lever, verdict: str) -> LeverState:
    """A condition is judged between teams, in a Report of its own; any other lever without a verdict is not known."""
    return LeverState(lever.code, lever.name, lever.tier, lever.type, verdict, "", verdict.startswith("supported"))


def hypotheses(session: Session, job: str) -> list[Lever]:
    """The hypotheses of a job that no later one took the place of."""
    every = registry.levers(session, job)
    replaced = {one.replaces_id for one in every}
    return [one for one in every if one.id not in replaced]


def _told(report: Report) -> dict[str, LeverState]:
    table = report.table("verdicts")
    columns = [table.column(key) for key in ("lever", "label", "tier", "type", "verdict", "causal", "usable")]
    return {
        str(code): LeverState(str(code), str(label), str(tier), str(kind), str(verdict), str(causal), usable == "yes")
        for code, label, tier, kind, verdict, causal, usable in zip(*columns, strict=True)
    }
