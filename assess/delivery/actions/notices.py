"""Keeping which notice somebody saw, and that they began after it."""

import hashlib
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assess.delivery.models import Invitation, NoticeSeen, NoticeText
from surveys.models import Base
from surveys.moments import now


def digest(text: str) -> str:
    """The name of a notice: SHA-256 (64 hex digits) of its UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def notice_shown(session: Session, invitation: Invitation, text: str) -> None:
    """The notice was on the invited person's screen; only the first time is kept."""
    seen = _seen(session, invitation, text)
    seen.seen_at = seen.seen_at or now()


def notice_accepted(session: Session, invitation: Invitation, text: str) -> None:
    """They began, with this notice before them; only the first time is kept."""
    seen = _seen(session, invitation, text)
    seen.accepted_at = seen.accepted_at or now()


def _seen(session: Session, invitation: Invitation, text: str) -> NoticeSeen:
    name = digest(text)
    session.flush()
    _keep_once(session, NoticeText, hash=name, text=text)
    _keep_once(session, NoticeSeen, invitation_id=invitation.id, hash=name)
    return session.get_one(NoticeSeen, (invitation.id, name))


def _keep_once(session: Session, table: type[Base], **row: object) -> None:
    """Two devices may open the same notice at once: whoever is second finds the row there."""
    session.execute(_INSERTS[session.get_bind().dialect.name](table).values(**row).on_conflict_do_nothing())


_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
