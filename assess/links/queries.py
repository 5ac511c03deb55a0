"""Finding what a secret link opens."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.errors import LinkUnknown, LinkWithdrawnOrExpired
from assess.links.actions import digest
from assess.links.models import Link
from surveys.moments import now


def opened_by(session: Session, token: str, holder: Holder) -> Link:
    """The link of that token; LinkUnknown if none, LinkWithdrawnOrExpired if it is over."""
    return _valid(session.scalar(select(Link).where(Link.digest == digest(token), Link.holder == holder)))


def by_id(session: Session, id: int, holder: Holder) -> Link:
    """The link a cookie names, checked anew at every request."""
    return _valid(session.scalar(select(Link).where(Link.id == id, Link.holder == holder)))


def _valid(link: Link | None) -> Link:
    if link is None:
        raise LinkUnknown
    if link.withdrawn or link.expires_at < now():
        raise LinkWithdrawnOrExpired
    return link
