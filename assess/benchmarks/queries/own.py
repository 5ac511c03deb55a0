"""One's own level beside averages and target, the team's for whoever leads it, and who wants to be named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import NamedTuple

import numpy as np
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from assess.access import Role
from assess.benchmarks.models import BenchmarkRule, Recognition, SharedAverage, Target
from assess.benchmarks.queries.targets import published
from assess.paging import Slice, page_of
from assess.people.models import Account, Person, Team
from assess.performance.models import Kpi, Measure
from scoring.benchmarks.attainable import path
from scoring.benchmarks.levels import FEWEST, RECENT, reached

SHARED = ("shared", "celebrated")
#: Quarters of everybody, from the lowest values.
QUARTERS = ("first", "second", "third", "fourth")


class Level(NamedTuple):
    """A person's values of one KPI by period, oldest first; attainment where there was a quota."""

    values: tuple[tuple[date, float], ...]
    attainment: bool

    @property
    def recent(self) -> float | None:
        """The mean of the last four periods; None with fewer than two."""
        last = [value for _start, value in self.values[-RECENT:]]
        return fmean(last) if len(last) >= FEWEST else None

    def at(self, start: date) -> float | None:
        """The value of one period."""
        return dict(self.values).get(start)


@dataclass(frozen=True, slots=True)
class Own:
    """One KPI as its owner sees it; ``quarter`` says among everybody, in the same period as the averages."""

    kpi: Kpi
    level: Level
    team: SharedAverage | None
    everyone: SharedAverage | None
    target: Target | None

    @property
    def told(self) -> SharedAverage | None:
        """Whichever average is there, for its period."""
        return self.everyone or self.team

    @property
    def value(self) -> float | None:
        """The own value in the period of the averages; that of the last four periods where none was told."""
        return self.level.at(self.told.period_start) if self.told else self.level.recent

    @property
    def quarter(self) -> str:
        """In which quarter of everybody the own value lies, from the lowest; "" where it cannot be said."""
        every, value = self.everyone, self.value
        if every is None or every.p25 is None or every.p50 is None or every.p75 is None or value is None:
            return ""
        return QUARTERS[sum(value >= bound for bound in (every.p25, every.p50, every.p75))]

    @property
    def reached(self) -> bool:
        """Whether the mean of the last four periods is at the target."""
        return self.target is not None and _reached(self.level.recent, self.target)

    @property
    def path(self) -> tuple[float, ...]:
        """Half, three quarters and the whole way to the target; nothing where it is reached or unknown."""
        if self.target is None or self.level.recent is None or self.reached:
            return ()
        return path(self.level.recent, self.target.value)


def _reached(value: float | None, target: Target) -> bool:
    kpi = target.kpi
    return value is not None and bool(reached(np.array([value]), target.value, kpi.direction, kpi.target)[0])


def shared_kpis(session: Session, *visibilities: str) -> Sequence[Kpi]:
    """KPIs of which colleagues see averages, or the visibilities asked for, by name."""
    query = select(Kpi).join(BenchmarkRule).where(BenchmarkRule.visibility.in_(visibilities or SHARED))
    return session.scalars(query.order_by(Kpi.label, Kpi.key)).all()


def withheld(session: Session) -> int:
    """How many KPIs there are of which nothing is shared."""
    every = session.scalar(select(func.count()).select_from(Kpi)) or 0
    return every - len(shared_kpis(session))


def changed(session: Session) -> BenchmarkRule | None:
    """The last decision on what is shared."""
    return session.scalar(select(BenchmarkRule).order_by(BenchmarkRule.set_at.desc()).limit(1))


def own(session: Session, person: Person) -> list[Own]:
    """Everything shared that this person has results in."""
    kpis = shared_kpis(session)
    levels = levels_of(session, [person.id], kpis)
    targets, told = published(session, person.job), _told(session, person)
    return [
        Own(kpi, level, told.get((kpi.id, True)), told.get((kpi.id, False)), _target(targets, kpi, person))
        for kpi in kpis
        if (level := levels.get((person.id, kpi.id))) is not None
    ]


def _target(targets: Mapping[tuple[int, str], Target], kpi: Kpi, person: Person) -> Target | None:
    return targets.get((kpi.id, person.segment)) or targets.get((kpi.id, ""))


