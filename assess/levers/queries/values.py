"""How many people have a value of each lever, from where; no value of a single person."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.levers.models import Lever, LeverMeasure
from assess.levers.models.values import LeverValue, TeamCondition
from assess.levers.queries.registry import levers
from assess.levers.queries.tallies import OBSERVED, agreements, people_counted
from assess.people.models import Person, Team
from assess.performance.models import Kpi, Measure
from scoring.results import Estimate

#: A lever measured on fewer than this share of a job's people is said to be.
HALF = 0.50


@dataclass(frozen=True, slots=True)
class Coverage:
    """One measure of one lever: how many people of the job, or teams, have a value, of how many.

    ``have`` is None where it cannot be counted here: answers of surveys, which are counted when verdicts are computed.
    ``agreed`` says how far coders of an observation agree.
    """

    lever: Lever
    measure: LeverMeasure | None
    have: int | None
    of: int
    teams: bool = False
    agreed: Estimate | None = None

    @property
    def thin(self) -> bool:
        """Whether less than half have one."""
        return self.have is not None and self.have < HALF * self.of


def coverage(session: Session, job: str) -> list[Coverage]:
    """Every lever of a job with each of its measures, in the order registered."""
    mine = select(Person.id).where(Person.job == job)
    people = session.scalar(select(func.count()).where(Person.job == job)) or 0
    teams = session.scalar(select(func.count(Team.id.distinct())).join(Person, Person.team_id == Team.id)
                           .where(Person.job == job)) or 0  # fmt: skip
    uploaded = _counts(session, select(LeverValue.lever_key, func.count(LeverValue.person_id.distinct()))
                       .where(LeverValue.person_id.in_(mine)).group_by(LeverValue.lever_key))  # fmt: skip
    measured = _counts(session, select(Kpi.key, func.count(Measure.person_id.distinct())).join(Kpi)
                       .where(Measure.person_id.in_(mine)).group_by(Kpi.key))  # fmt: skip
    facts = _counts(session, select(TeamCondition.condition_key, func.count()).group_by(TeamCondition.condition_key))
    counted, agreed = people_counted(session, job), agreements(session, job)
    found = []
    for lever in levers(session, job):
        of_team = lever.type == "condition"
        known = {"upload": facts if of_team else uploaded, "kpi": measured, OBSERVED: counted}
        of = teams if of_team else people
        for one in lever.measures:
            have = known[one.kind].get(one.reference, 0) if one.kind in known else None
            told = agreed.get(one.reference) if one.kind == OBSERVED else None
            found.append(Coverage(lever, one, have, of, of_team, told))
        if not lever.measures:
            found.append(Coverage(lever, None, 0, of, of_team))
    return found


def _counts(session: Session, query: object) -> dict[str, int]:
    return {key: count for key, count in session.execute(query)}  # type: ignore[call-overload]
