"""The rule by which an opening's evidence is combined, its versions, and whether another may still be set."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.audit.models import AuditEvent
from assess.decisions.models import ComponentRule, Decision
from assess.hiring.models import Opening
from assess.interviews.queries import rounds
from scoring.reports.composite import KIND
from surveys.versions import instrument_of

#: Looking at group results is recorded under an action that begins so, with the opening as its subject.
GROUP_DATA = "impact."


def rule_in_force(session: Session, opening_id: int) -> ComponentRule | None:
    """The newest version of an opening's rule; None until one was set or the first decision fixed the default."""
    query = select(ComponentRule).where(ComponentRule.opening_id == opening_id)
    return session.scalar(query.order_by(ComponentRule.number.desc()).limit(1))


def rules(session: Session, opening_id: int) -> Sequence[ComponentRule]:
    """Every version, the newest first."""
    query = select(ComponentRule).where(ComponentRule.opening_id == opening_id)
    return session.scalars(query.order_by(ComponentRule.number.desc())).all()


def decided(session: Session, opening_id: int) -> int:
    """How many decisions were made in an opening."""
    return session.scalar(select(func.count()).where(Decision.opening_id == opening_id)) or 0


def group_data_seen(session: Session, opening_id: int) -> bool:
    """Whether anybody has looked at results by group of those who applied for it."""
    query = select(AuditEvent.id).where(
        AuditEvent.subject == f"opening:{opening_id}", AuditEvent.action.startswith(GROUP_DATA)
    )
    return session.scalar(query.limit(1)) is not None


def composites_of(session: Session, opening: Opening) -> Analysis | None:
    """The newest Report on an opening's evidence put together; None before there is one."""
    return latest(session, KIND, f"opening:{opening.id}")


def topics(session: Session, opening: Opening) -> list[tuple[str, str]]:
    """Code and words of every topic the opening's rounds rate, in the order of its scorecards."""
    found: dict[str, str] = {}
    for one in rounds(session, opening):
        for code, item in instrument_of(session, one.version.content_hash).items.items():
            found.setdefault(code, item.text)
    return list(found.items())
