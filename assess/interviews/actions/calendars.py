"""Giving somebody an address for their calendar."""

import secrets

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.interviews.models import CalendarFeed
from assess.links.actions import TOKEN_BYTES, digest
from assess.people.models import Account
from surveys.moments import now


def open_feed(session: Session, account: Account) -> str:
    """A new token for somebody's own calendar, to be shown at once; the one before opens nothing any more."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    # two presses at once: the second waits here, then replaces what the first gave
    session.refresh(account, ["pseudonym"], with_for_update={"of": Account})
    feed = session.get(CalendarFeed, account.id)
    if feed is None:
        session.add(CalendarFeed(account_id=account.id, digest=digest(token)))
    else:
        feed.digest, feed.created_at = digest(token), now()
    record(session, account.pseudonym, "interviews.feed_opened", f"account:{account.id}")
    session.flush()
    return token


def close_feed(session: Session, account: Account) -> None:
    """Shut somebody's calendar address."""
    feed = session.get(CalendarFeed, account.id)
    if feed is not None:
        session.delete(feed)
        record(session, account.pseudonym, "interviews.feed_closed", f"account:{account.id}")
        session.flush()
