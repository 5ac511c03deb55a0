"""Reading what is kept on whoever was invited, for themselves: their invitation, and who looked at their results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.audit.models import AuditEvent
from assess.delivery.models import DataCopy, Invitation
from assess.delivery.queries.retakes import attempts
from assess.errors import LinkWithdrawnOrExpired, NotFound
from assess.hiring.models import Application
from assess.links.queries import Opened
from assess.people.models import Account
from assess.phrases import phrase

#: Events that mean somebody had this person's results before them, by what the event is about.
ABOUT_INVITATION = ("delivery.scores_viewed", "delivery.file_opened")
ABOUT_APPLICATION = ("decisions.viewed", "profiles.fit_viewed")
ABOUT_OPENING = ("decisions.compared", "decisions.exported")


@dataclass(frozen=True, slots=True)
class Access:
    """When somebody had the results before them, in which role, and how."""

    at: datetime
    who: str
    what: str


def own(session: Session, link: Opened) -> Invitation:
    """The invitation a link opens, also after leaving it or when its time is over. LinkWithdrawnOrExpired."""
    query = select(Invitation).where(Invitation.id == link.target)
    loaded = (
        joinedload(Invitation.assessment),
        joinedload(Invitation.application).joinedload(Application.candidate),
        joinedload(Invitation.person),
        selectinload(Invitation.parts),
    )
    invitation = session.scalar(query.options(*loaded))
    if invitation is None or invitation.withdrawn_by == "organiser":
        raise LinkWithdrawnOrExpired
    return invitation


def accesses(session: Session, invitation: Invitation) -> list[Access]:
    """Everybody who had the results of this person for this assessment before them, newest first.

    Roles, not names: what matters is that it was somebody's task (the roles are those of today).
    """
    handed_in = [one for one in attempts(session, invitation) if one.submitted_at]
    if not handed_in:
        return []
    since = min(one.submitted_at for one in handed_in if one.submitted_at)
    about = [
        and_(
            AuditEvent.action.in_(ABOUT_INVITATION),
            AuditEvent.subject.in_([f"invitation:{one.id}" for one in handed_in]),
        )
    ]
    if invitation.application_id is not None:
        about += [
            and_(
                AuditEvent.action.in_(ABOUT_APPLICATION),
                AuditEvent.subject == f"application:{invitation.application_id}",
            ),
            and_(
                AuditEvent.action.in_(ABOUT_OPENING),
                AuditEvent.subject == f"opening:{invitation.assessment.opening_id}",
            ),
        ]
    query = select(AuditEvent).where(AuditEvent.at >= since, or_(*about)).order_by(AuditEvent.id.desc())
    events = session.scalars(query).all()
    known = _roles(session, {event.actor for event in events})
    return [
        Access(event.at, known.get(event.actor, phrase("access.somebody")), phrase(f"access.{event.action}"))
        for event in events
    ]


def copy_of(session: Session, invitation: Invitation) -> DataCopy | None:
    """The copy somebody asked for, made or in the making."""
    return session.get(DataCopy, invitation.id)


def copied(session: Session, invitation: Invitation, form: str) -> bytes:
    """The file of a copy, ``form`` "json" or "pdf"; NotFound until it is made."""
    copy = session.get(DataCopy, invitation.id)
    data = {"json": copy.json, "pdf": copy.pdf}.get(form) if copy else None
    if data is None:
        raise NotFound
    return data


def _roles(session: Session, pseudonyms: set[str]) -> dict[str, str]:
    accounts: Sequence[Account] = session.scalars(select(Account).where(Account.pseudonym.in_(pseudonyms))).all()
    return {
        account.pseudonym: ", ".join(phrase(f"role.{role}") for role in sorted(account.role_names))
        for account in accounts
        if account.role_names
    }
