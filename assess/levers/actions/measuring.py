"""Saying how a hypothesis is measured, and refusing what would test one thing twice."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.campaigns.models import Campaign
from assess.errors import Refusal
from assess.levers.actions.registering import draft
from assess.levers.models import Lever, LeverMeasure
from assess.levers.queries.measures import lineage
from assess.levers.queries.scales import scale
from assess.performance.models import Kpi


class SameMeasure(Refusal):
    """Two hypotheses that are the same measure would share every number."""

    status: ClassVar[int] = 422
    key = "levers.same_measure_as"


class NoSuchMeasure(Refusal):
    """What a hypothesis is measured by must be there."""

    status: ClassVar[int] = 422
    key = "levers.no_such_measure"


class StandardBeyond(Refusal):
    """What counts as done lies on the scale."""

    status: ClassVar[int] = 422
    key = "levers.standard_beyond"


@dataclass(frozen=True, slots=True)
class Measured:
    """How a lever is measured, as ``LeverMeasure`` keeps it."""

    kind: str
    reference: str
    reliability: float | None = None
    rater_saw_results: bool = False
    anonymous: bool = False
    standard: float | None = None


def measure(session: Session, actor: str, lever: Lever, by: Measured) -> LeverMeasure:
    """Add a measure to a draft; a survey keeps the promise of its campaign, whatever is said here.

    Raises
    ------
    LeverLocked, NoSuchMeasure, StandardBeyond
    SameMeasure
        Names the other hypothesis; one that this hypothesis takes the place of does not count.
    """
    draft(session, lever)
    reference = by.reference.strip()
    same = select(Lever).join(LeverMeasure).where(
        Lever.job == lever.job, LeverMeasure.kind == by.kind, LeverMeasure.reference == reference
    )  # fmt: skip
    own = lineage(session, lever) - {lever.id}
    for other in session.scalars(same.order_by(Lever.id)):
        if other.id not in own:
            raise SameMeasure(name=other.name)
    made = LeverMeasure(
        lever_id=lever.id, kind=by.kind, reference=reference, reliability=by.reliability,
        standard=by.standard, rater_saw_results=by.rater_saw_results, made_by=actor,
        anonymous=by.anonymous or _promised(session, by.kind, reference),
    )  # fmt: skip
    session.add(made)
    session.flush()
    _must_lie_on_its_scale(session, made)
    session.refresh(lever, ["measures"])
    record(session, actor, "levers.measured", f"lever:{lever.id}", kind=by.kind, reference=reference)
    return made


def unmeasure(session: Session, actor: str, made: LeverMeasure) -> None:
    """Take a measure away from a draft; raises LeverLocked."""
    lever = made.lever
    draft(session, lever)
    record(session, actor, "levers.unmeasured", f"lever:{lever.id}", kind=made.kind, reference=made.reference)
    session.delete(made)
    session.flush()
    session.refresh(lever, ["measures"])


def _must_lie_on_its_scale(session: Session, made: LeverMeasure) -> None:
    if made.standard is not None:
        ends = scale(session, made)
        if ends.low is not None and ends.high is not None and not ends.low <= made.standard <= ends.high:
            raise StandardBeyond(low=ends.low, high=ends.high)


def _promised(session: Session, kind: str, reference: str) -> bool:
    """Whether the campaign promised anonymity; raises NoSuchMeasure where there is no such KPI or campaign."""
    if kind == "kpi" and session.scalar(select(Kpi.id).where(Kpi.key == reference)) is None:
        raise NoSuchMeasure(reference=reference)
    if kind != "survey":
        return False
    number, _colon, item = reference.partition(":")
    found = session.get(Campaign, int(number)) if number.isdecimal() and item else None
    if found is None:
        raise NoSuchMeasure(reference=reference)
    return found.promise == "anonymous"
