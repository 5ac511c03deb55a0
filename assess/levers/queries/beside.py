"""What stands beside a verdict and never enters it: what leaders believed, and what people said and showed."""

from dataclasses import dataclass
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.levers.models import Belief, BeliefPlace, EvidenceCode, EvidenceUnit, Lever


@dataclass(frozen=True, slots=True)
class Believed:
    """How many leaders gave an order, how many of them placed this lever, and the middle of the places it got."""

    leaders: int
    placed: int
    place: float | None


@dataclass(frozen=True, slots=True)
class Told:
    """How many things people said or showed were coded to a lever, on how many occasions, and how many are traced."""

    units: int
    occasions: int
    examples: int
    traced: int


def beliefs_of(session: Session, lever: Lever) -> Believed:
    """What leaders believed of a lever before the data were opened."""
    leaders = session.scalar(select(func.count(Belief.id)).where(Belief.job == lever.job)) or 0
    query = select(BeliefPlace.place).join(Belief, Belief.id == BeliefPlace.belief_id)
    places = session.scalars(query.where(BeliefPlace.lever_id == lever.id)).all()
    return Believed(leaders, len(places), median(places) if places else None)


def evidence_of(session: Session, lever: Lever) -> Told:
    """What people said and showed of a lever; each unit counts once, however many coders saw the lever in it."""
    coded = select(EvidenceCode.unit_id).where(EvidenceCode.lever_id == lever.id)
    units = session.scalars(select(EvidenceUnit).where(EvidenceUnit.id.in_(coded))).all()
    return Told(
        len(units), len({one.meeting_id for one in units}), sum(one.example for one in units),
        sum(bool(one.trace) for one in units),
    )  # fmt: skip
