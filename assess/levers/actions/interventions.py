"""Writing a roll-out down: one lever, teams that work with it, teams that do not, and how they were chosen."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Refusal
from assess.jobs.actions import enqueue
from assess.levers.models import Lever
from assess.levers.models.interventions import Arm, Intervention
from scoring.change.results import Design
from surveys.moments import now


class NotLocked(Refusal):
    """A roll-out tests a hypothesis that was written down and locked."""

    status = 409
    key = "levers.roll_out_of_draft"


class NobodyTreated(Refusal):
    """Some team has to work with the lever."""

    status = 422
    key = "levers.nobody_treated"


class NoComparison(Refusal):
    """Every design but a comparison of before and after needs teams that are left as they are."""

    status = 422
    key = "levers.no_comparison"


class StartsMissing(Refusal):
    """Where teams begin one after the other, each needs its own start, and some must differ."""

    status = 422
    key = "levers.starts_missing"


@dataclass(frozen=True, slots=True)
class Planned:
    """A roll-out to write down; ``teams`` says by id whether a team is treated, ``starts`` when single ones begin."""

    name: str
    what: str
    design: Design
    start: date
    teams: Mapping[int, bool]
    starts: Mapping[int, date]
    picked_low: bool = False
    corrects: int | None = None


def roll_out(session: Session, actor: str, lever: Lever, plan: Planned) -> Intervention:
    """Keep a roll-out as it is planned, or as it was done, and ask what came of it.

    Raises
    ------
    NotLocked, NobodyTreated, NoComparison, StartsMissing
    """
    if lever.locked_at is None:
        raise NotLocked
    if not any(plan.teams.values()):
        raise NobodyTreated
    wedge = plan.design is Design.STEPPED_WEDGE
    if all(plan.teams.values()) and not wedge and plan.design is not Design.BEFORE_AFTER:
        raise NoComparison
    begun = {plan.starts.get(team, plan.start) for team, treated in plan.teams.items() if treated}
    if wedge and len(begun) < 2:
        raise StartsMissing
    made = Intervention(
        lever_id=lever.id, name=plan.name, what=plan.what, design=plan.design.value, start=plan.start,
        picked_low=plan.picked_low, made_by=actor, made_at=now(), corrects_id=plan.corrects,
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.add_all(
        Arm(intervention_id=made.id, team_id=team, treated=treated, start=plan.starts.get(team))
        for team, treated in sorted(plan.teams.items())
    )
    session.flush()
    counts = {"treated": sum(plan.teams.values()), "comparison": len(plan.teams) - sum(plan.teams.values())}
    record(session, actor, "levers.rolled_out", f"intervention:{made.id}", lever=lever.id, design=made.design, **counts)
    enqueue(session, "levers.compare", id=made.id)
    return made


def by_lot(teams: list[int], seed: int | None = None) -> dict[int, bool]:
    """Half of the teams, the larger half where they are odd, drawn to be treated."""
    order = np.random.default_rng(secrets.randbits(63) if seed is None else seed).permutation(sorted(teams))
    chosen = {int(team) for team in order[: -(-len(teams) // 2)]}
    return {team: team in chosen for team in sorted(teams)}
