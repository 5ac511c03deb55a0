"""Saying what another currency was worth in a period."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict
from assess.jobs.actions import enqueue
from assess.performance.models import Rate


class RatesOverlap(Conflict):
    """Some of these days have another rate already."""

    key = "rate.overlap"


def exchange(
    session: Session, actor: str, currency: str, into: str, span: tuple[date, date], rate: float, source: str = ""
) -> Rate:
    """Set the rate of a period, in the place of one for just these days; RatesOverlap for other days in it."""
    start, end = span
    query = select(Rate).where(
        Rate.currency == currency, Rate.into == into, Rate.period_start <= end, Rate.period_end >= start
    )
    there = session.scalars(query).all()
    if any((one.period_start, one.period_end) != span for one in there):
        raise RatesOverlap(start=there[0].period_start.isoformat(), end=there[0].period_end.isoformat())
    found = there[0] if there else Rate(currency=currency, into=into, period_start=start, period_end=end)
    before = found.rate if there else None
    found.rate, found.source, found.upload_id = rate, source, None
    session.add(found)
    session.flush()
    record(session, actor, "performance.rate_set", f"rate:{found.id}", was=before, now=rate)
    enqueue(session, "performance.rate")
    return found