def _told(session: Session, person: Person) -> dict[tuple[int, bool], SharedAverage]:
    """By KPI and whether it is the own team's: the averages of the last period that was told."""
    team = person.team.name if person.team else ""
    last = (
        select(SharedAverage.kpi_id, func.max(SharedAverage.period_start).label("start"))
        .where(SharedAverage.job == person.job)
        .group_by(SharedAverage.kpi_id)
        .subquery()
    )
    query = (
        select(SharedAverage)
        .join(last, (last.c.kpi_id == SharedAverage.kpi_id) & (last.c.start == SharedAverage.period_start))
        .where(SharedAverage.job == person.job, SharedAverage.team.in_({"", team}))
    )
    return {(one.kpi_id, one.team != ""): one for one in session.scalars(query)}


def levels_of(session: Session, people: Iterable[int], kpis: Sequence[Kpi]) -> dict[tuple[int, int], Level]:
    """By person and KPI their values, as the benchmarks count them: over the quota or the denominator."""
    below = {kpi.denominator for kpi in kpis if kpi.denominator}
    keys = dict(session.execute(select(Kpi.key, Kpi.id).where(Kpi.key.in_(below))).all()) if below else {}
    wanted = {kpi.id for kpi in kpis} | set(keys.values())
    query = (
        select(Measure.person_id, Measure.kpi_id, Measure.period_start, Measure.value, Measure.target)
        .where(Measure.person_id.in_(list(people)), Measure.kpi_id.in_(wanted))
        .order_by(Measure.period_start)
    )
    held: dict[tuple[int, int], dict[date, tuple[float, float | None]]] = {}
    for person, kpi, start, value, target in session.execute(query):
        held.setdefault((person, kpi), {})[start] = (value, target)
    by_id = {kpi.id: kpi for kpi in kpis}
    return {
        (person, kpi): _level(by_id[kpi], rows, held.get((person, keys.get(by_id[kpi].denominator, 0)), {}))
        for (person, kpi), rows in held.items()
        if kpi in by_id
    }


def _level(
    kpi: Kpi, rows: Mapping[date, tuple[float, float | None]], below: Mapping[date, tuple[float, float | None]]
) -> Level:
    quotas = kpi.direction != "target" and not kpi.denominator and any(quota is not None for _, quota in rows.values())
    values = []
    for start, (value, quota) in rows.items():
        by = quota if quotas else below.get(start, (None,))[0] if kpi.denominator else 1.0
        if by is not None and by > 0:
            values.append((start, value / by))
    return Level(tuple(values), quotas)


def team_levels(session: Session, viewer: Account, kpi: Kpi) -> list[tuple[Person, Level | None, Target | None]]:
    """The people the viewer leads, by name, with their level in one KPI and the target they work towards."""
    if Role.LINE_MANAGER not in viewer.role_names or viewer.person_id is None:
        return []
    query = select(Person).join(Team, Team.id == Person.team_id).where(Team.manager_id == viewer.person_id)
    people = session.scalars(query.where(Person.id != viewer.person_id).order_by(Person.name)).all()
    found = levels_of(session, [person.id for person in people], [kpi])
    targets = {job: published(session, job) for job in {person.job for person in people}}
    return [
        (person, found.get((person.id, kpi.id)), _target(targets[person.job], kpi, person))
        for person in people
        if (person.id, kpi.id) in found
    ]


class Honour(NamedTuple):
    """Somebody who wants to be named, and the targets they have reached."""

    person: Person
    reached: tuple[tuple[Target, float, bool], ...]


def board(session: Session, viewer: Account, page: int) -> Slice[Honour]:
    """Who wants to be named to the viewer and reached a target of a celebrated KPI; by name."""
    seen = Recognition.scope == "company"
    if viewer.person is not None and viewer.person.team_id is not None:
        mine = select(Person.id).where(Person.team_id == viewer.person.team_id)
        seen = or_(seen, Recognition.person_id.in_(mine))
    query = select(Person).join(Recognition, Recognition.person_id == Person.id).where(seen)
    people = page_of(session.scalars(query.options(joinedload(Person.team)).order_by(Person.name)).all(), page)
    kpis = shared_kpis(session, "celebrated")
    levels = levels_of(session, [person.id for person in people.rows], kpis)
    targets = {job: published(session, job) for job in {person.job for person in people.rows}}
    found = []
    for person in people.rows:
        honours = []
        for kpi in kpis:
            target, level = _target(targets[person.job], kpi, person), levels.get((person.id, kpi.id))
            recent = level.recent if level else None
            if target is not None and level is not None and recent is not None and _reached(recent, target):
                honours.append((target, recent, level.attainment))
        if honours:
            found.append(Honour(person, tuple(honours)))
    return Slice(found, people.page, people.pages, people.first, people.total)


def recognition_of(session: Session, person: Person) -> str:
    """The scope this person chose to be named in; "" for not at all."""
    found = session.get(Recognition, person.id)
    return found.scope if found else ""
