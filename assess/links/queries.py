"""Finding what a secret link opens."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.errors import LinkUnknown, LinkWithdrawnOrExpired
from assess.links.actions import digest
from assess.links.models import Link
from surveys.moments import now


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that is good: its own id, and what it opens."""

    id: int
    target: int


def _good(condition: ColumnElement[bool]) -> Any:
    # columns, not entities: every saved answer passes here
    columns = select(Link.id, Link.target, Link.withdrawn, Link.expires_at)
    return columns.where(condition, Link.holder == bindparam("holder"))


_BY_DIGEST = _good(Link.digest == bindparam("digest"))
_BY_ID = _good(Link.id == bindparam("id"))


def opened_by(session: Session, token: str, holder: Holder) -> Opened:
    """The link of that token; LinkUnknown if none, LinkWithdrawnOrExpired if it is over."""
    return _valid(session, _BY_DIGEST, digest=digest(token), holder=holder)


def by_id(session: Session, id: int, holder: Holder) -> Opened:
    """The link a cookie names, checked anew at every request."""
    return _valid(session, _BY_ID, id=id, holder=holder)


def _valid(session: Session, query: Any, **values: int | str) -> Opened:
    link = session.connection().execute(query, values).first()
    if link is None:
        raise LinkUnknown
    if link.withdrawn or link.expires_at < now():
        raise LinkWithdrawnOrExpired
    return Opened(link.id, link.target)
