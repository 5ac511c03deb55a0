"""Making and withdrawing secret links."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.links.models import Link
from surveys.moments import now

TOKEN_BYTES = 24  # 192 random bits


def digest(token: str) -> str:
    """What is kept of a token; it is random, so a plain SHA-256 cannot be searched backwards."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue(session: Session, holder: Holder, target: int, lifetime: timedelta) -> str:
    """A new token, to be sent or shown at once: it is kept nowhere and cannot be asked for again.

    Earlier links to the same target stay valid until they expire or are withdrawn.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(Link(digest=digest(token), holder=holder, target=target, expires_at=now() + lifetime))
    session.flush()
    return token


def withdraw(session: Session, holder: Holder, target: int) -> None:
    """Shut every link to that target."""
    session.execute(update(Link).where(Link.holder == holder, Link.target == target).values(withdrawn=True))


def remove(session: Session, holder: Holder, targets: Collection[int]) -> None:
    """Delete every link to these targets, which are gone: whatever is numbered like them is not opened by it."""
    session.execute(delete(Link).where(Link.holder == holder, Link.target.in_(targets)))
