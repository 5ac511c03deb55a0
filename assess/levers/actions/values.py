"""Files of how much of each lever people show, and of the conditions of teams, through the wizard of uploads."""

import math
from collections.abc import Collection, Container, Iterator, Mapping
from typing import Any

import numpy as np
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assess.levers.models.registry import Lever, LeverMeasure
from assess.levers.models.values import SOURCES, LeverValue, TeamCondition
from assess.people.models import Person, Team
from assess.performance.actions.beside import Beside, take
from assess.uploads import Checked, Column, Complaint
from assess.upserts import Plan, planned

#: Kinds of files: what people show, and what holds for teams.
LEVERS, CONDITIONS = "levers", "conditions"
#: Announced when values came or went.
NEWS = "levers.values"
#: Below this share of a team a file is said to leave out a good part of it.
HALF = 0.50
_MOST = 500


def _known(session: Session, conditions: bool) -> dict[str, Container[Any]]:
    keys = select(LeverMeasure.reference).join(Lever).where(LeverMeasure.kind == "upload")
    if conditions:
        keys, who, name = keys.where(Lever.type == "condition"), Team.name, "condition_key"
        return {"team": frozenset(session.scalars(select(who))), name: frozenset(session.scalars(keys))}
    keys = keys.where(Lever.type != "condition")
    return {"person_id": frozenset(session.scalars(select(Person.code))), "lever_key": frozenset(session.scalars(keys))}


def plan_values(session: Session, found: Checked, given: Collection[str]) -> tuple[Plan, list[Complaint]]:
    """Values of people: which are new, which differ from what is kept; shares must lie between 0 and 1."""
    if not found.fits:
        return Plan(LeverValue, [], [], 0), []
    people = dict(session.execute(select(Person.code, Person.id)).all())
    wrong = list(_shares(found))
    key = ("person_id", "lever_key", "source", "period_start")
    return planned(session, LeverValue, key, _values(found, people)), wrong


def _values(found: Checked, people: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    names = ("person_id", "lever_key", "value", "period", "opportunities", "source")
    for person, key, value, period, opportunities, source in zip(*(found.columns[name] for name in names), strict=True):
        first, last = period or (None, None)
        yield {
            "person_id": people[person], "lever_key": key, "source": source or "upload", "period_start": first,
            "period_end": last, "value": float(value), "opportunities": _number(opportunities),
        }  # fmt: skip


def _number(value: Any) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _shares(found: Checked) -> Iterator[Complaint]:
    """With opportunities a value is a share of them."""
    value, of = (found.columns[name].astype(float) for name in ("value", "opportunities"))
    for place in np.flatnonzero(~np.isnan(of) & ((value < 0) | (value > 1)))[:_MOST]:
        yield Complaint(int(found.rows[place]), "value", f"{value[place]:.10g}", "levers.share_outside")


def doubtful_values(session: Session, found: Checked, given: Collection[str]) -> tuple[Complaint, ...]:
    """Levers the file holds for less than half of the people of a job, and two that are the same for everybody."""
    held: dict[str, dict[tuple[str, Any, Any], float]] = {}
    first: dict[str, int] = {}
    names = ("lever_key", "person_id", "period", "source", "value")
    for row, (key, person, period, source, value) in zip(
        found.rows.tolist(), zip(*(found.columns[name] for name in names), strict=True), strict=True
    ):
        held.setdefault(key, {})[person, period, source] = float(value)
        first.setdefault(key, row)
    return tuple(sorted((*_half(session, held, first), *_same(held, first)), key=lambda one: one.row))


def _half(session: Session, held: Mapping[str, Mapping[Any, float]], first: Mapping[str, int]) -> Iterator[Complaint]:
    jobs = dict(session.execute(select(Person.code, Person.job)).all())
    people = {key: {person for person, _period, _source in values} for key, values in held.items()}
    own = {jobs[person] for some in people.values() for person in some}
    everybody = sum(job in own for job in jobs.values())
    for key, some in people.items():
        if len(some) < HALF * everybody:
            said = {"n": len(some), "of": everybody}
            yield Complaint(first[key], "lever_key", key, "levers.half_measured", said)


def _same(held: Mapping[str, Mapping[Any, float]], first: Mapping[str, int]) -> Iterator[Complaint]:
    seen: dict[frozenset[Any], str] = {}
    for key, values in held.items():
        alike = seen.setdefault(frozenset(values.items()), key)
        if alike != key:
            yield Complaint(first[key], "lever_key", key, "levers.same_measure", {"other": alike})


def plan_conditions(session: Session, found: Checked, given: Collection[str]) -> tuple[Plan, list[Complaint]]:
    """Conditions of teams: which are new, which differ from what is kept."""
    if not found.fits:
        return Plan(TeamCondition, [], [], 0), []
    teams = dict(session.execute(select(Team.name, Team.id)).all())
    columns = (found.columns[name] for name in ("team", "condition_key", "value"))
    rows = (
        {"team_id": teams[team], "condition_key": key, "value": float(value)}
        for team, key, value in zip(*columns, strict=True)
    )
    return planned(session, TeamCondition, ("team_id", "condition_key"), rows), []


def _named_values() -> Select[*tuple[Any, ...]]:
    who = select(LeverValue.id, Person.code, LeverValue.lever_key, LeverValue.period_start)
    return who.join(Person, Person.id == LeverValue.person_id)


def _named_conditions() -> Select[*tuple[Any, ...]]:
    which = select(TeamCondition.id, Team.name, TeamCondition.condition_key)
    return which.join(Team, Team.id == TeamCondition.team_id)


take(
    LEVERS,
    Beside(
        columns=(
            Column("person_id", required=True, longest=100, synonyms=("person", "employee id", "employee", "rep id")),
            Column("lever_key", required=True, longest=200, synonyms=("lever", "practice", "behaviour")),
            Column("value", "number", required=True, synonyms=("score", "share", "result")),
            Column("period", "period", synonyms=("quarter", "month", "year")),
            Column("opportunities", "number", low=1, synonyms=("out of", "occasions")),
            Column("source", "choice", choices=SOURCES, synonyms=("rated by",)),
        ),
        key=("person_id", "lever_key", "source", "period"),
        known=lambda session: _known(session, conditions=False),
        planned=plan_values,
        doubted=doubtful_values,
        model=LeverValue,
        named=_named_values,
        news=NEWS,
    ),
)
take(
    CONDITIONS,
    Beside(
        columns=(
            Column("team", required=True, longest=200),
            Column("condition_key", required=True, longest=200, synonyms=("condition", "lever_key")),
            Column("value", "number", required=True, synonyms=("score",)),
        ),
        key=("team", "condition_key"),
        known=lambda session: _known(session, conditions=True),
        planned=plan_conditions,
        doubted=lambda session, found, given: (),
        model=TeamCondition,
        named=_named_conditions,
        news=NEWS,
    ),
)
