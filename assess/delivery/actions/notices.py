"""Keeping which notice somebody saw, and that they began after it."""

import hashlib

from sqlalchemy.orm import Session

from assess.delivery.models import Invitation, NoticeSeen, NoticeText
from assess.once import add_once
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
    # two devices may open the same notice at once
    add_once(session, NoticeText, [{"hash": name, "text": text}])
    add_once(session, NoticeSeen, [{"invitation_id": invitation.id, "hash": name}])
    return session.get_one(NoticeSeen, (invitation.id, name))
