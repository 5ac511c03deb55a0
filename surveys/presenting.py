"""Giving the items of an adaptive section one at a time; what was given, and in which order, stays."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from surveys.definition import Section
from surveys.errors import NotPresented
from surveys.models import Presented


def presented(session: Session, administration_id: int) -> tuple[Presented, ...]:
    """Every item given so far, in order."""
    query = select(Presented).where(Presented.administration_id == administration_id)
    return tuple(session.scalars(query.order_by(Presented.shown, Presented.section, Presented.position)))


def present(
    session: Session, administration_id: int, section: Section, item: str, *, now: datetime, bank: str | None = None
) -> Presented:
    """Gives the item after those given before. Whoever calls has made sure that it is not given yet."""
    earlier = [one for one in presented(session, administration_id) if one.section == section.code]
    given = Presented(
        administration_id=administration_id,
        section=section.code,
        position=len(earlier) + 1,
        item=item,
        bank=bank,
        shown=now,
    )
    session.add(given)
    session.flush()
    return given


def go_on(session: Session, administration_id: int, item: str, *, now: datetime) -> bool:
    """The item is done, answered or not; False where it was done before or never given (a second press)."""
    mine = (Presented.administration_id == administration_id, Presented.item == item, Presented.left_at.is_(None))
    return session.scalar(update(Presented).where(*mine).values(left_at=now).returning(Presented.item)) is not None


def check(session: Session, administration_id: int, items: Collection[str]) -> None:
    """Raises NotPresented for an item that does not lie before the respondent now."""
    mine = (Presented.administration_id == administration_id, Presented.left_at.is_(None))
    open_now = set(session.scalars(select(Presented.item).where(*mine)))
    for item in items:
        if item not in open_now:
            raise NotPresented(item=item)
