"""Writing a roll-out down: one lever, teams that work with it, teams that do not, and how they were chosen."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Refusal
from assess.jobs.actions import enqueue
from assess.levers.models import Lever
from assess.levers.models.interventions import LOTS, Arm, Intervention
from assess.levers.queries.interventions import correction_of
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


class NotToCorrect(Refusal):
    """A record corrects one of the same lever that no other corrects yet."""

    status = 409
    key = "levers.roll_out_not_to_correct"


@dataclass(frozen=True, slots=True)
class Planned:
    """A roll-out to write down; ``teams`` says by id whether a team is treated, ``starts`` when single ones begin.

    Where a lot decides, ``teams`` are those that take part: which of them is treated, and which begins when, is drawn.
    """

    name: str
    what: str
    design: Design
    start: date
    teams: Mapping[int, bool]
    starts: Mapping[int, date]
    picked_low: bool = False
    corrects: int | None = None


def roll_out(
    session: Session, actor: str, lever: Lever, plan: Planned, *, seed: int | None = None, at: datetime | None = None
) -> Intervention:
    """Keep a roll-out as it is planned, or as it was done, and ask what came of it.

    A lot is drawn here and its seed kept: teams somebody picked are never said to be drawn. Pages never give ``seed``
    or ``at``, the moment of writing; an invented company does, for what it planned in the past.

    Raises
    ------
    NotLocked, NobodyTreated, NoComparison, StartsMissing, NotToCorrect
    """
    if lever.locked_at is None:
        raise NotLocked
    if plan.corrects is not None:
        _may_correct(session, lever, plan.corrects)
    lot = plan.design.value in LOTS
    seed = (secrets.randbits(63) if seed is None else seed) if lot else None
    teams = by_lot(plan, seed) if seed is not None else {id: (on, plan.starts.get(id)) for id, on in plan.teams.items()}
    treated = [start or plan.start for on, start in teams.values() if on]
    if not treated:
        raise NobodyTreated
    wedge = plan.design is Design.STEPPED_WEDGE
    if len(treated) == len(teams) and not wedge and plan.design is not Design.BEFORE_AFTER:
        raise NoComparison
    if wedge and len(set(treated)) < 2:
        raise StartsMissing
    made = Intervention(
        lever_id=lever.id, name=plan.name, what=plan.what, design=plan.design.value, start=plan.start,
        picked_low=plan.picked_low, seed=seed, made_by=actor, made_at=at or now(), corrects_id=plan.corrects,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as problem:  # two correct one record at once
        raise NotToCorrect from problem
    session.add_all(
        Arm(intervention_id=made.id, team_id=team, treated=on, start=start) for team, (on, start) in teams.items()
    )
    session.flush()
    counts = {"treated": len(treated), "comparison": len(teams) - len(treated), "seed": seed}
    record(session, actor, "levers.rolled_out", f"intervention:{made.id}", lever=lever.id, design=made.design, **counts)
    enqueue(session, "levers.compare", id=made.id)
    return made


def by_lot(plan: Planned, seed: int) -> dict[int, tuple[bool, date | None]]:
    """By id of the team whether it is treated, and its own start.

    Half of the teams are treated, the larger half where they are odd; where teams begin one after the other, the
    starts that were written down are dealt among them.
    """
    teams = sorted(plan.teams)
    parts = [(plan.teams[id], plan.starts.get(id)) for id in teams]
    if plan.design is Design.RANDOMISED:
        parts = [(2 * place < len(teams), None) for place in range(len(teams))]
    order = np.random.default_rng(seed).permutation(teams)
    dealt = {int(id): part for id, part in zip(order, parts, strict=True)}
    return {id: dealt[id] for id in teams}


def _may_correct(session: Session, lever: Lever, id: int) -> None:
    one = session.get(Intervention, id)
    if one is None or one.lever_id != lever.id or correction_of(session, id) is not None:
        raise NotToCorrect
