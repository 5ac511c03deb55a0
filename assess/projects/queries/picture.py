"""Everything the map of a project shows: how elements stand, what surveys released, what verdicts say of levers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.people.models import Person
from assess.projects.models import TIERS, AlignmentItem, Project
from assess.projects.queries.alignment import element_states
from assess.projects.queries.conditions import (
    Reading,
    Weakest,
    by_tier,
    findings,
    reading_of,
    released,
    weakest,
)
from assess.projects.queries.levers import LeverState, levers


@dataclass(frozen=True, slots=True)
class Picture:
    """A project's system: ``states`` by tier and element, ``readings`` by tier and element, ``weakest`` by tier.

    ``findings`` says by condition whether better conditions go with better results; ``people`` counts who does the job.
    """

    people: int
    levers: tuple[LeverState, ...]
    states: Mapping[tuple[str, str], str]
    readings: Mapping[str, Mapping[str, Reading]]
    weakest: Mapping[str, Weakest]
    findings: Mapping[str, str]

    def reading(self, element: str) -> Reading | None:
        """The released number nearest to the job: of the position before the company's."""
        for tier in reversed(TIERS):
            found = self.readings.get(tier, {}).get(element)
            if found is not None and found.known:
                return found
        return None


def picture(session: Session, project: Project, rows: Sequence[AlignmentItem]) -> Picture:
    """The system around a project's job, as far as it is known and may be shown."""
    tiers = by_tier(released(session, project.job), project.job)
    for tier in TIERS:
        if tier not in tiers:
            tiers[tier] = _cited(session, [one for one in rows if one.tier == tier])
    people = session.scalar(
        select(func.count()).select_from(Person).where(Person.job == project.job, Person.status == "active")
    )
    return Picture(
        people or 0,
        tuple(sorted(levers(session, project.job), key=lambda one: TIERS.index(one.tier))),
        element_states(rows),
        tiers,
        {tier: weakest(tiers[tier].values()) for tier in TIERS},
        findings(session, project.job),
    )


def _cited(session: Session, rows: Sequence[AlignmentItem]) -> dict[str, Reading]:
    """Where no survey asked a whole tier, the numbers its rows rest on; compared only if they are of one group."""
    found = ((one.element, reading_of(session, one.analysis_id, one.group, one.element)) for one in rows)
    return {element: reading for element, reading in found if reading is not None}
