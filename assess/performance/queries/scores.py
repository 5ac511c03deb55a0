"""Tiers and measures, as far as a viewer may see them."""

from statistics import median
from typing import NamedTuple

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from assess.access import Role
from assess.analyses.models import Analysis
from assess.analyses.queries import latest, stored
from assess.errors import NotFound
from assess.people.models import Account, Person, Team
from assess.performance.models import Kpi, Measure
from assess.performance.queries.kpis import UNIT, kpis
from scoring.benchmarks.sharing import shared_middle
from scoring.reports.tiers import KIND

#: Who sees everyone's scores. An administrator does not: configuring is no reason to know.
SEES_ALL_SCORES = frozenset({Role.ANALYST, Role.HR})


class Comparison(NamedTuple):
    """One measure of one person beside those of the same role: averages over periods.

    ``peers`` is None where so few others have the measure that the viewer could work out a single one's.
    """

    kpi: Kpi
    own: float
    peers: float | None
    values: int
    unit: str


def subject(role: str) -> str:
    """What a tier Report of a role is stored under."""
    return f"job:{role}"


def rated_roles(session: Session) -> list[str]:
    """Roles that have tiers."""
    found = session.scalars(select(Analysis.subject).where(Analysis.kind == KIND).distinct())
    return sorted(one.removeprefix("job:") for one in found)


def tiers_of(session: Session, role: str) -> Analysis | None:
    """The newest tiers of a role."""
    return latest(session, KIND, subject(role))


def tiers_report(session: Session, viewer: Account, id: int) -> Analysis:
    """A stored tier Report as a whole, for who sees everyone's scores; NotFound."""
    if not viewer.role_names & SEES_ALL_SCORES:
        raise NotFound
    return stored(session, KIND, id)


def visible_people(session: Session, viewer: Account) -> dict[str, Person]:
    """By code, the people whose scores the viewer may see in a list: everyone, or the own team."""
    query = select(Person).options(joinedload(Person.team))
    if not viewer.role_names & SEES_ALL_SCORES:
        if Role.LINE_MANAGER not in viewer.role_names or viewer.person_id is None:
            return {}
        query = query.join(Team, Team.id == Person.team_id).where(
            Team.manager_id == viewer.person_id, Person.id != viewer.person_id
        )
    return {person.code: person for person in session.scalars(query)}


def scored_person(session: Session, viewer: Account, code: str) -> Person:
    """A person whose score the viewer may see: anyone's, the own team's, or one's own; NotFound otherwise."""
    person = session.scalar(select(Person).where(Person.code == code).options(joinedload(Person.team)))
    if person is None or not _may_see_score(viewer, person):
        raise NotFound
    return person


def _may_see_score(viewer: Account, person: Person) -> bool:
    if viewer.role_names & SEES_ALL_SCORES:
        return True
    if viewer.person_id is None:
        return False
    if person.id == viewer.person_id:
        return True
    leads = person.team is not None and person.team.manager_id == viewer.person_id
    return Role.LINE_MANAGER in viewer.role_names and leads


def comparisons(session: Session, viewer: Account, person: Person) -> list[Comparison]:
    """The person's measures beside the median of the same role, heaviest first, each in the unit most of them came in.

    Peers whose values came in another unit, such as another currency, are not in the median. It is exact for who sees
    everyone's scores; others see it rounded, and none of fewer than five people beside this one.
    """
    exact = bool(viewer.role_names & SEES_ALL_SCORES)
    query = (
        select(Measure.kpi_id, UNIT, Measure.person_id, func.avg(Measure.value), func.count())
        .select_from(Measure)
        .join(Kpi, Kpi.id == Measure.kpi_id)
        .join(Person, Person.id == Measure.person_id)
        .where(Person.job == person.job)
        .group_by(Measure.kpi_id, UNIT, Measure.person_id)
    )
    means: dict[tuple[int, str], dict[int, tuple[float, int]]] = {}
    own: dict[int, tuple[int, str]] = {}
    for kpi_id, named, person_id, mean, count in session.execute(query):
        means.setdefault((kpi_id, named), {})[person_id] = (float(mean), count)
        if person_id == person.id:
            own[kpi_id] = max(own.get(kpi_id, (0, "")), (count, named))
    found = []
    for kpi in kpis(session):
        if kpi.id in own:
            values, named = own[kpi.id]
            alike = means[kpi.id, named]
            everyone = [mean for mean, _count in alike.values()]
            peers = median(everyone) if exact else shared_middle(np.array(everyone))
            found.append(Comparison(kpi, alike[person.id][0], peers, values, named))
    return found
