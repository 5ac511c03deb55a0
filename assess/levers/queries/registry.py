"""The hypotheses of a job, and whether its data were opened."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from assess.errors import NotFound
from assess.levers.models import DataOpening, Lever, LeverMeasure
from assess.paging import Slice, selected
from assess.people.models import Person, Team
from assess.performance.queries import measured_roles


def jobs(session: Session) -> list[str]:
    """Jobs a registry is kept for, or may be: those with results or hypotheses; without any, every job there is."""
    found = {*measured_roles(session), *session.scalars(select(Lever.job).distinct())} - {""}
    return sorted(found) or sorted(session.scalars(select(Person.job).where(Person.job != "").distinct()))


def levers(session: Session, job: str) -> Sequence[Lever]:
    """Every hypothesis of a job, in the order they were written."""
    query = select(Lever).where(Lever.job == job).options(selectinload(Lever.measures)).order_by(Lever.id)
    return session.scalars(query).all()


def kinds(session: Session, job: str) -> dict[str, int]:
    """By type, how many hypotheses of a job there are, in the order the types were first written."""
    query = select(Lever.type, func.count()).where(Lever.job == job).group_by(Lever.type)
    return {kind: count for kind, count in session.execute(query.order_by(func.min(Lever.id)))}


def examples(session: Session, job: str) -> int:
    """How many examples nobody touched or locked."""
    query = select(func.count()).where(Lever.job == job, Lever.example, Lever.locked_at.is_(None))
    return session.scalar(query) or 0


def page_of_levers(session: Session, job: str, kind: str, total: int, page: int) -> Slice[Lever]:
    """A page of the hypotheses of a job of one type, or of all where none is given, in the order written."""
    query = select(Lever).where(Lever.job == job).options(selectinload(Lever.measures)).order_by(Lever.id)
    return selected(session, query.where(Lever.type == kind) if kind else query, total, page)


def registered(session: Session, job: str) -> Sequence[Lever]:
    """The hypotheses of a job that are locked, with their measures: what may be asked of the data."""
    return [one for one in levers(session, job) if one.locked_at is not None]


def lever(session: Session, id: int) -> Lever:
    """One hypothesis; NotFound."""
    found = session.get(Lever, id)
    if found is None:
        raise NotFound
    return found


def versions(session: Session, lever: Lever) -> Sequence[Lever]:
    """The hypotheses that took the place of this one."""
    return session.scalars(select(Lever).where(Lever.replaces_id == lever.id).order_by(Lever.id)).all()


def measured_by(session: Session, lever: int, id: int) -> LeverMeasure:
    """One measure of a hypothesis; NotFound."""
    found = session.get(LeverMeasure, id)
    if found is None or found.lever_id != lever:
        raise NotFound
    return found


def opening(session: Session, job: str) -> DataOpening | None:
    """When the data of a job were opened; None while nobody may look."""
    return session.scalar(select(DataOpening).where(DataOpening.job == job))


def holdout(session: Session, job: str) -> frozenset[str]:
    """The names of the teams that stay apart until the others were looked at."""
    found = opening(session, job)
    if found is None or not found.holdout:
        return frozenset()
    return frozenset(session.scalars(select(Team.name).where(Team.id.in_(found.holdout))))
