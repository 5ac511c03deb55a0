"""Asking for a new Report of a pool, however often its ratings change."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assess.calibration.models import Due
from surveys.moments import now

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def asked(session: Session, pools: Iterable[str]) -> None:
    """These pools changed; a sweep has them computed before long, several changes at once."""
    insert = _INSERTS[session.get_bind().dialect.name]
    for pool in pools:
        session.execute(insert(Due).values(pool=pool, since=now()).on_conflict_do_nothing())
