"""Targets, whom one may ask about them, what they said, and the checks that hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.benchmarks.models import Consultation, Target
from assess.benchmarks.queries.reports import benchmarks_of, replicable, rows
from assess.errors import NotFound
from assess.people.models import Account, Person
from scoring.benchmarks.adherence import CONSULTED, ENDORSED, Grade, grade
from scoring.benchmarks.levels import SET_BY_TOP
from scoring.results import Cell, Estimate


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a target has come: who answered and said yes, its grade, and what keeps it from being published."""

    answered: int
    endorsed: int
    grade: Grade
    consulted: bool
    carried: bool

    @property
    def needs_sponsor(self) -> bool:
        """Whether somebody has to answer for it: too few of the best say yes, or few checks hold."""
        return not self.carried or self.grade.letter == "D"


def target(session: Session, id: int) -> Target:
    """One target with whom was asked; NotFound."""
    query = select(Target).where(Target.id == id).options(joinedload(Target.kpi), selectinload(Target.consultations))
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def targets(session: Session, job: str, kpi_id: int | None = None) -> Sequence[Target]:
    """The targets of a job, newest first: those in force, being made and over."""
    query = select(Target).where(Target.job == job).options(joinedload(Target.kpi), selectinload(Target.consultations))
    if kpi_id is not None:
        query = query.where(Target.kpi_id == kpi_id)
    return session.scalars(query.order_by(Target.id.desc())).all()


def published(session: Session, job: str) -> dict[tuple[int, str], Target]:
    """The targets in force, by KPI and segment."""
    query = select(Target).where(Target.job == job, Target.state == "published").options(joinedload(Target.kpi))
    return {(one.kpi_id, one.cell): one for one in session.scalars(query)}


def waiting_for_sponsor(session: Session) -> list[tuple[Target, Standing]]:
    """Targets enough people were asked about that nobody may publish without a sponsor."""
    query = select(Target).where(Target.state == "proposed", Target.override_by == "")
    found = session.scalars(
        query.options(joinedload(Target.kpi), selectinload(Target.consultations)).order_by(Target.id)
    )
    standings = [(one, standing(session, one)) for one in found]
    return [(one, how) for one, how in standings if how.consulted and how.needs_sponsor]


def standing(session: Session, one: Target) -> Standing:
    """The checks of methods §13.8 as they hold now."""
    said = [asked.endorses for asked in one.consultations if asked.endorses is not None]
    bar, held = _bar(session, one), _held(session, one)
    met, reach = _value(held.get("met_top")), _value(bar.get("within_reach"))
    found = grade(len(said), sum(said), met, bool(one.method.strip()), _linked(session, one), reach)
    yes = sum(said) >= ENDORSED * len(said) - 1e-9
    return Standing(len(said), sum(said), found, len(said) >= CONSULTED, len(said) >= CONSULTED and yes)


def _row(session: Session, one: Target, table: str) -> dict[str, Cell]:
    analysis = benchmarks_of(session, one.job)
    found = rows(analysis.report, table, one.kpi.key) if analysis else []
    return next((row for row in found if row["segment"] == one.cell), {})


def _bar(session: Session, one: Target) -> dict[str, Cell]:
    return _row(session, one, "bars")


def _held(session: Session, one: Target) -> dict[str, Cell]:
    return _row(session, one, "adherence")


def _value(cell: Cell | None) -> float | None:
    return cell.value if isinstance(cell, Estimate) else None


def _linked(session: Session, one: Target) -> bool:
    """Whether more of it goes with better results; a result needs no link to itself."""
    if one.kpi.kind not in SET_BY_TOP:
        return True
    analysis = benchmarks_of(session, one.job)
    found = rows(analysis.report, "monitor", one.kpi.key) if analysis else []
    last = found[-1]["link"] if found else None
    return isinstance(last, Estimate) and last.low is not None and last.low > 0


def may_be_asked(session: Session, one: Target) -> list[Person]:
    """The replicable top who can sign in and were not asked yet."""
    analysis = benchmarks_of(session, one.job)
    if analysis is None:
        return []
    found = replicable(session, analysis.report)
    asked = {asked.person_id for asked in one.consultations}
    with_account = set(
        session.scalars(select(Account.person_id).where(Account.person_id.in_([person.id for person in found])))
    )
    return [person for person in found if person.id in with_account and person.id not in asked]


def consultation_for(session: Session, viewer: Account, id: int) -> Consultation:
    """What the viewer was asked; NotFound for everybody else, HR too: they read it with the target."""
    query = select(Consultation).where(Consultation.id == id).options(joinedload(Consultation.target))
    found = session.scalar(query)
    if found is None or viewer.person_id is None or found.person_id != viewer.person_id:
        raise NotFound
    return found


def consultations_of(session: Session, viewer: Account) -> Sequence[Consultation]:
    """What the viewer was asked and has not answered, while it can still be said."""
    query = (
        select(Consultation)
        .join(Target)
        .where(Consultation.person_id == viewer.person_id, Consultation.answered_at.is_(None))
        .where(Target.state == "proposed")
        .options(joinedload(Consultation.target).joinedload(Target.kpi))
    )
    return session.scalars(query.order_by(Consultation.id)).all() if viewer.person_id is not None else []
