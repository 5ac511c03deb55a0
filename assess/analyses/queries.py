"""Finding stored Reports; who may see one is decided by the feature that owns it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.errors import NotFound


def latest(session: Session, kind: str, subject: str) -> Analysis | None:
    """The newest Report of that kind about that subject."""
    query = select(Analysis).where(Analysis.kind == kind, Analysis.subject == subject)
    return session.scalar(query.order_by(Analysis.id.desc()).limit(1))


def stored(session: Session, kind: str, id: int) -> Analysis:
    """One stored Report of that kind; NotFound."""
    analysis = session.get(Analysis, id)
    if analysis is None or analysis.kind != kind:
        raise NotFound
    return analysis
