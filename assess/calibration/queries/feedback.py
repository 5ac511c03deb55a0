"""Everybody's own feedback: for themselves, for whom they let see it, and for nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.audit.models import AuditEvent
from assess.calibration.models import FeedbackRelease
from assess.calibration.queries.pools import Pool, pools
from assess.calibration.queries.reports import FEEDBACK, OWN, POOL
from assess.errors import NotFound
from assess.interviews.models import Rater
from assess.people.models import Account
from assess.phrases import phrase

#: What means that somebody had a rater's numbers before them: their own page, or the Report across interviewers.
ABOUT_RATER, ABOUT_POOL = "calibration.feedback_viewed", ("calibration.viewed", "calibration.exported")
_LOOKS = 50


@dataclass(frozen=True, slots=True)
class Look:
    """When somebody had this rater's numbers before them, in which role, and how."""

    at: datetime
    who: str
    what: str


def rater_of(session: Session, viewer: Account) -> Rater | None:
    """Who the viewer is as a rater; None before their first seat."""
    return session.scalar(select(Rater).where(Rater.account_id == viewer.id))


def own(session: Session, viewer: Account) -> list[tuple[Pool, Analysis]]:
    """The viewer's own Reports, one a pool they rated in."""
    rater = rater_of(session, viewer)
    return _of(session, rater) if rater else []


def own_report(session: Session, viewer: Account, key: str) -> tuple[Rater, Pool, Analysis]:
    """The viewer's own Report of a pool; NotFound."""
    rater = rater_of(session, viewer)
    if rater is None:
        raise NotFound
    return (rater, *_one(session, rater, key))


def released(session: Session, viewer: Account) -> list[tuple[FeedbackRelease, list[tuple[Pool, Analysis]]]]:
    """Those who let the viewer see their feedback, by name, each with their Reports."""
    query = select(FeedbackRelease).where(FeedbackRelease.reader_id == viewer.id)
    found = sorted(session.scalars(query), key=lambda one: one.rater.name.casefold())
    return [(one, _of(session, one.rater)) for one in found]


def released_report(session: Session, viewer: Account, rater_id: int, key: str) -> tuple[Rater, Pool, Analysis]:
    """The Report of somebody who lets the viewer see it; NotFound."""
    query = select(FeedbackRelease).where(FeedbackRelease.reader_id == viewer.id, FeedbackRelease.rater_id == rater_id)
    release = session.scalar(query)
    if release is None:
        raise NotFound
    return (release.rater, *_one(session, release.rater, key))


def releases(session: Session, rater: Rater) -> Sequence[FeedbackRelease]:
    """Whom a rater lets see their feedback."""
    return session.scalars(select(FeedbackRelease).where(FeedbackRelease.rater_id == rater.id)).all()


def manager_of(session: Session, viewer: Account) -> Account | None:
    """The account of whoever leads the viewer's team; None where nobody else does or they have no account."""
    manager = viewer.person.team.manager if viewer.person and viewer.person.team else None
    if manager is None or manager.id == viewer.person_id:
        return None
    return session.scalar(select(Account).where(Account.person_id == manager.id, Account.active))


def looks(session: Session, rater: Rater, keys: Sequence[str]) -> list[Look]:
    """Who else had this rater's numbers before them, the newest first: roles, not names."""
    own_page = (AuditEvent.action == ABOUT_RATER) & (AuditEvent.subject == f"rater:{rater.id}")
    across = AuditEvent.action.in_(ABOUT_POOL) & AuditEvent.subject.in_([POOL.format(key) for key in keys])
    query = select(AuditEvent).where(or_(own_page, across), AuditEvent.actor != rater.pseudonym)
    events = session.scalars(query.order_by(AuditEvent.id.desc()).limit(_LOOKS)).all()
    accounts = session.scalars(select(Account).where(Account.pseudonym.in_({event.actor for event in events})))
    roles = {one.pseudonym: min(one.role_names, default=None) for one in accounts}
    return [
        Look(
            event.at,
            phrase(f"role.{role}") if (role := roles.get(event.actor)) else phrase("access.somebody"),
            phrase(f"access.{event.action}"),
        )
        for event in events
    ]


def _of(session: Session, rater: Rater) -> list[tuple[Pool, Analysis]]:
    found = ((pool, latest(session, FEEDBACK, OWN.format(key, rater.id))) for key, pool in pools(session).items())
    return [(pool, analysis) for pool, analysis in found if analysis is not None]


def _one(session: Session, rater: Rater, key: str) -> tuple[Pool, Analysis]:
    for pool, analysis in _of(session, rater):
        if pool.key == key:
            return pool, analysis
    raise NotFound
