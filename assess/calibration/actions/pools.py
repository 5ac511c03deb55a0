"""Asking for a new Report of a pool, however often its ratings change."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess.calibration.models import Due
from assess.jobs.actions import enqueue
from assess.once import add_once
from surveys.moments import now


def asked(session: Session, pools: Iterable[str]) -> None:
    """These pools changed; a sweep has them computed before long, several changes at once."""
    for pool in pools:
        add_once(session, Due, [{"pool": pool, "since": now()}])


def compute_now(session: Session, actor: str, pool: str) -> None:
    """Have a pool computed over what is complete now; what changes from here on makes it due again."""
    session.execute(delete(Due).where(Due.pool == pool))
    enqueue(session, "calibration.compute", pool=pool, actor=actor)
