"""Roll-outs of levers and what came of them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.errors import NotFound
from assess.levers.models.interventions import Arm, Intervention
from assess.levers.queries.verdicts import intervention_subject
from assess.people.models import Person, Team
from scoring.reports.intervention import KIND


def intervention(session: Session, id: int) -> Intervention:
    """One roll-out with its teams; NotFound."""
    query = select(Intervention).where(Intervention.id == id)
    found = session.scalar(query.options(selectinload(Intervention.arms).joinedload(Arm.team)))
    if found is None:
        raise NotFound
    return found


def result_of(session: Session, id: int) -> Analysis | None:
    """The newest Report of a roll-out."""
    return latest(session, KIND, intervention_subject(id))


def correction_of(session: Session, id: int) -> Intervention | None:
    """The record that corrects this one."""
    return session.scalar(select(Intervention).where(Intervention.corrects_id == id))


def of_lever(session: Session, lever_id: int) -> list[tuple[Intervention, Analysis | None]]:
    """The roll-outs of one lever, newest first, with what came of each."""
    query = select(Intervention).where(Intervention.lever_id == lever_id).order_by(Intervention.id.desc())
    return [(one, result_of(session, one.id)) for one in session.scalars(query)]


def teams_of(session: Session, job: str) -> Sequence[tuple[Team, int]]:
    """The teams with people of a job, by name, and how many."""
    query = select(Team, func.count(Person.id)).join(Person, Person.team_id == Team.id).where(Person.job == job)
    return [(team, count) for team, count in session.execute(query.group_by(Team.id).order_by(Team.name))]
