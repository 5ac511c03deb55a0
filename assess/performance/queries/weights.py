"""What each KPI of a role counts, and who said so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.people.models import Person
from assess.performance.models import Kpi, KpiWeight, Measure
from assess.performance.queries.kpis import kpis

#: From so many stakeholders on their mean is the default weight (methods §2.2).
STAKEHOLDERS = 5
POINTS = 100.0

Source = Literal["settled", "stakeholders", "common"]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one role.

    Attributes
    ----------
    source : {"settled", "stakeholders", "common"}
        Settled for this role; the mean of at least ``STAKEHOLDERS``; or each KPI's own, which every role shares.
    values : dict
        Weight by KPI id.
    allocations : dict
        By stakeholder, the points of 100 by KPI id; who gave a KPI none is not listed there.
    """

    source: Source
    values: Mapping[int, float]
    allocations: Mapping[str, Mapping[int, float]]

    def mean(self, kpi_id: int) -> float | None:
        """Mean points over stakeholders; None without any."""
        points = self._points(kpi_id)
        return fmean(points) if points else None

    def spread(self, kpi_id: int) -> float | None:
        """Standard deviation between stakeholders; None with fewer than two."""
        points = self._points(kpi_id)
        return stdev(points) if len(points) > 1 else None

    @property
    def missing(self) -> int:
        """Stakeholders still needed before their mean counts."""
        return max(0, STAKEHOLDERS - len(self.allocations))

    def _points(self, kpi_id: int) -> list[float]:
        return [given.get(kpi_id, 0.0) for given in self.allocations.values()]


def weights(session: Session, role: str) -> Weights:
    """What counts in a role, from the allocations and what was settled."""
    found = session.execute(
        select(KpiWeight.stakeholder, KpiWeight.kpi_id, KpiWeight.points)
        .where(KpiWeight.role == role)
        .order_by(KpiWeight.stakeholder, KpiWeight.kpi_id)
    )
    settled: dict[int, float] = {}
    allocations: dict[str, dict[int, float]] = {}
    for stakeholder, kpi_id, points in found:
        (allocations.setdefault(stakeholder, {}) if stakeholder else settled)[kpi_id] = points
    if settled:
        return Weights("settled", settled, allocations)
    if len(allocations) >= STAKEHOLDERS:
        ids = {kpi_id for given in allocations.values() for kpi_id in given}
        means = {id: fmean(given.get(id, 0.0) for given in allocations.values()) for id in sorted(ids)}
        return Weights("stakeholders", means, allocations)
    return Weights("common", {kpi.id: kpi.weight or 0.0 for kpi in kpis(session)}, allocations)


def shares(session: Session, found: Sequence[Kpi]) -> dict[int, dict[str, float]]:
    """By KPI and role, the part of that role's whole weight; only KPIs that are meant for it and have results there."""
    query = select(Measure.kpi_id, Person.job).join(Person, Person.id == Measure.person_id).distinct()
    by_id = {kpi.id: kpi for kpi in found}
    pairs = [(id, role) for id, role in session.execute(query) if meant_for(by_id[id], role)]
    values = {role: weights(session, role).values for role in {role for _id, role in pairs}}
    parts: dict[int, dict[str, float]] = {kpi_id: {} for kpi_id in by_id}
    for kpi_id, role in sorted(pairs, key=lambda pair: pair[1]):
        total = sum(values[role].get(id, 0.0) for id, other in pairs if other == role)
        parts[kpi_id][role] = values[role].get(kpi_id, 0.0) / total if total else 0.0
    return parts


def stakeholders(session: Session, role: str) -> dict[str, dict[str, float]]:
    """The points of every stakeholder by KPI, for a role; those that results can be weighed anew by."""
    query = (
        select(KpiWeight.stakeholder, Kpi.key, KpiWeight.points)
        .join(Kpi)
        .where(KpiWeight.role == role, KpiWeight.stakeholder != "")
        .order_by(KpiWeight.stakeholder, Kpi.key)
    )
    found: dict[str, dict[str, float]] = {}
    for name, key, points in session.execute(query):
        found.setdefault(name, {})[key] = points
    return found


def meant_for(kpi: Kpi, role: str) -> bool:
    """Whether a KPI belongs to a role: to each, unless it names its own."""
    return not kpi.roles or role in kpi.roles


def kpis_of(session: Session, role: str) -> Sequence[Kpi]:
    """The KPIs that are meant for a role and have results in it, heaviest first."""
    values = weights(session, role).values
    mine = select(Measure.kpi_id).join(Person, Person.id == Measure.person_id).where(Person.job == role)
    measured = set(session.scalars(mine.distinct()))
    found = (kpi for kpi in kpis(session) if kpi.id in measured and meant_for(kpi, role))
    return sorted(found, key=lambda kpi: -values.get(kpi.id, 0.0))
