"""Reading the pictures of instruments."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from assess.errors import NotFound
from surveys.models import Asset


def picture(session: Session, sha256: str) -> Asset:
    """One picture with its bytes; NotFound."""
    found = session.get(Asset, sha256, options=[undefer(Asset.content)])
    if found is None:
        raise NotFound
    return found


def pictures(session: Session) -> Sequence[Asset]:
    """Every picture, without its bytes."""
    return session.scalars(select(Asset).order_by(Asset.sha256)).all()
