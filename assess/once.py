"""Adding rows that may be there already, because two people, devices or workers did the same at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from surveys.models import Base

#: Both know ON CONFLICT, in classes that share no base.
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def add_once(session: Session, table: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """Add these rows but those whose key is taken; where another transaction is adding it, its end is waited for."""
    insert = _INSERTS[session.get_bind().dialect.name]
    session.execute(insert(table).on_conflict_do_nothing(), rows)
